"""What evaluations expect of somebody today: the next move of each round, comments to read, weak links to answer."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from govproj.accounts.models import Role
from govproj.core import dates, todo
from govproj.core.db import db
from govproj.core.i18n import _
from govproj.core.todo import Todo
from govproj.evaluations.models import (
    PUBLIC,
    Comment,
    EvaluationRound,
    RollEntry,
    Screening,
    State,
    Verdict,
    WeakLink,
    label_of,
)
from govproj.evaluations.workflow import WORKFLOW
from govproj.projects.models import Project

RUNNING = (State.DRAFT, State.OPEN, State.CLOSED, State.COUNTED)
MOST = 50


def register(app) -> None:
    todo.provider(app, next_moves)
    todo.lines(
        app,
        todo.Kind(slips_to_draw, a_slip),
        todo.Kind(unread_comments, some_comments),
        todo.Kind(weak_links, a_weak_link),
    )


def next_moves(user) -> Iterable[Todo]:
    """By the table of the moves."""
    if not user.scope:
        return
    wanted = select(EvaluationRound).where(
        EvaluationRound.village_id.in_(user.scope), EvaluationRound.state.in_(RUNNING)
    )
    whole = wanted.options(joinedload(EvaluationRound.village), joinedload(EvaluationRound.projects))
    for round_ in db.session.scalars(whole.limit(MOST)).unique():
        move = next((m for m in WORKFLOW.open_to(user, round_) if m.name != "discard"), None)
        day = {"open": round_.opens_on, "close": round_.closes_on}.get(move and move.name)
        if move is None or (move.name == "close" and dates.today() <= round_.closes_on):
            continue
        title = _("%(move)s：%(round)s", move=move.label, round=round_.title)
        yield Todo(title, "evaluations.show", {"round_id": round_.id}, day)


def slips_to_draw(user):
    """For those who are away: afterwards it is too late."""
    if not user.resident_id:
        return None
    return (
        select(*todo.columns(EvaluationRound.id, name=EvaluationRound.title))
        .join(RollEntry, RollEntry.round_id == EvaluationRound.id)
        .where(RollEntry.resident_id == user.resident_id, RollEntry.drew_online.is_(False))
        .where(EvaluationRound.state == State.DRAFT)
    )


def a_slip(row) -> Todo:
    title = _("人在外地的，开始以前可以线上领票：%(round)s", round=row.name)
    return Todo(title, "evaluations.draw", {"round_id": row.id}, None)


def unread_comments(user):
    """By `policy.can_screen`."""
    villages = user.villages_as(Role.SUPERVISOR)
    if not villages:
        return None
    waiting = select(Comment.round_id).where(Comment.screening == Screening.WAITING)
    return (
        select(*todo.columns(EvaluationRound.id, name=EvaluationRound.title))
        .where(EvaluationRound.village_id.in_(villages), EvaluationRound.id.in_(waiting))
        .where(EvaluationRound.state.in_((State.COUNTED, State.PUBLISHED)))
    )


def some_comments(row) -> Todo:
    return Todo(
        _("查看村民留言：%(round)s", round=row.name), "evaluations.comments", {"round_id": row.id}, None
    )


def weak_links(user):
    """By `policy.can_judge_weak_link`."""
    villages = user.villages_as(Role.SECRETARY)
    if not villages:
        return None
    return (
        select(*todo.columns(WeakLink.id, name=Project.name, about=WeakLink.aspect))
        .join(WeakLink.round)
        .join(Project, Project.id == WeakLink.project_id)
        .where(EvaluationRound.village_id.in_(villages), WeakLink.verdict == Verdict.PROPOSED)
        .where(EvaluationRound.state.in_(PUBLIC))
    )


def a_weak_link(row) -> Todo:
    title = _("答复薄弱环节“%(aspect)s”：%(project)s", aspect=label_of(row.about), project=row.name)
    return Todo(title, "evaluations.weak_link", {"weak_link_id": row.id}, None)
