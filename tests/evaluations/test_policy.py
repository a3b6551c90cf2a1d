"""Who may do what in an evaluation, as a table an inspector can check."""

import pytest

from govproj.accounts.models import Role, User
from govproj.evaluations import policy
from govproj.evaluations.models import (
    Consequence,
    Demand,
    EvaluationRound,
    RollEntry,
    State,
    Verdict,
    WeakLink,
)
from govproj.projects.models import Project
from govproj.villages.models import Village

HERE, ELSEWHERE = 1, 2


def somebody(id_, **roles):
    user = User(id=id_)
    user.grants = {Role(role): frozenset({village}) for role, village in roles.items()}
    return user


SECRETARY = somebody(1, secretary=HERE)
SUPERVISOR = somebody(2, supervisor=HERE)
INSPECTOR = somebody(3, town_inspector=HERE)
COUNTY = somebody(4, county_inspector=HERE)
CADRE = somebody(5, cadre=HERE)
LEAD = somebody(6, party_member=HERE)
SUPERVISOR_WHO_IS_CONTACT = somebody(7, supervisor=HERE)
SUPERVISOR_ELSEWHERE = somebody(8, supervisor=ELSEWHERE)
ADMIN = somebody(9, admin=HERE)

# user, draft, run, print, count, screen, judge, hold a key
TABLE = [
    (SECRETARY, "+ - - - - + -"),
    (SUPERVISOR, "- + + + + - +"),
    (INSPECTOR, "- + + + - - +"),
    (COUNTY, "- - - - - - +"),
    (CADRE, "- - - - - - -"),
    (LEAD, "- - - - - - -"),
    (SUPERVISOR_WHO_IS_CONTACT, "- - - - - - +"),
    (SUPERVISOR_ELSEWHERE, "- - - - - - +"),
    (ADMIN, "- - - - - - -"),
]


def a_round(state):
    round_ = EvaluationRound(village_id=HERE, state=state)
    project = Project(id=1, lead_id=LEAD.id, contact_id=SUPERVISOR_WHO_IS_CONTACT.id)
    round_.projects.append(project)
    return round_


@pytest.mark.parametrize(
    ("user", "marks"), TABLE, ids=lambda value: value.id if isinstance(value, User) else ""
)
def test_who_may(user, marks):
    draft, counted = a_round(State.DRAFT), a_round(State.COUNTED)
    weak = WeakLink(round=counted, project=counted.projects[0], verdict=Verdict.PROPOSED)
    may = [
        policy.can_draft(user, Village(id=HERE)),
        policy.can_run(user, draft),
        policy.can_print(user, draft),
        policy.can_count(user, draft),
        policy.can_screen(user, counted),
        policy.can_judge_weak_link(user, weak),
        policy.can_hold_a_key(user),
    ]
    assert ["+" if yes else "-" for yes in may] == marks.split()


@pytest.mark.parametrize("state", [s for s in State if s is not State.DRAFT])
def test_after_the_opening_nobody_prints_draws_or_takes_back(state):
    later, villager = a_round(state), User(id=20, resident_id=5)
    assert not any(policy.can_print(user, later) or policy.can_discard(user, later) for user, _marks in TABLE)
    assert not policy.can_draw(villager, later, RollEntry(resident_id=5, drew_online=False))


def test_everybody_draws_for_themselves_once():
    draft, villager = a_round(State.DRAFT), User(id=20, resident_id=5)
    assert policy.can_draw(villager, draft, RollEntry(resident_id=5, drew_online=False))
    assert not policy.can_draw(villager, draft, RollEntry(resident_id=5, drew_online=True))
    assert not policy.can_draw(villager, draft, RollEntry(resident_id=6, drew_online=False))
    assert not policy.can_draw(User(id=21), draft, RollEntry(drew_online=False))


@pytest.mark.parametrize(
    ("state", "official", "stranger"),
    [
        (State.OPEN, False, False),
        (State.CLOSED, False, False),
        (State.COUNTED, True, False),
        (State.PUBLISHED, True, True),
    ],
)
def test_figures_are_seen_by_officials_after_the_count_and_by_all_after_publication(
    state, official, stranger
):
    round_ = a_round(state)
    assert all(
        policy.can_see_results(user, round_) is official for user in (SECRETARY, CADRE, INSPECTOR, COUNTY)
    )
    assert all(
        policy.can_see_results(user, round_) is stranger for user in (LEAD, SUPERVISOR_ELSEWHERE, ADMIN)
    )


# user, key paper, watch it, print it, alarm, recheck, rectify, reply, keep sets, visit, meet a demand
AFTER_IT = [
    (SECRETARY, "- - - - - + + + - +"),
    (SUPERVISOR, "+ + + - + - - - + -"),
    (INSPECTOR, "- + + + - - - - + -"),
    (COUNTY, "- - - - - - - - + -"),
    (CADRE, "+ + - - - - + - - +"),
    (LEAD, "- - - - - - - - - -"),
    (SUPERVISOR_WHO_IS_CONTACT, "- - - - - - - - + -"),
    (SUPERVISOR_ELSEWHERE, "- - - - - - - - - -"),
    (ADMIN, "- - - - - - - - - -"),
]


@pytest.mark.parametrize(("user", "may"), AFTER_IT)
def test_who_keys_paper_and_answers_for_a_result(user, may):
    def set_off(trigger):
        what = Consequence(trigger=trigger)
        what.round = a_round(State.PUBLISHED)
        what.project = what.round.projects[0]
        return what

    village, demand = Village(id=HERE), Demand(village_id=HERE)
    assert (
        policy.can_key_paper(user, a_round(State.CLOSED)),
        policy.can_watch_paper(user, a_round(State.CLOSED)),
        policy.can_print_paper(user, a_round(State.OPEN)),
        policy.can_answer_consequence(user, set_off("alarm")),
        policy.can_answer_consequence(user, set_off("recheck_disclosure")),
        policy.can_answer_consequence(user, set_off("rectify")),
        policy.can_reply(user, a_round(State.PUBLISHED)),
        policy.can_keep_sets(user, village),
        policy.can_visit(user, village),
        policy.can_meet(user, demand),
    ) == tuple(sign == "+" for sign in may.split())


@pytest.mark.parametrize("state", [state for state in State if state is not State.CLOSED])
def test_paper_is_keyed_only_between_the_close_and_the_count(state):
    assert not policy.can_key_paper(CADRE, a_round(state))
    assert not policy.can_watch_paper(INSPECTOR, a_round(state))


@pytest.mark.parametrize("state", [state for state in State if state not in {State.DRAFT, State.OPEN}])
def test_no_paper_form_is_printed_after_the_close(state):
    assert not policy.can_print_paper(SUPERVISOR, a_round(state))


@pytest.mark.parametrize(
    ("user", "leads", "his_project", "somebody_elses"),
    [
        (SECRETARY, SECRETARY, False, True),
        (SECRETARY, LEAD, True, True),
        (INSPECTOR, SECRETARY, True, False),
        (INSPECTOR, LEAD, False, False),
        (SUPERVISOR, SECRETARY, False, False),
        (COUNTY, SECRETARY, False, False),
        (CADRE, SECRETARY, False, False),
        (LEAD, LEAD, False, False),
    ],
)
def test_nobody_answers_for_a_project_of_his_own(user, leads, his_project, somebody_elses):
    """Concern is a matter of the project, not of the round it was judged in."""
    mine, other = Project(id=1, lead_id=leads.id), Project(id=2, lead_id=LEAD.id)
    round_ = EvaluationRound(village_id=HERE, state=State.PUBLISHED, projects=[mine, other])
    for project, may in ((mine, his_project), (other, somebody_elses)):
        weak = WeakLink(round=round_, project=project, verdict=Verdict.PROPOSED)
        what = Consequence(round=round_, project=project, trigger="rectify")
        for thing in (weak, what):
            thing.secretary_is_concerned = project.is_led_by(SECRETARY)
        assert policy.can_judge_weak_link(user, weak) is may
        assert policy.can_answer_consequence(user, what) is may
        weak.verdict = Verdict.CONFIRMED
        assert policy.can_follow_up(user, weak) is may
