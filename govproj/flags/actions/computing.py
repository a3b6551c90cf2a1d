"""Keeps what the rules ask: on save those an act has touched. The work of every day is in daily.py."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import insert, select

from govproj.core import dates
from govproj.core.audit import Event
from govproj.core.db import db, rows
from govproj.core.i18n import _l, speaking
from govproj.flags import waiting
from govproj.flags.facts import loading
from govproj.flags.models import Flag, FlagAct, FlagProject
from govproj.flags.rules import CATALOGUE, SILENT, Fires, NotComputable, Rule
from govproj.flags.states import OPEN, ActKind, Level, State
from govproj.flags.touching import rules_touched_by
from govproj.villages.models import Village
from govproj.villages.rules import of_villages

RAISED = Event("flags.raised", "rule", "level", "numbers", says=_l("系统预警 %(rule)s"))
AGAIN = Event("flags.raised_again", "rule", "level", "numbers", says=_l("预警 %(rule)s 又有新情况"))
CEASED = Event("flags.ceased", "rule", says=_l("预警 %(rule)s 的情况已经不在"))


class Asked(NamedTuple):
    """What one rule asks about one project, as the first of those it names."""

    fires: Fires
    project_id: int
    village_id: int
    projects: tuple[int, ...]
    thresholds: dict
    due_on: date  # by when whoever has to act first should have


def compute_touched(_session, acts: list[dict]) -> None:
    """Just before a commit: the projects the acts are about, and only the rules that read what they changed."""
    touched: dict[int, set[str]] = defaultdict(set)
    for act in acts:
        if act["project_id"] is not None and (ids := rules_touched_by(act["event"])):
            touched[act["project_id"]] |= ids
    by_rules: dict[frozenset, list[int]] = defaultdict(list)
    for project_id, ids in touched.items():
        by_rules[frozenset(ids)].append(project_id)
    for ids, project_ids in by_rules.items():
        compute(project_ids, [CATALOGUE[id_] for id_ in sorted(ids)])


def compute(project_ids: Iterable[int], rules: Iterable[Rule] | None = None) -> None:
    """These rules (all by default) about these projects, today."""
    today, rules = dates.today(), list(CATALOGUE.values() if rules is None else rules)
    with speaking("zh"):
        keep(judge(loading.load(project_ids, read_by(rules), today), rules, today), rules, today)


def read_by(rules) -> set[str]:
    return {name for rule in rules for name in rule.reads}


class Judged(NamedTuple):
    """What the rules say about some projects, before anything of it is written down."""

    projects: tuple[int, ...]
    asked: dict[tuple[str, int], Asked]  # by (rule, project)
    silent: set[tuple[str, int]]
    missing: Counter  # how often something was missing, by (rule, village, what)


def judge(found, rules, today: date) -> Judged:
    """Only reads."""
    keys = {key for rule in rules for key in rule.thresholds} | {waiting.KEY}
    settings = of_villages(keys, {facts.village_id for facts in found}, today)
    asked: dict[tuple[str, int], Asked] = {}
    silent: set[tuple[str, int]] = set()
    missing: Counter = Counter()
    for facts in found:
        here = settings[facts.village_id]
        for rule in rules:
            result = rule.judge(facts, here)
            if result is SILENT:
                silent.add((rule.id, facts.id))
            elif isinstance(result, NotComputable):
                missing[rule.id, facts.village_id, result.missing] += 1
            else:
                _add(asked, rule, facts, result, here)
    return Judged(tuple(facts.id for facts in found), asked, silent, missing)


def _add(asked, rule, facts, fires: Fires, settings) -> None:
    """A question that several projects give rise to is one question, about the first of them."""
    projects = fires.projects or (facts.id,)
    key = rule.id, min(projects)
    if key in asked:
        marks = tuple(dict.fromkeys((*asked[key].fires.marks, *fires.marks)))
        fires, projects = fires._replace(marks=marks), (*asked[key].projects, *projects)
    thresholds = {name: settings[name] for name in rule.thresholds}
    due_on = waiting.due_on(facts.today, settings[waiting.KEY])
    named = tuple(sorted(set(projects)))
    asked[key] = Asked(fires, key[1], facts.village_id, named, thresholds, due_on)


def keep(judged: Judged, rules, today: date) -> None:
    """Write down what is new in it."""
    asked, silent = judged.asked, judged.silent
    about = {*judged.projects, *(key[1] for key in asked)}, [rule.id for rule in rules]
    known, open_flags = _known(*about)
    if any(set(question.fires.marks) - known[key] for key, question in asked.items()):
        take_turns({question.village_id for question in asked.values()})
        known, open_flags = _known(*about)
    new = []
    for key, question in asked.items():
        fresh = set(question.fires.marks) - known[key]
        if key in open_flags:
            _ask_again(open_flags[key], question, fresh, today)
        elif fresh:
            new.append((_flag(key[0], question, today), question))
    _raise(new, today)
    for key in silent & open_flags.keys() - asked.keys():
        if open_flags[key].ceased_on is None:
            _cease(open_flags[key], today)


def take_turns(village_ids) -> None:
    """Two saves at once must not ask the same twice: the second waits, and then sees what the first has asked."""
    wanted = select(Village.id).where(Village.id.in_(village_ids)).order_by(Village.id)
    db.session.execute(wanted.with_for_update(key_share=True)).all()


def _known(project_ids, rule_ids) -> tuple[dict, dict]:
    """All marks ever asked about, and the flags that are still open, by (rule, project)."""
    wanted = (Flag.project_id.in_(project_ids), Flag.rule_id.in_(rule_ids))
    marks: dict[tuple, set] = defaultdict(set)
    for rule_id, project_id, some in rows(select(Flag.rule_id, Flag.project_id, Flag.marks).where(*wanted)):
        marks[rule_id, project_id] |= set(some)
    flags = db.session.scalars(select(Flag).where(*wanted, Flag.state.in_(OPEN)))
    return marks, {(flag.rule_id, flag.project_id): flag for flag in flags}


def _flag(rule_id: str, question: Asked, today: date) -> Flag:
    """Yellow is asked at once; red waits for somebody who inspects."""
    yellow = question.fires.level is Level.YELLOW
    flag = Flag(
        rule_id=rule_id,
        rule_version=CATALOGUE[rule_id].version,
        level=question.fires.level,
        state=State.ASKED if yellow else State.FIRED,
        village_id=question.village_id,
        project_id=question.project_id,
        fired_on=today,
        asked_on=today if yellow else None,
        waiting_since=today,
        due_on=question.due_on,
    )
    _write_down(flag, question)
    return flag


def _raise(new: list[tuple[Flag, Asked]], today: date) -> None:
    """All new flags of a run at once: a first run over many villages has thousands."""
    if not new:
        return
    db.session.add_all(flag for flag, _question in new)
    db.session.flush()
    named = [
        {"flag_id": flag.id, "project_id": project_id}
        for flag, question in new
        for project_id in question.projects
    ]
    db.session.execute(insert(FlagProject), named)
    acts = [
        {"flag_id": flag.id, "kind": ActKind.FIRED, "occurred_on": today, **_told(flag)}
        for flag, _question in new
    ]
    db.session.execute(insert(FlagAct), acts)
    for flag, _question in new:
        facts = {"rule": flag.rule_id, "level": flag.level, "numbers": flag.numbers}
        RAISED.record(flag, by=None, project_id=flag.project_id, **facts)


def _write_down(flag: Flag, question: Asked) -> None:
    fires = question.fires
    flag.says, flag.numbers = fires.says, {name: plain(value) for name, value in fires.numbers.items()}
    flag.thresholds = question.thresholds
    flag.rows = [list(row) for row in fires.rows]
    flag.marks = sorted({*(flag.marks or ()), *fires.marks})


def _ask_again(flag: Flag, question: Asked, fresh: set, today: date) -> None:
    """The same question with newer figures; something new in it is a new act, and red is never taken back."""
    raised = question.fires.level is Level.RED and flag.level is Level.YELLOW
    if question.fires.level is Level.YELLOW and flag.level is Level.RED:
        return
    _write_down(flag, question)
    flag.ceased_on = None
    if not (fresh or raised):
        return
    flag.level = question.fires.level
    _add_projects(flag, question.projects)
    _act(flag, ActKind.AGAIN, today)
    AGAIN.record(flag, by=None, rule=flag.rule_id, level=flag.level, numbers=flag.numbers)


def _add_projects(flag: Flag, projects) -> None:
    named = {
        row.project_id for row in rows(select(FlagProject.project_id).where(FlagProject.flag_id == flag.id))
    }
    for project_id in set(projects) - named:
        db.session.execute(insert(FlagProject).values(flag_id=flag.id, project_id=project_id))


def _cease(flag: Flag, today: date) -> None:
    flag.ceased_on = today
    _act(flag, ActKind.CEASED, today)
    CEASED.record(flag, by=None, rule=flag.rule_id)


def _act(flag: Flag, kind: ActKind, today: date) -> None:
    told = _told(flag) if kind is not ActKind.CEASED else {}
    db.session.add(FlagAct(flag_id=flag.id, kind=kind, occurred_on=today, **told))


def _told(flag: Flag) -> dict:
    """The question as it stands now; the flag's own figures may become newer."""
    return {"says": flag.says, "numbers": flag.numbers}


def plain(value):
    """As JSON keeps it."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
