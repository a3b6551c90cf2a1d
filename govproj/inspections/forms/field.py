"""The form of the field, for a phone: arrival, checklist, photos, problems, what became of the old ones."""

from datetime import UTC, datetime
from hashlib import sha256

from wtforms import HiddenField, RadioField, SelectField, StringField, TimeField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional, ValidationError

from govproj.core import dates
from govproj.core.codes import random_code
from govproj.core.dates import BEIJING
from govproj.core.forms import BaseForm, DayField, InputRequired, choices_of, long_text
from govproj.core.i18n import _, _l
from govproj.core.number_fields import CountField, PercentField
from govproj.core.upload_fields import PhotosField
from govproj.inspections.seen import Line, Raised, Seen
from govproj.inspections.states import Answer, CheckKind, Mode, ProblemKind
from govproj.rectifications.states import Level, Theme

ROWS = (1, 2, 3)  # for problems
KEY_LENGTH = 24


def _problem(number: int) -> StringField:
    too_long = Length(max=300, message=_l("最多 %(most)s 个字。", most=300))
    return StringField(_l("问题 %(number)s", number=number), [too_long], default="")


def _theme(number: int) -> SelectField:
    return SelectField(
        _l("问题 %(number)s 属于", number=number), choices=choices_of(Theme), default=Theme.OTHER.value
    )


class FieldForm(BaseForm):
    """What a week, a month and a visit share. The key makes of a form that is sent twice one report."""

    key = HiddenField()
    arrived_on = DayField(_l("到场日期"), [InputRequired(_l("请填写到场日期。"))])
    arrived_time = TimeField(_l("到场时间"), [InputRequired(_l("请填写到场时间。"))])
    photos = PhotosField(_l("照片"), most=12)
    photos_1, photos_2, photos_3 = (
        PhotosField(_l("问题 %(number)s 的照片", number=number), most=6) for number in ROWS
    )
    theme_1, theme_2, theme_3 = (_theme(number) for number in ROWS)
    problem_1, problem_2, problem_3 = (_problem(number) for number in ROWS)

    least_photos = 0
    own = ()  # names of the fields that are columns of the report
    items: dict = {}  # field name → (words, about money)
    open_problems: dict = {}  # field name → Problem
    mode_of_report = Mode.ONSITE

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        if not self.is_submitted():
            now = dates.beijing(dates.now())
            self.arrived_on.data, self.arrived_time.data = now.date(), now.time()
        if not (self.key.data or "").isalnum() or len(self.key.data) > 64:
            self.key.data = random_code(KEY_LENGTH)

    def validate_arrived_time(self, _field):
        if self.arrived_on.data and self.arrived_time.data and self.arrived_at > dates.now():
            now = dates.beijing(dates.now()).strftime("%H:%M")
            sentence = _("到场时间还没有到。手机的时间可能不准，现在是 %(now)s。", now=now)
            raise ValidationError(sentence)

    def validate(self, *args, **kwargs) -> bool:
        """The photos are counted at the end, wherever on the form they were put."""
        fine = super().validate(*args, **kwargs)
        taken = sum(len(field.stored) for field in self if isinstance(field, PhotosField))
        if not self.photos.errors and taken < self.least_photos:
            self.photos.errors = [_("至少要 %(least)s 张照片。", least=self.least_photos)]
            return False
        return fine

    @property
    def arrived_at(self) -> datetime:
        return datetime.combine(self.arrived_on.data, self.arrived_time.data, BEIJING).astimezone(UTC)

    def seen(self) -> Seen:
        return Seen(
            key=self.key.data,
            arrived_at=self.arrived_at,
            mode=self.mode_of_report,
            items=[self._line(name) for name in self.items],
            photos=self.photos.stored,
            raised=[raised for number in ROWS if (raised := self._raised(number))],
            solutions={p.id: self[name].data for name, p in self.open_problems.items() if self[name].data},
            facts={name: self[name].data for name in self.own},
        )

    @property
    def unticked(self) -> list:
        """Lines of the checklist still to be ticked: told together, because there are many of them."""
        return [self[name] for name in self.items if self[name].errors]

    @property
    def besides(self) -> list:
        return [field for field in self if field.name not in self.items]

    def _line(self, name: str) -> Line:
        photos = tuple(self[f"photos_{name}"].stored)
        return Line(*self.items[name], Answer(self[name].data), photos)

    def _raised(self, number: int) -> Raised | None:
        words, how = self[f"problem_{number}"].data, self[f"how_{number}"].data
        if not words:
            return None
        facts = {"theme": Theme(self[f"theme_{number}"].data), "photos": self[f"photos_{number}"].stored}
        if how in set(ProblemKind):
            asked_of = self[f"asked_of_{number}"].data if f"asked_of_{number}" in self else ""
            return Raised(words, ProblemKind(how), asked_of, **facts)
        return Raised(words, level=Level(how), **facts)


def _how(number: int, *choices) -> SelectField:
    return SelectField(_l("问题 %(number)s 怎么办", number=number), choices=list(choices))


def _asked_of(number: int) -> StringField:
    too_long = Length(max=40, message=_l("最多 %(most)s 个字。", most=40))
    return StringField(_l("问题 %(number)s 要谁协调", number=number), [too_long], default="")


TO_ARRANGE = SelectChoice(ProblemKind.COORDINATION.value, _l("要协调，下周接着看"))
TO_SUGGEST = SelectChoice(ProblemKind.SUGGESTION.value, _l("意见建议"))
FOR_INSPECTORS = SelectChoice(ProblemKind.CLUE.value, _l("问题线索，只给纪检干部看"))
GRAVE = [SelectChoice(level.value, _l("%(level)s问题，转整改", level=level.label)) for level in Level]


class CheckForm(FieldForm):
    """周查: the contact cadre, with the lead."""

    percent = PercentField(_l("形象进度（%）"), [InputRequired(_l("请填写形象进度。"))])
    done_words = long_text(_l("本周完成"), most=500, required=_l("请写明这周做了什么。"))
    next_words = long_text(_l("下周计划"), most=500, required=_l("请写明下周做什么。"))
    workers = CountField(_l("到岗人数"), [InputRequired(_l("请填写到岗人数，没有人就填 0。"))], most=5000)
    manager = RadioField(
        _l("施工单位负责人在不在"),
        [InputRequired(_l("请选择负责人在不在。"))],
        choices=[SelectChoice("yes", _l("在")), SelectChoice("no", _l("不在"))],
    )
    quality_words = long_text(_l("质量安全"), most=500, required=_l("请写明质量和安全看到了什么。"))
    how_1, how_2, how_3 = (_how(number, TO_ARRANGE, *GRAVE[1:]) for number in ROWS)
    asked_of_1, asked_of_2, asked_of_3 = (_asked_of(number) for number in ROWS)
    own = ("percent", "done_words", "next_words", "workers", "quality_words")

    def seen(self) -> Seen:
        seen = super().seen()
        seen.facts["manager_present"] = self.manager.data == "yes"
        return seen


class VisitForm(FieldForm):
    """月督 and every visit that was ordered."""

    mode = RadioField(_l("方式"), [InputRequired(_l("请选择线上或线下。"))], choices=choices_of(Mode))
    summary = long_text(_l("检查情况"), most=1000, required=_l("请写明检查的情况。"))
    how_1, how_2, how_3 = (_how(number, TO_SUGGEST, *GRAVE) for number in ROWS)
    own = ("summary",)

    @property
    def mode_of_report(self) -> Mode:
        return Mode(self.mode.data)


def form_for(kind, items, open_problems, *, least_photos: int, clues: bool = False, **kwargs) -> FieldForm:
    """The form with a line for each item of the checklist and each problem that is still to be arranged.

    With `clues` a problem can be for the discipline office alone.
    """
    base = CheckForm if kind is CheckKind.WEEKLY else VisitForm
    lines, problems = {}, {}
    for words, money in items:
        lines[f"item_{sha256(words.encode()).hexdigest()[:10]}"] = (words, money)
    for problem in open_problems:
        problems[f"solved_{problem.id}"] = problem
    fields = {name: _item(words) for name, (words, _money) in lines.items()}
    fields |= {f"photos_{name}": _photos_of(words) for name, (words, _money) in lines.items()}
    fields |= {name: _solution(problem) for name, problem in problems.items()}
    if clues:
        fields |= {f"how_{number}": _how(number, TO_SUGGEST, *GRAVE, FOR_INSPECTORS) for number in ROWS}
    facts = {"items": lines, "open_problems": problems, "least_photos": least_photos}
    return type(base.__name__, (base,), fields | facts)(**kwargs)


def _item(words: str) -> RadioField:
    return RadioField(words, [InputRequired(_l("这一条还没有勾。"))], choices=choices_of(Answer))


def _photos_of(words: str) -> PhotosField:
    return PhotosField(_l("照片：%(item)s", item=words), most=4)


def _solution(problem) -> StringField:
    too_long = Length(max=300, message=_l("最多 %(most)s 个字。", most=300))
    return StringField(problem.words, [Optional(), too_long], default="")


class HandOnForm(BaseForm):
    """Where a problem of a visit goes afterwards."""

    how = RadioField(_l("转到哪里"), [InputRequired(_l("请选择转到哪里。"))])
    note = long_text(_l("补充说明"), most=500, description=_l("转为线索时写；转整改的以后在整改里写。"))

    def __init__(self, *, clues: bool, **kwargs):
        super().__init__(**kwargs)
        self.how.choices = [*GRAVE, FOR_INSPECTORS] if clues else GRAVE

    @property
    def is_clue(self) -> bool:
        return self.how.data == ProblemKind.CLUE.value

    @property
    def level(self) -> Level:
        return Level(self.how.data)
