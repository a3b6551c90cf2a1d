"""The workbench tells each what the checklists wait for."""

from govproj.checklists import actions
from govproj.checklists.todos import todos_of
from govproj.core import dates
from govproj.core.db import db
from tests.checklists.things import a_checklist, an_item, carried_out
from tests.factories import a_project, a_supervisor, a_town_admin, a_town_inspector, a_villager


def test_supervisors_are_told_what_they_can_sign(as_):
    items = a_checklist(a_project(name="示例路"))
    village = items["P01"].project.village
    for code in ("P01", "P03"):
        carried_out(items[code])
    carried_out(items["P02"]).ticks.pop()
    db.session.commit()

    assert "审签清单：示例路（2 项）" in as_(a_supervisor(village)).open("/workbench").main
    assert "审签清单：示例路（1 项）" in as_(a_town_admin(village.town)).open("/workbench").main
    assert "审签清单" not in as_(items["P01"].project.contact).open("/workbench").main
    assert "审签清单" not in as_(a_supervisor()).open("/workbench").main


def test_the_accounts_agency_is_told_when_it_is_its_turn(as_):
    item = carried_out(an_item("P18", name="示例路"))
    for tick in [tick for tick in item.ticks if tick.step in {4, 5, 6}]:
        item.ticks.remove(tick)
    db.session.commit()
    agency = as_(a_town_admin(item.project.village.town))
    assert "记录三资中心的步骤" not in agency.open("/workbench").main, "somebody else has not done his part"

    actions.tick(item, steps=[4], on=dates.today(), by=item.project.contact)
    db.session.commit()
    title = "记录三资中心的步骤：P18 进度款支付（联审联签）（示例路）"
    page = agency.open("/workbench")
    assert title in page.main
    agency.open(f"/checklist-items/{item.id}").press("记录办理", {"steps": ["5", "6"]})
    assert title not in agency.open("/workbench").main


def test_nobody_is_asked_to_sign_what_they_did(as_):
    project = a_project()
    agency = a_town_admin(project.village.town)
    carried_out(an_item("P18", project), by=agency)
    assert "审签清单" not in as_(agency).open("/workbench").main


def test_a_question_reaches_those_who_have_to_answer(as_):
    item = carried_out(an_item("P11", name="示例路"))
    supervisor = a_supervisor(item.project.village)
    actions.note(item, text="请说明。", by=supervisor)
    db.session.commit()

    assert "答复问题：P11 物资采购与进场验收（示例路）" in as_(item.project.contact).open("/workbench").main
    assert "答复问题" not in as_(supervisor).open("/workbench").main


def test_a_proposal_reaches_whoever_decides(as_):
    item = an_item("P16", name="示例路")
    actions.propose_exemption(item, reason="没有隐蔽工程", by=item.project.contact)
    db.session.commit()

    inspector = a_town_inspector(item.project.village.town)
    assert "审定不适用：P16 隐蔽工程与关键工序验收（示例路）" in as_(inspector).open("/workbench").main
    assert "审定不适用" not in as_(a_supervisor(item.project.village)).open("/workbench").main


def test_a_due_day_reaches_those_who_carry_out(as_, on_day):
    item = an_item("P20", name="示例路")
    with on_day("2022-05-26"):
        page = as_(a_supervisor(item.project.village)).open(f"/checklist-items/{item.id}/set-due")
        page.press("确定", {"due_on": "2022-05-25"})
        page = as_(item.project.contact).open("/workbench")
    assert "办结清单事项：P20 竣工验收（示例路）" in page.main
    assert "已逾期 1 天" in page.main


def test_all_of_it_costs_two_questions(app, statements):
    project = a_project()
    items = a_checklist(project)
    supervisor = a_supervisor(project.village)
    for code in ("P01", "P02", "P03"):
        carried_out(items[code])
        actions.note(items[code], text="请说明。", by=supervisor)
        actions.set_due(items[code], due_on=dates.today(), by=supervisor)
    for person in (
        supervisor,
        project.contact,
        a_town_admin(project.village.town),
        a_villager(project.village),
    ):
        assert person.id
        assert person.grants  # who he is has been loaded by the page already
        statements.clear()
        todos_of(person)
        assert len(statements) <= 2
