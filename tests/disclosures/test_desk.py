"""今天要办: each step of a notice stands on the desk of whoever has to take it, and on nobody else's."""

import pytest

from govproj.core import todo
from govproj.disclosures.models import State
from govproj.disclosures.todos import lines_for
from tests.disclosures.factories import a_disclosure, a_duty
from tests.factories import (
    a_cadre,
    a_month,
    a_party_member,
    a_project,
    a_secretary,
    a_supervisor,
    a_town_inspector,
    a_village,
    a_villager,
    an_admin,
)


@pytest.fixture
def village(app, on_day):
    with on_day("2022-06-06"):
        yield a_village(name="示例村")


@pytest.fixture
def lead(village):
    return a_party_member(village)


@pytest.fixture
def creek(village, lead):
    return a_project(village, name="示例溪整治", lead=lead)


def desk(as_, user):
    page = as_(user).open("/workbench")
    return [row.get_text(" ", strip=True) for row in page.html.select(".row") if "公示" in row.text]


def test_a_month_to_write_leads_straight_into_the_form(as_, creek, lead):
    a_duty(creek)
    page = as_(lead).open("/workbench")
    assert desk(as_, lead) == ["填写2022年5月公示：示例溪整治 ◆ 今天到期"]  # the 3rd was a holiday
    address = page.links["填写2022年5月公示：示例溪整治"]
    assert as_(lead).open(address).heading == "填写2022年5月公示"


@pytest.mark.parametrize(
    ("state", "whose", "line"),
    [
        (State.SUBMITTED, {"cadre"}, "通过村级审核：2022年5月公示 1 份 ◆ 今天到期"),
        (State.VILLAGE_REVIEWED, {"supervisor"}, "审查签字：2022年5月公示 1 份 ◆ 还有 2 天"),
        (State.SUPERVISION_PASSED, {"cadre", "secretary"}, "发布公示：2022年5月公示 1 份 ○ 还有 4 天"),
    ],
)
def test_each_step_waits_for_those_who_take_it(as_, village, creek, lead, state, whose, line):
    a_disclosure(creek, state=state)
    people = {
        "cadre": a_cadre(village),
        "secretary": a_secretary(village),
        "supervisor": a_supervisor(village),
        "villager": a_villager(village),
        "town": a_town_inspector(village.town),
        "admin": an_admin(),
        "neighbour": a_cadre(a_village()),
    }
    for name, person in people.items():
        assert desk(as_, person) == ([line] if name in whose else []), name
    assert "等" in desk(as_, lead)[0]
    assert not desk(as_, lead)[0].startswith("填写")


def test_a_line_about_several_notices_leads_to_the_page_where_all_are_passed(as_, village):
    for _ in range(3):
        a_disclosure(a_project(village, lead=a_party_member(village)), state=State.VILLAGE_REVIEWED)
    member = a_supervisor(village)
    links = as_(member).open("/workbench").links
    assert links["审查签字：2022年5月公示 3 份"] == f"/villages/{village.id}/disclosures/2022-05/review"


def test_a_correction_waits_for_its_writer_without_a_due_day(as_, village, creek, lead):
    old = a_disclosure(creek, state=State.PUBLISHED)
    a_disclosure(creek, edition=2, supersedes=old, correction_reason="写错")
    assert desk(as_, lead) == ["更正2022年5月公示：示例溪整治"]


def test_what_was_sent_back_says_so_and_why_where_it_is_put_right(as_, creek, lead):
    a_duty(creek)
    a_disclosure(creek, state=State.RETURNED, return_reason="照片没有日期，请补。")

    page = as_(lead).open("/workbench")
    address = page.links["修改退回的2022年5月公示：示例溪整治"]
    assert "退回理由： 照片没有日期，请补。" in as_(lead).open(address).main


@pytest.mark.parametrize(("actual", "asked"), [(47, False), (45, False), (44, True)])
def test_only_who_is_behind_is_asked_for_the_reason_at_once(as_, creek, lead, actual, asked):
    a_duty(creek)
    a_month(creek, "2022-05", planned=45, actual=actual)

    page = as_(lead).open(f"/projects/{creek.id}/disclosures/2022-05/write")
    field = page.html.select_one('[name="deviation_reason"]')
    assert (field.find_parent("details") is None) is asked


def test_the_desk_asks_the_database_three_questions_whatever_there_is(app, statements, village):
    cadre = a_cadre(village)
    for _ in range(4):
        project = a_project(village, lead=a_party_member(village))
        a_disclosure(project, state=State.SUBMITTED)
        a_duty(project, "2022-04")
    assert cadre.scope
    statements.clear()
    assert len(list(lines_for(cadre))) == 1
    assert len(statements) <= 3
    assert todo.all_for(cadre)
