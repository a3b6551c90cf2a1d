"""The plan of a project: what is looked at, how, how often, and by whom."""

from wtforms import RadioField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from govproj.core.forms import InputRequired, VersionedForm, choices_of, long_text, row_number
from govproj.core.i18n import _, _l
from govproj.core.number_fields import CountField
from govproj.inspections.separation import Person
from govproj.inspections.states import GroupBody, PlanMode

OTHERS = (1, 2, 3)  # lines for people without an account
WITH_ACCOUNT = (GroupBody.SUPERVISION, GroupBody.DISCIPLINE)


def _name(number: int) -> StringField:
    too_long = Length(max=40, message=_l("最多 %(most)s 个字。", most=40))
    return StringField(_l("外请第 %(number)s 人", number=number), [too_long], default="")


def _body(number: int) -> SelectField:
    return SelectField(
        _l("第 %(number)s 人的身份", number=number), choices=choices_of(GroupBody, leave_out=WITH_ACCOUNT)
    )


class PlanForm(VersionedForm):
    money = long_text(
        _l("项目资金看什么"),
        most=500,
        required=_l("请写明资金看什么：资金是每个项目必查的。"),
        description=_l("例如：付款和进度是否相符、变更是否先批后做、工资是否发到本人。"),
    )
    other = long_text(_l("其他重点"), most=500)
    mode = RadioField(_l("督查方式"), [InputRequired(_l("请选择督查方式。"))], choices=choices_of(PlanMode))
    visits = CountField(_l("每月督查几次"), [InputRequired(_l("请填写次数。"))], most=31)
    leader = SelectField(_l("组长"), coerce=row_number)
    members = SelectMultipleField(
        _l("组员"), coerce=row_number, widget=ListWidget(), option_widget=CheckboxInput()
    )
    name_1, body_1 = _name(1), _body(1)
    name_2, body_2 = _name(2), _body(2)
    name_3, body_3 = _name(3), _body(3)

    def __init__(self, people, plan=None, **kwargs):
        super().__init__(data=_known(plan), **kwargs)
        self.people = {person.id: person for person in people}
        choices = [SelectChoice(person.id, person.name) for person in people]
        self.leader.choices = [SelectChoice(0, _("还没有定")), *choices]
        self.members.choices = choices

    def validate_visits(self, field):
        if field.data == 0:
            raise ValidationError(_("每月至少督查一次。"))

    def group(self, village_id: int) -> list[Person]:
        """The people as they are named on the form; whoever leads is not listed twice."""
        found = []
        for number in dict.fromkeys([self.leader.data, *(self.members.data or [])]):
            if person := self.people.get(number):
                inspects = person.inspects(village_id) and not person.supervises(village_id)
                body = GroupBody.DISCIPLINE if inspects else GroupBody.SUPERVISION
                found.append(Person(person.name, body, person, is_leader=number == self.leader.data))
        for number in OTHERS:
            if name := self[f"name_{number}"].data:
                found.append(Person(name, GroupBody(self[f"body_{number}"].data)))
        return found


def _known(plan) -> dict:
    """What the form shows at first."""
    if plan is None:
        return {"visits": 1, "mode": PlanMode.BOTH.value}
    known = {"money": plan.money, "other": plan.other, "mode": plan.mode.value}
    known |= {"visits": plan.visits_a_month, "version": plan.version}
    known["leader"] = plan.leader.user_id if plan.leader else 0
    known["members"] = [m.user_id for m in plan.members if m.user_id and not m.is_leader]
    for number, member in zip(OTHERS, (m for m in plan.members if not m.user_id), strict=False):
        known |= {f"name_{number}": member.name, f"body_{number}": member.body.value}
    return known
