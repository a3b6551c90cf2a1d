"""The object board: its chain, pasted lines, ticks, one object and its visits."""

import re
from typing import NamedTuple

from wtforms import BooleanField, HiddenField, IntegerField, SelectField, SelectMultipleField, TextAreaField
from wtforms.validators import Length, Optional, ValidationError

from govproj.core.forms import (
    BaseForm,
    DayField,
    InputRequired,
    OpenForm,
    VersionedForm,
    choices_of,
    long_text,
    row_number,
    text,
)
from govproj.core.i18n import _, _l
from govproj.core.number_fields import NumberText, typed_number
from govproj.projects.forms.building import past_day
from govproj.projects.models import AreaUnit

LONGEST_PASTE = 100_000
MOST_LINES = 1000
LONGEST_NAME, LONGEST_TEAM, LONGEST_STAGE, MOST_STAGES = 60, 40, 12, 8
MOST_HUNDREDTHS = 10**10
BETWEEN_CELLS = re.compile(r"[\t,，;；|]")


def hundredths(number) -> int:
    """12.35 → 1235; ValidationError where it is finer or out of range."""
    area = number * 100
    if area != area.to_integral_value() or not 0 <= area <= MOST_HUNDREDTHS:
        raise ValidationError(_("面积最多两位小数，不能是负数。"))
    return int(area)


class AreaField(NumberText):
    """An area typed with at most two decimals, kept in hundredths."""

    def shown(self, area):
        return f"{area // 100}.{area % 100:02}"

    def understood(self, number):
        return hundredths(number)


class BoardForm(VersionedForm):
    """What the objects are and which stages they go through."""

    noun = text(_l("对象叫什么"), most=20, required=_l("请填写对象叫什么，例如农户、企业、地块。"))
    unit = SelectField(_l("面积单位"), choices=choices_of(AreaUnit))
    stages = TextAreaField(_l("环节，按顺序每行一个"), [InputRequired(_l("请填写环节。"))])

    def names(self) -> list[str]:
        return [line.strip() for line in (self.stages.data or "").split("\n") if line.strip()]

    def validate_stages(self, _field):
        names = self.names()
        if not 2 <= len(names) <= MOST_STAGES:
            raise ValidationError(_("环节要有 2 到 %(most)s 个。", most=MOST_STAGES))
        if len(set(names)) < len(names) or any(len(name) > LONGEST_STAGE for name in names):
            raise ValidationError(_("环节名称不能重复，每个不超过 %(most)s 个字。", most=LONGEST_STAGE))

    def facts(self) -> dict:
        return {"noun": self.noun.data, "unit": AreaUnit(self.unit.data), "stages": self.names()}


class Line(NamedTuple):
    """A pasted line as it was understood; `problem` says why it cannot be taken."""

    number: int
    name: str
    area: int
    team: str
    problem: str = ""


def understood(pasted: str, taken: set[str]) -> list[Line]:
    """`name, area, team` a line, cells parted by tab or comma; area and team may be left out."""
    lines, seen = [], set(taken)
    for number, raw in enumerate(pasted.split("\n"), 1):
        if raw.strip():
            line = _line(number, raw.strip(), seen)
            seen.add(line.name)
            lines.append(line)
    return lines


def _line(number: int, raw: str, seen: set[str]) -> Line:
    cells = [cell.strip() for cell in BETWEEN_CELLS.split(raw)]
    name, area, team, *more = [*cells, "", ""][: max(3, len(cells))]
    try:
        size, problem = (hundredths(_area(area)) if area else 0), ""
    except ValidationError as error:
        size, problem = 0, str(error)
    if not name or len(name) > LONGEST_NAME:
        problem = _("名称要有，最多 %(most)s 个字。", most=LONGEST_NAME)
    elif name in seen:
        problem = _("“%(name)s”已经有了。", name=name)
    elif more or len(team) > LONGEST_TEAM:
        problem = _("一行只写名称、面积、责任专班三样。")
    return Line(number, name, size, team, problem)


def _area(text: str):
    return typed_number(re.sub(r"(亩|㎡|m2|平方米|平方)$", "", text.strip()))


class PasteForm(BaseForm):
    """Many objects from a spreadsheet or a chat, looked at before they are entered."""

    lines = TextAreaField(
        _l("每行一个：名称，面积，责任专班"),
        [
            InputRequired(_l("请粘贴或填写。")),
            Length(max=LONGEST_PASTE, message=_l("一次最多 10 万个字，请分几次。")),
        ],
    )
    is_person = BooleanField(_l("这些对象是个人或农户（公开页面只显示姓）"), default=True)
    confirmed = HiddenField()

    taken: set[str] = set()

    def __init__(self, *args, taken=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.taken, self.read = set(taken), []

    def validate_lines(self, field):
        self.read = understood(field.data, self.taken)
        if len(self.read) > MOST_LINES:
            raise ValidationError(_("一次最多 %(most)s 行，请分几次。", most=MOST_LINES))
        wrong = [line for line in self.read if line.problem]
        if wrong:
            raise ValidationError(_("有 %(number)s 行看不懂，见下表；改好再看一次。", number=len(wrong)))

    def rows(self) -> list[dict]:
        return [
            {"name": line.name, "area": line.area, "team": line.team, "is_person": self.is_person.data}
            for line in self.read
        ]


class TicksForm(BaseForm):
    """The ticked objects, the stage they reached and the day."""

    ids = SelectMultipleField(_l("对象"), coerce=row_number, validate_choice=False)
    stage = IntegerField(_l("推进到"), [InputRequired(_l("请选择环节。"))])
    on = DayField(_l("日期"), [Optional()])


class ObjectForm(VersionedForm):
    """What is known of one object."""

    name = text(_l("名称"), most=LONGEST_NAME, required=_l("请填写名称。"))
    is_person = BooleanField(_l("是个人或农户（公开页面只显示姓）"))
    area = AreaField(_l("面积"), [InputRequired(_l("请填写面积，没有就填 0。"))])
    team = text(_l("责任专班"), most=LONGEST_TEAM)
    taken: frozenset = frozenset()

    def validate_name(self, field):
        if field.data in self.taken:
            raise ValidationError(_("“%(name)s”已经有了。", name=field.data))

    def facts(self) -> dict:
        return {name: self[name].data for name in ("name", "is_person", "area", "team")}


class VisitForm(BaseForm):
    """A note of a visit, not public."""

    visited_on = past_day(_l("走访日期"))
    text = long_text(_l("走访记录（不公开）"), most=2000, required=_l("请写明说了什么。"))


class PutBackForm(VersionedForm):
    """Back to an earlier stage."""

    stage = IntegerField(_l("退回到"), [InputRequired(_l("请选择环节。"))])
    reason = long_text(_l("理由"), most=500, required=_l("退回要写明理由。"))


class ObjectsSearch(OpenForm):
    """Which objects are shown."""

    stage = SelectField(_l("环节"), coerce=row_number, default=-1)
    words = text(_l("名称或责任专班"), most=40)
