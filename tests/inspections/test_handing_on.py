"""What a visit brings up goes its way: into a rectification or, as a clue, to the discipline office alone (S25.1)."""

import pytest
from sqlalchemy import select

from govproj.core import dates
from govproj.core.db import db
from govproj.inspections.actions import handing_on, submit_check, submit_visit, tasks
from govproj.inspections.models import Problem, ReportPhoto
from govproj.inspections.seen import Raised
from govproj.inspections.states import ProblemKind
from govproj.rectifications.models import Clue, Rectification
from govproj.rectifications.states import Theme
from tests.factories import a_town_inspector
from tests.inspections.test_field_form import filled
from tests.inspections.things import a_cast, a_check, a_photo, a_plan, a_task, seen

WORDS = "老板说逢年过节要打点"


@pytest.fixture
def cast(app):
    cast = a_cast()
    a_plan(cast.project, supervisors=(cast.supervisor, cast.other_supervisor), inspector=cast.inspector)
    return cast


def a_visit_that_brought_up(cast, words, **kw) -> Problem:
    task = a_task(cast.project, by=cast.inspector)
    tasks.start(task, by=cast.inspector)
    raised = [Raised(words, ProblemKind.SUGGESTION, **kw)]
    submit_visit(task, seen(f"V{task.id}", dates.now(), raised=raised), by=cast.inspector)
    db.session.commit()
    return task.report.problems[0]


def test_a_suggestion_turns_out_to_be_something_to_put_right(as_, cast):
    problem = a_visit_that_brought_up(cast, "围挡缺口", theme=Theme.SAFETY)
    page = as_(cast.inspector).open(f"/inspection-tasks/{problem.report.task_id}")
    shown = as_(cast.inspector).open(page.links["转办"]).press("转办", {"how": "minor"}).follow()
    case = db.session.scalars(select(Rectification)).one()
    assert (case.title, case.theme, problem.kind) == ("围挡缺口", Theme.SAFETY, ProblemKind.FINDING)
    assert shown.links["围挡缺口"] == f"/rectifications/{case.id}"
    again = as_(cast.inspector).send(
        f"/inspection-problems/{problem.id}/hand-on", {"how": "minor"}, expect=409
    )
    assert "已经转办或解决" in again.text


def test_turned_into_a_clue_the_visit_says_only_that_it_was_handed_on(as_, cast):
    problem = a_visit_that_brought_up(cast, WORDS)
    at = f"/inspection-problems/{problem.id}/hand-on"
    as_(cast.inspector).open(at).press("转办", {"how": "clue", "note": "另有转账"})
    clue = db.session.scalars(select(Clue)).one()
    assert (clue.words, clue.keeper_id) == (f"{WORDS}\n另有转账", cast.inspector.id)
    assert (problem.kind, problem.words) == (ProblemKind.CLUE, "")
    page = as_(cast.inspector).open(f"/inspection-tasks/{problem.report.task_id}")
    assert page.links["已转"] == f"/clues/{clue.id}"
    for person in (cast.secretary, cast.supervisor, cast.lead):
        for url in (
            f"/inspection-tasks/{problem.report.task_id}",
            f"/projects/{cast.project.id}/inspections",
        ):
            words = as_(person).open(url).main
            assert WORDS not in words
            assert "已转" not in words
            assert "线索" not in words
    as_(cast.supervisor).open(at, expect=404)


def test_the_committee_hands_on_but_makes_no_clues(as_, cast):
    problem = a_visit_that_brought_up(cast, "围挡缺口")
    form = as_(cast.supervisor).open(f"/inspection-problems/{problem.id}/hand-on")
    assert "问题线索" not in form.main
    assert "转办" not in as_(cast.secretary).open(f"/inspection-tasks/{problem.report.task_id}").main


def test_on_the_spot_a_clue_is_written_for_inspectors_alone_with_its_photos(as_, cast):
    task = a_task(cast.project, by=cast.inspector)
    tasks.start(task, by=cast.inspector)
    db.session.commit()
    page = as_(cast.inspector).open(f"/inspection-tasks/{task.id}/report")
    words = {field["name"]: "fine" for field in page.html.select("input[name^=item_]")}
    words |= {"mode": "onsite", "summary": "都看了", "problem_1": WORDS, "how_1": "clue"}
    page.press("交检查记录", words | {"photos_1": [a_photo("红包.jpg")], "photos": [a_photo()]})
    clue = db.session.scalars(select(Clue)).one()
    assert (clue.words, clue.came_from) == (WORDS, task.title)
    shot = db.session.scalars(select(ReportPhoto).where(ReportPhoto.problem_id.is_not(None))).one()
    as_(cast.inspector).open(f"/report-photos/{shot.id}")
    leading = a_town_inspector(cast.village.town)
    cast.project.lead_id = leading.id
    db.session.commit()
    for person in (cast.secretary, cast.supervisor, leading):
        as_(person).open(f"/report-photos/{shot.id}", expect=404)
        shown = as_(person).open(f"/inspection-tasks/{task.id}")
        assert (len(shown.html.select("main img")), WORDS in shown.main, "线索" in shown.main) == (
            1,
            False,
            False,
        )


def test_photos_stay_with_the_line_and_the_problem_they_show(as_, cast, on_day):
    with on_day("2022-06-10"):
        check = a_check(cast.project)
        page = as_(cast.contact).open(f"/checks/{check.id}/report")
        item = page.html.select_one("input[name^=item_]")["name"]
        words = filled(page, problem_1="护栏没有焊牢", how_1="major", theme_1="quality", problem_2="缺水泵")
        words |= {"photos": [], f"photos_{item}": [a_photo("帽子.jpg")], "photos_1": [a_photo("护栏.jpg")]}
        shown = page.press("交检查记录", words).follow()
    report = check.report
    by_name = {photo.name: (photo.item_id, photo.problem_id) for photo in report.photos}
    problem = next(p for p in report.problems if p.words == "护栏没有焊牢")
    line = next(i for i in report.items if f"item_{_digest(i.words)}" == item)
    assert by_name == {"帽子.jpg": (line.id, None), "护栏.jpg": (None, problem.id)}
    assert [e.name for e in problem.rectification.evidence] == ["护栏.jpg"]
    assert problem.rectification.theme is Theme.QUALITY
    rows = {
        li.get_text(" ", strip=True)[:6]: len(li.select("img")) for li in shown.html.select("li:has(img)")
    }
    assert rows == {line.words[:6]: 1, "护栏没有焊牢": 1}


def _digest(words: str) -> str:
    from hashlib import sha256

    return sha256(words.encode()).hexdigest()[:10]


def test_what_is_to_be_arranged_is_no_business_of_a_stranger(as_, cast):
    check = a_check(cast.project)
    submit_check(check, seen("K9", dates.now(), raised=[Raised("缺水泵")]), by=cast.contact)
    db.session.commit()
    at = f"/inspection-problems/{check.report.problems[0].id}/hand-on"
    as_(cast.contact).open(at, expect=403)
    as_(cast.county).open(at)


def test_who_keeps_no_clues_cannot_choose_one_on_the_form(as_, cast):
    task = a_task(cast.project, by=cast.supervisor)
    tasks.start(task, by=cast.supervisor)
    db.session.commit()
    page = as_(cast.supervisor).open(f"/inspection-tasks/{task.id}/report")
    assert "问题线索" not in page.main
    words = {field["name"]: "fine" for field in page.html.select("input[name^=item_]")}
    words |= {"mode": "onsite", "summary": "都看了", "problem_1": WORDS}
    typed = {"key": "K", "how_1": "clue"}
    typed |= {"arrived_on": str(dates.today()), "arrived_time": "00:00"}
    as_(cast.supervisor).send(f"/inspection-tasks/{task.id}/report", words | typed, expect=422)
    assert task.report is None


def test_what_became_a_clue_is_in_no_list_and_no_figure_of_the_village(as_, cast):
    problem = a_visit_that_brought_up(cast, WORDS, theme=Theme.DUTY)
    assert WORDS in as_(cast.secretary).open("/inspection-problems?theme=duty").main
    handing_on.to_clue(problem, note="", by=cast.inspector)
    db.session.commit()
    shown = as_(cast.secretary).open("/inspection-problems")
    assert shown.html.select("main .rows > li") == []
    assert "履职" not in as_(cast.secretary).open("/inspections").html.select_one("#totals").parent.get_text()
