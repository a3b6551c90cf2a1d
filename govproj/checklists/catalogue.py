"""The small-power items every project is checked against, read once from catalogue.json and duties.json.

What a county, a town or a village adds is kept as an edition (`PowerEdition.content`) and joined to them here.
"""

import json
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from govproj.core.i18n import _l, locale
from govproj.core.states import LabelledEnum


class Stage(LabelledEnum):
    EX_ANTE = "ex_ante", _l("事前")
    IN_PROGRESS = "in_progress", _l("事中")
    EX_POST = "ex_post", _l("事后")

    @property
    def band(self):
        """What supervision does in this stage."""
        return BANDS[self]


BANDS = {
    Stage.EX_ANTE: _l("事前介入"),
    Stage.IN_PROGRESS: _l("全面监督"),
    Stage.EX_POST: _l("跟踪审计"),
}


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


class Proof(NamedTuple):
    """A kind of evidence; `fund` is the word in the name of a source that makes it necessary (补助 …)."""

    zh: str
    en: str
    fund: str | None = None

    def __str__(self):
        return self.en if locale() == "en" else self.zh


class Duty(NamedTuple):
    """A line of the duty list: whose post watches over the power, in which way, how often."""

    post: Text
    way: Text
    frequency: Text


class Step(NamedTuple):
    """`continues_in` names the item that proves a step which can only be done later; it is not ticked here.

    `agency` steps of money items are the accounts agency's own: nobody else ticks them.
    """

    number: int
    actor: Text
    text: Text
    needs_lead: bool = False
    construction_only: bool = False
    continues_in: str | None = None
    agency: bool = False


class Risk(NamedTuple):
    level: Level
    text: Text
    measure: Text


class Basis(NamedTuple):
    """An entry of law; `version` is the year of the text the article numbers belong to.

    `since` is told by what a place writes beside its own words; what the catalogue rests on the towns keep with its
    days (`LegalBasis`).
    """

    document: Text
    version: str | None
    articles: str
    note: Text | None
    verified: bool
    since: date | None = None

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
    """One item of the list. `gate` is the project state that cannot be entered before the item is done.

    `from_fen` and `fund` narrow a local item to larger budgets or to money of a certain kind.
    """

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
    evidence: tuple[Proof, ...]
    risks: tuple[Risk, ...]
    disclosure: Text
    deadline: Text
    basis: tuple[Basis, ...]
    thresholds: tuple[Threshold, ...]
    flags: tuple[str, ...]
    forbidden: tuple[Text, ...]
    duties: tuple[Duty, ...]
    construction: bool = True
    small_works: bool = True
    from_fen: int = 0
    fund: str = ""

    @property
    def is_local(self) -> bool:
        """A county's, a town's or a village's own, and not of the catalogue."""
        return self.code not in POWERS

    @property
    def local_basis(self) -> list[Basis]:
        """What the places say that their words rest on."""
        return [basis for basis in self.basis if basis.since is not None]

    @property
    def is_red(self) -> bool:
        """Its absence would hide a grave risk, so that only the town may call it not applicable."""
        return not self.often_absent and any(risk.level is Level.HIGH for risk in self.risks)

    def fits(self, project) -> bool:
        """Whether it is for this kind of project at all."""
        return self.construction if project.is_construction else self.governance

    def applies_to(self, project, small_fen: int = 0) -> bool:
        """Kind, amount and fund decide; an amount nobody knows yet leaves nothing out."""
        least = max(self.from_fen, 0 if self.small_works else small_fen)
        too_small = project.budget_fen is not None and project.budget_fen < least
        return self.fits(project) and not too_small and (not self.fund or draws_on(project, self.fund))

    def proofs_of(self, project) -> list[Proof]:
        return [proof for proof in self.evidence if not proof.fund or draws_on(project, proof.fund)]

    def steps_of(self, project) -> list[Step]:
        """The steps this project has to take, and takes in this item."""
        return [
            step
            for step in self.steps
            if not step.continues_in
            and (project.wants_lead or not step.needs_lead)
            and (project.is_construction or not step.construction_only)
        ]


def draws_on(project, fund: str) -> bool:
    """Whether one of the project's sources of money is of this kind, by its name."""
    return any(fund in source.get("source", "") for source in project.funds or ())


def _text(words) -> Text | None:
    return words and Text(**words)


def _power(row: dict, actors: dict, documents: dict, watch: dict) -> Power:
    steps = []
    for number, step in enumerate(row["steps"], 1):
        said = {"actor": _text(actors[step["actor"]]), "text": _text(step["text"])}
        agency = row["finance"] and step["actor"] == "assets_agency"
        steps.append(Step(number, **{**step, **said, "agency": agency}))
    basis = []
    for entry in row["basis"]:
        law = documents[entry["document"]]
        rest = entry["articles"], _text(entry["note"]), entry["verified"]
        basis.append(Basis(Text(law["zh"], law["en"]), law["version"], *rest))
    return Power(
        **{key: row[key] for key in ("code", "key", "gate", "finance")},
        **row["applies"],
        **{key: _text(row[key]) for key in ("name", "supervisors", "disclosure", "deadline")},
        stage=Stage(row["stage"]),
        steps=tuple(steps),
        evidence=tuple(Proof(**kind) for kind in row["evidence"]),
        risks=tuple(Risk(Level(r["level"]), _text(r["text"]), _text(r["measure"])) for r in row["risks"]),
        basis=tuple(basis),
        thresholds=tuple(Threshold(t["key"], _text(t["typical"])) for t in row["thresholds"]),
        flags=tuple(row["flags"]),
        forbidden=tuple(_text(act) for act in watch["forbidden"]),
        duties=tuple(
            Duty(_text(actors[duty["post"]]), _text(duty["way"]), _text(duty["frequency"]))
            for duty in watch["duties"]
        ),
    )


def _read(folder: Path) -> tuple[str, dict[str, Power]]:
    stored = json.loads((folder / "catalogue.json").read_text("utf-8"))
    watch = json.loads((folder / "duties.json").read_text("utf-8"))
    powers = [
        _power(row, stored["actors"], stored["documents"], watch[row["code"]]) for row in stored["items"]
    ]
    return stored["version"], {power.code: power for power in powers}


VERSION, POWERS = _read(Path(__file__).parent)


# ---- what places add ----

LINES = ("steps", "evidence", "risks", "forbidden", "duties", "basis")  # parts of a content that are lists
GATES = {Stage.EX_ANTE: "ready", Stage.IN_PROGRESS: "completed", Stage.EX_POST: "archived"}


def power_of(code: str, local: dict | None = None) -> Power:
    """The item as catalogue and places have it together."""
    if local is None:
        return POWERS[code]
    return _extended(POWERS[code], local) if code in POWERS else _own(code, local)


def joined(contents) -> dict:
    """What county, town and village add to one item, the farthest first: lists grow, the nearest word holds."""
    whole: dict = {}
    for content in contents:
        for part, words in content.items():
            whole[part] = [*whole.get(part, ()), *words] if part in LINES else words or whole.get(part)
    return whole


def _said(words: str | None) -> Text:
    """A place writes in its own language, whoever reads it."""
    return Text(words or "", words or "")


def _extended(power: Power, local: dict) -> Power:
    whole = _own(power.code, {"name": power.name.zh, "stage": power.stage, **local})
    first = len(power.steps)
    more = tuple(step._replace(number=first + n) for n, step in enumerate(whole.steps, 1))
    lists = {part: (*getattr(power, part), *getattr(whole, part)) for part in LINES if part != "steps"}
    said = {part: _said(local[part]) for part in ("supervisors", "disclosure", "deadline") if local.get(part)}
    return replace(power, steps=(*power.steps, *more), **lists, **said)


def _basis(document: str, edition: str, articles: str, since: str, verified: bool) -> Basis:
    return Basis(_said(document), edition, articles, None, verified, date.fromisoformat(since))


def _own(code: str, local: dict) -> Power:
    stage, kinds = Stage(local["stage"]), local.get("kinds", ["construction"])
    return Power(
        **{"code": code, "key": code, "name": _said(local["name"]), "stage": stage, "gate": GATES[stage]},
        **{"finance": bool(local.get("finance")), "often_absent": False, "needs_lead": False},
        **{"construction": "construction" in kinds, "governance": "governance" in kinds},
        **{part: _said(local.get(part)) for part in ("supervisors", "disclosure", "deadline")},
        **{"thresholds": (), "flags": ()},
        steps=tuple(Step(n, *map(_said, row)) for n, row in enumerate(local.get("steps", ()), 1)),
        evidence=tuple(Proof(kind, kind) for kind in local.get("evidence", ())),
        risks=tuple(Risk(Level(row[0]), _said(row[1]), _said(row[2])) for row in local.get("risks", ())),
        forbidden=tuple(map(_said, local.get("forbidden", ()))),
        basis=tuple(_basis(*row) for row in local.get("basis", ())),
        duties=tuple(Duty(*map(_said, row)) for row in local.get("duties", ())),
        from_fen=local.get("from_fen") or 0,
        fund=local.get("fund") or "",
    )
