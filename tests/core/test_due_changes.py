"""A due day that is moved leaves a trace, and no way leads round it."""

from datetime import date
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from govproj.core.db import db
from govproj.core.due_changes import DueChange, MovedWithoutTrace, changes_of, move_due
from govproj.core.workflow import MoveRefused
from tests.factories import a_cadre, a_project, a_supervisor, a_town_inspector, a_village, saved
from tests.rectifications.things import a_case

EARLIER, LATER = date(2022, 5, 20), date(2022, 5, 25)


@pytest.fixture
def case(app):
    return a_case(a_project(), by=None)


def test_old_day_new_day_reason_and_name_are_kept(case):
    turn, by = case.turn, a_town_inspector()
    before = turn.due_on
    move_due(turn, "due_on", before.replace(year=before.year + 1), reason=" 雨天停工 ", by=by)
    db.session.commit()

    (change,) = changes_of(turn)
    assert (change.thing, change.field, change.old) == ("RectificationTurn", "due_on", before)
    assert (change.new, change.reason, change.by_id, change.by_name) == (
        turn.due_on,
        "雨天停工",
        by.id,
        by.name,
    )


def test_a_due_day_set_past_it_is_refused(case):
    with pytest.raises(MovedWithoutTrace):
        case.turn.due_on = date(2030, 1, 1)


def test_the_same_day_again_is_no_change(case):
    assert move_due(case.turn, "due_on", case.turn.due_on, reason="", by=None) is None
    assert changes_of(case.turn) == []


def test_the_first_day_needs_no_reason_and_is_no_change(app):
    item = SimpleNamespace(due_on=None)
    assert move_due(item, "due_on", EARLIER, reason="", by=None) is None
    assert item.due_on == EARLIER


def test_without_a_reason_nothing_moves(case):
    before = case.turn.due_on
    with pytest.raises(MoveRefused):
        move_due(case.turn, "due_on", date(2030, 1, 1), reason="  ", by=None)
    assert case.turn.due_on == before


@pytest.mark.parametrize("statement", ["UPDATE due_change SET reason = 'x'", "DELETE FROM due_change"])
def test_the_trace_cannot_be_rewritten(app, statement):
    saved(DueChange(thing="Thing", thing_id=1, field="due_on", old=EARLIER, new=LATER, reason="雨天"))
    with pytest.raises(sa.exc.DBAPIError):
        db.session.execute(sa.text(statement))
    db.session.rollback()


def test_changes_of_several_things_come_in_one_question(case, statements):
    other = a_case(a_project(), by=None)
    for turn in (case.turn, other.turn):
        move_due(turn, "due_on", date(2030, 1, 1), reason="雨天", by=None)
    db.session.commit()
    turns = [case.turn, other.turn]
    assert all(turn.id for turn in turns)
    statements.clear()
    assert len(changes_of(*turns)) == 2
    assert statements == ["SELECT"]


# ---- where it is shown ----


def test_a_checklist_item_shows_why_its_day_was_moved(as_):
    village = a_village()
    project = a_project(village, contact=a_cadre(village))
    from govproj.checklists.actions import lay_out
    from govproj.checklists.queries import items_of

    lay_out(project)
    db.session.commit()
    url = f"/checklist-items/{items_of(project)[0].id}"
    browser = as_(a_supervisor(village))
    browser.open(f"{url}/set-due").press("确定", {"due_on": "2022-05-20"})
    page = browser.open(f"{url}/set-due")
    refused = page.press("确定", {"due_on": "2022-05-25"}, expect=422)
    assert "理由" in " ".join(refused.errors)
    page.press("确定", {"due_on": "2022-05-25", "reason": "连日下雨"})

    assert "2022年5月20日 改为 2022年5月25日。连日下雨" in browser.open(url).main
