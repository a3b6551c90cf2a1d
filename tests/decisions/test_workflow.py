"""The table of a decision: which steps follow which, for the rule a village has."""

from datetime import date

import pytest

from govproj.decisions import actions, order
from govproj.decisions.models import DecisionProcess, DecisionStep
from govproj.decisions.queries import initiation_of
from govproj.decisions.states import DECIDING, REACHED, MinutesState, State, Step
from govproj.decisions.workflow import MINUTES, MOVE_OF, WORKFLOW
from govproj.projects import actions as projects
from govproj.projects.models import Kind
from govproj.projects.models import State as ProjectState
from govproj.projects.workflow import WORKFLOW as PROJECTS
from tests.decisions.things import (
    DELIBERATED,
    DISCUSSED,
    REVIEWED,
    a_cast,
    a_rule,
    a_vote,
    begun,
    held,
    recorded,
)
from tests.factories import a_passed_decision, signed_minutes

MOVES = MOVE_OF | {
    Step.CONSULTATION: "publicise",
    Step.RESULT: "announce",
    Step.IMPLEMENTATION: "implement",
    Step.APPRAISAL: "appraise",
}


def process_after(*steps, planned=tuple(Step)):
    process = DecisionProcess(round=1, planned=list(planned), state=REACHED[steps[-1]])
    process.steps = [DecisionStep(step=step, round=1, occurred_on=date(2022, 1, 5)) for step in steps]
    return process


@pytest.mark.parametrize(
    "planned", [tuple(Step), tuple(s for s in Step if s is not Step.APPRAISAL), DECIDING]
)
def test_steps_are_taken_in_their_order_and_none_is_skipped(app, planned):
    for number, step in enumerate(planned[1:], 1):
        for done in range(1, len(planned)):
            process = process_after(*planned[:done], planned=planned)
            move = WORKFLOW.moves[MOVES[step]]
            out_of_turn = WORKFLOW.needs_of(move.name)[0](process)
            assert (out_of_turn is None) == (done >= number), (step, done)


@pytest.mark.parametrize("left_out", [Step.REVIEW, Step.CONSULTATION, Step.VOTE, Step.APPRAISAL])
def test_a_step_a_rule_leaves_out_does_not_exist_and_holds_nobody_up(app, left_out):
    planned = [step for step in Step if step is not left_out]
    process = process_after(*planned, planned=planned)
    assert not WORKFLOW.moves[MOVES[left_out]].starts_from(process.state, process)
    assert order.next_step(process) is None


@pytest.mark.parametrize(
    ("move", "source", "target"),
    [
        ("sign", MinutesState.WAITING, MinutesState.SIGNED),
        ("send_back", MinutesState.WAITING, MinutesState.RETURNED),
        ("hand_in", MinutesState.RETURNED, MinutesState.WAITING),
        ("correct", MinutesState.SIGNED, MinutesState.CORRECTED),
    ],
)
def test_the_life_of_minutes(move, source, target):
    assert (MINUTES.moves[move].source, MINUTES.moves[move].target) == ({source}, target)


def test_what_takes_something_back_wants_a_reason():
    wanted = {name for table in (WORKFLOW, MINUTES) for name, move in table.moves.items() if move.why}
    assert wanted == {"revise", "abandon", "appraise", "send_back", "correct"}


@pytest.fixture
def a_vote_to_sign(app):
    """Nothing of it is saved, so that only the tables can refuse it."""
    process = process_after(*list(Step)[:4])
    process.step(Step.CONSULTATION).until, process.consult_days = date(2022, 1, 11), 7
    meeting = signed_minutes(Step.VOTE, date(2022, 1, 12))
    meeting.state, process.meetings = MinutesState.WAITING, [meeting]
    return meeting


def missing(meeting):
    """What the process says to the vote, and what the minutes say to the signature."""
    return WORKFLOW.missing("vote", meeting.process), MINUTES.missing("sign", meeting)


def test_a_vote_in_order_may_be_signed(a_vote_to_sign):
    assert missing(a_vote_to_sign) == ([], [])


@pytest.mark.parametrize(
    ("figures", "sentence"),
    [
        ({"present": 27}, "到会人数不够，不能记为通过。"),
        ({"votes_for": 18}, "赞成票不够，不能记为通过。"),
    ],
)
def test_neither_table_lets_a_vote_pass_that_lacks_people_or_agreement(a_vote_to_sign, figures, sentence):
    for name, value in figures.items():
        setattr(a_vote_to_sign.resolution, name, value)
    of_the_process, of_the_minutes = missing(a_vote_to_sign)

    assert of_the_process == [sentence]
    assert sentence in of_the_minutes
    a_vote_to_sign.corrects_id = 1
    assert MINUTES.missing("sign", a_vote_to_sign) == [sentence], "a correction is asked no less"


@pytest.mark.parametrize(("until", "days"), [(date(2022, 1, 11), 8), (date(2022, 1, 12), 7)])
def test_neither_table_lets_a_vote_pass_on_a_plan_that_hung_too_short(a_vote_to_sign, until, days):
    process = a_vote_to_sign.process
    process.step(Step.CONSULTATION).until, process.consult_days = until, days

    for found in missing(a_vote_to_sign):
        assert found == [f"方案公示不满 {days} 天，或者表决时还没有公示完。"]


def test_a_no_ends_it_until_the_plan_is_changed(app):
    cast = a_cast()
    process = begun(cast)
    held(cast, process, Step.DISCUSSION, DISCUSSED, a_vote(10, 20, 6, passed=False))

    assert process.state is State.REJECTED
    assert order.to_record(process) == []
    (reason,) = PROJECTS.missing("initiate", cast.project)
    assert "没有通过" in reason
    assert reason.at == "decisions.of_project"
    actions.revise(process, note="改小规模", by=cast.cadre)
    assert (process.state, process.round) == (State.PROPOSED, 2)
    assert len(process.meetings) == 1, "what was said stays"
    assert Step.DISCUSSION in order.to_record(process)


def test_a_village_without_the_fifth_discussion_ends_with_carrying_out(app):
    cast = a_cast()
    steps = [step.value for step in Step if step is not Step.APPRAISAL]
    a_rule(cast.village, "decision.steps", {"construction": steps})

    assert begun(cast).planned == steps


def test_a_governance_project_needs_the_two_committees_and_the_party_members(app, on_day):
    cast = a_cast(
        kind=Kind.GOVERNANCE,
        state=ProjectState.DRAFT,
        proposal="分类",
        entered={ProjectState.DRAFT: date(2022, 1, 4)},
    )
    with on_day("2022-01-05"):
        projects.move(cast.project, "propose", by=cast.secretary)
    process = initiation_of(cast.project)
    assert process.planned_steps == [Step.PROPOSAL, Step.DISCUSSION, Step.REVIEW]
    held(cast, process, Step.DISCUSSION, DISCUSSED)
    assert "下一步是“党员大会审议”" in str(PROJECTS.missing("initiate_governance", cast.project))
    recorded(cast, process, Step.REVIEW, REVIEWED)
    assert "还没有村监会签字" in str(PROJECTS.missing("initiate_governance", cast.project))
    with on_day("2022-01-09"):
        actions.sign(process.meeting(Step.REVIEW), by=cast.supervisor)
        projects.move(cast.project, "initiate_governance", by=cast.town)
    assert cast.project.state is ProjectState.INITIATED


def test_a_village_may_ask_governance_projects_for_a_vote(app, on_day):
    cast = a_cast(
        kind=Kind.GOVERNANCE,
        state=ProjectState.DRAFT,
        proposal="分类",
        entered={ProjectState.DRAFT: date(2022, 1, 4)},
    )
    a_rule(cast.village, "decision.steps", {"governance": [step.value for step in DECIDING]})
    with on_day("2022-01-05"):
        projects.move(cast.project, "propose", by=cast.secretary)
    process = initiation_of(cast.project)
    held(cast, process, Step.DISCUSSION, DISCUSSED)
    held(cast, process, Step.REVIEW, REVIEWED)

    assert "下一步是“方案公示”" in str(PROJECTS.missing("initiate_governance", cast.project))


def test_a_project_stepped_back_keeps_its_decision(app, on_day):
    cast = a_cast()
    process = begun(cast)
    with on_day("2022-01-07"):
        projects.move(cast.project, "step_back", note="材料不全", by=cast.town)
        projects.move(cast.project, "deliberate", by=cast.cadre)

    assert initiation_of(cast.project) is process


def test_a_project_that_was_never_decided_on_says_where_to_begin(app):
    cast = a_cast(state=ProjectState.DECIDING, entered={ProjectState.DECIDING: DELIBERATED})

    (reason,) = PROJECTS.missing("initiate", cast.project)
    assert (reason, reason.at) == ("还没有开始民主决策（五议两公开）。", "decisions.of_project")
    a_passed_decision(cast.project)
    assert PROJECTS.missing("initiate", cast.project) == []
