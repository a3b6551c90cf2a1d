"""What a lead who leaves hands over, ticked by both and witnessed; and how a term ends with the project."""

import pytest

from govproj.core import dates
from govproj.core.db import db
from govproj.projects import actions as project_actions
from govproj.projects.models import State as ProjectState
from govproj.selections.models import HandOverItem
from govproj.selections.states import ReplacedBecause, State
from govproj.selections.todos import desk
from tests.factories import a_town_admin, a_villager, last_audit_entry
from tests.selections.things import a_selection

WHY = {"because": "away", "note": "外出务工", "hand_over": "图纸一套\n未付款项两笔"}


def page_of(selection):
    return f"/projects/{selection.project_id}/hand-over"


@pytest.fixture
def replaced(as_, cast):
    """徐示荣 leaves, 邵试明 comes."""
    first = a_selection(cast, State.APPOINTED)
    as_(cast.secretary).send(f"/projects/{first.project_id}/selection/replace", WHY)
    old, cast.member = cast.member, cast.other
    a_selection(cast, State.APPOINTED, project=first.project)
    cast.old, cast.new = old, cast.member
    return first


def titles(user):
    return [todo.title.partition("：")[0] for todo in desk(user)]


def test_each_item_is_given_taken_and_at_last_witnessed(as_, cast, replaced):
    assert titles(cast.old) == ["交出 2 项交接"]
    for what in ("图纸一套", "未付款项两笔"):
        as_(cast.old).open(page_of(replaced)).press(f"已交出 ：{what}")
    assert titles(cast.new) == ["核对并接收 2 项交接"]
    for what in ("图纸一套", "未付款项两笔"):
        as_(cast.new).open(page_of(replaced)).press(f"我已接收 ：{what}")
    assert titles(cast.supervisor) == ["监交领办交接"]
    as_(cast.supervisor).open(page_of(replaced)).press("我在场监交，全部交接清楚")
    assert last_audit_entry() == ("selections.hand_over_witnessed", cast.supervisor.id)
    done = as_(cast.old).open(page_of(replaced))
    assert done.buttons == []
    assert cast.supervisor.name in done.main


def test_nothing_is_taken_that_was_not_given_nor_witnessed_before_it_was_taken(as_, cast, replaced):
    item = replaced.hand_over[0]
    early = as_(cast.new).send(f"{page_of(replaced)}/{item.id}/tick", expect=409)
    assert "还没有交出，不能接收" in early.main
    refused = as_(cast.supervisor).send(f"{page_of(replaced)}/witness", expect=409)
    assert "还有没交接完的项目" in refused.main


def test_where_the_old_lead_cannot_come_the_contact_cadre_gives_for_him(as_, cast, replaced):
    as_(cast.cadre).open(page_of(replaced)).press("已交出 ：图纸一套")
    assert replaced.hand_over[0].given_by_id == cast.cadre.id
    twice = as_(cast.old).send(f"{page_of(replaced)}/{replaced.hand_over[0].id}/tick", expect=409)
    assert "现在不用您打勾" in twice.main


def test_nobody_else_ticks_or_witnesses(as_, cast, replaced):
    item = replaced.hand_over[0]
    for person, expect in ((cast.secretary, 403), (cast.supervisor, 403), (a_villager(cast.village), 404)):
        as_(person).send(f"{page_of(replaced)}/{item.id}/tick", expect=expect)
    for person in (cast.old, cast.new, cast.cadre, cast.secretary):
        as_(person).send(f"{page_of(replaced)}/witness", expect=403)


def test_a_line_too_long_is_said_and_kept(as_, cast):
    selection = a_selection(cast, State.APPOINTED)
    long = {**WHY, "hand_over": "长" * 201}
    refused = as_(cast.secretary).send(
        f"/projects/{selection.project_id}/selection/replace", long, expect=422
    )
    assert refused.errors == ["交接清单每一行最多 200 个字，请分行写。"]
    assert "长" * 201 in str(refused.html)
    assert selection.state is State.APPOINTED


@pytest.mark.parametrize("because", list(ReplacedBecause))
def test_every_reason_of_the_rule_is_offered(as_, cast, because):
    selection = a_selection(cast, State.APPOINTED)
    as_(cast.secretary).send(
        f"/projects/{selection.project_id}/selection/replace", {**WHY, "because": because.value}
    )
    assert selection.replaced_because is because


def test_the_database_keeps_a_tick_and_who_made_it_together(app, cast, replaced):
    replaced.hand_over.append(HandOverItem(what="x", given_on=dates.today()))
    with pytest.raises(Exception, match="given_by_somebody"):
        db.session.flush()
    db.session.rollback()


# ---- the end of the term ----


def moved(project, name, by, **how):
    project_actions.move(project, name, by=by, **how)
    db.session.commit()


def test_the_term_ends_with_the_acceptance_and_resumes_where_it_is_taken_back(as_, cast):
    selection = a_selection(cast, State.APPOINTED)
    selection.project.state = ProjectState.COMPLETED
    db.session.commit()
    project_actions.state_changed.send(
        selection.project, before=ProjectState.BUILDING, on=None, by=cast.supervisor
    )
    assert selection.state is State.APPOINTED
    selection.project.state = ProjectState.ACCEPTED
    project_actions.state_changed.send(
        selection.project, before=ProjectState.COMPLETED, on=None, by=cast.supervisor
    )
    db.session.commit()
    assert selection.state is State.FULFILLED
    shown = as_().open(f"/projects/{selection.project_id}/selection").main
    assert "期满日期" in shown
    assert "徐示荣" in shown
    refused = as_(cast.secretary).send(f"/projects/{selection.project_id}/selection/replace", WHY, expect=409)
    assert "“领办期满”状态下不能更换领办人" in refused.main
    selection.project.state = ProjectState.COMPLETED
    admin = a_town_admin(cast.village.town)
    project_actions.state_changed.send(selection.project, before=ProjectState.ACCEPTED, on=None, by=admin)
    db.session.commit()
    assert selection.state is State.APPOINTED


@pytest.mark.parametrize("state", [State.PUBLISHED, State.DECIDING, State.APPOINTED])
def test_a_project_given_up_takes_its_selection_along(app, cast, state):
    project_state = ProjectState.INITIATED
    selection = a_selection(cast, state)
    selection.project.state = project_state
    db.session.commit()
    moved(selection.project, "cancel", cast.secretary, note="资金没有落实", notice="资金没有落实，不做了。")
    assert selection.state is State.ENDED
    assert selection.steps[-1].reason == "项目已撤销"
