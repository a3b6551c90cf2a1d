"""Start notice, concealed work, completion, acceptance, papers of the file."""

import re

from wtforms import BooleanField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional, ValidationError

from govproj.core import dates
from govproj.core.forms import BaseForm, DayField, InputRequired, VersionedForm, long_text, text
from govproj.core.i18n import _, _l
from govproj.core.upload_fields import FilesField, PhotosField
from govproj.projects.models import Body

LONGEST_NAME = 40
MOST_PEOPLE = 60
A_DAY = _l("请填写日期。")
BETWEEN_NAMES = re.compile(r"[\n、，,；;]+")


def not_later_than_today(_form, field):
    if field.data and field.data > dates.today():
        raise ValidationError(_("日期不能晚于今天。"))


def past_day(label) -> DayField:
    return DayField(label, [InputRequired(A_DAY), not_later_than_today], default=dates.today)


class StartNoticeForm(BaseForm):
    """The notice on the board, and a photo of it there."""

    posted_on = past_day(_l("贴出日期"))
    place = text(_l("贴在哪里"), most=120, required=_l("请填写贴在哪里。"))
    photos = PhotosField(_l("贴好的公示的照片"), [InputRequired(_l("请上传贴好的公示的照片。"))], most=6)

    def facts(self) -> dict:
        return {
            "posted_on": self.posted_on.data,
            "place": self.place.data,
            "photos": self.photos.stored,
        }


class SignedOutside(BaseForm):
    """Names of those who signed on paper and have no account here."""

    contractor = text(_l("施工单位签认人"), most=LONGEST_NAME)
    engineer = text(_l("监理或设计单位签认人"), most=LONGEST_NAME)
    photos = PhotosField(_l("覆盖前的照片"))

    def facts(self) -> dict:
        return {
            "contractor": self.contractor.data,
            "engineer": self.engineer.data,
            "photos": self.photos.stored,
        }


class ConcealedForm(SignedOutside):
    """A work that is about to be covered up."""

    name = text(_l("隐蔽工程名称"), most=80, required=_l("请填写名称，例如“沟槽回填”。"))
    finished_on = past_day(_l("完成日期"))
    note = long_text(_l("说明（部位、数量、做法）"), most=1000)

    def facts(self) -> dict:
        own = {name: self[name].data for name in ("name", "finished_on", "note")}
        return {**super().facts(), **own}


class MoreConcealedForm(SignedOutside, VersionedForm):
    """What comes later to a concealed work already entered."""

    def validate_photos(self, field):
        if not (field.stored or self.contractor.data or self.engineer.data):
            raise ValidationError(_("请上传照片，或填写签认人。"))


class CompletionForm(BaseForm):
    """The lead's report that the work is done."""

    finished_on = past_day(_l("完工日期"))
    text = long_text(_l("完工报告"), most=4000, required=_l("请写明做完了什么、数量、有没有遗留问题。"))
    no_concealed = BooleanField(_l("本工程没有隐蔽工程"))
    files = FilesField(_l("报告原件和完工照片"), [Optional()])

    def __init__(self, *args, wants_concealed=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.wants_concealed = wants_concealed
        if not wants_concealed:
            del self.no_concealed

    def validate_no_concealed(self, field):
        if self.wants_concealed and not field.data:
            raise ValidationError(_("还没有登记隐蔽工程：有就先登记，确实没有请勾选。"))

    def facts(self) -> dict:
        return {
            "finished_on": self.finished_on.data,
            "text": self.text.data,
            "no_concealed": bool(self.wants_concealed and self.no_concealed.data),
            "files": self.files.stored,
        }


def names_typed(text: str) -> list[str]:
    """`甲、乙` or one a line → names, each once."""
    return list(dict.fromkeys(filter(None, (name.strip() for name in BETWEEN_NAMES.split(text or "")))))


def names(body: Body):
    return text(body.label, most=2000, description=_l("没有就空着；几个人用顿号隔开。"))


class AcceptanceForm(BaseForm):
    """The acceptance meeting: who came for whom, what was said, what it came to."""

    held_on = past_day(_l("验收日期"))
    place = text(_l("验收地点"), most=120)
    representative = long_text(
        Body.REPRESENTATIVE.label,
        most=2000,
        required=_l("请填写到会的村民代表。"),
        description=_l("每行一个姓名，或用顿号隔开。"),
    )
    village = names(Body.VILLAGE)
    supervision = names(Body.SUPERVISION)
    lead = names(Body.LEAD)
    town = names(Body.TOWN)
    engineer = names(Body.ENGINEER)
    contractor = names(Body.CONTRACTOR)
    opinions = long_text(_l("各方意见"), most=4000, required=_l("请写明各方意见，没有意见也写一句。"))
    result = RadioField(
        _l("验收结果"),
        [InputRequired(_l("请选择验收结果。"))],
        choices=[SelectChoice("passed", _l("通过")), SelectChoice("failed", _l("不通过，整改后再验"))],
    )
    files = FilesField(_l("会议记录、签到表、实测表"), [Optional()])

    def participants(self) -> dict[Body, list[str]]:
        return {body: names_typed(self[body.value].data) for body in Body}

    def validate_representative(self, _field):
        everybody = [name for names in self.participants().values() for name in names]
        if len(everybody) > MOST_PEOPLE or any(len(name) > LONGEST_NAME for name in everybody):
            raise ValidationError(_("每行写一个姓名（最多 40 个字），一共不超过 60 人。"))
        twice = sorted({name for name in everybody if everybody.count(name) > 1})
        if twice:
            raise ValidationError(_("%(names)s 写了两次，每人只代表一方。", names=_("、").join(twice)))

    def facts(self) -> dict:
        return {
            "held_on": self.held_on.data,
            "place": self.place.data,
            "opinions": self.opinions.data,
            "passed": self.result.data == "passed",
            "participants": self.participants(),
            "files": self.files.stored,
        }


class PaperForm(BaseForm):
    """Files for the project's own file."""

    entry = SelectField(_l("归入哪一项"))
    files = FilesField(_l("文件"), [InputRequired(_l("请选择文件。"))])
    is_public = BooleanField(_l("名称可以公开（只公开名称，不公开内容）"))
