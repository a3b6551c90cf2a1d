"""Three bands with the marks for everybody; names, files and questions only for those concerned."""

import re

import pytest

from govproj.checklists import actions
from govproj.checklists.queries import items_of
from govproj.core.db import db
from govproj.projects import actions as project_actions
from govproj.projects.models import Kind, State
from tests.checklists.things import a_checklist, a_file, carried_out, signed
from tests.factories import (
    a_county_inspector,
    a_party_member,
    a_project,
    a_secretary,
    a_supervisor,
    a_villager,
    an_admin,
)


@pytest.fixture
def checklist():
    """P01 signed, P02 carried out, P03 with an open question."""
    items = a_checklist(a_project())
    signed(items["P01"], by=a_supervisor(items["P01"].project.village, name="示例监督"))
    carried_out(items["P02"])
    actions.note(items["P03"], text="补助文号不清。", by=items["P01"].signature.by)
    items["P03"].evidence = [a_file(items["P03"].project.contact)]
    db.session.commit()
    return items


def steps(page):
    return page.rows(".bands .step")


GOVERNANCE = ["P01", "P02", "P03", "P06", "P07", "P19", "P20", "P24", "P25"]


def a_draft(kind):
    secretary = a_secretary()
    village = secretary.offices[0].village
    return project_actions.create(
        village, by=secretary, code="P-1", name="示例", kind=kind, proposal="要办", budget_fen=86_0000_00
    )


def codes(project):
    return [item.code for item in items_of(project)]


def test_a_new_project_has_the_items_of_its_kind(app):
    assert codes(a_draft(Kind.CONSTRUCTION)) == [f"P{n:02}" for n in range(1, 26)]
    assert codes(a_draft(Kind.GOVERNANCE)) == GOVERNANCE


def test_a_draft_that_changed_its_kind_is_proposed_with_another_checklist(app):
    draft = a_draft(Kind.CONSTRUCTION)
    draft.kind = Kind.GOVERNANCE
    project_actions.move(draft, "propose", by=a_secretary(draft.village))
    assert codes(draft) == GOVERNANCE


def test_those_in_office_see_who_did_what_with_the_problem_first(as_, checklist):
    project = checklist["P01"].project
    page = as_(project.contact).open(f"/projects/{project.id}/checklist")

    assert "25 项里已办结 1 项。" in page.main
    assert steps(page)[0].startswith("! 有问题 P03")
    assert "补助文号不清。" in steps(page)[0]
    assert steps(page)[1].startswith("✓ 已办结 P01")
    assert "监督 示例监督" in steps(page)[1]
    assert page.rows(".band h2") == ["事前介入", "全面监督", "跟踪审计"]


@pytest.mark.parametrize("reader", [lambda village: None, a_villager, lambda _village: an_admin()])
def test_outsiders_see_how_far_it_is_and_no_more(as_, checklist, reader):
    project = checklist["P01"].project
    browser = as_(reader(project.village))
    page = browser.open(f"/projects/{project.id}/checklist")

    assert [step.split()[2] for step in steps(page)] == sorted(checklist), "the order gives nothing away"
    assert steps(page)[2].startswith("… 进行中 P03")
    assert "补助文号不清" not in page.text
    assert "示例监督" not in page.main
    assert "有问题" not in " ".join(steps(page))
    if browser.user:
        browser.open(f"/checklist-items/{checklist['P01'].id}", expect=404)


def test_the_plan_of_an_unapproved_project_stays_inside(as_):
    project = a_project(state=State.DRAFT)
    a_checklist(project)
    as_(None).open(f"/projects/{project.id}/checklist", expect=404)
    as_(a_secretary(project.village)).open(f"/projects/{project.id}/checklist")


def test_the_lead_and_the_county_read_the_inside(as_):
    lead = a_party_member()
    project = a_project(lead=lead)
    item = a_checklist(project)["P01"]
    for person in (lead, a_county_inspector(project.village.town.county)):
        as_(person).open(f"/checklist-items/{item.id}")


def test_without_a_lead_the_team_item_is_marked_as_supervision_only(app):
    project = a_project(wants_lead=False)
    team = a_checklist(project)["P07"]
    assert [step.number for step in team.steps] == [7]
    assert signed(team).mark == "supervised"


def test_the_list_of_powers_hangs_on_the_wall(as_):
    page = as_(None).open("/powers")
    assert page.heading == "小微权力清单"
    assert len(page.html.select("article")) == 25
    assert "先开工后补决策，伪造会议记录" in page.main


def test_the_list_of_powers_reads_in_english(as_):
    page = as_(None, lang="en").open("/powers")
    assert "Democratic decision on major matters" in page.main
    assert re.findall("[一-鿿]+", page.main) == []
