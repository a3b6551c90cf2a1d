"""Which checks fall due, whenever and however often one asks."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from govproj.core import dates, ticks
from govproj.core.audit import AuditEntry
from govproj.core.db import db
from govproj.inspections.actions import enter_checks
from govproj.inspections.calendar import Week, months_owed, weeks_owed
from govproj.inspections.models import Check
from govproj.inspections.states import CheckKind, Standing
from govproj.projects.models import Category, Kind, StateChange
from govproj.projects.models import State as S
from govproj.villages.models import CalendarDay, LocalRule
from tests.factories import a_project, a_village, last_audit_entry, saved


def day(text: str) -> date:
    return date.fromisoformat(text)


def checks(kind=CheckKind.WEEKLY) -> list[Check]:
    return db.session.scalars(select(Check).where(Check.kind == kind).order_by(Check.due_day)).all()


def entered(today: str, *, project=None) -> list[tuple[str, str]]:
    """(period, due day) of the weekly checks there are after the chores of the day."""
    enter_checks(day(today), project.id if project else None)
    db.session.commit()
    return [(check.period, check.due_day.isoformat()) for check in checks()]


def building_since(text: str, **kw):
    return a_project(entered={S.BUILDING: day(text)}, **kw)


def test_a_week_with_one_day_of_building_owes_a_check_by_sunday(app):
    building_since("2022-03-20")  # a Sunday

    assert entered("2022-03-28") == [
        ("2022-W11", "2022-03-20"),
        ("2022-W12", "2022-03-27"),
        ("2022-W13", "2022-04-06"),  # the Sunday lies in the holiday of Qingming
    ]


def test_a_sunday_that_a_town_works_does_not_move(app):
    project = building_since("2022-03-28")
    saved(CalendarDay(town_id=project.village.town_id, day=day("2022-04-03"), works=True, reason="抢工期"))

    assert entered("2022-04-01") == [("2022-W13", "2022-04-03")]


def test_the_53rd_week_is_one_week_of_its_year(app):
    building_since("2020-12-21")

    assert entered("2021-01-05") == [
        ("2020-W52", "2020-12-27"),
        ("2020-W53", "2021-01-04"),  # a Sunday inside New Year's holiday
        ("2021-W01", "2021-01-10"),
    ]


def test_a_stopped_project_owes_none_and_its_history_stays(app):
    project = building_since("2022-05-02")
    for after, on in ((S.SUSPENDED, "2022-05-18"), (S.BUILDING, "2022-06-08")):
        saved(StateChange(project=project, before=S.BUILDING, after=after, occurred_on=day(on)))

    periods = [period for period, _due in entered("2022-06-20")]

    assert periods == ["2022-W18", "2022-W19", "2022-W20", "2022-W23", "2022-W24", "2022-W25"]


def test_the_checks_of_a_finished_project_stay_as_history(app):
    project = building_since("2022-05-02")
    entered("2022-05-20")
    saved(StateChange(project=project, before=S.BUILDING, after=S.COMPLETED, occurred_on=day("2022-05-21")))

    assert [period for period, _due in entered("2022-06-20")] == ["2022-W18", "2022-W19", "2022-W20"]


def test_nothing_is_built_in_a_governance_project(app):
    building_since("2022-05-02", kind=Kind.GOVERNANCE, category=Category.GOVERNANCE)

    assert entered("2022-06-20") == []
    assert checks(CheckKind.MONTHLY) == []


def test_a_month_is_due_by_the_25th_unless_building_began_later(app):
    building_since("2022-03-26")
    entered("2022-05-20")

    assert [(check.period, check.due_day.isoformat()) for check in checks(CheckKind.MONTHLY)] == [
        ("2022-04", "2022-04-25"),
        ("2022-05", "2022-05-25"),
    ]


def test_a_check_that_exists_keeps_its_day_whatever_the_rule_says_now(app):
    project = building_since("2022-05-02")
    entered("2022-05-02")
    saved(
        LocalRule(
            key="weekly_check.due_weekday",
            value={"value": 5},
            village_id=project.village_id,
            effective_from=day("2022-05-03"),
        )
    )

    assert entered("2022-05-10") == [("2022-W18", "2022-05-08"), ("2022-W19", "2022-05-13")]


def test_a_week_that_turns_out_empty_is_taken_back_and_a_past_one_is_not(app):
    """A stop that is dated back does not wipe out what was missed before."""
    project = building_since("2022-05-02")
    entered("2022-05-16")
    saved(StateChange(project=project, before=S.BUILDING, after=S.SUSPENDED, occurred_on=day("2022-05-08")))

    assert [period for period, _due in entered("2022-05-17")] == ["2022-W18", "2022-W19"]
    assert checks()[1].standing is Standing.MISSING
    assert last_audit_entry()[0] == "inspections.check_withdrawn"


def test_the_chores_of_a_day_are_done_once(app):
    building_since("2022-05-02")
    for today in ("2022-05-20", "2022-05-20", "2022-05-20"):
        entered(today)
    ticks.run(day("2022-05-20"))
    db.session.commit()

    assert len(checks()) == 3
    events = db.session.scalars(select(AuditEntry.event).order_by(AuditEntry.leaf_index)).all()
    assert events.count("inspections.checks_arose") == 1


def test_whoever_starts_a_project_sees_its_first_check_at_once(app, on_day):
    from govproj.inspections.actions.generation import follow

    with on_day("2022-05-04"):
        follow(building_since("2022-05-04"))

    assert [check.period for check in checks()] == ["2022-W18"]


FIRST = day("2020-11-30")
MOVES = st.lists(st.tuples(st.integers(0, 12), st.booleans()), max_size=8)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=MOVES, length=st.integers(1, 50))
def test_catching_up_after_weeks_off_gives_the_same_list(app, moves, length):
    """Day by day, with the facts known on each day, or all at once at the end."""
    db.session.rollback()
    village, last = a_village(), FIRST + timedelta(days=length)
    lives = [a_project(village, entered={S.BUILDING: FIRST}) for _ in "ab"]
    on, state, changes = FIRST, S.BUILDING, []
    for wait, stops in moves:
        on, state = on + timedelta(days=wait), S.SUSPENDED if stops else S.BUILDING
        changes.append((on, state))
    for today in (FIRST + timedelta(days=n) for n in range(length + 1)):
        for on, state in (change for change in changes if change[0] == today):
            db.session.add(StateChange(project=lives[0], before=S.READY, after=state, occurred_on=on))
        enter_checks(today, lives[0].id)
    for on, state in (change for change in changes if change[0] <= last):
        db.session.add(StateChange(project=lives[1], before=S.READY, after=state, occurred_on=on))
    enter_checks(last, lives[1].id)

    lists = [
        sorted(
            (check.kind, check.period, check.due_day)
            for check in db.session.scalars(select(Check).where(Check.project_id == project.id))
        )
        for project in lives
    ]
    db.session.execute(delete(Check))
    db.session.commit()
    assert lists[0] == lists[1]


@given(MOVES, st.integers(0, 400))
def test_a_week_is_owed_exactly_when_one_of_its_days_ended_under_construction(moves, length):
    on, steps = FIRST, [(S.BUILDING, FIRST)]
    for wait, stops in moves:
        on += timedelta(days=wait)
        steps.append((S.SUSPENDED if stops else S.BUILDING, on))
    until = FIRST + timedelta(days=length)

    def state_on(today):
        return [state for state, since in steps if since <= today][-1]

    building = [
        today for n in range(length + 1) if state_on(today := FIRST + timedelta(days=n)) is S.BUILDING
    ]
    assert weeks_owed(steps, until) == sorted({Week.of(today) for today in building})
    assert months_owed(steps, until, lambda _month: 25) == sorted(
        {dates.month_of(today) for today in building if today.day <= 25}
    )


@pytest.mark.parametrize(
    ("done", "today", "standing"),
    [
        ("2022-05-08", "2022-06-20", Standing.ON_TIME),
        ("2022-05-09", "2022-06-20", Standing.LATE),
        (None, "2022-05-09", Standing.MISSING),
        (None, "2022-05-08", Standing.WAITING),
    ],
)
def test_sunday_midnight_is_the_end(on_day, done, today, standing):
    check = Check(due_day=day("2022-05-08"), done_day=done and day(done))
    with on_day(today):
        assert check.standing is standing
