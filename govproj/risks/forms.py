"""What may be typed about risks."""

from wtforms import RadioField, SelectField
from wtforms.fields.choices import SelectChoice

from govproj.checklists.catalogue import Level
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
from govproj.risks.states import FOLLOWED, Link

MOST_WORDS = 300


def happened_on(label):
    return DayField(label, [InputRequired(_l("请填写日期。")), not_in_the_future], default=dates.today)


def level_field():
    return RadioField(_l("等级"), [InputRequired(_l("请选择等级。"))], choices=choices_of(Level))


class ScreeningForm(BaseForm):
    held_on = happened_on(_l("排查日期"))
    scope = text(_l("排查了哪些单位、岗位、项目"), most=200, required=_l("请写明排查范围。"))
    participants = text(_l("谁参加"), most=200, required=_l("请写明谁参加。"))
    summary = long_text(_l("小结"), most=1000)

    def facts(self) -> dict:
        return {name: self[name].data for name in ("held_on", "scope", "participants", "summary")}


class MeasureForm(BaseForm):
    """Who does what until when."""

    measure = text(_l("防控举措"), most=MOST_WORDS, required=_l("请写明怎么防控。"))
    owner = SelectField(_l("谁负责"), coerce=row_number)
    due_on = DayField(_l("什么时候落实"), [InputRequired(_l("请填写期限。"))])

    def __init__(self, owners, **kwargs):
        super().__init__(**kwargs)
        self.owners = {person.id: person for person in owners}
        self.owner.choices = [SelectChoice(person.id, person.name) for person in owners]

    @property
    def typed(self) -> tuple:
        return self.measure.data, self.owners[self.owner.data], self.due_on.data


class PointForm(MeasureForm):
    """A point is handed in with its unit, post, link, level and first measure, or not at all."""

    unit = text(_l("单位"), most=80, required=_l("请填写单位。"))
    post = text(_l("岗位"), most=80, required=_l("请填写岗位，写岗位不写人名。"))
    link = SelectField(_l("环节"), choices=choices_of(Link))
    text = text(_l("风险表现"), most=MOST_WORDS, required=_l("请写明会出什么事。"))
    level = level_field()

    @property
    def in_order(self) -> list:
        """What it is before what is done about it."""
        names = ("unit", "post", "link", "text", "level", "measure", "owner", "due_on")
        return [self[name] for name in names]

    def facts(self) -> dict:
        known = {name: self[name].data for name in ("unit", "post", "text")}
        known |= {"link": Link(self.link.data), "level": Level(self.level.data)}
        return known | {"measures": [self.typed]}


class AgainForm(BaseForm):
    """A known point met again, rated anew."""

    point = SelectField(_l("哪个风险点"), coerce=row_number)
    level = level_field()
    note = text(_l("这次看到的情况"), most=MOST_WORDS)

    def __init__(self, points, **kwargs):
        super().__init__(**kwargs)
        self.points = {point.id: point for point in points}
        self.point.choices = [SelectChoice(p.id, f"{p.number}. {p.post}：{p.text}") for p in points]

    def validate(self, extra_validators=None) -> bool:
        fine = super().validate(extra_validators)
        if not self.points:  # instead of “not a valid choice” where there is none
            self.point.errors = [_("这个村还没有别的风险点。")]
        return fine


class DoneForm(VersionedForm):
    done_on = happened_on(_l("落实日期"))
    effect = long_text(_l("落实得怎样，有什么效果"), most=1000, required=_l("请写明落实得怎样。"))


class PutOffForm(VersionedForm):
    due_on = DayField(_l("新的期限"), [InputRequired(_l("请填写期限。"))])
    reason = long_text(_l("为什么改期限"), most=500, required=_l("请写明原因。"))


class FollowUpForm(BaseForm):
    link = SelectField(_l("环节"), choices=choices_of(Link, leave_out=set(Link) - set(FOLLOWED)))
    followed_on = happened_on(_l("日期"))
    text = long_text(_l("看了什么，情况怎样"), most=1000, required=_l("请写明看了什么。"))

    def facts(self) -> dict:
        return {
            "link": Link(self.link.data),
            "followed_on": self.followed_on.data,
            "text": self.text.data,
        }


class MoveForm(VersionedForm):
    """The words beside a button."""

    note = long_text(_l("理由"), most=500)
