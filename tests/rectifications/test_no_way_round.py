"""However people press the buttons, nobody closes a case that only those who worked on it have judged."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govproj.accounts.models import Office, Role
from govproj.core.db import db
from govproj.core.workflow import MoveRefused
from govproj.rectifications import actions, policy
from govproj.rectifications.states import ActKind, Level, Phase, Seat, Source, State
from govproj.rectifications.workflow import WORKFLOW
from tests.factories import somebody
from tests.rectifications.things import A_PAPER, a_cast

STEPS = 20


def do(name, case, by, other):
    """Each move with all the words it could want."""
    match name:
        case "assign":
            actions.assign(case, responsible=other, by=by)
        case "plan":
            actions.plan(case, cause="因", measures="措施", own_due_on=case.turn.due_on, by=by)
        case "start":
            actions.start(case, by=by)
        case "submit":
            actions.add_evidence(case, phase=Phase.DOCUMENT, files=[A_PAPER], by=by)
            actions.submit(case, lasting_measures="规矩", by=by)
        case "verify":
            actions.verify(case, result="看过", by=by)
        case "send_back":
            actions.send_back(case, note="再改", by=by)
        case "close":
            actions.close(case, assessment="好了", by=by)
        case _:
            actions.look_back(case, passed=name == "pass_look_back", note="看过", by=by)


def who_carried_out(case) -> set[int]:
    workers = {ActKind.PLANNED, ActKind.STARTED, ActKind.NOTED, ActKind.SUBMITTED}
    return {act.by_id for act in case.acts if act.kind in workers}


def test_no_order_of_moves_closes_a_case_without_somebody_elses_verdict(app):
    cast = a_cast()
    both = somebody(
        Office(role=Role.CADRE, village_id=cast.village.id),
        Office(role=Role.SUPERVISOR, village_id=cast.village.id),
    )
    db.session.commit()
    people = [*cast[2:], both]
    reached = set()

    @settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def walk(data):
        level = data.draw(st.sampled_from(list(Level)))
        facts = {"source": Source.INSPECTION, "title": "题", "fact": "事"}
        village_id = cast.village.id
        case = actions.open_case(village_id=village_id, project=cast.project, level=level, by=None, **facts)
        for _step in range(STEPS):
            name, by = data.draw(st.one_of(_onwards(case, people), _anything(people)))
            try:
                with db.session.begin_nested():
                    do(name, case, by, other=data.draw(st.sampled_from(people)))
            except MoveRefused:
                continue
            reached.add(case.state)
            judged_by_others(case)
        db.session.rollback()

    walk()
    assert {State.CLOSED, State.LOOKBACK_PASSED, State.REOPENED} <= reached, (
        "the walk comes far enough to matter"
    )


def _onwards(case, people):
    """A move that is open, made by somebody it is open to; naming somebody else again leads nowhere."""
    legal = [(move.name, person) for person in people for move in WORKFLOW.open_to(person, case)]
    forwards = [step for step in legal if step[0] != "assign" or case.state is State.FOUND]
    return st.sampled_from(forwards or legal) if legal else st.nothing()


def _anything(people):
    return st.tuples(st.sampled_from(list(WORKFLOW.moves)), st.sampled_from(people))


def judged_by_others(case):
    if case.state not in {State.CLOSED, State.LOOKBACK_PASSED}:
        return
    workers = who_carried_out(case) | {turn.responsible_id for turn in case.turns}
    assert {act.by_id for act in case.verifications} - workers, "verified only by those who did the work"
    assert case.turn.closed_by_id not in workers
    if case.needs_two_verifiers:
        assert {act.seat for act in case.verifications} == set(Seat)
    if case.state is State.LOOKBACK_PASSED:
        assert not any(act.by_id == case.turn.looked_back_by_id for act in case.verifications)
    assert policy.seat_of(case.turn.responsible, case) is None
