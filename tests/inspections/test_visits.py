"""Visits that are ordered: special, joint, by lot, online; one report each, points counted once."""

import re
from datetime import timedelta
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from govproj.accounts.models import Office, Role
from govproj.core import dates
from govproj.core.db import db
from govproj.core.workflow import MoveRefused
from govproj.inspections import draws
from govproj.inspections.actions import lots, submit_visit, tasks, unannounced
from govproj.inspections.models import Draw, InspectionPoint, InspectionTask, Problem, SupervisionTheme
from govproj.inspections.queries import boards, rows
from govproj.inspections.seen import Raised
from govproj.inspections.states import Mode, Origin, ProblemKind, TaskKind, TaskState
from govproj.rectifications.models import Rectification
from govproj.rectifications.states import Level, Theme
from tests.factories import a_project, a_supervisor, somebody
from tests.inspections.things import a_cast, a_photo, a_plan, a_task, an_order, seen


@pytest.fixture
def cast(app):
    cast = a_cast()
    a_plan(cast.project, supervisors=(cast.supervisor, cast.other_supervisor), inspector=cast.inspector)
    return cast


def an_order_form(cast, **kw) -> dict:
    facts = {
        "kind": "special",
        "title": "看扬尘",
        "projects": [cast.project.id],
        "inspector": cast.supervisor.id,
        "due_day": (dates.today() + timedelta(days=3)).isoformat(),
    }
    return facts | kw


def test_the_town_sends_the_village_squad_and_the_report_comes_back(as_, cast):
    form = as_(cast.inspector).open(f"/villages/{cast.village.id}/inspection-tasks/new")
    form.press("安排督查", an_order_form(cast, others="村口堆场\n 后山料场 "))
    task = db.session.scalars(select(InspectionTask)).one()
    assert [point.name.split()[-1] for point in task.points] == [cast.project.name, "村口堆场", "后山料场"]

    at = f"/inspection-tasks/{task.id}"
    as_(cast.supervisor).open(at).press("到场，开始督查")
    page = as_(cast.supervisor).open(f"{at}/report")
    words = {field["name"]: "fine" for field in page.html.select("input[name^=item_]")}
    words |= {"mode": "onsite", "summary": "堆场没有盖", "photos": [a_photo()]}
    words |= {"problem_1": "建议盖网", "how_1": "suggestion", "problem_2": "护栏倒了", "how_2": "severe"}
    shown = page.press("交检查记录", words).follow()

    assert (task.state, task.done_day) == (TaskState.DONE, dates.today())
    assert "堆场没有盖" in shown.main
    kinds = [problem.kind for problem in db.session.scalars(select(Problem).order_by(Problem.id))]
    assert kinds == [ProblemKind.SUGGESTION, ProblemKind.FINDING]
    assert db.session.scalars(select(Rectification)).one().level is Level.SEVERE
    as_(cast.supervisor).open(f"{at}/report", expect=303)


def test_money_is_on_the_form_of_every_visit(as_, cast):
    task = a_task(cast.project, by=cast.inspector)
    as_(cast.inspector).open(f"/inspection-tasks/{task.id}").press("到场，开始督查")
    page = as_(cast.inspector).open(f"/inspection-tasks/{task.id}/report")
    assert "专款专用" in page.main
    refusal = page.press("交检查记录", {"mode": "onsite", "summary": "好"}, expect=422)
    assert "这一条还没有勾" in refusal.text


def test_without_a_plan_no_visit_is_registered(as_, cast):
    other = a_project(cast.village, contact=cast.contact)
    form = as_(cast.inspector).open(f"/villages/{cast.village.id}/inspection-tasks/new")
    refusal = form.press("安排督查", an_order_form(cast, projects=[other.id]), expect=409)
    assert "监督方案还没有批准" in refusal.text


def test_nobody_is_sent_to_a_project_they_lead(cast):
    squad = a_supervisor(cast.village)
    cast.project.lead = squad
    db.session.commit()
    with pytest.raises(MoveRefused, match="不能去督查"):
        tasks.order(cast.village, TaskKind.SPECIAL, an_order(cast.project, squad), by=cast.inspector)


def test_nobody_is_sent_who_runs_the_village(cast):
    both = somebody(
        Office(role=Role.SUPERVISOR, village_id=cast.village.id),
        Office(role=Role.CADRE, village_id=cast.village.id),
    )
    with pytest.raises(MoveRefused, match="办事的人不监督"):
        tasks.order(cast.village, TaskKind.SPECIAL, an_order(cast.project, both), by=cast.inspector)


def test_several_bodies_at_one_site_in_one_month_come_together(as_, cast):
    task = a_task(cast.project, by=cast.inspector, title="环保检查", due_day=dates.today())
    form = as_(cast.inspector).open(f"/villages/{cast.village.id}/inspection-tasks/new")
    day = {"due_day": dates.today().isoformat()}
    assert "请并入那一次" in form.press("安排督查", an_order_form(cast, **day), expect=422).text
    page = as_(cast.inspector).open(f"/inspection-tasks/{task.id}")
    page.press("并成综合查一次", {"bodies": "综合执法队、消防所"})
    assert (task.kind, task.bodies) == (TaskKind.JOINT, "综合执法队、消防所")
    form.press("安排督查", an_order_form(cast, anyway="y", **day))
    assert len(db.session.scalars(select(InspectionTask)).all()) == 2


def done(cast, *, by=None, **kw) -> InspectionTask:
    by = by or cast.inspector
    task = a_task(cast.project, by=by, **kw)
    tasks.start(task, by=by)
    submit_visit(task, seen(f"V{task.id}", dates.now(), mode=task.mode), by=by)
    db.session.commit()
    return task


def test_a_place_visited_twice_is_one_point(cast):
    done(cast, other_points=["村口堆场", "村口堆场"])
    done(cast, other_points=["村口堆场", "后山料场"])
    found = boards.totals([cast.village.id])
    assert (found.announced, found.points) == (2, 3)
    assert len(db.session.scalars(select(InspectionPoint)).all()) == 3


def test_online_and_onsite_and_unannounced_are_counted_apart(cast):
    done(cast)
    done(cast, kind=TaskKind.ONLINE, mode=Mode.ONLINE)
    visit = unannounced.seal(cast.village, an_order(cast.project, cast.inspector), by=cast.inspector)
    task = unannounced.unseal(visit, by=cast.inspector)
    raised = [Raised("盖网", ProblemKind.SUGGESTION), Raised("护栏倒了", level=Level.MINOR)]
    submit_visit(task, seen("U1", dates.now(), raised=raised), by=cast.inspector)
    db.session.commit()
    found = boards.totals([cast.village.id])
    assert (found.announced, found.unannounced, found.onsite, found.online) == (2, 1, 2, 1)
    assert (found.suggestions, found.findings, found.planned_projects) == (1, 1, 1)


def test_the_same_report_twice_is_one(cast):
    task = a_task(cast.project, by=cast.inspector)
    tasks.start(task, by=cast.inspector)
    one = submit_visit(task, seen("V1", dates.now()), by=cast.inspector)
    assert submit_visit(task, seen("V1", dates.now()), by=cast.inspector) is one
    with pytest.raises(MoveRefused):
        submit_visit(task, seen("V2", dates.now()), by=cast.inspector)


def test_where_visits_come_from_is_told_with_one_place_and_exactly_by_itself(cast):
    done(cast)
    db.session.execute(update(InspectionTask).values(origin=Origin.ALERT))
    done(cast)
    done(cast)
    shares = {
        share.origin.label: (str(share.percent), share.part, share.whole)
        for share in boards.origins([cast.village.id], unannounced=True)
    }
    assert shares == {"计划": ("66.7", 2, 3), "预警触发": ("33.3", 1, 3)}
    assert str(boards.Share(Origin.ALERT, 1375, 4932).exact) == "27.88"
    assert str(boards.Share(Origin.ALERT, 207, 440).exact) == "47.05"


def test_every_figure_of_the_visits_leads_to_as_many_rows(as_, cast):
    theme = tasks.add_theme(
        cast.village.town,
        year=2022,
        name="大气整治",
        responsible_unit="环保所",
        supervising_unit="纪委",
        by=cast.inspector,
    )
    done(cast, theme=theme, other_points=["村口堆场"])
    done(cast, kind=TaskKind.ONLINE, mode=Mode.ONLINE, theme=theme)
    a_task(cast.project, by=cast.inspector, theme=theme, due_day=dates.today() - timedelta(days=1))
    visit = unannounced.seal(cast.village, an_order(cast.project, cast.inspector), by=cast.inspector)
    task = unannounced.unseal(visit, by=cast.inspector)
    raised = [
        Raised("盖网", ProblemKind.SUGGESTION),
        Raised("护栏倒了", level=Level.MINOR, theme=Theme.QUALITY),
    ]
    submit_visit(task, seen("U1", dates.now(), raised=raised), by=cast.inspector)
    db.session.commit()
    board = as_(cast.inspector).open("/inspections")
    links = [
        a
        for a in board.html.select("#totals ~ dl a, #totals ~ p a, .rate a")
        if "?" in a["href"] or "point" in a["href"]
    ]
    assert len(links) >= 12
    for link in links:
        said = int(re.findall(r"\d+", link.get_text())[-1])
        page = as_(cast.inspector).open(link["href"])
        assert len(page.html.select("main tbody tr, main .rows > li")) == said, link


def test_how_many_projects_inspectors_from_outside_have_seen_this_month(as_, cast):
    other = a_project(cast.village)
    a_plan(other)
    task = a_task(other, by=cast.supervisor)
    tasks.start(task, by=cast.supervisor)
    submit_visit(task, seen("S1", dates.now()), by=cast.supervisor)
    assert rows.spot_checks([cast.village.id], dates.today()).done == 0, "the village's own committee"
    done(cast)
    found = rows.spot_checks([cast.village.id], dates.today())
    assert (found.done, len(found.projects), str(found.percent), found.least) == (1, 2, "50.0", 20)
    assert [p.name for p in found.projects] == [other.name, cast.project.name], "those nobody has seen first"
    assert "1 ÷ 2" in as_(cast.inspector).open("/inspections").main


def test_the_committee_does_not_cancel_a_visit_from_above(as_, cast):
    """It may come along; whether the town's inspector comes is not for the village to say."""
    task = a_task(cast.project, by=cast.inspector)
    at = f"/inspection-tasks/{task.id}"
    squad = as_(cast.supervisor).open(at)
    assert "并成综合查一次" in squad.buttons
    assert "取消督查" not in squad.buttons
    squad.browser.send(f"{at}/cancel", {"note": "不用来了"}, expect=403)
    assert task.state is TaskState.PLANNED
    as_(cast.county).open(at).press("取消督查", {"note": "改由县里查"})
    assert task.state is TaskState.CANCELLED


def test_what_the_committee_ordered_for_itself_it_may_cancel(as_, cast):
    task = a_task(cast.project, by=cast.supervisor)
    as_(cast.other_supervisor).open(f"/inspection-tasks/{task.id}").press("取消督查", {"note": "改期"})
    assert task.state is TaskState.CANCELLED


def test_a_suggestion_about_several_projects_can_be_answered_without_a_crash(as_, cast):
    other = a_project(cast.village, contact=cast.contact)
    a_plan(other)
    task = tasks.order(
        cast.village,
        TaskKind.SPECIAL,
        an_order(cast.project, cast.inspector, projects=[cast.project, other]),
        by=cast.inspector,
    )
    tasks.start(task, by=cast.inspector)
    raised = [Raised("建议盖网", ProblemKind.SUGGESTION)]
    submit_visit(task, seen("S1", dates.now(), raised=raised), by=cast.inspector)
    db.session.commit()
    problem = db.session.scalars(select(Problem)).one()
    as_(cast.secretary).send(f"/inspection-problems/{problem.id}/solve", {"note": "盖好了"}, expect=303)
    assert problem.solution == "盖好了"


# ---- themes ----


def test_who_answers_for_a_theme_never_watches_over_it(as_, cast):
    form = as_(cast.inspector).open(f"/towns/{cast.village.town_id}/themes")
    words = {"name": "大气整治", "responsible_unit": "环保所", "supervising_unit": "环保所"}
    assert "不能是同一个" in form.press("专项督查", words, expect=422).text
    form.press("专项督查", words | {"supervising_unit": "镇纪委"})
    theme = db.session.scalars(select(SupervisionTheme)).one()
    done(cast, theme=theme)
    a_task(cast.project, by=cast.inspector, theme=theme, due_day=dates.today() - timedelta(days=1))
    row = boards.by_theme([cast.village.id], dates.today())[0]
    assert (row.name, row.coverage.on_time, row.coverage.due) == ("大气整治", 1, 2)
    assert "1 ÷ 2" in as_(cast.inspector).open("/inspections").main


# ---- by lot ----


def a_draw(cast, *, sealed=False, projects=None, people=None, wanted=1) -> Draw:
    drawn = lots.draw_lots(
        cast.village.town,
        projects=projects or [cast.project],
        people=people or [cast.inspector],
        wanted=wanted,
        due_day=dates.today(),
        title="双随机抽查",
        sealed=sealed,
        by=cast.inspector,
    )
    db.session.commit()
    return drawn


def test_anybody_can_draw_again_from_what_is_published(as_, cast):
    form = as_(cast.inspector).open(f"/towns/{cast.village.town_id}/draws/new")
    words = {"title": "抽查", "wanted": "1", "due_day": dates.today().isoformat()}
    page = form.press(
        "双随机抽取", words | {"projects": [cast.project.id], "people": [cast.inspector.id]}
    ).follow()
    drawn = db.session.scalars(select(Draw)).one()
    public = as_(None).open(f"/draws/{drawn.code}")
    assert "结果一致" in public.main
    assert public.heading == page.heading
    text = public.html.select_one("tbody code").text
    assert sha256(text.encode()).hexdigest()[:16] in public.main, "with nothing but sha256sum"
    assert text == f"{drawn.seed}:project:{cast.project.id}"
    assert db.session.scalars(select(InspectionTask)).one().inspector_id == cast.inspector.id


def test_a_result_that_was_changed_afterwards_shows(as_, cast):
    drawn = a_draw(cast)
    drawn.drawn = [[cast.project.id, cast.supervisor.id]]
    db.session.commit()
    assert "不一致" in as_(None).open(f"/draws/{drawn.code}").main


def test_whoever_leads_a_project_is_kept_out_of_its_draw(cast):
    led = a_project(cast.village, contact=cast.contact, lead=cast.supervisor)
    a_plan(led)
    drawn = a_draw(cast, projects=[led], people=[cast.supervisor, cast.inspector])
    assert drawn.drawn == [[led.id, cast.inspector.id]]
    with pytest.raises(MoveRefused, match="都要回避"):
        a_draw(cast, projects=[led], people=[cast.supervisor])


def test_more_cannot_be_drawn_than_there_are(cast):
    with pytest.raises(MoveRefused, match="在 1 和 1 之间"):
        a_draw(cast, wanted=2)


PROJECTS = st.integers(1, 30).map(lambda n: [[i, f"P{i}", 1, []] for i in range(1, n + 1)])


@given(
    seed=st.text(min_size=1, max_size=32), projects=PROJECTS, wanted=st.integers(1, 30), order=st.randoms()
)
def test_a_draw_hangs_on_seed_and_names_alone(seed, projects, wanted, order):
    people = [[1, "甲"], [2, "乙"], [3, "丙"]]
    first = draws.draw(seed, projects, people, wanted)
    order.shuffle(projects)
    order.shuffle(people)
    again = draws.draw(seed, projects, people, wanted)
    assert [(p.id, w.id) for p, w in first.drawn] == [(p.id, w.id) for p, w in again.drawn]
    assert len(first.drawn) == min(wanted, len(projects))
    assert len({p.id for p, _w in first.drawn}) == len(first.drawn)
