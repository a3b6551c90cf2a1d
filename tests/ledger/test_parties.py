"""Whoever offers to build is compared with whoever wants to lead: the books tell the selection about every offer."""

from datetime import date

import pytest

from govproj.core.db import db
from govproj.ledger.models import ProjectFirm
from govproj.ledger.states import FirmRole
from govproj.selections import parties
from tests.factories import a_firm, a_project, saved
from tests.ledger.things import an_award

pytestmark = pytest.mark.usefixtures("app")


def test_every_offer_and_every_service_is_known_to_the_check_of_conflicts():
    project = a_project()
    designer = a_firm("例行设计(虚构)")
    an_award(project, project.contact)
    saved(ProjectFirm(project=project, role=FirmRole.DESIGN, firm=designer, dated_on=date(2022, 1, 3)))
    db.session.commit()

    known = {party.firm.name: party.parts for party in parties.of(project)}

    assert known["例行设计(虚构)"] == "设计"
    assert sum("报价单位" in part for part in known.values()) == 3


def test_the_offers_for_another_project_are_not():
    other = a_project()
    an_award(other, other.contact)
    assert not any("报价单位" in party.parts for party in parties.of(a_project()))
