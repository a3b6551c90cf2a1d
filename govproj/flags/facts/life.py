"""What is told of a project's life: its steps, its decision and its lead, what happened on site."""

from sqlalchemy import func, select

from govproj.core.db import rows
from govproj.decisions.models import DecisionMeeting, DecisionPaper, DecisionProcess, DecisionStep, Resolution
from govproj.decisions.states import DECIDING, Matter, MinutesState, Step
from govproj.decisions.states import State as DecisionState
from govproj.flags.facts import records
from govproj.flags.facts.parts import day_of, grouped, part, single
from govproj.projects.models import (
    EVALUATORS,
    Acceptance,
    AcceptanceParticipant,
    Body,
    ConcealedSignature,
    ConcealedWork,
    Milestone,
    MilestoneKind,
    ProjectFile,
    ProjectMonth,
    StartNotice,
    StateChange,
)
from govproj.selections.models import LeadAssessment, LeadSelection, SelectionDecision, SelectionStep
from govproj.selections.states import IN_OFFICE
from govproj.selections.states import State as SelectionState


@part("days", empty={}, name="life")
def life(ids, today):
    found = {}
    wanted = select(StateChange.project_id, StateChange.after, StateChange.occurred_on)
    wanted = wanted.where(StateChange.project_id.in_(ids)).order_by(StateChange.id)
    for project_id, state, day in rows(wanted):
        found.setdefault(project_id, {})[state] = day
    return found


@part("decision")
def decision(ids, today):
    """The initiation's process in its running round: its last vote, and how long the plan hung."""
    wanted = select(
        DecisionProcess.project_id,
        DecisionProcess.id,
        DecisionProcess.round,
        DecisionProcess.planned,
        DecisionProcess.consult_days,
    ).where(
        DecisionProcess.project_id.in_(ids),
        DecisionProcess.matter == Matter.INITIATION,
        DecisionProcess.state != DecisionState.ABANDONED,
    )
    processes = rows(wanted)
    votes, posted = _votes(ids), _posted(ids)
    found = {}
    for project_id, id_, round_, planned, consult_days in processes:
        last = next((step for step in reversed(DECIDING) if step.value in planned), None)
        vote, passed = votes.get((id_, round_, last), (None, False))
        first, until = posted.get((id_, round_), (None, None))
        passed_on = vote.held_on if passed else None
        found[project_id] = records.Decision(passed_on, (vote,) if vote else (), first, until, consult_days)
    return found


def _votes(ids) -> dict[tuple, tuple]:
    """(process, round, step) → the first resolution of its signed minutes, and whether it passed."""
    meeting = DecisionMeeting
    wanted = (
        select(
            meeting.process_id,
            meeting.round,
            meeting.step,
            Resolution.passed,
            meeting.held_on,
            meeting.kind,
            Resolution.entitled,
            Resolution.present,
            Resolution.votes_for,
            Resolution.quorum_part,
            Resolution.quorum_of,
            Resolution.quorum_strict,
            Resolution.majority_part,
            Resolution.majority_of,
            Resolution.majority_strict,
            Resolution.majority_of_entitled,
        )
        .join(Resolution, Resolution.meeting_id == meeting.id)
        .join(DecisionProcess, DecisionProcess.id == meeting.process_id)
        .where(DecisionProcess.project_id.in_(ids), meeting.state == MinutesState.SIGNED)
        .where(Resolution.number == 1)
    )
    found = {}
    for process_id, round_, step, passed, held_on, kind, *rest in rows(wanted):
        entitled, present, votes_for, *shares, of_entitled = rest
        quorum, majority = tuple(shares[:3]), tuple(shares[3:])
        vote = records.Vote(held_on, kind.value, entitled, present, votes_for, quorum, majority, of_entitled)
        found[process_id, round_, step] = vote, passed
    return found


def _posted(ids) -> dict[tuple, tuple]:
    step = DecisionStep
    wanted = (
        select(step.process_id, step.round, step.occurred_on, step.until)
        .join(DecisionProcess)
        .where(DecisionProcess.project_id.in_(ids), step.step == Step.CONSULTATION)
    )
    return {(process_id, round_): (first, until) for process_id, round_, first, until in rows(wanted)}


@part("selection")
def selection(ids, today):
    """How the lead of today was found: the newest search that came to a decision."""
    assessed = (
        select(func.count())
        .where(LeadAssessment.nomination_id == SelectionDecision.nomination_id)
        .scalar_subquery()
    )
    publicised = (
        select(func.max(SelectionStep.occurred_on))
        .where(SelectionStep.selection_id == LeadSelection.id)
        .where(SelectionStep.after == SelectionState.PUBLICISED)
        .scalar_subquery()
    )
    wanted = (
        select(
            LeadSelection.project_id,
            assessed,
            LeadSelection.min_assessors,
            publicised,
            LeadSelection.publicised_until,
            LeadSelection.after_replacement,
        )
        .join(SelectionDecision, SelectionDecision.selection_id == LeadSelection.id)
        .where(LeadSelection.project_id.in_(ids), SelectionDecision.set_aside_on.is_(None))
        .where(LeadSelection.state.in_(IN_OFFICE))
        .order_by(LeadSelection.id, SelectionDecision.id)
    )
    return single(rows(wanted), records.Selection)


@part("notice_posted_on", name="start_notice")
def start_notice(ids, today):
    wanted = select(StartNotice.project_id, StartNotice.posted_on).where(StartNotice.project_id.in_(ids))
    return single(rows(wanted.order_by(StartNotice.id)), lambda day: day)


@part("works", empty=())
def works(ids, today):
    photos = select(func.count()).where(ProjectFile.concealed_work_id == ConcealedWork.id).scalar_subquery()
    signers = (
        select(func.count()).where(ConcealedSignature.concealed_work_id == ConcealedWork.id).scalar_subquery()
    )
    wanted = select(
        ConcealedWork.project_id,
        ConcealedWork.id,
        ConcealedWork.name,
        ConcealedWork.finished_on,
        photos,
        signers,
    ).where(ConcealedWork.project_id.in_(ids))
    return grouped(rows(wanted.order_by(ConcealedWork.id)), records.Work)


@part("acceptance")
def acceptance(ids, today):
    """The last meeting counts."""
    people = grouped(
        rows(
            select(
                AcceptanceParticipant.acceptance_id, AcceptanceParticipant.body, AcceptanceParticipant.name
            )
            .join(Acceptance)
            .where(Acceptance.project_id.in_(ids))
        ),
        lambda body, name: (body, name),
    )

    def record(id_, held_on, passed):
        came = people.get(id_, ())
        representatives = sum(1 for body, _name in came if body is Body.REPRESENTATIVE)
        judges = tuple(name for body, name in came if body in EVALUATORS)
        return records.Acceptance(held_on, passed, representatives, judges)

    wanted = select(Acceptance.project_id, Acceptance.id, Acceptance.held_on, Acceptance.passed)
    return single(rows(wanted.where(Acceptance.project_id.in_(ids)).order_by(Acceptance.id)), record)


@part("in_use_on", name="in_use")
def in_use(ids, today):
    wanted = select(Milestone.project_id, func.min(Milestone.actual_on)).where(
        Milestone.project_id.in_(ids),
        Milestone.kind == MilestoneKind.IN_USE,
        Milestone.actual_on.is_not(None),
    )
    return single(rows(wanted.group_by(Milestone.project_id)), lambda on: on)


@part("months", empty=())
def months(ids, today):
    wanted = select(
        ProjectMonth.project_id, ProjectMonth.month, ProjectMonth.actual_pct, ProjectMonth.paid_fen
    ).where(ProjectMonth.project_id.in_(ids))
    return grouped(rows(wanted.order_by(ProjectMonth.month)), records.Month)


@part("papers", empty=())
def papers(ids, today):
    """What ought to be made on the spot: minutes, papers of a decision, concealed works, acceptances."""
    process, meeting, paper = DecisionProcess, DecisionMeeting, DecisionPaper
    minutes = select(process.project_id, meeting.kind, meeting.held_on, meeting.recorded_at)
    sheets = select(process.project_id, paper.step, paper.dated_on, paper.added_at)
    works = select(
        ConcealedWork.project_id, ConcealedWork.name, ConcealedWork.finished_on, ConcealedWork.recorded_at
    )
    met = select(Acceptance.project_id, Acceptance.place, Acceptance.held_on, Acceptance.recorded_at)
    found = [
        *rows(minutes.join(process).where(process.project_id.in_(ids), meeting.edition == 1)),
        *rows(sheets.join(process, process.id == paper.process_id).where(process.project_id.in_(ids))),
        *rows(works.where(ConcealedWork.project_id.in_(ids))),
        *rows(met.where(Acceptance.project_id.in_(ids))),
    ]
    return grouped(found, _paper)


def _paper(what, dated_on, recorded_at) -> records.Paper:
    return records.Paper(str(getattr(what, "label", what)), dated_on, day_of(recorded_at))
