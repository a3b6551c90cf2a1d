"""What evaluations expect of somebody today: the next move of each round, comments to read, weak links to answer."""

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from govproj.accounts.models import Role
from govproj.core import dates
from govproj.core.db import db
from govproj.core.i18n import _
from govproj.core.todo import Todo
from govproj.evaluations import policy, queries
from govproj.evaluations.models import (
    Comment,
    Consequence,
    EvaluationRound,
    RollEntry,
    Screening,
    State,
    Verdict,
    WeakLink,
)
from govproj.evaluations.workflow import WORKFLOW

RUNNING = (State.DRAFT, State.OPEN, State.CLOSED, State.COUNTED)
MOST = 50
ANSWERS = {Role.SECRETARY, Role.SUPERVISOR, Role.TOWN_INSPECTOR}


def todos_of(user) -> list[Todo]:
    own = _slips_to_draw(user) if user.resident_id else ()
    if not user.scope:
        return list(own)
    screened = _unread_comments(user) if Role.SUPERVISOR in user.grants else ()
    judged = (*_weak_links(user), *_to_be_asked(user)) if Role.SECRETARY in user.grants else ()
    keyed = _papers(user) if {Role.CADRE, Role.SUPERVISOR} & user.grants.keys() else ()
    follows = _consequences(user) if ANSWERS & user.grants.keys() else ()
    return [*_next_moves(user), *screened, *judged, *keyed, *follows, *own][:MOST]


def _slips_to_draw(user):
    """For those who are away: afterwards it is too late."""
    wanted = (
        select(EvaluationRound)
        .join(RollEntry, RollEntry.round_id == EvaluationRound.id)
        .where(RollEntry.resident_id == user.resident_id, RollEntry.drew_online.is_(False))
        .where(EvaluationRound.state == State.DRAFT)
    )
    for round_ in db.session.scalars(wanted.limit(MOST)):
        title = _("人在外地的，开始以前可以线上领票：%(round)s", round=round_.title)
        yield Todo(title, "evaluations.draw", {"round_id": round_.id}, None)


def _next_moves(user):
    wanted = select(EvaluationRound).where(
        EvaluationRound.village_id.in_(user.scope), EvaluationRound.state.in_(RUNNING)
    )
    whole = wanted.options(joinedload(EvaluationRound.village), joinedload(EvaluationRound.projects))
    for round_ in db.session.scalars(whole.limit(MOST)).unique():
        move = next((m for m in WORKFLOW.open_to(user, round_) if not m.why), None)
        day = {"open": round_.opens_on, "close": round_.closes_on}.get(move and move.name)
        if move is None or (move.name == "close" and dates.today() <= round_.closes_on):
            continue
        title = _("%(move)s：%(round)s", move=move.label, round=round_.title)
        yield Todo(title, "evaluations.show", {"round_id": round_.id}, day)


def _unread_comments(user):
    wanted = (
        select(EvaluationRound)
        .where(EvaluationRound.village_id.in_(user.scope))
        .where(EvaluationRound.id.in_(select(Comment.round_id).where(Comment.screening == Screening.WAITING)))
    )
    for round_ in db.session.scalars(wanted.limit(MOST)):
        if policy.can_screen(user, round_):
            title = _("查看村民留言：%(round)s", round=round_.title)
            yield Todo(title, "evaluations.comments", {"round_id": round_.id}, None)


def _weak_links(user):
    wanted = (
        select(WeakLink)
        .join(WeakLink.round)
        .where(EvaluationRound.village_id.in_(user.scope), WeakLink.verdict == Verdict.PROPOSED)
        .options(contains_eager(WeakLink.round), joinedload(WeakLink.project))
    )
    for weak in db.session.scalars(wanted.limit(MOST)):
        if policy.can_judge_weak_link(user, weak):
            title = _("答复薄弱环节“%(aspect)s”：%(project)s", aspect=weak.label, project=weak.project.name)
            yield Todo(title, "evaluations.weak_link", {"weak_link_id": weak.id}, None)


def _papers(user):
    """The count waits for them."""
    wanted = select(EvaluationRound).where(
        EvaluationRound.village_id.in_(user.scope),
        EvaluationRound.state == State.CLOSED,
        EvaluationRound.paper_returned > 0,
    )
    for round_ in db.session.scalars(wanted.options(selectinload(EvaluationRound.projects)).limit(MOST)):
        if policy.can_key_paper(user, round_):
            title = _("录入纸质问卷：%(round)s", round=round_.title)
            yield Todo(title, "evaluations.paper", {"round_id": round_.id}, None)


def _consequences(user):
    """What results set off and this person has to answer for."""
    wanted = (
        select(Consequence)
        .join(Consequence.round)
        .where(EvaluationRound.village_id.in_(user.scope), Consequence.done_on.is_(None))
        .options(
            contains_eager(Consequence.round).selectinload(EvaluationRound.projects),
            joinedload(Consequence.project),
        )
    )
    for what in db.session.scalars(wanted.limit(MOST)):
        if policy.can_answer_consequence(user, what):
            title = _("%(what)s：%(project)s", what=what.to_do, project=what.project.name)
            yield Todo(title, "evaluations.consequence", {"consequence_id": what.id}, what.due_on)


def _to_be_asked(user):
    """Where it is time to ask the villagers again, or for the last time."""
    for due in queries.rounds_due(user):
        title = _("该请村民评议了：%(project)s", project=due.name)
        yield Todo(title, "evaluations.new", {"village_id": due.village_id}, due.on)
