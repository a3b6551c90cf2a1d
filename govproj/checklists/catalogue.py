"""The small-power items every project is checked against, read once from catalogue.json."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from govproj.core.i18n import _l, locale
from govproj.core.states import LabelledEnum


class Stage(LabelledEnum):
    EX_ANTE = "ex_ante", _l("事前")
    IN_PROGRESS = "in_progress", _l("事中")
    EX_POST = "ex_post", _l("事后")


class Level(LabelledEnum):
    """How much harm a risk point can do."""

    HIGH = "high", _l("高")
    MEDIUM = "medium", _l("中")
    LOW = "low", _l("低")


class Text(NamedTuple):
    """Words of the catalogue; as a string they speak the reader's language."""

    zh: str
    en: str

    def __str__(self):
        return self.en if locale() == "en" else self.zh


class Step(NamedTuple):
    """`continues_in` names the item that proves a step which can only be done later; it is not ticked here."""

    number: int
    actor: Text
    text: Text
    needs_lead: bool = False
    construction_only: bool = False
    continues_in: str | None = None


class Risk(NamedTuple):
    level: Level
    text: Text
    measure: Text


class Basis(NamedTuple):
    """An entry of law; `version` is the year of the text the article numbers belong to."""

    document: Text
    version: str | None
    articles: str
    note: Text | None
    verified: bool

    @property
    def cited(self) -> str:
        """第22、24条 / Art. 22, 24"""
        if locale() != "en" or not self.articles:
            return self.articles
        return "Art. " + self.articles.strip("第条").replace("、", ", ")


class Threshold(NamedTuple):
    key: str
    typical: Text | None


@dataclass(frozen=True)
class Power:
    """One item of the list. `gate` is the project state that cannot be entered before the item is done."""

    code: str
    key: str
    name: Text
    stage: Stage
    gate: str | None
    finance: bool
    governance: bool
    often_absent: bool
    needs_lead: bool
    steps: tuple[Step, ...]
    supervisors: Text
    evidence: tuple[Text, ...]
    risks: tuple[Risk, ...]
    disclosure: Text
    deadline: Text
    basis: tuple[Basis, ...]
    thresholds: tuple[Threshold, ...]
    flags: tuple[str, ...]

    @property
    def is_red(self) -> bool:
        """Its absence would hide a grave risk, so that only the town may call it not applicable."""
        return not self.often_absent and any(risk.level is Level.HIGH for risk in self.risks)

    def applies_to(self, project) -> bool:
        return project.is_construction or self.governance

    def steps_of(self, project) -> list[Step]:
        """The steps this project has to take, and takes in this item."""
        return [
            step
            for step in self.steps
            if not step.continues_in
            and (project.wants_lead or not step.needs_lead)
            and (project.is_construction or not step.construction_only)
        ]


def _text(words) -> Text | None:
    return words and Text(**words)


def _power(row: dict, actors: dict, documents: dict) -> Power:
    steps = [
        Step(number, **{**step, "actor": _text(actors[step["actor"]]), "text": _text(step["text"])})
        for number, step in enumerate(row["steps"], 1)
    ]
    basis = []
    for entry in row["basis"]:
        law = documents[entry["document"]]
        rest = entry["articles"], _text(entry["note"]), entry["verified"]
        basis.append(Basis(Text(law["zh"], law["en"]), law["version"], *rest))
    return Power(
        **{key: row[key] for key in ("code", "key", "gate", "finance")},
        **{key: row["applies"][key] for key in ("governance", "often_absent", "needs_lead")},
        **{key: _text(row[key]) for key in ("name", "supervisors", "disclosure", "deadline")},
        stage=Stage(row["stage"]),
        steps=tuple(steps),
        evidence=tuple(_text(kind) for kind in row["evidence"]),
        risks=tuple(Risk(Level(r["level"]), _text(r["text"]), _text(r["measure"])) for r in row["risks"]),
        basis=tuple(basis),
        thresholds=tuple(Threshold(t["key"], _text(t["typical"])) for t in row["thresholds"]),
        flags=tuple(row["flags"]),
    )


def _read(path: Path) -> dict[str, Power]:
    stored = json.loads(path.read_text("utf-8"))
    powers = [_power(row, stored["actors"], stored["documents"]) for row in stored["items"]]
    return {power.code: power for power in powers}


POWERS = _read(Path(__file__).with_name("catalogue.json"))
