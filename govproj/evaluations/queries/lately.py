"""您说我办 at a glance: what villagers said last and what was done, for the board of a village and a project's page."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import Integer, cast, func, select
from sqlalchemy.orm import aliased

from govproj.core.db import db, prepared
from govproj.evaluations.models import (
    Comment,
    CommentReply,
    EvaluationRound,
    FollowUpRound,
    QuestionTotal,
    RoundProject,
    Screening,
    State,
    WeakLink,
)
from govproj.evaluations.questions import OVERALL, Asked, theme_or_name
from govproj.evaluations.satisfaction import FEWEST_PUBLISHED, Rate, is_publishable


class Answered(NamedTuple):
    """A villager's words, and what the village did or said."""

    words: str
    reply: str
    done: bool
    on: date


class Better(NamedTuple):
    """A weak point before it was put right, and after."""

    round_id: int
    aspect: str
    before: Rate
    after: Rate


class Lately(NamedTuple):
    said: int
    answered: int
    done: int
    newest: Answered | None
    asked_again: Better | None
    village_id: int


class Verdict(NamedTuple):
    """A round about a project with its answer to the question that stands for the whole, where it was asked."""

    round: EvaluationRound
    total: QuestionTotal | None


def lately_in(village_id: int) -> Lately | None:
    """Of a village; None where nothing was said and nothing asked again."""
    words = db.session.execute(*_words_in(village_id)).one_or_none()
    if words and words.reply:  # one proof is enough for a first screen
        return _lately(village_id, words, None)
    row = db.session.execute(*_asked_again_in(village_id)).one_or_none()
    return _lately(village_id, words, row and _better(*row))


@prepared
def _words_in(village_id):
    return _words(EvaluationRound.village_id == village_id)


@prepared
def _asked_again_in(village_id):
    first, again = aliased(QuestionTotal), aliased(QuestionTotal)
    wanted = _with_both_figures(select(EvaluationRound, WeakLink.aspect, first, again), first, again)
    newest = wanted.where(
        EvaluationRound.village_id == village_id, _public(EvaluationRound), again.round_id > 0
    )
    return newest.order_by(*NEWEST_FIRST).limit(1)


@prepared
def _about(project_id):
    first, again = aliased(QuestionTotal), aliased(QuestionTotal)
    of_it = select(RoundProject.round_id).where(RoundProject.project_id == project_id)
    words = _words(EvaluationRound.id.in_(of_it)).subquery()
    whole = (
        (QuestionTotal.round_id == EvaluationRound.id)
        & (QuestionTotal.project_id == project_id)
        & (QuestionTotal.question == OVERALL)
    )
    wanted = select(EvaluationRound, WeakLink.aspect, first, again, QuestionTotal, words)
    return (
        _with_both_figures(wanted, first, again)
        .outerjoin(QuestionTotal, whole)
        .outerjoin(words, words.c.said > 0)
        .where(EvaluationRound.id.in_(of_it), EvaluationRound.state.in_((State.OPEN, State.PUBLISHED)))
        .order_by(*NEWEST_FIRST)
    )


def about(project) -> tuple[list[Verdict], Lately | None]:
    """Rounds about a project, newest first, and what villagers said in them; one question to the database.

    Words of a round about several projects belong to each of them: the urn does not tell them apart.
    """
    rows = db.session.execute(*_about(project.id)).all()
    better = (_better(*row[:4]) for row in rows if row[1] and row[3])
    again_asked = next((found for found in better if found), None)
    verdicts = [Verdict(row.EvaluationRound, row.QuestionTotal) for row in rows if row[1] is None]
    return verdicts, _lately(project.village_id, rows[0] if rows else None, again_asked)


NEWEST_FIRST = (EvaluationRound.closes_on.desc(), EvaluationRound.id.desc())


def _public(round_):
    """As `satisfaction.is_publishable`."""
    valid = round_.spent + round_.paper_returned - round_.paper_invalid
    return (round_.state == State.PUBLISHED) & (valid >= FEWEST_PUBLISHED)


def _words(where):
    """The newest reply with the words it answers, and how many words there are, answered, settled; one row or none."""
    done = cast(CommentReply.done, Integer)
    return (
        select(
            Comment.text.label("words"),
            CommentReply.text.label("reply"),
            CommentReply.done.label("done"),
            CommentReply.replied_on.label("on"),
            func.count().over().label("said"),
            func.count(CommentReply.comment_name).over().label("answered"),
            func.sum(done).over().label("settled"),
        )
        .join(EvaluationRound, EvaluationRound.id == Comment.round_id)
        .outerjoin(CommentReply, CommentReply.comment_name == Comment.name)
        .where(where, _public(EvaluationRound), Comment.screening == Screening.SHOWN)
        .order_by(
            CommentReply.replied_on.is_(None), CommentReply.replied_on.desc(), done.desc(), Comment.name
        )
        .limit(1)
    )


def _with_both_figures(wanted, first, again):
    """A follow-up beside the figure that made its question weak."""
    same = [(t.project_id == WeakLink.project_id) & (t.question == WeakLink.aspect) for t in (first, again)]
    return (
        wanted.outerjoin(FollowUpRound, FollowUpRound.round_id == EvaluationRound.id)
        .outerjoin(WeakLink, WeakLink.id == FollowUpRound.weak_link_id)
        .outerjoin(first, same[0] & (first.round_id == WeakLink.round_id))
        .outerjoin(again, same[1] & (again.round_id == EvaluationRound.id))
    )


def _better(round_, aspect, before, after) -> Better | None:
    """A theme villagers named had no figure of its own the first time."""
    if before is None or not after.tally.n or not is_publishable(round_.turnout.valid):
        return None
    if round_.state is not State.PUBLISHED:
        return None
    label = theme_or_name(aspect, Asked(round_.questions))
    return Better(round_.id, label, before.tally.rate, after.tally.rate)


def _lately(village_id: int, words, again: Better | None) -> Lately | None:
    if not (words and words.said) and again is None:
        return None
    if not (words and words.said):
        return Lately(0, 0, 0, None, again, village_id)
    newest = Answered(words.words, words.reply, words.done, words.on) if words.reply else None
    return Lately(words.said, words.answered, words.settled or 0, newest, again, village_id)
