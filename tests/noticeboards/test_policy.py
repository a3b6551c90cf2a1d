"""Who writes, signs and publishes the combined sheet, case by case."""

import pytest

from govproj.noticeboards import policy
from govproj.noticeboards.models import CombinedLine, CombinedSheet, CombinedSignature, SheetState
from govproj.projects.models import Project
from tests.disclosures.test_policy import CONTACT, HERE, LEAD, SIGNED_ALREADY, SUPERVISOR
from tests.inquiries.test_policy import VILLAGE_OFFICES, those_who


def a_sheet(state, lead=LEAD):
    project = Project(village_id=HERE, lead_id=lead and lead.id, contact_id=CONTACT.id)
    signatures = [CombinedSignature(user_id=SIGNED_ALREADY.id)]
    line = CombinedLine(project=project)
    return CombinedSheet(village_id=HERE, state=state, lines=[line], signatures=signatures)


@pytest.mark.parametrize(
    ("state", "write", "send_back"),
    [
        (SheetState.DRAFT, {LEAD.id}, set()),
        (SheetState.SUBMITTED, set(), {SUPERVISOR.id}),
        (SheetState.PASSED, set(), VILLAGE_OFFICES),
        (SheetState.PUBLISHED, set(), set()),
    ],
)
def test_the_combined_sheet_goes_from_the_leads_over_the_committee_to_the_board(state, write, send_back):
    sheet = a_sheet(state)
    assert those_who(policy.can_write_line, sheet.lines[0]) == write
    assert those_who(policy.can_send_back, sheet) == send_back
    assert those_who(policy.can_sign, sheet) == {SUPERVISOR.id}
    assert those_who(policy.can_submit, sheet) == VILLAGE_OFFICES
    correcting = VILLAGE_OFFICES if state is SheetState.PUBLISHED else set()
    assert those_who(policy.can_correct, sheet) == correcting


def test_where_nobody_leads_the_contact_writes_the_line_and_no_member_signs_for_their_own():
    assert those_who(policy.can_write_line, a_sheet(SheetState.DRAFT, lead=None).lines[0]) == {CONTACT.id}
    assert not policy.can_sign(SUPERVISOR, a_sheet(SheetState.SUBMITTED, lead=SUPERVISOR))
