"""暗访 as somebody of the village would try to find out: no page, no count, no gap in numbers tells of it."""

import re
from pathlib import Path

import pytest
from sqlalchemy import select

from govproj.accounts.models import Office, Role
from govproj.core import dates
from govproj.core.audit import AuditEntry
from govproj.core.db import db
from govproj.core.todo import all_for
from govproj.core.workflow import MoveRefused
from govproj.inspections.actions import unannounced
from govproj.inspections.models import InspectionPoint, InspectionTask, SealedVisit
from govproj.inspections.states import TaskKind, TaskState
from tests.factories import (
    a_county_inspector,
    a_project,
    a_town,
    a_town_admin,
    a_town_inspector,
    a_villager,
    an_admin,
    somebody,
)
from tests.inspections.things import a_cast, a_plan, a_sealed_visit, a_task, an_order

CHANGING = re.compile(r"csrf[^>]*>|[0-9a-zA-Z_.-]{60,}")


@pytest.fixture
def cast(app):
    cast = a_cast()
    a_plan(cast.project, supervisors=(cast.supervisor, cast.other_supervisor), inspector=cast.inspector)
    return cast


def villagers_of(cast):
    """Everybody who must not know, an inspector of the town who is an official of this very village among them."""
    both = somebody(
        Office(role=Role.TOWN_INSPECTOR, town_id=cast.village.town_id),
        Office(role=Role.SECRETARY, village_id=cast.village.id),
    )
    return {
        "stranger": None,
        "villager": a_villager(cast.village),
        "lead": cast.lead,
        "contact": cast.contact,
        "secretary": cast.secretary,
        "committee": cast.supervisor,
        "town administration": a_town_admin(cast.village.town),
        "administrator": an_admin(),
        "both": both,
        "other county": a_county_inspector(a_town().county),
    }


def pages_of(cast, numbers):
    project, village = cast.project.id, cast.village.id
    return [
        "/",
        "/workbench",
        "/weak-spots",
        "/rectifications/boards",
        "/audit",
        f"/villages/{village}",
        f"/villages/{village}/checks",
        f"/projects/{project}",
        f"/projects/{project}/inspections",
        "/inspections",
        "/inspection-tasks",
        "/sealed-visits",
        *(f"/sealed-visits/{number}" for number in numbers),
        *(f"/inspection-tasks/{number}" for number in numbers),
    ]


FAR = ("stranger", "villager", "contact", "town administration", "administrator", "other county")


def short_list(numbers):
    """For those whom few pages are open to anyway."""
    return ["/", "/workbench", "/inspection-tasks", *(f"/sealed-visits/{number}" for number in numbers)]


def crawled(as_, cast, people, numbers) -> dict:
    """Every answer: its status and all its words."""
    return {
        (name, url): (answer.status_code, CHANGING.sub("", answer.text))
        for name, person in people.items()
        for browser in [as_(person)]
        for url in (short_list(numbers) if name in FAR else pages_of(cast, numbers))
        for answer in [browser._ask("GET", url)]
    }


def test_before_it_begins_no_page_of_anybody_in_the_village_is_any_different(as_, cast):
    people, known = villagers_of(cast), a_sealed_visit(cast.project, by=cast.inspector)
    unannounced.drop(known, note="改期", by=cast.inspector)
    db.session.commit()
    numbers = (known.id, known.id + 1)  # the next one is the one to come
    before = crawled(as_, cast, people, numbers)
    as_(cast.inspector).open(f"/villages/{cast.village.id}/sealed-visits/new").press(
        "安排暗访",
        {
            "title": "看夜里有没有人",
            "projects": [cast.project.id],
            "inspector": cast.inspector.id,
            "due_day": dates.today().isoformat(),
        },
    )
    newest = select(SealedVisit.id).order_by(SealedVisit.id.desc()).limit(1)
    assert db.session.scalar(newest) == numbers[1]

    after = crawled(as_, cast, people, numbers)

    assert {key for key in before if before[key] != after[key]} == set()


def test_the_inspector_sees_it_and_at_the_gate_the_village_does(as_, cast):
    visit = a_sealed_visit(cast.project, by=cast.inspector)
    assert f"暗访：{visit.title}" in [line.title for line in all_for(cast.inspector)]
    page = as_(cast.inspector).open(f"/sealed-visits/{visit.id}")

    shown = page.press("到场，开始暗访").follow()

    task = db.session.scalars(select(InspectionTask)).one()
    assert (task.kind, task.state, task.id) == (TaskKind.UNANNOUNCED, TaskState.STARTED, visit.task_id)
    assert shown.heading == visit.title
    assert visit.title in as_(cast.secretary).open("/inspection-tasks").main
    as_(cast.inspector).open(f"/sealed-visits/{visit.id}", expect=404)


def test_no_number_of_what_may_be_seen_leaves_a_gap(cast):
    """Visits, points and reports are numbered without those that nobody knows of."""
    first = a_task(cast.project, by=cast.inspector)
    for number in range(3):
        a_sealed_visit(cast.project, by=cast.inspector, other_points=[f"后山{number}"])
    second = a_task(cast.project, by=cast.inspector, other_points=["村口堆场"])
    assert second.id == first.id + 1
    points = db.session.scalars(select(InspectionPoint.id).order_by(InspectionPoint.id)).all()
    assert points == list(range(points[0], points[0] + 2))


def test_a_number_that_is_there_answers_like_one_that_is_not(as_, cast):
    visit = a_sealed_visit(cast.project, by=cast.inspector)
    for person in (cast.secretary, cast.supervisor, cast.lead, a_town_inspector()):
        browser = as_(person)
        there, not_there = (browser._ask("GET", f"/sealed-visits/{n}") for n in (visit.id, visit.id + 9))
        assert (there.status_code, not_there.status_code) == (404, 404)
        words = [CHANGING.sub("", re.sub(r"sealed-visits/\d+", "", a.text)) for a in (there, not_there)]
        assert words[0] == words[1]


def test_the_record_names_no_village_until_it_begins(as_, cast):
    visit = a_sealed_visit(cast.project, by=cast.inspector)
    entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.leaf_index.desc()).limit(1)).one()
    assert (entry.event, entry.village_id, entry.project_id) == ("inspections.sealed", None, None)
    assert (entry.actor_id, entry.subject, entry.facts) == (None, "", {})
    unannounced.unseal(visit, by=cast.inspector)
    db.session.commit()
    entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.leaf_index.desc()).limit(1)).one()
    assert (entry.village_id, entry.facts["ordered_by"]) == (cast.village.id, cast.inspector.name)


def test_whoever_became_the_lead_of_the_project_no_longer_sees_it(as_, cast):
    visit = a_sealed_visit(cast.project, by=cast.inspector)
    cast.project.lead = a_town_inspector(cast.village.town)
    db.session.commit()
    as_(cast.project.lead).open(f"/sealed-visits/{visit.id}", expect=404)
    assert visit.title not in as_(cast.project.lead).open("/sealed-visits").main
    assert visit.title in as_(cast.inspector).open("/sealed-visits").main


def test_nobody_of_the_village_is_sent(cast):
    with pytest.raises(MoveRefused, match="只能派村外的纪检干部"):
        unannounced.seal(cast.village, an_order(cast.project, cast.supervisor), by=cast.inspector)


def test_it_begins_once_and_a_cancelled_one_never(as_, cast):
    visit = a_sealed_visit(cast.project, by=cast.inspector)
    page = as_(cast.inspector).open(f"/sealed-visits/{visit.id}")
    page.press("取消暗访", {"note": ""}, expect=409)
    with pytest.raises(MoveRefused, match="理由"):
        unannounced.drop(visit, note=" ", by=cast.inspector)
    page.press("取消暗访", {"note": "车坏了"})
    assert "车坏了" in as_(cast.inspector).open("/sealed-visits").main
    as_(cast.inspector).send(f"/sealed-visits/{visit.id}/start", expect=404)
    assert db.session.scalars(select(InspectionTask)).all() == []


def test_a_draw_for_unannounced_visits_opens_when_the_last_has_begun(as_, cast):
    from tests.inspections.test_visits import a_draw

    drawn = a_draw(cast, sealed=True)
    as_(None).open(f"/draws/{drawn.code}", expect=404)
    as_(cast.secretary).open(f"/draws/{drawn.code}", expect=404)
    visit = db.session.scalars(select(SealedVisit)).one()
    unannounced.unseal(visit, by=cast.inspector)
    db.session.commit()
    assert "结果一致" in as_(None).open(f"/draws/{drawn.code}").main
    assert last_entry().event == "inspections.draw_opened"


def last_entry() -> AuditEntry:
    return db.session.scalars(select(AuditEntry).order_by(AuditEntry.leaf_index.desc()).limit(1)).one()


def test_that_a_visit_was_drawn_is_not_told_while_another_of_the_draw_may_come(as_, cast):
    """A visit that has begun would say: drawn by lot, and the draw is still closed; so somebody else is next."""
    from tests.inspections.test_visits import a_draw

    other = a_project(cast.village)
    a_plan(other)
    drawn = a_draw(cast, projects=[cast.project, other], wanted=2, sealed=True)
    first, second = db.session.scalars(select(SealedVisit).order_by(SealedVisit.id)).all()
    task = unannounced.unseal(first, by=cast.inspector)
    db.session.commit()
    page = as_(cast.secretary).open(f"/inspection-tasks/{task.id}")
    assert "· 随机" not in page.main
    assert "的来源" not in as_(cast.secretary).open("/inspections").main
    assert "· 随机" in as_(cast.inspector).open(f"/inspection-tasks/{task.id}").main
    unannounced.unseal(second, by=cast.inspector)
    db.session.commit()
    shown = as_(cast.secretary).open(f"/inspection-tasks/{task.id}")
    assert shown.links["看这次随机抽取"] == f"/draws/{drawn.code}"


def test_a_cancelled_one_is_told_on_a_day_that_depends_on_nothing_else(as_, cast, on_day):
    """Told only while nothing else is pending, it would say that nothing is."""
    with on_day("2022-06-10"):
        visit, pending = (a_sealed_visit(cast.project, by=cast.inspector, title=t) for t in ("查", "再查"))
        unannounced.drop(visit, note="下雨", by=cast.inspector)
        db.session.commit()
    with on_day("2022-09-07"):
        pending.due_day = dates.today()
        morning()
        assert db.session.scalars(select(InspectionTask)).all() == []
    with on_day("2022-09-08"):
        for _again in range(2):
            morning()
        task = db.session.scalars(select(InspectionTask)).one()
        assert (task.state, task.title, task.cancel_note) == (TaskState.CANCELLED, "查", "下雨")
        assert (task.ordered_on.isoformat(), last_entry().event) == ("2022-06-10", "inspections.sealed_told")
        assert last_entry().facts["cancelled_on"] == "2022-06-10"
        shown = as_(cast.secretary).open(f"/inspection-tasks/{task.id}").main
        assert "下雨" in shown
        assert "再查" not in as_(cast.secretary).open("/inspection-tasks").main


def morning():
    """As the daily tick does."""
    unannounced.settle(dates.today())
    db.session.commit()


def test_one_left_lying_lapses_and_a_draw_cannot_be_kept_shut_by_cancelling(as_, cast, on_day):
    """Whoever draws until the result pleases leaves a trail: every draw is opened in the end."""
    from tests.inspections.test_visits import a_draw

    with on_day("2022-06-10"):
        drawn = a_draw(cast, sealed=True)
        visit = db.session.scalars(select(SealedVisit)).one()
        visit.due_day = dates.today()
        db.session.commit()
    with on_day("2022-07-10"):
        morning()
        assert visit.cancelled_on is None
    with on_day("2022-12-31"):  # after a long time off
        morning()
        assert (visit.cancelled_on.isoformat(), visit.cancel_note) == ("2022-07-10", "过了期限没有实施")
        assert "结果一致" in as_(None).open(f"/draws/{drawn.code}").main


def test_only_these_modules_know_of_the_table():
    """Whatever else read it could betray it."""
    root = Path(__file__).parents[2] / "govproj"
    knowing = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        if re.search(r"SealedVisit|sealed_visit\b.*(select|table)", path.read_text("utf-8"))
    }
    assert knowing == {
        "demo/inspections.py",
        "inspections/actions/unannounced.py",
        "inspections/models/__init__.py",
        "inspections/models/tasks.py",
        "inspections/queries/tasks.py",
        "inspections/todos.py",
    }
