"""However people press the buttons, nobody closes a case that only those who worked on it have judged."""

from datetime import timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from govproj.accounts.models import Office, Role
from govproj.core import dates
from govproj.core.db import db
from govproj.core.workflow import MoveRefused
from govproj.rectifications import actions
from govproj.rectifications.models import RectificationUrging
from govproj.rectifications.states import ActKind, Level, Phase, Seat, Source, State
from govproj.rectifications.urging import RISING
from govproj.rectifications.workflow import WORKFLOW
from tests.factories import a_town_inspector, somebody
from tests.rectifications.things import A_PAPER, a_cast, day

WALKS = {"max_examples": 45, "stateful_step_count": 16}
HONEST = ("assign", "plan", "start", "submit", "verify", "close", "pass_look_back", "reopen")  # onwards


def do(name, case, by, other):
    """Each move with all the words it could want."""
    match name:
        case "assign":
            actions.assign(case, responsible=other, by=by)
        case "plan":
            due = max(case.turn.due_on, dates.today())
            actions.plan(case, cause="因", measures="措施", own_due_on=due, by=by)
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
        case "ask":
            actions.ask_extension(case, days=5, reason="雨季", by=by)
        case "grant":
            actions.grant_extension(case, by=by)
        case _:
            actions.look_back(case, passed=name == "pass_look_back", note="看过", by=by)


EVERYTHING = (*WORKFLOW.moves, "ask", "grant")


def who_carried_out(case) -> set[int]:
    workers = {ActKind.PLANNED, ActKind.STARTED, ActKind.NOTED, ActKind.SUBMITTED}
    done = {act.by_id for act in case.acts if act.kind in workers}
    return done | {turn.responsible_id for turn in case.turns if turn.responsible_id}


def a_crowd():
    """Everybody a village has, and two whose offices ought not to meet in one person."""
    cast = a_cast()
    village, town = cast.village, cast.village.town
    both = somebody(
        Office(role=Role.CADRE, village_id=village.id), Office(role=Role.SUPERVISOR, village_id=village.id)
    )
    judge_who_works = somebody(
        Office(role=Role.SECRETARY, village_id=village.id), Office(role=Role.TOWN_INSPECTOR, town_id=town.id)
    )
    return cast, [*cast[2:], a_town_inspector(town), both, judge_who_works]


def test_no_order_of_moves_closes_a_case_without_somebody_elses_verdict(app):
    cast, people = a_crowd()
    reached = set()

    class Loop(RuleBasedStateMachine):
        """A case in the hands of people who press whatever they find, on whatever day, while letters go out."""

        @initialize(level=st.sampled_from(list(Level)))
        def found(self, level):
            self.today = day("2022-05-02")
            with dates.set_to(self.today):
                self.case = actions.open_case(
                    village_id=cast.village.id,
                    project=cast.project,
                    level=level,
                    source=Source.INSPECTION,
                    title="题",
                    fact="事",
                    by=None,
                )
            self.turns = {}

        def _try(self, name, by, other):
            with dates.set_to(self.today):
                try:
                    with db.session.begin_nested():
                        do(name, self.case, by, other)
                except MoveRefused:
                    return
            reached.add(self.case.state)

        @rule(data=st.data(), other=st.sampled_from(people), steps=st.integers(1, 5))
        def somebody_goes_on(self, data, other, steps):
            """The next honest steps, as far as they are open to anybody: so that walks come far."""
            for _step in range(steps):
                self._onwards(data, other)

        def _onwards(self, data, other):
            open_now = [
                (move.name, person)
                for person in people
                for move in WORKFLOW.open_to(person, self.case)
                if move.name in HONEST and (move.name != "assign" or self.case.state is State.FOUND)
            ]
            if open_now:
                self._try(*data.draw(st.sampled_from(open_now)), other)

        @rule(name=st.sampled_from(EVERYTHING), by=st.sampled_from(people), other=st.sampled_from(people))
        def somebody_tries_anything(self, name, by, other):
            self._try(name, by, other)

        @rule(days=st.integers(1, 40))
        def time_passes_and_letters_go_out(self, days):
            self.today += timedelta(days=days)
            with dates.set_to(self.today):
                actions.send_due(self.today)

        @precondition(lambda self: self.case.state is State.SUBMITTED)
        @rule()
        def the_one_who_handed_it_in_is_elected_to_the_committee(self):
            """Offices change while a case runs, and what one has done stays done."""
            who = self.case.turn.responsible
            db.session.add(Office(role=Role.SUPERVISOR, village_id=cast.village.id, user=who))
            db.session.flush()
            who.__dict__.pop("grants", None)

        @invariant()
        def closed_only_after_another_verified(self):
            case = getattr(self, "case", None)
            if case is None or case.state not in {State.CLOSED, State.LOOKBACK_PASSED}:
                return
            workers = who_carried_out(case)
            verified_by = {act.by_id for act in case.verifications}
            assert verified_by - workers == verified_by, "verified by those who did the work"
            assert verified_by
            assert case.turn.closed_by_id not in workers
            if case.needs_two_verifiers:
                assert {act.seat for act in case.verifications} == set(Seat)
                assert len(verified_by) == 2
                closer = next(person for person in people if person.id == case.turn.closed_by_id)
                assert closer.inspects(cast.village.id)
            assert case.evidence_of(Phase.AFTER, Phase.DOCUMENT)
            assert case.turn.lasting_measures

        @invariant()
        def passed_only_in_the_eyes_of_another_body(self):
            case = getattr(self, "case", None)
            if case is None or case.state is not State.LOOKBACK_PASSED:
                return
            seen, verified = case.look_backs, case.verifications
            assert not {act.by_id for act in seen} & ({act.by_id for act in verified} | who_carried_out(case))
            offices = {act.office for act in seen}
            assert offices - {act.office for act in verified} or len(offices) > 1

        @invariant()
        def what_a_turn_came_to_is_never_overwritten(self):
            for turn in getattr(self, "case", None).turns if hasattr(self, "case") else ():
                if turn.looked_back_on:
                    end = (turn.closed_on, turn.looked_back_on, turn.lookback_passed, turn.assessment)
                    assert self.turns.setdefault(turn.number, end) == end

        @invariant()
        def no_letter_twice_and_none_softer_than_the_one_before(self):
            if not hasattr(self, "case"):
                return
            wanted = select(RectificationUrging).where(RectificationUrging.rectification_id == self.case.id)
            for turn in self.case.turns:
                levels = [
                    RISING.index(urging.level)
                    for urging in db.session.scalars(wanted.order_by(RectificationUrging.id))
                    if urging.turn_number == turn.number
                ]
                assert levels == sorted(set(levels))

        def teardown(self):
            db.session.rollback()
            for person in people:
                person.__dict__.pop("grants", None)

    run_state_machine_as_test(
        Loop,
        settings=settings(
            deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None, **WALKS
        ),
    )
    assert {State.CLOSED, State.LOOKBACK_PASSED, State.REOPENED} <= reached, "the walks come far enough"
