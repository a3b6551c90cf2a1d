"""被领办项目数 ÷ 中心工作数 with the list behind it, and calling for several items at once."""

from datetime import date

from sqlalchemy import select

from govproj.core.db import db
from govproj.projects.models import Category, CentralWorkItem, Kind, Project
from govproj.projects.models import State as ProjectState
from govproj.selections.models import LeadSelection
from govproj.selections.states import State
from tests.factories import a_project, a_village, saved
from tests.selections.things import a_selection

CALL = {"reason": "年度重点", "task": "盯进度", "requirements": "每周在村五天", "period": "到年底"}


def an_item(village, name, year=2022, kind=Kind.CONSTRUCTION) -> CentralWorkItem:
    return saved(CentralWorkItem(village_id=village.id, year=year, name=name, kind=kind))


def test_the_figure_and_the_list_behind_it(as_, on_day, cast):
    led = a_selection(cast, State.APPOINTED).project
    led.work_item = an_item(cast.village, "河道清淤")
    an_item(cast.village, "村道修补")
    db.session.commit()
    with on_day("2022-04-01"):
        board = as_().open(f"/villages/{cast.village.id}")
        page = as_().open(board.links["1 / 2"])
        assert "2 项中心工作，1 项由党员领办" in page.main
        assert "其中 1 项领办人和联系人都已确定" in page.main
        first, second = page.rows()
        for fact in ("河道清淤", cast.member.name, cast.cadre.name, "主动报名", "2022年3月28日"):
            assert fact in first
        assert "没有领办" in second
        report = as_().open(page.links["全部村的领办情况"])
        assert "1 / 2" in report.main
        assert cast.village.name in report.main


def test_years_are_kept_apart_and_an_empty_one_says_so(as_, on_day, cast):
    an_item(cast.village, "旧事", year=2021)
    with on_day("2022-04-01"):
        assert "还没有登记这一年的中心工作" in as_().open(f"/villages/{cast.village.id}/leads").main
        assert "旧事" in as_().open(f"/villages/{cast.village.id}/leads?year=2021").main
        for odd in ("x", "-1", "99999999999999999999"):
            as_().open(f"/villages/{cast.village.id}/leads?year={odd}")


def test_a_project_still_in_planning_is_not_linked_for_the_public(as_, on_day, cast):
    item = an_item(cast.village, "新路")
    project = a_project(cast.village, state=ProjectState.PROPOSED, work_item=item, name="新路")
    with on_day("2022-04-01"):
        public, inside = (
            as_(who).open(f"/villages/{cast.village.id}/leads") for who in (None, cast.secretary)
        )
    assert f"/projects/{project.id}" not in public.links.values()
    assert f"/projects/{project.id}" in inside.links.values()


def test_several_items_become_led_projects_and_all_members_are_called(as_, on_day, cast):
    items = [an_item(cast.village, name) for name in ("河道清淤", "村道修补", "灯光球场")]
    with on_day("2022-03-01"):
        leads = as_(cast.secretary).open(f"/villages/{cast.village.id}/leads")
        form = as_(cast.secretary).open(leads.links["勾选中心工作，招募领办人"])
        assert form.press("发布给全村党员", expect=422).errors[0] == "请至少勾选一项。"
        form.press("发布给全村党员", {**CALL, "items": [items[0].id, items[1].id]})
        seen = as_(cast.member).open("/calls").main
    assert "河道清淤" in seen
    assert "村道修补" in seen
    assert "灯光球场" not in seen
    projects = db.session.query(Project).order_by(Project.id).all()
    assert [(p.name, p.code, p.wants_lead, p.state) for p in projects] == [
        ("河道清淤", "2022-01", True, ProjectState.DRAFT),
        ("村道修补", "2022-02", True, ProjectState.DRAFT),
    ]
    assert {s.closes_on for s in db.session.query(LeadSelection)} == {date(2022, 3, 8)}


def test_a_project_called_for_is_numbered_and_filed_like_the_others(as_, on_day, cast):
    a_project(cast.village).code = "MJN-09"
    item = an_item(cast.village, "防火巡查", kind=Kind.GOVERNANCE)
    url = f"/villages/{cast.village.id}/leads/call"
    with on_day("2022-03-01"):
        as_(cast.secretary).open(url).press("先存草稿", {**CALL, "items": [item.id]})
    called = db.session.scalars(select(Project).where(Project.name == "防火巡查")).one()
    assert (called.code, called.category) == ("MJN-10", Category.GOVERNANCE)


def test_a_draft_is_seen_by_nobody_yet_and_an_item_is_called_for_once(as_, on_day, cast):
    item = an_item(cast.village, "河道清淤")
    url = f"/villages/{cast.village.id}/leads/call"
    with on_day("2022-03-01"):
        form = as_(cast.secretary).open(url)
        form.press("先存草稿", {**CALL, "items": [item.id]})
        assert "河道清淤" not in as_(cast.member).open("/calls").main
        form.press("发布给全村党员", {**CALL, "items": [item.id]}, expect=422)
        assert "今年的中心工作都已有人领办或正在招募" in as_(cast.secretary).open(url).main


def test_items_of_another_village_are_not_offered_nor_taken(as_, on_day, cast):
    foreign = an_item(a_village(), "别村的事")
    an_item(cast.village, "河道清淤")
    url = f"/villages/{cast.village.id}/leads/call"
    with on_day("2022-03-01"):
        assert "别村的事" not in as_(cast.secretary).open(url).main
        as_(cast.secretary).send(url, {**CALL, "items": [foreign.id], "publish": "1"}, expect=422)
    assert db.session.query(LeadSelection).count() == 0
