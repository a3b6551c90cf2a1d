"""The village board as a villager sees it, and the workbench of those who keep it."""

import pytest

from govproj.checklists import actions as checklists
from govproj.core import dates, ticks
from govproj.core.db import db
from govproj.disclosures.models import State as Published
from govproj.projects.models import Category, CentralWorkItem, Kind, State
from tests.checklists.things import a_checklist
from tests.disclosures.factories import a_disclosure
from tests.evaluations.scenes import a_village_that_evaluates, an_open_round
from tests.factories import (
    a_month,
    a_party_member,
    a_project,
    a_supervisor,
    a_town_inspector,
    a_village,
    a_villager,
    saved,
)


def a_led_item(village, name, lead=None):
    item = saved(CentralWorkItem(village_id=village.id, year=2022, name=name, kind=Kind.CONSTRUCTION))
    return a_project(village, work_item_id=item.id, lead=lead, name=name)


def test_the_board_says_how_many_of_the_year_s_tasks_are_led(as_, on_day):
    village = a_village()
    a_led_item(village, "示例河道", lead=a_party_member(village))
    saved(CentralWorkItem(village_id=village.id, year=2022, name="森林防火巡查", kind=Kind.GOVERNANCE))

    with on_day("2022-06-20"):
        assert "1 / 2" in as_().open(f"/villages/{village.id}").main


def test_a_stranger_finds_every_public_paper_of_the_village_from_the_front_page(as_):
    a_village()
    stranger = as_()
    papers = stranger.open("/").html.select('section[aria-labelledby="papers"] a')
    named = {"权力清单", "施工告知", "本村规矩", "民主决策", "每月公示", "异议、质询和投诉", "核验公示"}
    assert {a.select_one(".row__words").text for a in papers} == named
    for paper in papers:
        stranger.open(paper["href"])


def test_a_project_hangs_on_the_board_with_lead_progress_and_money(as_):
    village = a_village()
    river = a_led_item(village, "示例河道", lead=a_party_member(village, name="示例领办"))
    river.latest_month, river.planned_pct, river.actual_pct, river.paid_fen = "2022-05", 45, 47, 1_1264_00
    db.session.commit()

    page = as_().open(f"/villages/{village.id}").main

    for words in (
        "示例河道",
        "示例领办",
        "实际 47%",
        "计划 45%",
        "合同价 82.30 万元",
        "已付 1.13 万元 占合同 1%",
    ):
        assert words in page


def test_a_month_that_was_not_published_is_red_on_the_board(as_, on_day):
    village = a_village()
    a_project(village, lead=a_party_member(village), entered={State.BUILDING: dates.date(2022, 4, 6)})

    with on_day("2022-06-11"):
        ticks.run()
        db.session.commit()
        page = as_().open(f"/villages/{village.id}").main
        assert "欠公示：2022年4月、2022年5月" in page


def test_a_governance_project_is_carried_out_not_built(as_):
    village = a_village()
    a_project(village, name="示例治理", kind=Kind.GOVERNANCE, category=Category.GOVERNANCE)

    assert "示例治理 实施中" in as_().open(f"/villages/{village.id}").main
    assert "施工中" not in as_().open("/projects").html.tbody.text


def test_the_running_evaluation_hangs_on_top_and_leads_to_the_slip(as_, on_day):
    scene = a_village_that_evaluates()
    round_, _codes = an_open_round(scene)
    with on_day("2022-05-30"):
        page = as_().open(f"/villages/{scene.village.id}")
        assert f"正在评议 {round_.title} ，到2022年5月30日为止。" in page.main
        assert page.links["我有票，现在评"] == "/v"
    with on_day("2022-05-31"):
        assert "我有票，现在评" not in as_().open(f"/villages/{scene.village.id}").links


def test_each_board_leads_to_its_notice_and_the_village_to_its_own_rounds(as_):
    project = a_project(name="示例路")
    notice = a_disclosure(project, state=Published.PUBLISHED)
    page = as_().open(f"/villages/{project.village_id}")
    assert page.links["看2022年5月公示"] == f"/disclosures/{notice.id}"
    assert page.links["全部评议"] == f"/evaluations?village={project.village_id}"


@pytest.mark.parametrize("address", ["/", "/villages/{}"])
def test_the_board_is_marked_among_its_tabs(as_, address):
    page = as_().open(address.format(a_village().id))
    assert [tab.text for tab in page.html.select(".tabs [aria-current]")] == ["公示栏"]


def test_plans_do_not_hang_on_the_board(as_):
    village = a_village()
    a_project(village, name="还没立项", state=State.PROPOSED)

    assert "还没立项" not in as_().open(f"/villages/{village.id}").text


def test_the_front_page_is_one_s_own_village_s(as_):
    first, own = a_village(), a_village()

    assert as_().open("/").heading == first.name
    assert as_(a_villager(own)).open("/").heading == own.name


def test_an_empty_site_says_what_will_be_there(as_):
    assert "这个站点还没有村" in as_().open("/").main


def test_an_inspector_sees_the_questions_of_his_town_and_no_other(as_):
    here, elsewhere = a_project(name="示例路"), a_project(name="别处的路")
    for project in (here, elsewhere):
        item = a_checklist(project)["P03"]
        checklists.note(item, text="补助文号不清。", by=a_supervisor(project.village))
    db.session.commit()

    page = as_(a_town_inspector(here.village.town)).open("/workbench").main

    assert "补助文号不清。" in page
    assert "示例路" in page
    assert "别处的路" not in page


def test_a_project_far_behind_its_plan_is_out_of_line(as_):
    project = a_project(name="示例路", planned_end=dates.date(2099, 1, 1))
    a_month(project)
    project.planned_pct, project.actual_pct = 92, 60
    db.session.commit()

    assert "实际 60%，计划 92%" in as_(a_town_inspector(project.village.town)).open("/workbench").main


def test_a_villager_is_not_shown_what_is_out_of_line(as_):
    village = a_village()
    assert "偏差" not in as_(a_villager(village)).open("/workbench").main


def test_an_inspector_reads_how_few_deviate_among_how_many(as_):
    project = a_project(name="示例路", planned_end=dates.date(2099, 1, 1))
    items = a_checklist(project)
    checklists.note(items["P03"], text="补助文号不清。", by=a_supervisor(project.village))
    db.session.commit()

    page = as_(a_town_inspector(project.village.town)).open("/workbench")

    assert "▲ 1 处要看" in page.main
    assert f"查了 1 个项目、清单 {len(items)} 项" in page.main
    deviations = [row for row in page.rows(".row") if not row.startswith("本月抽查清单")]
    assert len(deviations) == 1
    assert deviations[0].startswith("补助文号不清。 ")
    assert "该公示没公示" not in page.main, "a theme without deviations takes no room"


def test_lead_and_contact_find_their_projects_with_progress_and_checklist(as_):
    village = a_village()
    lead = a_party_member(village)
    project = a_project(
        village, name="示例路", lead=lead, latest_month="2022-05", actual_pct=47, planned_pct=45
    )
    total = len(a_checklist(project))
    a_project(village, name="别人的路")

    for person in (lead, project.contact):
        page = as_(person).open("/workbench")
        assert "实际 47%" in page.main
        assert page.links[f"清单 0 / {total}"] == f"/projects/{project.id}/checklist"
        assert "别人的路" not in page.main
        assert page.links["登记进度"] == f"/projects/{project.id}/months"


def test_finished_projects_leave_the_workbench(as_):
    project = a_project(name="示例路", state=State.ARCHIVED)
    assert "示例路" not in as_(project.contact).open("/workbench").main
