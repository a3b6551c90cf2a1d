"""What became of a result: follow-ups, what it set off, replies to villagers, and the record of the count."""

from datetime import date
from typing import NamedTuple

from flask import abort
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from govproj.accounts.models import Office, User
from govproj.core.audit import AuditEntry
from govproj.core.db import db
from govproj.evaluations.models import (
    Comment,
    CommentReply,
    Consequence,
    EvaluationRound,
    FollowUpRound,
    QuestionTotal,
    RoundProject,
    Screening,
    SlipComplaint,
    State,
    WeakLink,
)
from govproj.evaluations.queries.reading import WHOLE
from govproj.evaluations.satisfaction import Tally, is_publishable
from govproj.evaluations.weak_links import Trigger
from govproj.rectifications.models import Rectification
from govproj.selections.models import LeadSelection
from govproj.selections.states import State as Selected
from govproj.villages.models import Resident

MOST_SAID = 200
STEPS = (
    "evaluations.drafted",
    "evaluations.slips_printed",
    "evaluations.attendance_confirmed",
    "evaluations.attendance_denied",
    "evaluations.stood_by",
    "evaluations.paper_printed",
    "evaluations.open",
    "evaluations.slips_committed",
    "evaluations.slip_complaint",
    "evaluations.close",
    "evaluations.helpers_named",
    "evaluations.closed_with",
    "evaluations.urn_opened",
    "evaluations.paper_agreed",
    "evaluations.count",
    "evaluations.key_destroyed",
    "evaluations.comments_screened",
    "evaluations.publish",
    "evaluations.papers_destroyed",
    "evaluations.discard",
    "evaluations.give_up",
    "evaluations.lose_urn",
)


class AfterMending(NamedTuple):
    """The same question before the rectification and in the follow-up."""

    round: EvaluationRound
    before: Tally | None
    after: Tally | None  # None until it is published


def follow_ups_of(round_) -> dict[int, AfterMending]:
    """By weak link of this round."""
    rows = db.session.execute(
        select(FollowUpRound.weak_link_id, WeakLink, EvaluationRound)
        .join(WeakLink, WeakLink.id == FollowUpRound.weak_link_id)
        .join(EvaluationRound, EvaluationRound.id == FollowUpRound.round_id)
        .where(WeakLink.round_id == round_.id)
    ).all()
    asked = [row.EvaluationRound.id for row in rows]
    wanted = select(QuestionTotal).where(QuestionTotal.round_id.in_([round_.id, *asked]))
    totals = (
        {(t.round_id, t.project_id, t.question): t.tally for t in db.session.scalars(wanted)} if rows else {}
    )
    return {
        row.weak_link_id: AfterMending(
            row.EvaluationRound,
            totals.get((round_.id, row.WeakLink.project_id, row.WeakLink.aspect)),
            totals.get((row.EvaluationRound.id, row.WeakLink.project_id, row.WeakLink.aspect))
            if row.EvaluationRound.state is State.PUBLISHED
            else None,
        )
        for row in rows
    }


def followed_by(weak_link) -> int | None:
    """The round that asks about it again, if one was drafted."""
    return db.session.scalar(select(FollowUpRound.round_id).where(FollowUpRound.weak_link_id == weak_link.id))


def mended_on(weak_link) -> date | None:
    """When its rectification was handed in as done; None before."""
    case = db.session.get(Rectification, weak_link.rectification_id) if weak_link.rectification_id else None
    return case.turn.submitted_on if case else None


def consequence_or_404(user, consequence_id: int) -> Consequence:
    found = db.session.scalar(
        select(Consequence)
        .join(Consequence.round)
        .options(joinedload(Consequence.round).options(*WHOLE), joinedload(Consequence.project))
        .where(Consequence.id == consequence_id, EvaluationRound.village_id.in_(user.scope))
    )
    return found or abort(404)


def appointment_to_end(consequence) -> LeadSelection | None:
    """By which the lead was appointed whom villagers found wanting; None where he no longer leads."""
    project = consequence.project
    if consequence.trigger != Trigger.REPLACE_LEAD or project.lead_id is None:
        return None
    judged = db.session.get(RoundProject, (consequence.round_id, consequence.project_id)).lead_id
    newest = select(LeadSelection).where(
        LeadSelection.project_id == project.id, LeadSelection.state == Selected.APPOINTED
    )
    found = db.session.scalar(newest.order_by(LeadSelection.id.desc()).limit(1))
    return found if judged in {None, project.lead_id} else None


class Said(NamedTuple):
    """A villager's words and what the village answered."""

    comment: Comment
    round: EvaluationRound
    reply: CommentReply | None


def said_and_done(village_id: int) -> list[Said]:
    """Published words of the village: unanswered first, then the newest answers."""
    rows = db.session.execute(
        select(Comment, EvaluationRound, CommentReply)
        .join(EvaluationRound, EvaluationRound.id == Comment.round_id)
        .outerjoin(CommentReply, CommentReply.comment_name == Comment.name)
        .where(
            EvaluationRound.village_id == village_id,
            EvaluationRound.state == State.PUBLISHED,
            Comment.screening == Screening.SHOWN,
        )
        .order_by(
            CommentReply.replied_on.is_not(None),
            CommentReply.replied_on.desc(),
            EvaluationRound.closes_on.desc(),
            Comment.name,
        )
        .limit(MOST_SAID)
    )
    return [Said(*row) for row in rows if is_publishable(row.EvaluationRound.turnout.valid)]


def comment_or_404(user, name: str) -> tuple[EvaluationRound, Comment]:
    """Only words that are public, and only for those in office."""
    found = db.session.execute(
        select(EvaluationRound, Comment)
        .join(Comment, Comment.round_id == EvaluationRound.id)
        .where(
            Comment.name == name,
            Comment.screening == Screening.SHOWN,
            EvaluationRound.state == State.PUBLISHED,
            EvaluationRound.village_id.in_(user.scope),
        )
        .options(*WHOLE)
    ).one_or_none()
    return tuple(found) if found else abort(404)


def reply_to(comment: Comment) -> CommentReply | None:
    return db.session.get(CommentReply, comment.name)


def names_known_in(village_id: int) -> list[str]:
    """Of residents and officials: what nobody should find in a villager's comment."""
    residents = select(Resident.name).where(Resident.village_id == village_id)
    officials = select(User.name).join(User.offices).where(Office.village_id == village_id)
    return list(db.session.scalars(residents.union(officials)))


def complaints_of(round_) -> list[SlipComplaint]:
    """By day."""
    wanted = select(SlipComplaint).where(SlipComplaint.round_id == round_.id)
    return db.session.scalars(wanted.order_by(SlipComplaint.day, SlipComplaint.trouble)).all()


def ceremony(round_) -> list:
    """Everything on record about the round, in order; days only, nothing of single answers exists there."""
    return db.session.execute(
        select(AuditEntry, User.name)
        .outerjoin(User, User.id == AuditEntry.actor_id)
        .where(AuditEntry.subject == f"EvaluationRound:{round_.id}", AuditEntry.event.in_(STEPS))
        .order_by(AuditEntry.leaf_index)
    ).all()
