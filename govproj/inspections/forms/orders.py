"""Orders of visits, draws by lot, and the year's themes."""

from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from govproj.core import dates
from govproj.core.forms import (
    BaseForm,
    DayField,
    InputRequired,
    VersionedForm,
    choices_of,
    long_text,
    row_number,
    text,
)
from govproj.core.i18n import _, _l
from govproj.core.number_fields import CountField
from govproj.inspections.states import Mode, Origin, TaskKind

MOST_POINTS = 30


def _boxes(label) -> SelectMultipleField:
    return SelectMultipleField(label, coerce=row_number, widget=ListWidget(), option_widget=CheckboxInput())


def not_over(_form, field):
    if field.data and field.data < dates.today():
        raise ValidationError(_("日期不能早于今天。"))


class OrderForm(BaseForm):
    """A visit that may be known of, or one that is not announced."""

    kind = RadioField(
        _l("类型"),
        [InputRequired(_l("请选择类型。"))],
        choices=choices_of(TaskKind, leave_out=(TaskKind.RANDOM, TaskKind.UNANNOUNCED)),
    )
    title = text(_l("督查什么"), most=80, required=_l("请写明督查什么。"))
    theme = SelectField(_l("属于哪个专项"), coerce=row_number)
    origin = SelectField(_l("来源"), choices=choices_of(Origin, leave_out=(Origin.RANDOM,)))
    mode = RadioField(_l("方式"), default=Mode.ONSITE.value, choices=choices_of(Mode))
    projects = _boxes(_l("去哪些项目"))
    others = long_text(
        _l("其他点位"), most=600, description=_l("每行一个，例如：村口堆场。同一个地方请写同样的名字。")
    )
    bodies = text(_l("参加单位"), most=200, description=_l("综合查一次写明有哪些单位一起去。"))
    inspector = SelectField(_l("派谁去"), coerce=row_number)
    due_day = DayField(_l("哪天前完成"), [InputRequired(_l("请填写日期。")), not_over])
    anyway = BooleanField(_l("这个月已有到同一项目的督查，仍然单独安排"))

    def __init__(self, projects, people, themes, *, sealed=False, **kwargs):
        super().__init__(**kwargs)
        if sealed:
            for name in ("kind", "mode", "bodies", "anyway"):
                del self[name]
        self.projects.choices = [SelectChoice(p.id, f"{p.code} {p.name}") for p in projects]
        self.inspector.choices = [SelectChoice(p.id, p.name) for p in people]
        self.theme.choices = [
            SelectChoice(0, _("不属于专项")),
            *(SelectChoice(theme.id, theme.name) for theme in themes),
        ]

    def validate_others(self, field):
        lines = self.other_points
        if len(lines) > MOST_POINTS or any(len(line) > 120 for line in lines):
            raise ValidationError(_("最多 %(most)s 个点位，每个不超过 120 个字。", most=MOST_POINTS))
        if not lines and not self.projects.data:
            raise ValidationError(_("至少选一个项目或写一个点位。"))

    @property
    def other_points(self) -> list[str]:
        return [line.strip() for line in (self.others.data or "").split("\n") if line.strip()]


class JoinForm(VersionedForm):
    bodies = text(_l("还有哪些单位一起去"), most=100, required=_l("请写明哪些单位一起去。"))


class DrawForm(BaseForm):
    """双随机."""

    title = text(_l("督查什么"), most=80, required=_l("请写明督查什么。"))
    projects = _boxes(_l("待抽的项目"))
    people = _boxes(_l("待抽的人"))
    wanted = CountField(_l("抽几个项目"), [InputRequired(_l("请填写数量。"))], most=500)
    due_day = DayField(_l("哪天前完成"), [InputRequired(_l("请填写日期。")), not_over])
    sealed = BooleanField(
        _l("作为暗访：开始以前不让村里知道"),
        description=_l("“督查什么”在到场后村里看得到，请不要写是抽签定的。"),
    )

    def __init__(self, projects, people, **kwargs):
        every = {"projects": [p.id for p in projects], "people": [p.id for p in people], "wanted": 1}
        super().__init__(data=every, **kwargs)
        self.projects.choices = [SelectChoice(p.id, f"{p.village.name} {p.code} {p.name}") for p in projects]
        self.people.choices = [SelectChoice(p.id, p.name) for p in people]

    def validate_projects(self, field):
        if not field.data:
            raise ValidationError(_("请至少选一个项目。"))

    def validate_people(self, field):
        if not field.data:
            raise ValidationError(_("请至少选一个人。"))


class ThemeForm(BaseForm):
    """One campaign of a year."""

    year = CountField(_l("年份"), [InputRequired(_l("请填写年份。"))], most=2100)
    name = text(_l("专项名称"), most=40, required=_l("请填写名称。"))
    responsible_unit = text(_l("主体责任单位"), most=60, required=_l("请填写主体责任单位。"))
    supervising_unit = text(_l("监督责任单位"), most=60, required=_l("请填写监督责任单位。"))

    def validate_year(self, field):
        if field.data is not None and field.data < 2000:
            raise ValidationError(_("年份应在 2000 到 2100 之间。"))

    def validate_supervising_unit(self, field):
        if field.data and field.data == self.responsible_unit.data:
            raise ValidationError(_("主体责任单位和监督责任单位不能是同一个。"))
