"""The plan in milestones, the day one was reached, and the pair of days to compare."""

from wtforms import FieldList, Form, FormField, HiddenField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional, ValidationError

from govproj.core import dates
from govproj.core.forms import (
    BaseForm,
    DayField,
    OpenForm,
    VersionedForm,
    choices_of,
    clean,
    hidden_number,
    long_text,
    row_number,
    text,
)
from govproj.core.i18n import _, _l
from govproj.core.number_fields import PercentField
from govproj.projects.models import ACCEPTERS, Body, Milestone, MilestoneKind, State

FIRST_ROWS, MORE_ROWS = 5, 3
MOST_ROWS = 60
WHOLE = 100


class MilestoneRow(Form):
    """One milestone; the form around it carries the token. An empty name means no milestone."""

    id = HiddenField(filters=[clean])
    name = text(_l("节点名称"), most=60, filters=[clean])
    kind = SelectField(_l("类型"), choices=choices_of(MilestoneKind), default=MilestoneKind.OTHER.value)
    weight = PercentField(_l("权重（%）"))
    planned_on = DayField(_l("计划日期"))
    accepter = SelectField(
        _l("谁验收"),
        choices=[SelectChoice(body.value, body.label) for body in ACCEPTERS],
        default=Body.SUPERVISION.value,
    )

    def validate_weight(self, field):
        if self.name.data and field.data is None:
            raise ValidationError(_("请填写权重，0 到 100 的整数。"))

    def validate_planned_on(self, field):
        if self.name.data and field.data is None:
            raise ValidationError(_("请填写计划日期。"))

    def validate_name(self, field):
        if not field.data and (self.weight.data or self.planned_on.data):
            raise ValidationError(_("请填写节点名称。"))

    def facts(self) -> dict:
        return {
            "id": hidden_number(self.id.data),
            "name": self.name.data,
            "kind": MilestoneKind(self.kind.data),
            "weight": self.weight.data,
            "planned_on": self.planned_on.data,
            "accepter": Body(self.accepter.data),
        }


class PlanForm(VersionedForm):
    """All milestones at once: their weights have to add up."""

    rows = FieldList(FormField(MilestoneRow), max_entries=MOST_ROWS)
    reason = long_text(_l("改了已有节点的日期，请写理由"), most=500)

    def __init__(self, project, *args, **kwargs):
        known = [_shown(milestone) for milestone in project.milestones]
        blank = min(MORE_ROWS if known else FIRST_ROWS, MOST_ROWS - len(known))
        super().__init__(*args, rows=known + [{} for _row in range(blank)], version=project.version, **kwargs)

    def milestones(self) -> list[dict]:
        return [row.form.facts() for row in self.rows if row.form.name.data]

    def validate_rows(self, _field):
        """Of what was typed, which may be no milestones yet: the rows complain for themselves."""
        rows = [row.form for row in self.rows if row.form.name.data]
        names = [row.name.data for row in rows]
        if len(set(names)) < len(names):
            raise ValidationError(_("节点名称有重复，请区分开。"))
        total = sum(row.weight.data or 0 for row in rows)
        if rows and total != WHOLE:
            raise ValidationError(_("各节点的权重合计是 %(total)s，要等于 100。", total=total))


def _shown(milestone: Milestone) -> dict:
    return {
        "id": str(milestone.id),
        "name": milestone.name,
        "kind": milestone.kind.value,
        "weight": milestone.weight,
        "planned_on": milestone.planned_on,
        "accepter": milestone.accepter.value,
    }


class ReachedForm(VersionedForm):
    """The day a milestone was reached."""

    actual_on = DayField(_l("实际完成日期"), [Optional()], description=_l("还没完成就空着。"))
    reason = long_text(_l("改已登记的日期，请写理由"), most=500)

    def validate_actual_on(self, field):
        if field.data and field.data > dates.today():
            raise ValidationError(_("日期不能晚于今天。"))


def points() -> list[SelectChoice]:
    """Everything two projects can be compared by: steps of their life and kinds of milestones."""
    states = [
        SelectChoice(f"state.{state.value}", state.label) for state in State if state is not State.DRAFT
    ]
    kinds = [
        SelectChoice(f"kind.{kind.value}", kind.label)
        for kind in MilestoneKind
        if kind is not MilestoneKind.OTHER
    ]
    return states + kinds


class RecordsForm(OpenForm):
    """Between which two points, and where."""

    start = SelectField(_l("从"))
    end = SelectField(_l("到"))
    town = SelectField(_l("乡镇"), coerce=row_number, default=0)
    village = SelectField(_l("村"), coerce=row_number, default=0)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.start.choices = self.end.choices = points()


class PairForm(OpenForm):
    """Two points of one project."""

    start = SelectField(_l("从"), validators=[Length(max=40)])
    end = SelectField(_l("到"), validators=[Length(max=40)])


class ReasonlessForm(BaseForm):
    """A button with nothing but the version it was pressed on."""

    version = HiddenField()
