"""What may be typed about an item of the list: a line for each step, risk and duty, its parts set off by colons."""

import re
from datetime import date

from wtforms import BooleanField, RadioField, SelectMultipleField, TextAreaField
from wtforms.validators import Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from govproj.checklists.catalogue import POWERS, Level, Stage
from govproj.core import dates
from govproj.core.forms import BaseForm, DayField, InputRequired, choices_of, long_text, text
from govproj.core.i18n import _, _l
from govproj.core.number_fields import WanField
from govproj.projects.models import Kind

MOST_LINES, MOST_LETTERS = 30, 200
LEVELS = {"高": Level.HIGH, "中": Level.MEDIUM, "低": Level.LOW}
SHORT = {level: word for word, level in LEVELS.items()}
READ = {"已核": True, "待核": False}  # whether somebody has read the text of that edition
LISTS = ("steps", "evidence", "forbidden", "duties")


class LinesField(TextAreaField):
    """A line for each thing; `parts` says how many pieces a line has and how it is to be written."""

    def __init__(self, label, parts: int, pattern, **kwargs):
        kwargs.setdefault("render_kw", {"rows": 5})
        super().__init__(label, description=pattern, **kwargs)
        self.parts, self.pattern = parts, pattern
        self.lines: list = []

    def fill(self, lines) -> None:
        """Show what an earlier edition says."""
        self.data = "\n".join("：".join(line) if self.parts > 1 else line for line in lines)

    def post_validate(self, form, validation_stopped):
        typed = [line.strip() for line in (self.data or "").splitlines() if line.strip()]
        if len(typed) > MOST_LINES or any(len(line) > MOST_LETTERS for line in typed):
            raise ValidationError(
                _("最多 %(lines)s 行，每行最多 %(letters)s 个字。", lines=MOST_LINES, letters=MOST_LETTERS)
            )
        self.lines = (
            typed if self.parts == 1 else [self._taken_apart(n, line) for n, line in enumerate(typed, 1)]
        )

    def _taken_apart(self, number: int, line: str) -> list[str]:
        pieces = [piece.strip() for piece in re.split(r"[：:|｜]", line, maxsplit=self.parts - 1)]
        if len(pieces) < self.parts or not all(pieces):
            raise ValidationError(
                _("第 %(number)s 行要写成“%(pattern)s”的样子。", number=number, pattern=self.pattern)
            )
        return pieces


def _is_day(typed: str) -> bool:
    try:
        return bool(date.fromisoformat(typed))
    except ValueError:
        return False


class EditionForm(BaseForm):
    """One edition; `for_item` leaves out what an item of the catalogue already has."""

    name = text(_l("事项名称"), most=40, required=_l("请填写名称。"))
    stage = RadioField(_l("哪个阶段"), [InputRequired(_l("请选择阶段。"))], choices=lambda: choices_of(Stage))
    kinds = SelectMultipleField(
        _l("适用哪类项目"),
        [InputRequired(_l("请至少选一类。"))],
        choices=lambda: choices_of(Kind),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    from_fen = WanField(_l("预算多少以上才适用（万元，可不填）"), [Optional()])
    fund = text(
        _l("哪种资金才适用（可不填）"), most=20, description=_l("资金来源名称里的词，例如 补助、捐赠。")
    )
    finance = BooleanField(_l("涉及资金，由三资代理中心经办或签字"))
    steps = LinesField(_l("步骤"), 2, _l("谁：做什么"))
    evidence = LinesField(_l("要留下的材料"), 1, _l("一行一种"))
    risks = LinesField(_l("风险点"), 3, _l("高、中或低：会出什么事：怎么防"))
    forbidden = LinesField(_l("不准做的事"), 1, _l("一行一条"))
    duties = LinesField(_l("监督责任"), 3, _l("谁来监督：怎么监督：多久一次"))
    basis = LinesField(
        _l("依据"),
        5,
        _l("文件名：哪一版：第几条：从哪天起施行（如 2021-06-01）：已核 或 待核"),
        render_kw={"rows": 3},
    )
    supervisors = text(_l("谁来监督（一句话）"), most=200)
    disclosure = text(_l("公开什么"), most=300)
    deadline = text(_l("时限"), most=200)
    enabled = BooleanField(_l("启用"))
    effective_from = DayField(_l("从哪天起"), [InputRequired(_l("请填写从哪天起用。"))])
    reason = long_text(_l("理由或文件"), most=500, required=_l("请写明理由或文件名称。"))

    @classmethod
    def for_item(cls, code: str, content: dict, *, enabled: bool):
        known = {
            name: content[name]
            for name in ("fund", "finance", "from_fen", "stage", "kinds", "name")
            if name in content
        }
        known |= {name: content.get(name, "") for name in ("supervisors", "disclosure", "deadline")}
        known = {"kinds": ["construction"], **known}
        form = cls(data={**known, "enabled": enabled, "effective_from": dates.today()})
        if code in POWERS:
            for name in ("name", "stage", "kinds", "from_fen", "fund", "finance"):
                del form[name]
        if not form.is_submitted():
            form._fill(content)
        return form

    def _fill(self, content: dict) -> None:
        for name in LISTS:
            self[name].fill(content.get(name, ()))
        words = {read: word for word, read in READ.items()}
        self.basis.fill([*line[:4], words[line[4]]] for line in content.get("basis", ()))
        self.risks.fill([SHORT[Level(line[0])], *line[1:]] for line in content.get("risks", ()))

    def validate(self, extra_validators=None) -> bool:
        fine = super().validate(extra_validators)
        if any(line[0] not in LEVELS for line in self.risks.lines):
            self.risks.errors = [*self.risks.errors, _("风险等级写 高、中 或 低。")]
            fine = False
        if any(not _is_day(line[3]) or line[4] not in READ for line in self.basis.lines):
            self.basis.errors = [*self.basis.errors, _("日期写成 2021-06-01 的样子，最后写 已核 或 待核。")]
            fine = False
        if "name" in self and not (self.steps.lines and self.evidence.lines):
            field = self.evidence if self.steps.lines else self.steps
            field.errors = [*field.errors, _("至少要有一步，也至少要有一种材料。")]
            fine = False
        return fine

    def content(self) -> dict:
        """As an edition keeps it; what was left empty is left out."""
        plain = (
            "name",
            "stage",
            "kinds",
            "from_fen",
            "fund",
            "finance",
            "supervisors",
            "disclosure",
            "deadline",
        )
        kept = {name: self[name].data for name in plain if name in self and self[name].data}
        kept |= {name: self[name].lines for name in LISTS if self[name].lines}
        if self.basis.lines:
            kept["basis"] = [[*line[:4], READ[line[4]]] for line in self.basis.lines]
        if self.risks.lines:
            kept["risks"] = [[LEVELS[line[0]].value, *line[1:]] for line in self.risks.lines]
        return kept
