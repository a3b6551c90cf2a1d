"""A checklist follows kind, amount and funds of its project, and knows by when some of it is due."""

from datetime import date

import pytest

from govproj.checklists import actions
from govproj.checklists.catalogue import POWERS
from govproj.core import dates
from govproj.core.db import db
from govproj.projects.models import State
from tests.checklists.things import a_checklist, an_item, carried_out, signed
from tests.factories import a_project, a_supervisor


@pytest.mark.parametrize(
    ("fen", "left_out"),
    [(49_999_99, {"P04", "P05"}), (50_000_00, set()), (None, set())],
)
def test_small_works_need_no_designer_and_no_reviewer_of_the_budget(app, fen, left_out):
    items = a_checklist(a_project(budget_fen=fen))
    assert set(POWERS) - set(items) == left_out


def test_what_has_been_begun_stays_when_the_sum_shrinks(app):
    project = a_project(budget_fen=86_0000_00)
    carried_out(a_checklist(project)["P04"])
    project.budget_fen = 3_0000_00
    items = a_checklist(project)
    assert "P04" in items
    assert "P05" not in items


def test_the_money_decides_which_papers_are_asked_for(app):
    own = [{"source": "村集体自有", "fen": 100}]
    plain = an_item("P03", funds=own)
    assert [str(kind) for kind in plain.proofs] == ["银行进账单", "资金使用台账"]
    given = an_item(
        "P03", funds=[*own, {"source": "上级水利补助", "fen": 1}, {"source": "乡贤捐赠", "fen": 1}]
    )
    assert [str(kind) for kind in given.proofs][:3] == ["补助文件或指标", "银行进账单", "捐赠协议"]


def test_what_is_not_there_yet_is_named_to_the_signer(as_):
    item = carried_out(an_item("P11"))
    page = as_(a_supervisor(item.project.village)).open(f"/checklist-items/{item.id}")
    assert f"还可以补：{item.power.evidence[1]}" in page.main


@pytest.mark.parametrize(
    ("state", "code", "due_on"),
    [
        (State.COMPLETED, "P20", date(2022, 5, 25)),
        (State.ACCEPTED, "P21", date(2022, 5, 30)),
        (State.ACCEPTED, "P24", date(2022, 7, 9)),
        (State.SETTLED, "P23", date(2022, 6, 9)),
    ],
)
def test_some_items_are_due_by_rule(app, state, code, due_on):
    project = a_project(state=state)
    actions.lay_out(project, on=date(2022, 5, 10))
    db.session.commit()
    assert a_checklist(project)[code].due_on == due_on


def test_a_day_that_was_set_by_hand_stays(app):
    project = a_project()
    item = an_item("P20", project)
    actions.set_due(item, due_on=date(2022, 5, 12), by=a_supervisor(project.village))
    project.state = State.COMPLETED
    actions.lay_out(project, on=date(2022, 5, 10))
    assert item.due_on == date(2022, 5, 12)


def test_what_is_done_is_not_due(app):
    project = a_project(state=State.COMPLETED)
    item = signed(an_item("P20", project, state=State.COMPLETED))
    item.due_on = None
    actions.lay_out(project, on=date(2022, 5, 10))
    assert item.due_on is None
    assert dates.today() > date(2022, 5, 10)
