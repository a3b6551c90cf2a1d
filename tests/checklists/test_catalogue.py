"""The catalogue says what the law and the county say, item by item."""

from collections import Counter

import pytest

from govproj.checklists.catalogue import POWERS, Stage
from govproj.projects.models import Kind, Project

ROAD = Project(kind=Kind.CONSTRUCTION, wants_lead=True)
UNLED = Project(kind=Kind.CONSTRUCTION, wants_lead=False)
RECYCLING = Project(kind=Kind.GOVERNANCE, wants_lead=True)


def test_twenty_five_items_in_three_stages():
    assert list(POWERS) == [f"P{n:02}" for n in range(1, 26)]
    assert Counter(power.stage for power in POWERS.values()) == {
        Stage.EX_ANTE: 10,
        Stage.IN_PROGRESS: 9,
        Stage.EX_POST: 6,
    }


@pytest.mark.parametrize(
    ("gate", "codes"),
    [
        ("ready", range(1, 11)),
        ("completed", range(11, 20)),
        ("accepted", [20]),
        ("settled", [21]),
        (None, [22]),
        ("handed_over", [23]),
        ("archived", [24, 25]),
    ],
)
def test_what_must_be_done_before_which_state(gate, codes):
    assert [p.code for p in POWERS.values() if p.gate == gate] == [f"P{n:02}" for n in codes]


def test_governance_projects_keep_what_makes_sense_without_construction():
    kept = [power.code for power in POWERS.values() if power.applies_to(RECYCLING)]
    assert kept == ["P01", "P02", "P03", "P06", "P07", "P19", "P20", "P24", "P25"]
    assert all(power.applies_to(ROAD) for power in POWERS.values())


def test_a_project_without_a_lead_only_forms_its_supervision_group():
    team = POWERS["P07"]
    assert len(team.steps_of(ROAD)) == 7
    assert [step.number for step in team.steps_of(UNLED)] == [7]


def test_what_happens_after_the_start_does_not_hold_up_the_start():
    """The second disclosure and the villagers' verdict belong to the decision, but come months later."""
    assert [step.number for step in POWERS["P01"].steps_of(ROAD)] == [1, 2, 3, 4, 5, 6]
    later = {(p.code, s.continues_in) for p in POWERS.values() for s in p.steps if s.continues_in}
    assert later == {("P01", "P19"), ("P01", "P25"), ("P03", "P18")}


def test_money_items_are_those_the_accounts_agency_handles():
    assert [p.code for p in POWERS.values() if p.finance] == ["P03", "P18", "P21", "P22"]


def test_every_item_has_its_nine_parts_in_both_languages():
    for power in POWERS.values():
        assert power.steps
        assert power.evidence
        assert power.risks
        assert power.basis
        assert power.flags
        words = [power.name, power.supervisors, power.disclosure, power.deadline, *power.evidence]
        words += [part for step in power.steps for part in (step.actor, step.text)]
        words += [part for risk in power.risks for part in (risk.text, risk.measure)]
        assert all(text.zh and text.en and not any("一" <= c <= "鿿" for c in text.en) for text in words)


def test_every_red_flag_is_asked_for_by_some_item():
    """RF49 and RF50 watch rectification and weekly checks, which are not items of the list."""
    asked = {flag for power in POWERS.values() for flag in power.flags}
    assert asked == {f"RF{n:02}" for n in range(1, 49)}
