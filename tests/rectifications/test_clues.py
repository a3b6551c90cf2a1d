"""问题线索: one number and one keeper each; for inspectors from outside, and for nobody else in the world."""

import pytest
from sqlalchemy import select

from govproj.accounts.models import Office, Role
from govproj.core import dates, todo
from govproj.core.audit import AuditEntry
from govproj.core.db import db
from govproj.core.workflow import MoveRefused
from govproj.rectifications.actions import clues
from govproj.rectifications.models import Clue, RectificationUrging
from govproj.rectifications.urging import Urging
from tests.factories import a_county_inspector, a_town_admin, a_town_inspector, saved, somebody
from tests.rectifications.things import a_case, a_cast, a_clue


@pytest.fixture
def cast(app):
    return a_cast()


def test_a_clue_is_registered_handed_over_and_ended(as_, cast):
    other = a_town_inspector(cast.village.town)
    clue = a_clue(cast.project, by=cast.inspector, came_from="看围挡")
    assert (clue.number[:3], clue.serial, clue.keeper_id) == ("XS-", 1, cast.inspector.id)
    page = as_(cast.inspector).open(f"/clues/{clue.id}")
    assert "有人送烟酒" in page.main
    page.press("移交", {"keeper": other.id})
    assert f"问题线索 {clue.number}" in [line.title for line in todo.all_for(other)]
    assert f"问题线索 {clue.number}" not in [line.title for line in todo.all_for(cast.inspector)]
    as_(cast.inspector).send(f"/clues/{clue.id}/end", {"note": "查否", "version": clue.version}, expect=403)
    as_(other).open(f"/clues/{clue.id}").press("办结线索", {"note": "查否，当面退回"})
    assert clue.outcome == "查否，当面退回"
    refused = {"note": "又", "version": clue.version}
    assert "已经办结" in as_(other).send(f"/clues/{clue.id}/end", refused, expect=409).text


def test_two_clues_have_two_numbers_and_the_record_no_word_of_them(cast):
    one, two = (a_clue(cast.project, by=cast.inspector) for _time in range(2))
    assert (one.serial, two.serial) == (1, 2)
    entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.leaf_index.desc()).limit(1)).one()
    assert (entry.event, entry.facts) == ("rectifications.clue_registered", {"number": two.number})
    assert (entry.village_id, entry.project_id, entry.subject) == (None, None, "")


def insiders(cast) -> list:
    town = cast.village.town_id
    leading = a_town_inspector(cast.village.town)
    cast.project.lead = leading
    both = somebody(
        Office(role=Role.TOWN_INSPECTOR, town_id=town),
        Office(role=Role.SUPERVISOR, village_id=cast.village.id),
    )
    return [cast.secretary, cast.supervisor, cast.cadre, a_town_admin(cast.village.town), leading, both]


def test_for_everybody_else_there_is_none(as_, cast):
    clue = a_clue(cast.project, by=cast.inspector)
    for person in insiders(cast):
        as_(person).open(f"/clues/{clue.id}", expect=404)
        if person.is_inspector:
            assert clue.number not in as_(person).open("/clues").main
            with pytest.raises(MoveRefused):
                clues.hand_over(clue, to=person, by=cast.inspector)
    assert clue.number in as_(a_county_inspector(cast.village.town.county)).open("/clues").main


def test_nobody_of_the_village_registers_one(cast):
    for person in (cast.supervisor, cast.secretary):
        with pytest.raises(MoveRefused, match="村外的纪检干部"):
            a_clue(cast.project, by=person)
    with pytest.raises(MoveRefused, match="线索的内容"):
        a_clue(cast.project, by=cast.inspector, words="  ")


def test_a_letter_of_the_last_level_becomes_a_clue_and_tells_nobody(as_, cast):
    case = a_case(cast.project, by=cast.inspector)
    facts = {"level": Urging.INVESTIGATE, "sent_on": dates.today(), "days": 15}
    letter = saved(RectificationUrging(rectification=case, turn_number=1, **facts))
    at = f"/rectification-urgings/{letter.id}"
    before = as_(cast.secretary).open(at).main

    as_(cast.inspector).open(at).press("转为问题线索", {"note": "拖着不改，疑似收了好处"})

    clue = db.session.scalars(select(Clue)).one()
    assert (clue.came_from, clue.project_id) == (case.number, cast.project.id)
    assert as_(cast.secretary).open(at).main == before
    assert "转为问题线索" not in as_(cast.supervisor).open(at).main
