"""A project stands still until the checklist has caught up."""

import pytest

from govproj.checklists import actions as checklists
from govproj.checklists.gates import GATES
from govproj.core.db import db
from govproj.core.workflow import MoveRefused
from govproj.projects import actions
from govproj.projects.models import Kind, State
from govproj.projects.workflow import WORKFLOW
from tests.checklists.things import a_checklist, signed
from tests.factories import a_party_member, a_project, a_supervisor, a_town_admin
from tests.projects.things import an_acceptance

pytestmark = pytest.mark.usefixtures("app")

BEFORE = {
    "make_ready": (State.CONTRACTED, range(1, 11)),
    "complete": (State.BUILDING, range(11, 20)),
    "accept": (State.COMPLETED, [20]),
    "settle": (State.ACCEPTED, [21]),
    "hand_over": (State.SETTLED, [23]),
    "archive": (State.HANDED_OVER, [24, 25]),
}


@pytest.mark.parametrize("move", BEFORE)
def test_each_gate_opens_with_its_own_items(move):
    state, numbers = BEFORE[move]
    project = a_project(state=state, lead=a_party_member())
    items = a_checklist(project)
    codes = [f"P{n:02}" for n in numbers]

    for code in codes[:-1]:
        signed(items[code])
    assert any(codes[-1] in reason for reason in WORKFLOW.missing(move, project))
    signed(items[codes[-1]])
    assert not any("清单" in reason for reason in WORKFLOW.missing(move, project))


def test_a_governance_project_passes_the_first_gate_when_it_begins():
    project = a_project(kind=Kind.GOVERNANCE, state=State.INITIATED, lead=a_party_member())
    items = a_checklist(project)
    (reason,) = WORKFLOW.missing("start_governance", project)
    assert reason.startswith("清单还有 5 项没办结：P01 重大事项民主决策（五议两公开）、P02 ")
    for code in ("P01", "P02", "P03", "P06", "P07"):
        signed(items[code])
    assert WORKFLOW.missing("start_governance", project) == []


def test_a_project_without_a_checklist_does_not_slip_through():
    project = a_project(state=State.COMPLETED)
    an_acceptance(project)
    assert WORKFLOW.missing("accept", project) == ["清单还没办结：P20 竣工验收。"]


def test_a_reopened_item_closes_a_gate_not_yet_passed():
    project = a_project(state=State.COMPLETED)
    an_acceptance(project)
    item = signed(a_checklist(project)["P20"])
    assert WORKFLOW.missing("accept", project) == []
    checklists.reopen(item, reason="实测表缺页", by=item.signature.by)
    db.session.flush()
    assert WORKFLOW.missing("accept", project) == ["清单还没办结：P20 竣工验收。"]


def test_the_move_is_refused_and_not_only_hidden(as_):
    project = a_project(state=State.COMPLETED)
    a_checklist(project)
    with pytest.raises(MoveRefused, match="P20 竣工验收"):
        actions.move(project, "accept", by=a_supervisor(project.village))
    assert project.state is State.COMPLETED


def test_reopening_an_item_does_not_undo_a_gate_already_passed():
    project = a_project(state=State.BUILDING)
    a_checklist(project)
    assert WORKFLOW.missing("suspend", project) == []
    assert "resume" not in GATES


def test_the_page_says_what_is_missing(as_):
    project = a_project(state=State.ACCEPTED)
    a_checklist(project)
    page = as_(a_town_admin(project.village.town)).open(f"/projects/{project.id}")
    assert "P21 结算审核与审计" in page.main
