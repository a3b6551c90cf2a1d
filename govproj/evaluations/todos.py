"""What evaluations expect of somebody today: the next move of each round, comments to read, weak links to answer."""

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from govproj.accounts.models import Role
from govproj.core import dates, todo
from govproj.core.db import db
from govproj.core.i18n import _, ngettext
from govproj.core.todo import Todo
from govproj.evaluations import policy, queries
from govproj.evaluations.models import (
    PUBLIC,
    Attendance,
    Comment,
    CommentReply,
    Consequence,
    EvaluationRound,
    FollowUpRound,
    OwnWord,
    Part,
    RollEntry,
    Screening,
    State,
    Verdict,
    WeakLink,
)
from govproj.evaluations.questions import ASPECTS, THEMES, TO_DO
from govproj.evaluations.satisfaction import FEWEST_PUBLISHED
from govproj.evaluations.weak_links import Trigger
from govproj.evaluations.workflow import WORKFLOW
from govproj.projects.models import Project
from govproj.rectifications.models import Rectification, RectificationTurn

RUNNING = (State.DRAFT, State.OPEN, State.CLOSED, State.COUNTED)
MOST = 50
ANSWERS = {Role.SECRETARY, Role.SUPERVISOR, Role.TOWN_INSPECTOR}
ANSWERS_FOR_THE_VILLAGE = ANSWERS - {Role.SUPERVISOR}


def register(app) -> None:
    todo.provider(app, next_moves)
    todo.lines(
        app,
        todo.Kind(slips_to_draw, a_slip),
        todo.Kind(to_confirm, was_there),
        todo.Kind(unread_comments, some_comments),
        todo.Kind(weak_links, a_weak_link),
        todo.Kind(mended, ask_again),
        todo.Kind(consequences, a_consequence),
        todo.Kind(papers_to_destroy, some_papers),
        todo.Kind(words_without_reply, some_words),
    )
    todo.provider(app, to_be_asked)


def next_moves(user) -> Iterable[Todo]:
    """By the table of the moves."""
    if not user.scope:
        return
    wanted = select(EvaluationRound).where(
        EvaluationRound.village_id.in_(user.scope), EvaluationRound.state.in_(RUNNING)
    )
    whole = wanted.options(joinedload(EvaluationRound.village), joinedload(EvaluationRound.projects))
    for round_ in db.session.scalars(whole.limit(MOST)).unique():
        if round_.paper_returned and policy.can_key_paper(user, round_):  # the count waits for them
            title = _("录入纸质问卷：%(round)s", round=round_.title)
            yield Todo(title, "evaluations.paper", {"round_id": round_.id}, None)
        move = next((m for m in WORKFLOW.open_to(user, round_) if not m.why), None)
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


def to_confirm(user):
    """Whoever is named as having stood by says himself whether he did."""
    if not (user.scope or user.is_inspector):
        return None
    mine = Attendance.user_id == user.id, Attendance.said == OwnWord.WAITING
    wanted = select(*todo.columns(Attendance.id, name=EvaluationRound.title, about=Attendance.part))
    return wanted.join(Attendance.round).where(*mine, EvaluationRound.state != State.VOID)


def was_there(row) -> Todo:
    title = _("确认您当时在场：%(part)s（%(round)s）", part=Part(row.about).label, round=row.name)
    return Todo(title, "evaluations.attendance", {"attendance_id": row.id}, None)


def unread_comments(user):
    """By `policy.can_screen`."""
    villages = user.villages_as(Role.SUPERVISOR)
    if not villages:
        return None
    waiting = select(Comment.round_id).where(Comment.screening == Screening.WAITING)
    return (
        select(*todo.columns(EvaluationRound.id, name=EvaluationRound.title))
        .where(EvaluationRound.village_id.in_(villages), EvaluationRound.id.in_(waiting))
        .where(EvaluationRound.state.in_((State.COUNTED, State.PUBLISHED)), ~_own(user))
    )


def _own(user):
    """By `EvaluationRound.concerns`."""
    return EvaluationRound.projects.any(or_(Project.lead_id == user.id, Project.contact_id == user.id))


def some_comments(row) -> Todo:
    return Todo(
        _("查看村民留言：%(round)s", round=row.name), "evaluations.comments", {"round_id": row.id}, None
    )


def _answers_for_the_village(user, thing):
    """By `policy.answers_for_the_village`; the thing is joined with its round and its project."""
    others = Project.lead_id.is_distinct_from(user.id) & Project.contact_id.is_distinct_from(user.id)
    secretary = EvaluationRound.village_id.in_(user.villages_as(Role.SECRETARY))
    town = EvaluationRound.village_id.in_(user.villages_as(Role.TOWN_INSPECTOR))
    return or_(secretary, town & thing.secretary_is_concerned) & others


def weak_links(user):
    """By `policy.can_judge_weak_link`."""
    if not user.grants.keys() & ANSWERS_FOR_THE_VILLAGE:
        return None
    return (
        select(*todo.columns(WeakLink.id, name=Project.name, about=WeakLink.aspect))
        .join(WeakLink.round)
        .join(Project, Project.id == WeakLink.project_id)
        .where(_answers_for_the_village(user, WeakLink), WeakLink.verdict == Verdict.PROPOSED)
        .where(EvaluationRound.state.in_(PUBLIC))
    )


def a_weak_link(row) -> Todo:
    aspect = _aspect(row)
    title = (
        _("答复薄弱环节“%(aspect)s”：%(project)s", aspect=aspect, project=row.name)
        if aspect
        else _("答复薄弱环节：%(project)s", project=row.name)
    )
    return Todo(title, "evaluations.weak_link", {"weak_link_id": row.id}, None)


def _aspect(row):
    """A village's own question is named on its page."""
    theme = row.about.removeprefix("theme:")
    return (THEMES if theme != row.about else ASPECTS).get(theme)


def mended(user):
    """Put right and not asked about again; by `policy.can_follow_up`."""
    if not user.grants.keys() & ANSWERS_FOR_THE_VILLAGE:
        return None
    columns = todo.columns(
        WeakLink.id,
        name=Project.name,
        about=WeakLink.aspect,
        day=RectificationTurn.submitted_on,
        number=WeakLink.ask_again_days,
    )
    turn = (RectificationTurn.rectification_id == Rectification.id) & (
        RectificationTurn.number == Rectification.turn_number
    )
    asked = select(FollowUpRound.weak_link_id).where(FollowUpRound.weak_link_id == WeakLink.id)
    return (
        select(*columns)
        .join(WeakLink.round)
        .join(Project, Project.id == WeakLink.project_id)
        .join(Rectification, Rectification.id == WeakLink.rectification_id)
        .join(RectificationTurn, turn)
        .where(_answers_for_the_village(user, WeakLink), RectificationTurn.submitted_on.is_not(None))
        .where(~asked.exists())
        .order_by(RectificationTurn.submitted_on)
    )


def ask_again(row) -> Todo:
    """Some time later, so that villagers have seen whether it holds."""
    aspect = _aspect(row)
    title = (
        _("整改做完了，再问一次村民“%(aspect)s”：%(project)s", aspect=aspect, project=row.name)
        if aspect
        else _("整改做完了，再问一次村民：%(project)s", project=row.name)
    )
    due = row.day + timedelta(days=row.number or 0)
    return Todo(title, "evaluations.follow_up", {"weak_link_id": row.id}, due)


def consequences(user):
    """What results set off, for whoever has to answer; by `policy.can_answer_consequence`."""
    if not user.grants.keys() & ANSWERS:
        return None
    told = EvaluationRound.village_id.in_(user.villages_as(Role.TOWN_INSPECTOR))
    checks = EvaluationRound.village_id.in_(user.villages_as(Role.SUPERVISOR)) & ~_own(user)
    others = Consequence.trigger.not_in((Trigger.ALARM, Trigger.RECHECK_DISCLOSURE))
    mine = or_(
        told & (Consequence.trigger == Trigger.ALARM),
        checks & (Consequence.trigger == Trigger.RECHECK_DISCLOSURE),
        _answers_for_the_village(user, Consequence) & others,
    )
    columns = todo.columns(
        Consequence.id, name=Project.name, about=Consequence.trigger, day=Consequence.due_on
    )
    return (
        select(*columns)
        .join(Consequence.round)
        .join(Project, Project.id == Consequence.project_id)
        .where(mine, Consequence.done_on.is_(None))
        .order_by(Consequence.due_on)
    )


def a_consequence(row) -> Todo:
    title = _("%(what)s：%(project)s", what=TO_DO[row.about], project=row.name)
    return Todo(title, "evaluations.consequence", {"consequence_id": row.id}, row.day)


def words_without_reply(user):
    """您说我办: every published word gets an answer. By `policy.can_reply`; one line a round."""
    villages = user.villages_as(Role.SECRETARY)
    if not villages:
        return None
    valid = EvaluationRound.spent + EvaluationRound.paper_returned - EvaluationRound.paper_invalid
    columns = todo.columns(
        EvaluationRound.id,
        of=EvaluationRound.village_id,
        name=EvaluationRound.title,
        number=func.count(Comment.name),
    )
    return (
        select(*columns)
        .join(Comment, Comment.round_id == EvaluationRound.id)
        .outerjoin(CommentReply, CommentReply.comment_name == Comment.name)
        .where(EvaluationRound.village_id.in_(villages), EvaluationRound.state == State.PUBLISHED)
        .where(Comment.screening == Screening.SHOWN, CommentReply.text.is_(None), valid >= FEWEST_PUBLISHED)
        .group_by(EvaluationRound.id, EvaluationRound.village_id, EvaluationRound.title)
    )


def some_words(row) -> Todo:
    title = ngettext(
        "答复村民的话（%(num)s 条）：%(round)s",
        "答复村民的话（%(num)s 条）：%(round)s",
        row.number,
        round=row.name,
    )
    return Todo(title, "evaluations.said", {"village_id": row.of}, None)


def papers_to_destroy(user):
    """By `policy.can_destroy_papers`, from the day on which they were kept long enough."""
    villages = user.villages_as(Role.SUPERVISOR, Role.TOWN_INSPECTOR)
    if not villages:
        return None
    columns = todo.columns(EvaluationRound.id, name=EvaluationRound.title, day=EvaluationRound.papers_until)
    return (
        select(*columns)
        .where(EvaluationRound.village_id.in_(villages), EvaluationRound.papers_until <= dates.today())
        .where(EvaluationRound.papers_destroyed_on.is_(None), EvaluationRound.state == State.PUBLISHED)
        .where(~_own(user))
        .order_by(EvaluationRound.papers_until)
    )


def some_papers(row) -> Todo:
    title = _("当面销毁签名册和纸质问卷：%(round)s", round=row.name)
    return Todo(title, "evaluations.papers", {"round_id": row.id}, row.day)


def to_be_asked(user) -> Iterable[Todo]:
    """Where it is time to ask the villagers again, or for the last time."""
    for due in queries.rounds_due(user):
        title = _("该请村民评议了：%(project)s", project=due.name)
        where = {"village_id": due.village_id, "project": due.project_id}
        yield Todo(title, "evaluations.new", where, due.on)
