"""All notices of a village and month on one page: differences first, exceptions ticked, the rest in one act."""

import pytest
from sqlalchemy import select

from govproj.core.audit import AuditEntry
from govproj.core.db import db
from govproj.disclosures.models import State
from tests.disclosures.factories import a_disclosure
from tests.factories import (
    a_cadre,
    a_month,
    a_party_member,
    a_project,
    a_supervisor,
    a_village,
    a_villager,
    an_admin,
)

BUTTON = "没打勾的全部通过"


@pytest.fixture
def village(app, on_day):
    with on_day("2022-06-06"):
        yield a_village()


@pytest.fixture
def three(village):
    """As planned, far behind, and paid ahead of the work; submitted by their leads."""
    found = {}
    for name, actual, paid in (("如期", 80, 40_0000_00), ("滞后", 60, 40_0000_00), ("超付", 80, 78_0000_00)):
        project = a_project(village, name=name, lead=a_party_member(village))
        a_month(project, "2022-04", planned=50, actual=50)
        a_month(project, "2022-05", planned=80, actual=actual, paid_fen=paid)
        db.session.refresh(project)
        found[name] = a_disclosure(project, state=State.VILLAGE_REVIEWED)
    return found


def address(village):
    return f"/villages/{village.id}/disclosures/2022-05/review"


def ticked(notice):
    return f"{notice.id}:{notice.version}"


def test_differences_come_first_with_words_beside_the_figures(as_, village, three):
    page = as_(a_supervisor(village)).open(address(village))

    rows = page.rows()
    assert [row.split()[0] for row in rows] == ["滞后", "超付", "如期"]
    assert "慢 20" in rows[0]
    assert "付款超进度 15 点" in rows[1]
    assert "+30" in rows[2]


def test_the_rest_is_signed_in_one_act_with_an_entry_for_each(as_, village, three):
    member = a_supervisor(village)
    as_(member).open(address(village)).press(BUTTON, {"leave": ticked(three["滞后"])})

    signed = {name for name, notice in three.items() if notice.is_signed_by(member)}
    assert signed == {"如期", "超付"}
    entries = db.session.scalars(
        select(AuditEntry).filter_by(event="disclosures.sign", actor_id=member.id)
    ).all()
    assert {entry.subject for entry in entries} == {
        f"Disclosure:{three['如期'].id}",
        f"Disclosure:{three['超付'].id}",
    }
    assert as_(member).open(address(village)).rows() == as_(member).open(address(village)).rows()[:1]


def test_a_cadre_publishes_a_month_in_one_act_under_one_checkpoint(as_, village):
    notices = [
        a_disclosure(a_project(village, lead=a_party_member(village)), state=State.SUPERVISION_PASSED)
        for _ in range(3)
    ]
    as_(a_cadre(village)).open(address(village)).press(BUTTON)

    assert {notice.state for notice in notices} == {State.PUBLISHED}
    assert len({notice.checkpoint for notice in notices}) == 1


def test_nothing_is_signed_that_has_changed_since_the_page_was_opened(as_, village, three):
    member = a_supervisor(village)
    page = as_(member).open(address(village))
    three["如期"].summary = "改过了"
    db.session.commit()

    page.press(BUTTON, expect=409)
    assert not any(notice.is_signed_by(member) for notice in three.values())


def test_a_row_smuggled_in_from_another_village_is_refused(as_, village, three):
    foreign = a_disclosure(state=State.VILLAGE_REVIEWED)
    page = as_(a_supervisor(village)).open(address(village))

    page.press(BUTTON, {"seen": f"{foreign.id}:{foreign.version}"}, expect=409)
    assert foreign.signatures == []


def test_nobody_passes_here_what_is_not_theirs_to_pass(as_, village, three):
    """The contact cadre of a village sees what waits for others but cannot sign for the committee."""
    cadre = a_cadre(village)
    page = as_(cadre).open(address(village))
    assert BUTTON not in page.buttons
    assert "待村监会审查" in page.main

    as_(cadre).send(address(village), {"seen": ticked(three["如期"])}, expect=409)
    assert three["如期"].state is State.VILLAGE_REVIEWED


def test_only_those_who_take_a_step_get_the_page(as_, village):
    for stranger in (a_villager(village), an_admin(), a_cadre(a_village())):
        as_(stranger).open(address(village), expect=403)


def test_rubbish_in_the_form_passes_nothing(as_, village, three):
    member = a_supervisor(village)
    for rubbish in ("", "1", ":", "x:y", "²:3", "99999999999999999999:1"):
        as_(member).send(address(village), {"seen": rubbish})
    assert not any(notice.is_signed_by(member) for notice in three.values())


def test_the_page_makes_the_same_number_of_queries_for_any_number_of_rows(as_, village, statements, three):
    member = as_(a_supervisor(village))
    member.open(address(village))
    statements.clear()
    member.open(address(village))
    few = len(statements)
    for _ in range(7):
        a_disclosure(a_project(village, lead=a_party_member(village)), state=State.VILLAGE_REVIEWED)
    statements.clear()
    member.open(address(village))
    assert len(statements) == few <= 12
