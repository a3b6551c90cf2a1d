"""What may be typed about work that disturbs."""

from datetime import datetime

from wtforms import BooleanField, RadioField, SelectField, TimeField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from govproj.core import dates
from govproj.core.forms import (
    BaseForm,
    DayField,
    InputRequired,
    VersionedForm,
    choices_of,
    long_text,
    not_in_the_future,
    row_number,
    text,
)
from govproj.core.i18n import _, _l
from govproj.core.upload_fields import PhotosField
from govproj.filings.states import Result
from govproj.rectifications.states import Level
from govproj.villages.forms import FactsForm, phone

MOST_WORDS = 500


class FilingForm(FactsForm):
    """Work that is to be announced; hours that end before they begin run past midnight."""

    kind = SelectField(_l("什么作业"))
    project = SelectField(_l("哪个项目"), coerce=row_number)
    place = text(_l("地点"), most=120, required=_l("请填写地点，写到附近的住户看得懂。"))
    first_on = DayField(_l("第一天"), [InputRequired(_l("请填写第一天。"))])
    last_on = DayField(_l("最后一天"), [InputRequired(_l("请填写最后一天。"))])
    starts_at = TimeField(_l("每天几点开始"), [InputRequired(_l("请填写几点开始，例如 22:00。"))])
    ends_at = TimeField(
        _l("每天几点结束"),
        [InputRequired(_l("请填写几点结束，例如 2:00。"))],
        description=_l("比开始时间早的，算到第二天凌晨。"),
    )
    reason = long_text(_l("为什么要在这个时候做"), most=MOST_WORDS, required=_l("请写明为什么。"))
    measures = long_text(_l("怎么减少打扰"), most=MOST_WORDS, required=_l("请写明降噪、照明、绕行等安排。"))
    unit = text(_l("施工单位"), most=80, required=_l("请填写施工单位。"))
    contact = text(_l("现场联系人"), most=40, required=_l("请填写现场联系人。"))
    phone = phone(_l("现场电话"))
    urgent = BooleanField(_l("抢险抢修，来不及提前报备"))

    def __init__(self, kinds: dict, projects, **kwargs):
        super().__init__(**kwargs)
        self.kind.choices = [SelectChoice(code, label) for code, label in kinds.items()]
        self.project.choices = [
            SelectChoice(0, _("不属于某个项目")),
            *(SelectChoice(p.id, p.name) for p in projects),
        ]
        self.phone.description = _("会公示，村民被吵到时打这个电话。")
        self.projects = {project.id: project for project in projects}

    def validate_phone(self, field):
        if not field.data:
            raise ValidationError(_("请填写现场电话。"))

    def validate_last_on(self, field):
        if field.data and self.first_on.data and field.data < self.first_on.data:
            raise ValidationError(_("最后一天不能早于第一天。"))

    def facts(self) -> dict:
        """The project by itself: the action takes the thing, not its number."""
        return super().facts() | {"project": self.projects.get(self.project.data)}


class InspectionForm(VersionedForm):
    """What somebody saw on the spot."""

    inspected_on = DayField(_l("哪天去的"), [InputRequired(_l("请填写哪天去的。")), not_in_the_future])
    result = RadioField(_l("结果"), [InputRequired(_l("请选择结果。"))], choices=choices_of(Result))
    level = SelectField(
        _l("违规的严重程度"), choices=choices_of(Level), default="minor", description=_l("有违规的才用选。")
    )
    note = long_text(_l("看到了什么"), most=MOST_WORDS, required=_l("请写明看到了什么。"))
    photos = PhotosField(_l("照片"), most=6)


class ComplaintForm(BaseForm):
    """A call somebody took. No name is asked for."""

    day = DayField(_l("哪一天"), [InputRequired(_l("请填写哪一天。")), not_in_the_future])
    hour = TimeField(_l("几点"), [InputRequired(_l("请填写几点，例如 22:30。"))])
    place = text(_l("哪里在吵"), most=120, required=_l("请填写哪里在吵。"))
    words = long_text(
        _l("怎么回事"),
        most=MOST_WORDS,
        required=_l("请写明怎么回事。"),
        description=_l("不写投诉人的姓名和电话。"),
    )

    @property
    def moment(self) -> datetime:
        return datetime.combine(self.day.data, self.hour.data, dates.BEIJING)
