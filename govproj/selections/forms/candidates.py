"""What candidates, those who recommend, assessors and checkers write."""

from wtforms import RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from govproj.core.forms import BaseForm, InputRequired, choices_of, long_text, one_of, picked, row_number
from govproj.core.i18n import _, _l
from govproj.selections.recusal import named_in, wants_reason
from govproj.selections.states import AgeBand, Education, Outcome
from govproj.selections.suitability import BEST, MARKED


def mark(label, guidance) -> RadioField:
    """0 to 5, the best first, with what to look at."""
    asked = [InputRequired(_l("请打分。"))]
    marks = [SelectChoice(each, str(each)) for each in range(BEST, -1, -1)]
    return RadioField(label, asked, choices=marks, coerce=row_number, description=guidance)


def words(label, required):
    return long_text(label, most=200, required=required)


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


class RecommendForm(BaseForm):
    person_id = SelectField(_l("推荐谁"), [picked(_l("请选择一位党员。"))], coerce=row_number)
    recommendation = long_text(_l("推荐理由"), most=500, required=_l("请写推荐理由。"))

    def __init__(self, people, **kwargs):
        super().__init__(**kwargs)
        self.person_id.choices = one_of((person.id, person.name) for person in people)


class AssessForm(BaseForm):
    """One assessor's marks; age, schooling and load are context the page shows beside."""

    project_nature_fit = mark(
        _l("项目性质匹配"), _l("和他的职业、技能、居住片区合不合：土建、水利、财务、群众工作。")
    )
    project_nature_words = words(_l("项目性质匹配：依据"), _l("请写依据，例如会什么手艺、住在哪一片。"))
    progress_demand_fit = mark(_l("推进要求匹配"), _l("能投入多少时间、是不是常在村、扛不扛得住节点压力。"))
    progress_demand_words = words(_l("推进要求匹配：依据"), _l("请写依据，例如每月在村多少天。"))
    willingness = mark(_l("个人意愿"), _l("看本人自述：主动报名要有书面理由，被推荐要本人确认。"))
    communication = mark(_l("沟通能力"), _l("看群众口碑，看有没有调处过矛盾。"))
    communication_example = words(_l("沟通能力：事例"), _l("请写一个事例，例如调解过哪件事。"))
    integrity_record = RadioField(
        _l("廉洁记录"),
        [InputRequired(_l("请选择。"))],
        choices=[SelectChoice("pass", _l("没有，通过")), SelectChoice("fail", _l("有，不通过"))],
        description=_l("近三年有没有党纪政务处分、失信。这一项不打分，不通过就不能聘任。"),
    )
    opinion = long_text(_l("综合研判意见"), most=500, required=_l("请写综合意见。"))

    def facts(self) -> dict:
        said = ("project_nature_words", "progress_demand_words", "communication_example", "opinion")
        return {
            "marks": {name: self[name].data for name in MARKED},
            "integrity_record": self.integrity_record.data == "pass",
            **{name: self[name].data for name in said},
        }


class ReconcileForm(BaseForm):
    text = long_text(_l("复议意见"), most=1000, required=_l("请写明为什么相差这么多、合议后怎么看。"))


class RulingForm(BaseForm):
    """What the check of conflicts comes to; offered are the outcomes in the hands of whoever rules."""

    outcome = RadioField(_l("结论"), [InputRequired(_l("请选择结论。"))])
    reason = long_text(_l("理由（不公开）"), most=1000)
    recused_steps = long_text(_l("要回避的环节（会公开，不要写亲属姓名）"), most=500)

    def __init__(self, outcomes, nomination, hits=(), **kwargs):
        super().__init__(**kwargs)
        self.nomination, self.hits = nomination, hits
        self.outcome.choices = [SelectChoice(outcome.value, outcome.label) for outcome in outcomes]
        if Outcome.MANAGED not in outcomes:
            del self.recused_steps

    def validate_reason(self, field):
        if field.data or not self.outcome.data:
            return
        if wants_reason(Outcome(self.outcome.data), self.hits, self.nomination.check):
            raise ValidationError(_("请写明理由。"))

    def validate_recused_steps(self, field):
        if self.outcome.data == Outcome.MANAGED and not field.data:
            raise ValidationError(_("请写明哪些环节要回避，例如招采、验收。"))
        if name := named_in(field.data or "", self.nomination.person):
            raise ValidationError(_("回避环节会公开，不能写亲属的姓名（%(name)s）。", name=name))

    def facts(self) -> dict:
        managed = self.outcome.data == Outcome.MANAGED
        return {
            "outcome": Outcome(self.outcome.data),
            "reason": self.reason.data,
            "recused_steps": self.recused_steps.data if managed else "",
        }
