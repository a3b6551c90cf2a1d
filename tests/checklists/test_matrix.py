"""Projects × items: one page for many projects, on which only what deviates stands out."""

from datetime import date

import pytest

from govproj.checklists import actions
from govproj.checklists.models import Mark
from govproj.checklists.queries import matrix
from govproj.checklists.queries.items import items_of
from govproj.core.db import db
from govproj.engagement.actions import activities
from tests.checklists.things import a_checklist, carried_out, signed
from tests.factories import a_cadre, a_project, a_supervisor, a_town, a_town_inspector, a_village

QUERIES = 4  # the session's user, his offices, two for the matrix


@pytest.fixture
def town(app):
    return a_town()


def a_colourful_project(village, **kw):
    """One item of each mark there is."""
    project = a_project(village, **kw)
    items = a_checklist(project)
    supervisor = a_supervisor(village)
    signed(items["P01"], by=supervisor)
    carried_out(items["P02"])
    actions.note(items["P03"], text="补助文号不清。", by=supervisor)
    actions.propose_exemption(items["P12"], reason="没有租用设备", by=project.contact)
    actions.decide_exemption(items["P12"], approved=True, answer="", by=supervisor)
    items["P20"].due_on = date(2022, 5, 25)
    db.session.commit()
    return project


def test_the_matrix_shows_the_marks_of_the_projects_own_pages(app, on_day, town):
    for wants_lead in (True, False):
        project = a_colourful_project(a_village(town=town), wants_lead=wants_lead)
        signed(a_checklist(project)["P07"])
        with on_day("2022-06-20"):
            line = next(row for row in matrix.of(a_town_inspector(town)).lines if row.id == project.id)
            assert {code: cell.mark for code, cell in line.cells.items()} == {
                item.code: item.mark for item in items_of(project)
            }


def test_what_deviates_is_said_in_words_and_leads_to_its_item(as_, on_day, town):
    project = a_colourful_project(a_village(town=town), name="示例路")
    with on_day("2022-06-20"):
        page = as_(a_town_inspector(town)).open("/checklists")
    assert "▲ 2 处有问题" in page.main
    link = page.links["▲ P03 资金来源落实与专款专用："]
    assert "P03 资金来源落实与专款专用： 补助文号不清。" in page.main
    assert link == f"/checklist-items/{a_checklist(project)['P03'].id}"
    assert "▲ P20 竣工验收： 过了期限 2022年5月25日" in page.main


def test_only_those_with_deviations_on_request(as_, town):
    village = a_village(town=town)
    a_checklist(a_project(village, name="太平路"))
    a_colourful_project(village, name="多事路")
    inspector = a_town_inspector(town)
    assert "太平路" in as_(inspector).open("/checklists").main
    page = as_(inspector).open("/checklists?deviating=y")
    assert "太平路" not in page.main
    assert "多事路" in page.main


def test_everybody_sees_the_villages_of_his_office_only(as_, town):
    here, there = a_village(town=town), a_village()
    a_checklist(a_project(here, name="本村路"))
    a_checklist(a_project(there, name="外村路"))
    page = as_(a_cadre(here)).open("/checklists")
    assert "本村路" in page.main
    assert "外村路" not in page.main


@pytest.mark.parametrize("asked", ["village=9999999", "village=x&after=²", "after=-1"])
def test_odd_questions_show_everything(as_, town, asked):
    a_checklist(a_project(a_village(town=town), name="本村路"))
    assert "本村路" in as_(a_town_inspector(town)).open(f"/checklists?{asked}").main


def test_forty_projects_are_leafed_through_without_losing_one(as_, town):
    village = a_village(town=town)
    names = {a_project(village, name=f"第{n}条路").name for n in range(41)}
    page, seen, pages = as_(a_town_inspector(town)).open("/checklists"), set(), 1
    while True:
        seen |= {name for name in names if f"{name} " in page.main}
        if "下一页 →" not in page.links:
            break
        page, pages = page.browser.open(page.links["下一页 →"]), pages + 1
    assert (seen, pages) == (names, 3)


def test_two_questions_however_many_projects(app, statements, town):
    village = a_village(town=town)
    for _n in range(3):
        a_colourful_project(village)
    inspector = a_town_inspector(town)
    assert inspector.scope
    statements.clear()
    found = matrix.of(inspector)
    assert len(statements) == 2
    assert found.totals[Mark.PROBLEM] >= 3


def test_interventions_problems_and_activities_are_added_up_by_village(as_, on_day, town):
    village = a_village("示例村", town=town)
    project = a_colourful_project(village)
    inspector = a_town_inspector(town)
    with on_day("2022-06-20"):
        actions.spot_check(a_checklist(project)["P01"], fine=False, text="原件呢？", by=inspector)
        facts = {"held_on": date(2022, 6, 1), "attendance": 9, "minutes": 60, "title": "学规定"}
        activities.record(village, kind="廉政党课", by=project.contact, **facts)
        db.session.commit()
        (row,) = matrix.by_village(inspector)
        assert tuple(row)[2:] == (1, 2, 2, 1, 1, 1, 1)
        assert "1 / 1" in as_(inspector).open("/checklists").main
