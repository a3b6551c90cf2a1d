"""How matters are dealt with: numbers by kind, minutes to the first answer, in time, satisfied; with denominators."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import func, select

from govproj.core import dates
from govproj.core.db import db
from govproj.core.money import half_up, percent
from govproj.matters.models import Matter, MatterVerdict
from govproj.matters.states import FINISHED, UNFINISHED, State

WITHIN = 60  # minutes: the hour of 一小时办结, whatever the local rule of the village


class Fact(NamedTuple):
    """What is counted of one matter."""

    village_id: int
    kind: str
    urgent: bool
    state: State
    received_at: datetime
    first_due_at: datetime
    finish_due_at: datetime
    first_minutes: int | None
    finish_minutes: int | None
    done_at: datetime | None
    on_site_at: datetime | None

    def was_late(self, now: datetime) -> bool:
        """Done after its time, or not done and its time is over."""
        return (self.done_at or now) > self.finish_due_at


class OfKind(NamedTuple):
    kind: str
    received: int
    finished: int
    refused: int
    open: int
    on_site: int
    mean_finish: Decimal | None  # hours


class Rate(NamedTuple):
    """Never without what it was counted from."""

    part: int
    whole: int

    @property
    def value(self) -> Decimal | None:
        return percent(self.part, self.whole, 1) if self.whole else None


class Figures(NamedTuple):
    """Of some villages and a time. `due` are those that were to be done by now, finished ones included."""

    received: int
    kinds: list[OfKind]
    states: dict[State, int]
    open: int
    overdue: int
    median_first: Decimal | None  # minutes
    in_time: Rate
    effective: Rate  # dealt with and not objected to, of all that was to be dealt with
    within_hour_of_all: Rate
    within_hour_on_site: Rate
    satisfied: Rate
    last_year: int

    @property
    def change(self) -> Decimal | None:
        return change(self.last_year, self.received)


def median(minutes: Iterable[int]) -> Decimal | None:
    """The middle one, or half-way between the two middle ones; None of nothing."""
    ordered = sorted(minutes)
    if not ordered:
        return None
    low, high = ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]
    return Decimal(low + high) / 2


def change(before: int, after: int) -> Decimal | None:
    """By how many percent it rose (or fell, below zero) from one year to the next; half up to one decimal."""
    if not before:
        return None
    moved = percent(abs(after - before), before, 1)
    return -moved if after < before else moved


def figures_of(village_ids, year: int) -> Figures:
    """Of matters received in a year; three questions whatever the number of villages."""
    facts = facts_of(village_ids, year)
    return counted(facts, verdicts_of(village_ids, year), _received(village_ids, year - 1))


def by_village(village_ids, year: int) -> dict[int, Figures]:
    """The same for each of many villages, at the same cost."""
    facts, told = facts_of(village_ids, year), _verdicts(village_ids, year)
    before = dict(_counted_by_village(village_ids, year - 1))
    return {
        place: counted(
            [fact for fact in facts if fact.village_id == place],
            [satisfied for village_id, satisfied in told if village_id == place],
            before.get(place, 0),
        )
        for place in village_ids
    }


def facts_of(village_ids, year: int) -> list[Fact]:
    columns = [getattr(Matter, name) for name in Fact._fields]
    return [Fact(*row) for row in db.session.execute(select(*columns).where(*_came(village_ids, year)))]


def _came(village_ids, year: int) -> tuple:
    begin, end = (datetime.combine(date(y, 1, 1), time(0), dates.BEIJING) for y in (year, year + 1))
    return Matter.village_id.in_(village_ids), Matter.received_at >= begin, Matter.received_at < end


def verdicts_of(village_ids, year: int) -> list[bool]:
    """Every follow-up of matters of that year; several may be about one matter."""
    return [satisfied for _village_id, satisfied in _verdicts(village_ids, year)]


def _verdicts(village_ids, year: int):
    wanted = select(Matter.village_id, MatterVerdict.satisfied).join(MatterVerdict.matter)
    return db.session.execute(wanted.where(*_came(village_ids, year))).all()


def _received(village_ids, year: int) -> int:
    return sum(number for _village_id, number in _counted_by_village(village_ids, year))


def _counted_by_village(village_ids, year: int):
    wanted = (
        select(Matter.village_id, func.count()).where(*_came(village_ids, year)).group_by(Matter.village_id)
    )
    return db.session.execute(wanted).all()


def counted(facts: list[Fact], verdicts: list[bool], last_year: int = 0) -> Figures:
    """The figures of these matters now; a formula and nothing else."""
    now = dates.now()
    finished = [fact for fact in facts if fact.state in FINISHED]
    late = [fact for fact in facts if fact.state in UNFINISHED and fact.was_late(now)]
    urgent = [fact for fact in facts if fact.urgent]
    on_site = [fact for fact in urgent if fact.on_site_at]
    return Figures(
        received=len(facts),
        kinds=_by_kind(facts),
        states=Counter(fact.state for fact in facts),
        open=sum(fact.state in UNFINISHED for fact in facts),
        overdue=len(late),
        median_first=median(fact.first_minutes for fact in facts if fact.first_minutes is not None),
        in_time=Rate(sum(not fact.was_late(now) for fact in finished), len(finished) + len(late)),
        effective=Rate(sum(fact.state is State.CLOSED for fact in facts), _to_deal_with(facts)),
        within_hour_of_all=_within_hour(urgent),
        within_hour_on_site=_within_hour(on_site),
        satisfied=Rate(sum(verdicts), len(verdicts)),
        last_year=last_year,
    )


def _by_kind(facts) -> list[OfKind]:
    """The most frequent first."""
    kinds: dict[str, list[Fact]] = {}
    for fact in facts:
        kinds.setdefault(fact.kind, []).append(fact)
    return sorted(map(_one_kind, kinds.values()), key=lambda one: (-one.received, one.kind))


def _one_kind(facts) -> OfKind:
    states = Counter(fact.state for fact in facts)
    return OfKind(
        kind=facts[0].kind,
        received=len(facts),
        finished=sum(states[state] for state in FINISHED),
        refused=states[State.NOT_ADOPTED],
        open=sum(states[state] for state in UNFINISHED),
        on_site=sum(fact.on_site_at is not None for fact in facts),
        mean_finish=mean_hours(fact.finish_minutes for fact in facts if fact.finish_minutes is not None),
    )


def mean_hours(minutes: Iterable[int]) -> Decimal | None:
    """Half up to one decimal; None of nothing."""
    told = list(minutes)
    return half_up(Decimal(sum(told)) / len(told) / 60, 1) if told else None


def _to_deal_with(facts) -> int:
    """Neither turned down nor somebody else's nor told twice."""
    others = {State.NOT_ADOPTED, State.PASSED_ON, State.DUPLICATE}
    return sum(fact.state not in others for fact in facts)


def _within_hour(facts) -> Rate:
    quick = (fact.finish_minutes is not None and fact.finish_minutes <= WITHIN for fact in facts)
    return Rate(sum(quick), len(facts))
