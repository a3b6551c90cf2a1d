"""What may be typed when a lead is selected."""

from wtforms import IntegerField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import NumberRange, ValidationError

from govproj.core import dates
from govproj.core.forms import (
    BaseForm,
    CountField,
    DayField,
    InputRequired,
    VersionedForm,
    choices_of,
    long_text,
    row_number,
    text,
)
from govproj.core.i18n import _, _l
from govproj.selections.states import AgeBand, Education, Outcome, ReplacedBecause
from govproj.selections.suitability import BEST, MARKED

MARK = [InputRequired(_l("请打分。"))]
MARKS = [SelectChoice(mark, str(mark)) for mark in range(BEST, -1, -1)]
SCALE = _l("5 很合适，3 一般，0 不合适")


def not_in_the_future(_form, field):
    if field.data and field.data > dates.today():
        raise ValidationError(_("日期不能晚于今天。"))


class CallForm(VersionedForm):
    """The call to the Party members of the village."""

    reason = long_text(_l("为什么选这项工作请党员领办"), most=500, required=_l("请写明理由。"))
    call = long_text(_l("招募内容（写给全村党员看）"), most=2000, required=_l("请写招募内容。"))
    requirements = long_text(_l("推进要求"), most=1000, required=_l("请写推进要求，例如在村时间、节点。"))
    period = text(_l("领办期限"), most=80, required=_l("请写领办期限，例如 2022 年 3 月至 9 月。"))
    openings = IntegerField(
        _l("名额"),
        [InputRequired(_l("请填写名额。")), NumberRange(1, 9, _l("名额应在 1 到 9 之间。"))],
        default=1,
    )

    def facts(self) -> dict:
        return {name: self[name].data for name in ("reason", "call", "requirements", "period", "openings")}


class NoteForm(BaseForm):
    """The reason of a step; which steps want one, the workflow says."""

    note = long_text(_l("理由"), most=500)


class StandForm(BaseForm):
    """In one's own words; age and schooling are for the assessors only."""

    statement = long_text(
        _l("我为什么愿意领办"), most=1000, required=_l("请写几句自己的想法，这是个人意愿的依据。")
    )
    age_band = SelectField(
        _l("年龄段"), [InputRequired(_l("请选择年龄段。"))], choices=choices_of(AgeBand, first=_l("请选择"))
    )
    education = SelectField(
        _l("学历"), [InputRequired(_l("请选择学历。"))], choices=choices_of(Education, first=_l("请选择"))
    )

    def facts(self) -> dict:
        return {
            "statement": self.statement.data,
            "age_band": AgeBand(self.age_band.data),
            "education": Education(self.education.data),
        }


class ConfirmForm(BaseForm):
    """Nothing but the token."""


class RecommendForm(BaseForm):
    person_id = SelectField(_l("推荐谁"), [InputRequired(_l("请选择一位党员。"))], coerce=row_number)
    recommendation = long_text(_l("推荐理由"), most=500, required=_l("请写推荐理由。"))

    def __init__(self, people, **kwargs):
        super().__init__(**kwargs)
        self.person_id.choices = [SelectChoice(person.id, person.name) for person in people]


class AssessForm(BaseForm):
    """One assessor's marks; age, schooling and load are context the page shows beside."""

    project_nature_fit = RadioField(
        _l("项目性质匹配"), MARK, choices=MARKS, coerce=row_number, description=SCALE
    )
    progress_demand_fit = RadioField(
        _l("推进要求匹配"), MARK, choices=MARKS, coerce=row_number, description=SCALE
    )
    willingness = RadioField(_l("个人意愿"), MARK, choices=MARKS, coerce=row_number, description=SCALE)
    communication = RadioField(_l("沟通能力"), MARK, choices=MARKS, coerce=row_number, description=SCALE)
    integrity_record = RadioField(
        _l("廉洁记录（近三年党纪政务处分、失信）"),
        [InputRequired(_l("请选择。"))],
        choices=[SelectChoice("pass", _l("没有，通过")), SelectChoice("fail", _l("有，不通过"))],
    )
    opinion = long_text(_l("综合研判意见"), most=500, required=_l("请写意见，例如职业技能、调处矛盾的事例。"))

    def facts(self) -> dict:
        marks = {name: self[name].data for name in MARKED}
        passed = self.integrity_record.data == "pass"
        return {**marks, "integrity_record": passed, "opinion": self.opinion.data}


class ReconcileForm(BaseForm):
    text = long_text(_l("复议意见"), most=1000, required=_l("请写明为什么相差这么多、合议后怎么看。"))


class RulingForm(BaseForm):
    """What the check of conflicts comes to; offered are the outcomes in the hands of whoever rules."""

    outcome = RadioField(_l("结论"), [InputRequired(_l("请选择结论。"))])
    reason = long_text(_l("理由（不公开）"), most=1000)
    recused_steps = long_text(_l("要回避的环节（会公开，不要写亲属姓名）"), most=500)

    def __init__(self, outcomes, **kwargs):
        super().__init__(**kwargs)
        self.outcome.choices = [SelectChoice(outcome.value, outcome.label) for outcome in outcomes]
        if Outcome.MANAGED not in outcomes:
            del self.recused_steps

    def validate_reason(self, field):
        if self.outcome.data and self.outcome.data != Outcome.CLEAR and not field.data:
            raise ValidationError(_("请写明理由。"))

    def validate_recused_steps(self, field):
        if self.outcome.data == Outcome.MANAGED and not field.data:
            raise ValidationError(_("请写明哪些环节要回避，例如招采、验收。"))

    def facts(self) -> dict:
        managed = self.outcome.data == Outcome.MANAGED
        return {
            "outcome": Outcome(self.outcome.data),
            "reason": self.reason.data,
            "recused_steps": self.recused_steps.data if managed else "",
        }


class DecisionForm(BaseForm):
    """Minutes of the two committees' meeting."""

    nomination_id = RadioField(_l("确定谁领办"), [InputRequired(_l("请选择人选。"))], coerce=row_number)
    reason = long_text(_l("确定理由（会公开）"), most=500, required=_l("请写给村民看的理由。"))
    held_on = DayField(_l("会议日期"), [InputRequired(_l("请填写会议日期。")), not_in_the_future])
    attendance = long_text(_l("到会人员"), most=500, required=_l("请写到会人员。"))
    votes_for = CountField(_l("赞成"), [InputRequired(_l("请填写赞成票。"))], most=99)
    votes_against = CountField(_l("反对"), [InputRequired(_l("请填写反对票，没有填 0。"))], most=99)
    abstained = CountField(_l("弃权"), [InputRequired(_l("请填写弃权票，没有填 0。"))], most=99)
    minutes = long_text(_l("会议纪要"), most=4000, required=_l("请写会议纪要。"))
    division = long_text(_l("分组分工"), most=1000, required=_l("请写分组分工。"))
    deputy_id = SelectField(_l("副手"), coerce=row_number, default=0)

    def __init__(self, selection, deputies, obstacles=(), **kwargs):
        """`obstacles` says, by nomination, why somebody cannot be chosen."""
        super().__init__(**kwargs)
        self.obstacles = dict(obstacles)
        self.nomination_id.choices = [SelectChoice(n.id, n.person.name) for n in selection.candidates]
        self.deputy_id.choices = [
            SelectChoice(0, _("不设")),
            *(SelectChoice(person.id, person.name) for person in deputies),
        ]
        self.chosen = {n.id: n.person_id for n in selection.candidates}

    def validate_nomination_id(self, field):
        if why := self.obstacles.get(field.data):
            raise ValidationError(why)

    def validate_votes_for(self, field):
        others = (self.votes_against.data or 0) + (self.abstained.data or 0)
        if field.data is not None and field.data <= others:
            raise ValidationError(_("赞成没有过半，不能确定为人选。"))

    def validate_deputy_id(self, field):
        if field.data and field.data == self.chosen.get(self.nomination_id.data):
            raise ValidationError(_("副手不能是领办人自己。"))

    def facts(self) -> dict:
        names = ("reason", "held_on", "attendance", "minutes", "division")
        votes = ("votes_for", "votes_against", "abstained")
        facts = {name: self[name].data for name in (*names, *votes)}
        return {**facts, "deputy_id": self.deputy_id.data or None}


class ObjectionForm(BaseForm):
    text = long_text(_l("异议内容（不写提出人的名字）"), most=1000, required=_l("请写异议内容。"))


class AnswerForm(BaseForm):
    answer = long_text(_l("核实情况和答复"), most=1000, required=_l("请写答复。"))


class AppointForm(BaseForm):
    contact_id = SelectField(_l("村两委联系人"), [InputRequired(_l("请选择联系人。"))], coerce=row_number)
    letter_signed_on = DayField(
        _l("领办责任书签订日期"), [InputRequired(_l("请填写签订日期。")), not_in_the_future]
    )
    mentor = text(_l("帮带导师（没有可不填）"), most=40)

    def __init__(self, contacts, **kwargs):
        super().__init__(**kwargs)
        self.contact_id.choices = [SelectChoice(person.id, person.name) for person in contacts]


class ReplaceForm(BaseForm):
    because = SelectField(
        _l("更换原因"),
        [InputRequired(_l("请选择原因。"))],
        choices=choices_of(ReplacedBecause, first=_l("请选择")),
    )
    note = long_text(_l("具体情况"), most=500, required=_l("请写明具体情况。"))
    hand_over = long_text(
        _l("交接清单（资料、未办事项、款项、对外联系）"), most=2000, required=_l("请列出要交接的事项。")
    )


class InterestForm(BaseForm):
    firm = text(_l("企业名称"), most=80, required=_l("请填写企业名称。"))
    nature = text(_l("什么关系"), most=80, required=_l("请写明关系，例如股东、任职、供货、借贷。"))
