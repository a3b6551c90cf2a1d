"""S14: education, commitments and supervision of a project side by side; six links followed from end to end."""

from datetime import date

import pytest

from govproj.checklists import actions as checklists
from govproj.core.db import db
from govproj.engagement.states import Link as Giver
from govproj.risks.queries import progress
from govproj.risks.states import FOLLOWED, Link
from tests.checklists.things import a_checklist
from tests.engagement.things import Cast, an_activity, an_agreement
from tests.factories import a_project, a_supervisor, a_town_inspector, a_villager, last_audit_entry


@pytest.fixture
def cast(app):
    return Cast()


def test_all_three_rates_stand_side_by_side(as_, cast):
    an_activity(cast, kind="廉政党课")
    an_agreement(cast, link=Giver.BUYER)
    supervisor = as_(cast.supervisor)
    page = supervisor.open(f"/projects/{cast.project.id}/integrity")
    form = page.browser.open(page.links["登记跟进"])
    form.press("记下", {"link": "purchase", "followed_on": "2022-05-05", "text": "对了三张送货单"})
    assert last_audit_entry() == ("risks.followed", cast.supervisor.id)
    page = supervisor.open(f"/projects/{cast.project.id}/integrity")
    assert page.rows(".rate__of") == ["1 ÷ 1 · 次", "1 ÷ 4 · 份", "1 ÷ 6 · 环节有跟进"]
    assert page.rows(".rate__value") == ["100.0 %", "25.0 %", "16.7 %"]
    assert "对了三张送货单" in page.main


def test_what_reached_the_whole_village_reached_the_project_too(cast):
    other = a_project(cast.village)
    an_activity(cast, kind="廉政党课")
    assert progress.of(other).education.done == 0
    an_activity(cast, kind="警示教育", project=False)
    assert progress.of(other).education.done == 1


def test_more_education_does_not_pass_a_hundred(cast):
    for _n in range(3):
        an_activity(cast, kind="廉政党课")
    assert progress.of(cast.project).education.pct == 100


def test_each_of_the_six_links_has_its_preset_risks(as_, cast):
    links = progress.of(cast.project).links
    assert [link.link for link in links] == list(FOLLOWED)
    assert len(links) == 6
    assert all(link.presets for link in links)
    page = as_(cast.lead).open(f"/projects/{cast.project.id}/integrity")
    assert "虚开台班" in page.main
    assert "以项目名义吃喝、用车、发福利" in page.main


def test_a_link_that_does_not_apply_is_not_counted(cast):
    item = a_checklist(cast.project)["P12"]
    checklists.propose_exemption(item, reason="没有租用设备", by=cast.cadre)
    checklists.decide_exemption(item, approved=True, answer="", by=a_supervisor(cast.village))
    db.session.commit()
    found = progress.of(cast.project)
    assert found.supervision.wanted == 5
    assert [link.link for link in found.links if not link.applies] == [Link.RENTAL]


def test_following_is_not_for_those_who_carry_out(as_, cast):
    for person in (cast.lead, cast.cadre, cast.secretary):
        as_(person).open(f"/projects/{cast.project.id}/follow-ups/new", expect=403)
    own = a_project(cast.village, contact=cast.supervisor)
    as_(cast.supervisor).open(f"/projects/{own.id}/follow-ups/new", expect=403)
    as_(a_town_inspector(cast.town)).open(f"/projects/{own.id}/follow-ups/new")


def test_a_day_to_come_is_refused(as_, cast):
    page = as_(cast.supervisor).open(f"/projects/{cast.project.id}/follow-ups/new")
    refused = page.press("记下", {"link": "rental", "followed_on": "2999-01-01", "text": "x"}, expect=422)
    assert refused.errors
    page.press("记下", {"link": "other", "followed_on": str(date(2022, 5, 5)), "text": "x"}, expect=422)


def test_outsiders_do_not_see_it(as_, cast):
    as_(a_villager(cast.village)).open(f"/projects/{cast.project.id}/integrity", expect=403)
    assert "廉政" not in as_(None).open(f"/projects/{cast.project.id}").links
