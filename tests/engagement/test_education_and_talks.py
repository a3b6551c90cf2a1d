"""Education is counted by the key posts it reached; a talk is between two people and those above."""

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from govproj.core.audit import AuditEntry
from govproj.core.db import db
from govproj.core.workflow import MoveRefused
from govproj.engagement.actions import integrity
from govproj.engagement.models import IntegrityTalk
from govproj.engagement.queries import education
from govproj.engagement.states import Occasion
from tests.engagement.things import Cast, an_activity
from tests.factories import a_county_inspector, a_secretary, a_villager, last_audit_entry


@pytest.fixture
def cast(app):
    return Cast()


# ---- education ----


def test_the_key_posts_of_a_village_are_its_officers_and_leads(cast):
    names = {person.name for person in education.of_scope(cast.secretary).people}
    assert names == {p.name for p in (cast.secretary, cast.cadre, cast.supervisor, cast.lead)}
    above = {person.name for person in education.of_scope(cast.inspector).people}
    assert above == names | {cast.inspector.name, cast.town_admin.name}


def test_who_came_is_ticked_and_raises_the_coverage(as_, cast):
    lesson = an_activity(cast, kind="廉政党课", attendance=20)
    page = as_(cast.cadre).open(f"/activities/{lesson.id}")
    form = page.browser.open(page.links["登记关键岗位到场"])
    form.press("登记", {"people": [cast.secretary.id, cast.lead.id]})
    assert last_audit_entry() == ("activities.attendees_ticked", cast.cadre.id)
    found = education.of_scope(cast.secretary)
    assert (found.sessions, found.person_times, found.reached, found.rate) == (1, 20, 2, 50)
    shown = as_(cast.secretary).open("/commitments").main
    assert "2 ÷ 4" in shown
    assert f"{cast.cadre.name}、{cast.supervisor.name}" in shown


def test_ticking_again_replaces_what_was_ticked(as_, cast):
    lesson = an_activity(cast, kind="廉政党课")
    before = as_(cast.cadre).open(f"/activities/{lesson.id}/attendees")
    before.press("登记", {"people": [cast.secretary.id]})
    before.press("登记", {"people": [cast.supervisor.id]}, expect=409)
    page = as_(cast.cadre).open(f"/activities/{lesson.id}/attendees")
    page.press("登记", {"people": [cast.lead.id]})
    db.session.refresh(lesson)
    assert [attendee.user_id for attendee in lesson.attendees] == [cast.lead.id]


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"kind": "联建活动"}, "只有已经开展的廉政教育"),
        ({"kind": "廉政党课", "held_on": date(2999, 1, 1)}, "只有已经开展的廉政教育"),
        ({"kind": "廉政党课", "attendance": 0}, "比到场人次还多"),
    ],
)
def test_only_education_that_took_place_has_attendees(as_, cast, facts, why):
    activity = an_activity(cast, **facts)
    page = as_(cast.cadre).open(f"/activities/{activity.id}/attendees")
    assert why in page.press("登记", {"people": [cast.lead.id]}, expect=409).main


def test_somebody_from_elsewhere_cannot_be_ticked(as_, cast):
    lesson, stranger = an_activity(cast, kind="廉政党课"), a_villager()
    page = as_(cast.cadre).open(f"/activities/{lesson.id}/attendees")
    page.press("登记", {"people": [stranger.id]}, expect=422)


def test_whoever_left_office_is_no_longer_counted(cast, on_day):
    cast.supervisor.offices[0].until = date(2022, 5, 31)
    db.session.commit()
    with on_day("2022-05-31"):
        assert len(education.of_scope(cast.secretary).people) == 4
    with on_day("2022-06-01"):
        assert len(education.of_scope(cast.secretary).people) == 3


# ---- talks ----


def a_talk(cast, by=None, person=None):
    facts = {"occasion": Occasion.REMINDER, "held_on": date(2022, 5, 5), "content": "提醒按时公开"}
    talk = integrity.talk(cast.village, person or cast.cadre, by=by or cast.secretary, **facts)
    db.session.commit()
    return talk


def test_a_talk_is_written_down_and_the_log_keeps_its_words_to_itself(as_, cast):
    page = as_(cast.inspector).open(f"/villages/{cast.village.id}/integrity-talks/new")
    typed = {
        "person": cast.secretary.id,
        "occasion": "early_sign",
        "held_on": "2022-05-05",
        "content": "苗头",
    }
    shown = page.press("登记", typed).follow()
    assert "苗头" in shown.main
    entry = db.session.query(AuditEntry).order_by(AuditEntry.leaf_index.desc()).first()
    assert entry.event == "talks.held"
    assert "苗头" not in str(entry.facts) + str(cast.secretary.name in str(entry.facts))


def test_both_sides_and_discipline_read_it_and_nobody_else(as_, cast):
    talk = a_talk(cast)
    url = f"/integrity-talks/{talk.id}"
    for reader in (cast.secretary, cast.cadre, cast.inspector, a_county_inspector(cast.county)):
        as_(reader).open(url)
        assert "日常提醒" in as_(reader).open("/integrity-talks").main
    for other in (cast.lead, cast.supervisor, cast.town_admin, a_secretary(cast.village)):
        as_(other).open(url, expect=404)
        assert "日常提醒" not in as_(other).open("/integrity-talks").main
    as_(None).open(url, expect=303)


def test_nobody_talks_to_himself(as_, cast):
    page = as_(cast.secretary).open(f"/villages/{cast.village.id}/integrity-talks/new")
    assert cast.secretary.name not in [option.text for option in page.html.select("option")]
    page.press("登记", {"person": cast.secretary.id, "content": "自言自语"}, expect=422)
    row = IntegrityTalk(
        **{"village": cast.village, "person": cast.cadre, "by": cast.cadre, "content": "x"},
        **{"occasion": Occasion.REMINDER, "held_on": date(2022, 5, 5)},
    )
    db.session.add(row)
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


def test_the_rule_about_talks_holds_whatever_the_way_in(cast):
    for by, person in (
        (cast.secretary, cast.secretary),
        (cast.cadre, cast.lead),
        (cast.town_admin, cast.cadre),
    ):
        with pytest.raises(MoveRefused, match="不能约谈自己"):
            a_talk(cast, by=by, person=person)
