"""What may be typed about a matter: by anybody without an account, and by those who handle it."""

from datetime import datetime

from wtforms import HiddenField, RadioField, SelectField, StringField, TimeField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional, ValidationError

from govproj.core import dates
from govproj.core.forms import (
    BaseForm,
    DayField,
    InputRequired,
    OpenForm,
    VersionedForm,
    choices_of,
    long_text,
    not_in_the_future,
    row_number,
)
from govproj.core.forms import text as line
from govproj.core.i18n import _, _l
from govproj.core.upload_fields import PhotosField
from govproj.inquiries.models import Channel
from govproj.matters.receipts import MOST_PHOTOS, is_ticket, sealed, unsealed
from govproj.matters.states import State
from govproj.villages.forms import phone

MOST = 1000  # characters
YES_NO = [SelectChoice("yes", _l("满意")), SelectChoice("no", _l("不满意"))]


def some_row(typed):
    return row_number(typed) if typed else None


class WhatAndWhere:
    """The same for whoever sends it and for whoever writes it down for somebody else."""

    kind = RadioField(_l("是哪一类事"), [InputRequired(_l("请选是哪一类事。"))])
    text = long_text(_l("什么事"), most=MOST, required=_l("请写是什么事。"))
    place = line(_l("在哪里（可不写）"), most=120)
    project_id = SelectField(_l("和哪个项目有关"), [Optional()], coerce=some_row)
    group_id = SelectField(_l("哪个村民小组"), [Optional()], coerce=some_row)
    photos = PhotosField(_l("照片（可不传，最多 3 张）"), most=MOST_PHOTOS)
    name = line(_l("姓名（可不写）"), most=40)
    phone = phone(_l("电话（可不写）"))
    ticket = HiddenField()

    def offer(self, kinds: dict, projects, groups) -> None:
        self.kind.choices = [SelectChoice(code, label) for code, label in kinds.items()]
        self.project_id.choices = [
            SelectChoice("", _("和项目无关，或者不清楚")),
            *(SelectChoice(project.id, project.name) for project in projects),
        ]
        self.group_id.choices = [
            SelectChoice("", _("不写")),
            *(SelectChoice(group.id, group.name) for group in groups),
        ]

    def validate_ticket(self, field):
        if not is_ticket(field.data):
            raise ValidationError(_("页面放得太久或不完整，内容还在，请再提交一次。"))

    def said(self) -> dict:
        names = ("kind", "text", "place", "project_id", "group_id", "name", "phone")
        return {
            name: self[name].data or ("" if name not in {"project_id", "group_id"} else None)
            for name in names
        }


class ReportForm(WhatAndWhere, OpenForm):
    """For anybody: no account, no name needed."""

    kept = HiddenField()  # photos that were taken in before something else had to be corrected
    sure = HiddenField()  # the confidential way was shown, and this one was chosen all the same
    website = StringField(render_kw={"tabindex": "-1", "autocomplete": "off"})  # for programs only

    def validate_website(self, field):
        if field.data:
            raise ValidationError(_("请把“网址”一栏留空，再提交一次。"))

    def all_photos(self) -> list:
        """Those picked now and those kept from before, at most as many as one matter takes."""
        return [*unsealed(self.kept.data), *self.photos.stored][-MOST_PHOTOS:]

    def keep_photos(self) -> int:
        """For the page that asks again; how many there are."""
        photos = self.all_photos()
        self.kept.data = sealed(photos)
        return len(photos)

    def names_a_breach(self, words) -> str:
        """The first of the words in it that belong on the confidential way, unless that was said already."""
        if self.sure.data == "yes":
            return ""
        return next((word for word in words if word in self.text.data), "")


class TakeDownForm(WhatAndWhere, BaseForm):
    """For somebody who phoned, wrote or came by."""

    channel = RadioField(
        _l("怎样反映的"),
        [InputRequired(_l("请选怎样反映的。"))],
        choices=choices_of(Channel, leave_out={Channel.WEB}),
    )
    day = DayField(_l("哪一天反映的"), [Optional(), not_in_the_future])
    hour = TimeField(_l("几点反映的"), [Optional()], description=_l("期限从这个时间算起；都空着就按现在算。"))

    def validate_day(self, _field):
        if self.hour.data is None and not self.hour.errors:
            raise ValidationError(_("几点也要填，或者日期也空着。"))

    def validate_hour(self, _field):
        if self.day.data is None and not self.day.errors:
            raise ValidationError(_("日期也要填，或者几点也空着。"))

    def facts(self) -> dict:
        moment = None
        if self.day.data and self.hour.data:
            moment = datetime.combine(self.day.data, self.hour.data, dates.BEIJING)
        told = {"channel": Channel(self.channel.data), "received_at": moment}
        return self.said() | told | {"photos": self.photos.stored[:MOST_PHOTOS]}


class ReceiptForm(OpenForm):
    """Number and code, as copied down."""

    number = line(_l("编号"), most=30, required=_l("请写编号，例如 SX-2022-001。"))
    code = line(_l("回执码"), most=40, required=_l("请写反映时给您的回执码。"))


class VerdictForm(ReceiptForm):
    number = HiddenField()
    code = HiddenField()
    satisfied = RadioField(_l("办得满意吗"), [InputRequired(_l("请选满意或不满意。"))], choices=YES_NO)
    words = long_text(_l("还有哪里没办好（不满意才写）"), most=500)


class WithOwner:
    owner = SelectField(_l("责任人"), [InputRequired(_l("请选责任人。"))], coerce=row_number)

    def offer(self, people) -> None:
        self.people = {person.id: person for person in people}
        self.owner.choices = [SelectChoice(person.id, person.name) for person in people]

    @property
    def person(self):
        return self.people[self.owner.data]


class AcceptForm(WithOwner, VersionedForm):
    pass


class DutyForm(WithOwner, BaseForm):
    owner = SelectField(_l("谁值班"), [InputRequired(_l("请选谁值班。"))], coerce=row_number)
    first = DayField(_l("第一天"), [InputRequired(_l("请填写第一天。"))])
    last = DayField(_l("最后一天"), [InputRequired(_l("请填写最后一天。"))])


class HandOverForm(WithOwner, VersionedForm):
    reason = line(_l("为什么改"), most=200, required=_l("请写为什么改责任人。"))


class KindForm(VersionedForm):
    kind = RadioField(_l("改成哪一类"), [InputRequired(_l("请选改成哪一类。"))])
    reason = line(_l("为什么改"), most=200, required=_l("请写为什么改类别。"))

    def offer(self, kinds: dict) -> None:
        self.kind.choices = [SelectChoice(code, label) for code, label in kinds.items()]


class FinishForm(VersionedForm):
    result = long_text(_l("办得怎么样"), most=MOST, required=_l("请写明办得怎么样。"))
    photos = PhotosField(_l("办好后的照片"), most=6)

    def validate_photos(self, field):
        if self.wants_a_photo and not field.stored:
            raise ValidationError(_("这一类事要有办好后的照片才能办结。"))


class ReplyForm(VersionedForm):
    words = long_text(_l("答复（反映人看得到）"), most=MOST, required=_l("请写答复。"))
    title = line(
        _l("公开的标题（想让全村看到才写）"),
        most=60,
        description=_l("写了就在村栏目“反映的事”里公开标题、类别和答复，不写是谁反映的。"),
    )


class WordsForm(VersionedForm):
    """An answer that ends it."""

    words = long_text(_l("理由（反映人看得到）"), most=MOST, required=_l("请写明理由。"))


class PassOnForm(WordsForm):
    to = line(_l("转给哪个单位"), most=80, required=_l("请写转给哪个单位。"))
    words = long_text(
        _l("告诉反映人（去哪里问、多久有结果）"), most=MOST, required=_l("请写告诉反映人的话。")
    )


class MergeForm(VersionedForm):
    number = line(_l("并入哪一件（编号）"), most=30, required=_l("请写另一件的编号，例如 SX-2022-001。"))


class BasisForm(VersionedForm):
    words = line(
        _l("凭据"),
        most=200,
        required=_l("请写凭据。"),
        description=_l(
            "代办：委托人怎样委托的，签字照片存在哪里，或见证人是谁；要事：哪一天的村党组织会议。"
        ),
    )


class PublishForm(VersionedForm):
    title = line(_l("公开的标题"), most=60, required=_l("请写公开的标题。"))


class TakeOffForm(VersionedForm):
    reason = line(_l("为什么撤下"), most=200, required=_l("请写为什么撤下。"))


class FollowUpForm(VersionedForm):
    satisfied = RadioField(_l("反映人满意吗"), [InputRequired(_l("请选满意或不满意。"))], choices=YES_NO)
    words = long_text(_l("反映人怎么说（不满意要写）"), most=500)


WHICH = {
    "open": _l("要办的"),
    "overdue": _l("已经逾期的"),
    "mine": _l("我负责的"),
    "unsatisfied": _l("有人不满意的"),
    "all": _l("全部"),
    **{state.value: state.label for state in State},
}


class SearchForm(BaseForm):
    """Of the list; everything in the address."""

    which = SelectField(_l("看哪些"), choices=[SelectChoice(key, label) for key, label in WHICH.items()])
    kind = SelectField(_l("类别"))
    village = SelectField(_l("村"), coerce=some_row)

    class Meta(BaseForm.Meta):
        csrf = False

    def offer(self, kinds: dict, villages) -> None:
        self.kind.choices = [SelectChoice("", _("全部类别")), *(SelectChoice(k, w) for k, w in kinds.items())]
        self.village.choices = [
            SelectChoice("", _("全部村")),
            *(SelectChoice(v.id, v.name) for v in villages),
        ]

    def chosen(self) -> dict:
        """Whatever is not among the choices is as good as not asked for."""
        which = self.which.data if self.which.data in WHICH else "open"
        known = {choice.value for choice in self.kind.choices}
        self.which.data = which
        return {
            "which": which,
            "kind": self.kind.data if self.kind.data in known else "",
            "village_id": self.village.data,
        }
