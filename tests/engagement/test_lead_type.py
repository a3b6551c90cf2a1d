"""S05.1: led by the secretary or by a Party member, in the same projects and the same statistics."""

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from govproj.accounts.models import Office, Role
from govproj.core.db import db
from govproj.core.workflow import MoveRefused
from govproj.engagement.states import DeclarationState as State
from govproj.firms.models import Interest
from govproj.projects import actions
from govproj.projects.models import CentralWorkItem, Kind, LeadType
from govproj.projects.models import State as ProjectState
from govproj.projects.queries import led_of
from govproj.selections.actions import steps
from tests.engagement.things import a_declaration
from tests.factories import a_firm, a_party_member, a_project, saved, somebody
from tests.selections.things import CALL


def an_item(village, name):
    return saved(CentralWorkItem(village=village, year=2022, name=name, kind=Kind.CONSTRUCTION))


def test_an_approved_declaration_puts_the_secretary_in_charge_of_the_project_he_named(as_, cast):
    project = a_project(cast.village, contact=cast.cadre)
    a_declaration(cast, State.APPROVED, project=project)

    assert project.is_led_by(cast.secretary)
    assert project.lead_type is LeadType.SECRETARY
    assert "书记领办" in as_().open(f"/projects/{project.id}").main
    assert f"书记领办 {cast.secretary.name}" in as_().open(f"/villages/{cast.village.id}").main


def test_a_party_member_who_leads_is_shown_as_one(as_, cast):
    project = a_project(cast.village, contact=cast.cadre)
    actions.change(project, by=cast.secretary, lead_id=cast.lead.id)
    db.session.commit()

    assert project.lead_type is LeadType.PARTY_MEMBER
    assert "党员领办" in as_().open(f"/projects/{project.id}").main


def test_both_kinds_count_as_led(as_, cast, on_day):
    for name, lead in (("修渠", cast.secretary), ("修路", cast.lead), ("防火", None)):
        project = a_project(cast.village, contact=cast.cadre, work_item=an_item(cast.village, name))
        actions.change(project, by=cast.secretary, lead_id=lead and lead.id)
    db.session.commit()

    assert led_of(cast.village.id, 2022) == (2, 3, 1)
    with on_day("2022-06-20"):
        board = as_().open(f"/villages/{cast.village.id}").main
    assert "2 / 3" in board
    assert "其中书记领办 1 项" in board


def test_the_office_of_the_day_of_appointment_decides(app, cast, on_day):
    person = somebody(Office(role=Role.SECRETARY, village_id=cast.village.id, until=date(2022, 3, 31)))
    before, after = a_project(cast.village, contact=cast.cadre), a_project(cast.village, contact=cast.cadre)
    for day, project in (("2022-03-31", before), ("2022-04-01", after)):
        with on_day(day):
            person.__dict__.pop("grants", None)
            actions.change(project, by=cast.secretary, lead_id=person.id)
    db.session.commit()

    assert (before.lead_type, after.lead_type) == (LeadType.SECRETARY, LeadType.PARTY_MEMBER)


def test_a_lead_who_leaves_takes_the_type_along(app, cast):
    project = a_project(cast.village, contact=cast.cadre)
    actions.change(project, by=cast.secretary, lead_id=cast.secretary.id)
    actions.change(project, by=cast.secretary, lead_id=None)
    db.session.commit()

    assert project.lead_type is None


def test_the_schema_knows_no_type_without_a_lead(app, cast):
    project = a_project(cast.village, contact=cast.cadre)
    project.lead_type = LeadType.SECRETARY
    with pytest.raises(IntegrityError, match="type_only_of_a_lead"):
        db.session.commit()


def test_a_project_that_has_a_lead_is_not_taken_over(as_, cast):
    page = as_(cast.secretary).open(f"/villages/{cast.village.id}/lead-declarations/new")
    refused = page.press("申报", {**TYPED, "project": str(cast.project.id)}, expect=409)

    assert "已有领办人，不能再由书记领办" in refused.main
    assert cast.project.is_led_by(cast.lead)


TYPED = {
    "title": "稻虾共作增收",
    "goal": "把撂荒地种起来",
    "targets-0-name": "稻虾基地收益",
    "targets-0-target_thousandths": "792",
    "targets-0-unit": "亩",
    "targets-0-target_price_fen": "3000",
}


def test_a_secretary_with_an_interest_in_the_contractor_is_not_put_in_charge(as_, cast):
    firm = a_firm()
    project = a_project(cast.village, contact=cast.cadre, contractor=firm)
    declaration = a_declaration(cast, project=project)
    saved(Interest(user_id=cast.secretary.id, firm_id=firm.id, nature="入股"))

    page = as_(cast.town_admin).open(f"/lead-declarations/{declaration.id}")
    assert "利益关系" in page.main
    refused = as_(cast.town_admin).send(
        f"/lead-declarations/{declaration.id}/approve", {"version": declaration.version}, expect=409
    )
    assert "利益关系" in refused.main
    assert project.lead_id is None


def test_where_somebody_else_has_been_appointed_meanwhile_the_town_reads_why_not(as_, cast):
    project = a_project(cast.village, contact=cast.cadre)
    declaration = a_declaration(cast, project=project)
    actions.change(project, by=cast.secretary, lead_id=a_party_member(cast.village).id)
    db.session.commit()

    page = as_(cast.town_admin).open(f"/lead-declarations/{declaration.id}")
    assert "批准" not in page.buttons
    assert "已有领办人" in page.main


def _contact(cast):
    return a_project(cast.village, contact=cast.secretary)


def _ended(cast):
    return a_project(cast.village, contact=cast.cadre, state=ProjectState.ARCHIVED)


def _supervised(cast):
    cast.secretary.offices.append(Office(role=Role.SUPERVISOR, village_id=cast.village.id))
    cast.secretary.__dict__.pop("grants", None)
    return a_project(cast.village, contact=cast.cadre)


def _sought(cast):
    project = a_project(cast.village, contact=cast.cadre)
    steps.draft(project, by=cast.secretary, **CALL)
    return project


@pytest.mark.parametrize(
    ("project_of", "sentence"),
    [
        (_contact, "领办人和联系人不能是同一人"),
        (_ended, "已经结束"),
        (_supervised, "不能领办自己监督的项目"),
        (_sought, "正在选任领办人"),
    ],
)
def test_what_stands_in_the_way_is_said_when_it_is_declared(app, cast, project_of, sentence):
    project = project_of(cast)
    with pytest.raises(MoveRefused, match=sentence):
        a_declaration(cast, project=project)
