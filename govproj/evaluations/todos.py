"""What evaluations expect of somebody today: the next move of each round, comments to read, weak links to answer."""

from sqlalchemy import Date, cast, literal, null, or_, select, union_all
from sqlalchemy.orm import joinedload

from govproj.accounts.models import Role
from govproj.core import dates
from govproj.core.db import db
from govproj.core.i18n import _
from govproj.core.todo import Todo
from govproj.evaluations import policy, queries
from govproj.evaluations.models import (
    PUBLIC,
    Comment,
    Consequence,
    EvaluationRound,
    RollEntry,
    RoundProject,
    Screening,
    State,
    Verdict,
    WeakLink,
)
from govproj.evaluations.questions import TO_DO, Asked, theme_or_name
from govproj.evaluations.weak_links import Trigger
from govproj.evaluations.workflow import WORKFLOW
from govproj.projects.models import Project

RUNNING = (State.DRAFT, State.OPEN, State.CLOSED, State.COUNTED)
MOST = 50
ANSWERS = {Role.SECRETARY, Role.SUPERVISOR}


def todos_of(user) -> list[Todo]:
    own = _slips_to_draw(user) if user.resident_id else ()
    if not user.scope:
        return list(own)
    screened = _unread_comments(user) if Role.SUPERVISOR in user.grants else ()
    due = _to_be_asked(user) if Role.SECRETARY in user.grants else ()
    answers = _to_answer(user) if ANSWERS & user.grants.keys() else ()
    return [*_next_moves(user), *screened, *answers, *due, *own][:MOST]


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
    """The move that is this person's, paper to be keyed before the count, and results the town was told of."""
    alarming = select(Consequence.round_id).where(
        Consequence.trigger == Trigger.ALARM, Consequence.done_on.is_(None)
    )
    told = EvaluationRound.id.in_(alarming) & literal(Role.TOWN_INSPECTOR in user.grants)
    wanted = select(EvaluationRound).where(
        EvaluationRound.village_id.in_(user.scope), EvaluationRound.state.in_(RUNNING) | told
    )
    whole = wanted.options(joinedload(EvaluationRound.village), joinedload(EvaluationRound.projects))
    for round_ in db.session.scalars(whole.limit(MOST)).unique():
        if round_.paper_returned and policy.can_key_paper(user, round_):
            title = _("录入纸质问卷：%(round)s", round=round_.title)
            yield Todo(title, "evaluations.paper", {"round_id": round_.id}, None)
        if round_.state is State.PUBLISHED:
            names = "、".join(project.name for project in round_.projects)
            title = _("%(what)s：%(project)s", what=TO_DO["alarm"], project=names)
            yield Todo(title, "evaluations.show", {"round_id": round_.id}, None)
            continue
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


def _to_answer(user):
    """Weak links and what results set off, in one question: policy.after as columns."""
    for row in db.session.execute(union_all(_weak_links(user), _consequences(user)).limit(MOST)):
        if row.kind == "weak_link":
            name = theme_or_name(row.what, Asked(row.questions))
            title = _("答复薄弱环节“%(aspect)s”：%(project)s", aspect=name, project=row.name)
            yield Todo(title, "evaluations.weak_link", {"weak_link_id": row.id}, None)
        else:
            title = _("%(what)s：%(project)s", what=TO_DO[row.what], project=row.name)
            yield Todo(title, "evaluations.consequence", {"consequence_id": row.id}, row.due_on)


def _weak_links(user):
    return (
        select(
            WeakLink.id,
            literal("weak_link").label("kind"),
            WeakLink.aspect.label("what"),
            Project.name,
            EvaluationRound.questions,
            cast(null(), Date).label("due_on"),
        )
        .join(WeakLink.round)
        .join(WeakLink.project)
        .where(
            EvaluationRound.village_id.in_(user.grants.get(Role.SECRETARY, ())),
            EvaluationRound.state.in_(PUBLIC),
            WeakLink.verdict == Verdict.PROPOSED,
        )
    )


def _consequences(user):
    """Nobody answers for a round that judges their own work."""
    answers = {
        Role.SUPERVISOR: (Trigger.RECHECK_DISCLOSURE,),
        Role.SECRETARY: (Trigger.RECTIFY, Trigger.REPLACE_LEAD),
    }
    own = [
        EvaluationRound.village_id.in_(user.grants.get(role, ())) & Consequence.trigger.in_(triggers)
        for role, triggers in answers.items()
    ]
    judged = select(RoundProject.round_id).join(Project, Project.id == RoundProject.project_id)
    return (
        select(
            Consequence.id,
            literal("consequence").label("kind"),
            Consequence.trigger.label("what"),
            Project.name,
            EvaluationRound.questions,
            Consequence.due_on,
        )
        .join(Consequence.round)
        .join(Consequence.project)
        .where(
            or_(*own),
            Consequence.done_on.is_(None),
            Consequence.round_id.not_in(
                judged.where((Project.lead_id == user.id) | (Project.contact_id == user.id))
            ),
        )
    )


def _to_be_asked(user):
    """Where it is time to ask the villagers again, or for the last time."""
    for due in queries.rounds_due(user):
        title = _("该请村民评议了：%(project)s", project=due.name)
        yield Todo(title, "evaluations.new", {"village_id": due.village_id}, due.on)
