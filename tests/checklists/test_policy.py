"""Who may do what to a checklist item, as a table a non-programmer can check."""

import pytest

from govproj.accounts.models import Role, User
from govproj.checklists import policy
from govproj.checklists.models import ChecklistItem, Exemption, ProblemNote, StepTick
from govproj.projects.models import Kind, Project

HERE, ELSEWHERE = 1, 2


def holding(id_, *roles, village=HERE):
    user = User(id=id_)
    user.__dict__["grants"] = {role: frozenset({village}) for role in roles}
    return user


LEAD = holding(1, Role.PARTY_MEMBER)
MEMBER = holding(2, Role.PARTY_MEMBER)
CONTACT = holding(3, Role.CADRE)
CADRE = holding(4, Role.CADRE)
SECRETARY = holding(5, Role.SECRETARY)
SUPERVISOR = holding(6, Role.SUPERVISOR)
INSPECTOR = holding(7, Role.TOWN_INSPECTOR)
AGENCY = holding(8, Role.TOWN_ADMIN)
COUNTY = holding(9, Role.COUNTY_INSPECTOR)
ADMIN = holding(10, Role.ADMIN)
VILLAGER = holding(11, Role.VILLAGER)
STRANGER = holding(12, Role.SUPERVISOR, Role.CADRE, village=ELSEWHERE)
SUPERVISOR_WHO_LEADS = holding(1, Role.SUPERVISOR)
SUPERVISOR_AS_CONTACT = holding(3, Role.SUPERVISOR, Role.CADRE)

NAMES = {
    1: "lead", 2: "member", 3: "contact", 4: "cadre", 5: "secretary", 6: "supervisor", 7: "town inspector",
    8: "agency", 9: "county", 10: "admin", 11: "villager", 12: "elsewhere",
}  # fmt: skip


def item(code="P11"):
    project = Project(id=1, village_id=HERE, kind=Kind.CONSTRUCTION, lead_id=1, contact_id=3, wants_lead=True)
    return ChecklistItem(project=project, code=code)


@pytest.mark.parametrize(
    (
        "user",
        "carry_out",
        "sign",
        "finance_do",
        "finance_sign",
        "note",
        "exempt",
        "exempt_red",
        "due",
        "read",
    ),
    [
        (LEAD, 1, 0, 1, 0, 0, 0, 0, 0, 1),
        (MEMBER, 0, 0, 0, 0, 0, 0, 0, 0, 0),
        (CONTACT, 1, 0, 1, 0, 0, 0, 0, 0, 1),
        (CADRE, 1, 0, 1, 0, 0, 0, 0, 0, 1),
        (SECRETARY, 0, 0, 0, 0, 0, 0, 0, 0, 1),
        (SUPERVISOR, 0, 1, 0, 1, 1, 1, 0, 1, 1),
        (INSPECTOR, 0, 1, 0, 1, 1, 1, 1, 1, 1),
        (AGENCY, 0, 0, 1, 1, 0, 0, 0, 0, 1),
        (COUNTY, 0, 0, 0, 0, 1, 0, 0, 0, 1),
        (ADMIN, 0, 0, 0, 0, 0, 0, 0, 0, 0),
        (VILLAGER, 0, 0, 0, 0, 0, 0, 0, 0, 0),
        (STRANGER, 0, 0, 0, 0, 0, 0, 0, 0, 0),
        (SUPERVISOR_WHO_LEADS, 1, 0, 1, 0, 0, 0, 0, 0, 1),
        (SUPERVISOR_AS_CONTACT, 1, 0, 1, 0, 0, 0, 0, 0, 1),
    ],
    ids=lambda value: NAMES[value.id] if isinstance(value, User) else None,
)
def test_who_may(user, carry_out, sign, finance_do, finance_sign, note, exempt, exempt_red, due, read):
    materials, payments, concealed = item("P11"), item("P18"), item("P16")
    assert policy.can_carry_out(user, materials) is bool(carry_out)
    assert policy.can_sign(user, materials) is bool(sign)
    assert policy.can_reopen(user, materials) is bool(sign)
    assert policy.can_carry_out(user, payments) is bool(finance_do)
    assert policy.can_sign(user, payments) is bool(finance_sign)
    assert policy.can_note(user, materials) is bool(note)
    assert policy.can_decide_exemption(user, materials) is bool(exempt)
    assert policy.can_decide_exemption(user, concealed) is bool(exempt_red)
    assert policy.can_set_due(user, materials) is bool(due)
    assert policy.can_read(user, materials.project) is bool(read)


def test_whoever_took_one_step_does_not_sign():
    payments = item("P18")
    payments.ticks = [StepTick(step=5, by_id=AGENCY.id)]
    assert policy.can_carry_out(AGENCY, payments)
    assert not policy.can_sign(AGENCY, payments)
    assert policy.can_sign(SUPERVISOR, payments)


def test_whoever_proposed_that_it_does_not_apply_does_not_decide():
    materials = item("P11")
    materials.exemptions = [Exemption(by_id=SUPERVISOR.id)]
    assert not policy.can_decide_exemption(SUPERVISOR, materials)
    assert policy.can_decide_exemption(INSPECTOR, materials)


def test_the_answer_comes_from_those_who_carry_out_and_not_from_the_asker():
    assert policy.can_answer(CONTACT, ProblemNote(item=item(), by_id=SUPERVISOR.id))
    assert not policy.can_answer(SUPERVISOR, ProblemNote(item=item(), by_id=SUPERVISOR.id))
    assert not policy.can_answer(AGENCY, ProblemNote(item=item("P18"), by_id=AGENCY.id))
