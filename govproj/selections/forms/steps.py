"""The call, the steps and the decision of the two committees."""

from wtforms import IntegerField, RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import NumberRange, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from govproj.core.forms import (
    BaseForm,
    DayField,
    InputRequired,
    VersionedForm,
    long_text,
    not_in_the_future,
    row_number,
    text,
)
from govproj.core.i18n import _, _l
from govproj.core.number_fields import CountField


class CallForm(VersionedForm):
    """The call to the Party members of the village."""

    reason = long_text(_l("为什么选这项工作请党员领办"), most=500, required=_l("请写明理由。"))
    call = long_text(_l("招募内容（写给全村党员看）"), most=2000, required=_l("请写招募内容。"))
    task = long_text(
        _l("领办任务（要做哪几件事）"), most=1000, required=_l("请写领办任务，例如盯进度、做沿线农户工作。")
    )
    requirements = long_text(_l("推进要求"), most=1000, required=_l("请写推进要求，例如在村时间、节点。"))
    period = text(_l("领办期限"), most=80, required=_l("请写领办期限，例如 2022 年 3 月至 9 月。"))
    openings = IntegerField(
        _l("名额（1 名领办人，多出的为副手）"),
        [InputRequired(_l("请填写名额。")), NumberRange(1, 9, _l("名额应在 1 到 9 之间。"))],
        default=1,
    )

    def facts(self) -> dict:
        names = ("reason", "call", "task", "requirements", "period", "openings")
        return {name: self[name].data for name in names}


class ItemsForm(BaseForm):
    """Items of the year's central work to be led by Party members, called for together."""

    items = SelectMultipleField(
        _l("选哪几项"),
        [InputRequired(_l("请至少勾选一项。"))],
        coerce=row_number,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    reason = long_text(_l("为什么选这几项请党员领办"), most=500, required=_l("请写明理由。"))
    task = CallForm.task
    requirements = CallForm.requirements
    period = CallForm.period

    def __init__(self, items, **kwargs):
        super().__init__(**kwargs)
        self.items.choices = [SelectChoice(item.id, item.name) for item in items]

    def facts(self) -> dict:
        return {name: self[name].data for name in ("reason", "task", "requirements", "period")}


class ConfirmForm(BaseForm):
    """Nothing but the token."""


class DecisionForm(BaseForm):
    """Minutes of the two committees' meeting."""

    nomination_id = RadioField(_l("确定谁领办"), [InputRequired(_l("请选择人选。"))], coerce=row_number)
    reason = long_text(_l("确定理由（会公开）"), most=500, required=_l("请写给村民看的理由。"))
    held_on = DayField(_l("会议日期"), [InputRequired(_l("请填写会议日期。")), not_in_the_future])
    expected = CountField(_l("应到人数（不含回避的人）"), [InputRequired(_l("请填写应到人数。"))], most=99)
    attendance = long_text(_l("到会人员"), most=500, required=_l("请写到会人员。"))
    recused = long_text(_l("谁回避了、为什么（没有可不填）"), most=500)
    votes_for = CountField(_l("赞成"), [InputRequired(_l("请填写赞成票。"))], most=99)
    votes_against = CountField(_l("反对"), [InputRequired(_l("请填写反对票，没有填 0。"))], most=99)
    abstained = CountField(_l("弃权"), [InputRequired(_l("请填写弃权票，没有填 0。"))], most=99)
    minutes = long_text(_l("会议纪要"), most=4000, required=_l("请写会议纪要。"))
    team = long_text(_l("分组（工作组有谁，老中青怎样搭配）"), most=500, required=_l("请写分组。"))
    division = long_text(_l("分工"), most=1000, required=_l("请写分工。"))
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

    def validate_expected(self, field):
        votes = [f.data for f in (self.votes_for, self.votes_against, self.abstained)]
        if field.data is None or None in votes:
            return
        if sum(votes) > field.data:
            raise ValidationError(_("投票的有 %(votes)s 人，比应到的还多，请核对。", votes=sum(votes)))
        if sum(votes) * 2 <= field.data:
            raise ValidationError(_("到会没有过半，会议不能作决定。"))

    def validate_votes_for(self, field):
        others = (self.votes_against.data or 0) + (self.abstained.data or 0)
        if field.data is not None and field.data <= others:
            raise ValidationError(_("赞成没有过半，不能确定为人选。"))

    def validate_deputy_id(self, field):
        if field.data and field.data == self.chosen.get(self.nomination_id.data):
            raise ValidationError(_("副手不能是领办人自己。"))

    def facts(self) -> dict:
        names = ("reason", "held_on", "attendance", "recused", "minutes", "team", "division")
        votes = ("expected", "votes_for", "votes_against", "abstained")
        facts = {name: self[name].data for name in (*names, *votes)}
        return {**facts, "deputy_id": self.deputy_id.data or None}
