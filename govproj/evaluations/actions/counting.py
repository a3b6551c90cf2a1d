"""Counting a closed round: open the urn, add up, keep the totals, forget the answers, publish."""

import secrets
from collections import Counter, defaultdict
from contextlib import suppress

from sqlalchemy import select

from govproj.core import dates, sealed
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _l
from govproj.evaluations import urn
from govproj.evaluations.answers import KEY_PURPOSE, read_cell
from govproj.evaluations.models import (
    WITH_URN,
    Comment,
    EvaluationRound,
    HolderKey,
    QuestionTotal,
    RoundProject,
    StratumTotal,
    ThemeTotal,
    WeakLink,
)
from govproj.evaluations.queries import earlier_tallies, mentions, tallies
from govproj.evaluations.questions import OVERALL, STRATA, THEMES
from govproj.evaluations.satisfaction import Level, Tally, is_publishable, merge_small_cells
from govproj.evaluations.weak_links import Thresholds, triggers, weak_aspects, weak_themes
from govproj.evaluations.workflow import WORKFLOW
from govproj.villages import rules

EMPTIED = Event("evaluations.key_destroyed", "answers", says=_l("清空票箱，销毁密钥"))


class NotAHolder(Exception):
    """This round's key was not sealed to that person: they got their own key after the opening."""


class UrnTamperedWith(Exception):
    """There are more or fewer answers in the urn than slips spent, or one that nobody sealed here."""


def count(round_, key: HolderKey, secret: str, *, by) -> None:
    """Open the urn with a holder's passphrase or recovery code and keep totals only.

    The urn is to be emptied with empty() once this is committed.
    """
    round_.lock()
    WORKFLOW.check("count", round_, by=by)
    answers = _answers_in(round_, key.wrapped, secret)
    WORKFLOW.make("count", round_, by=by)
    _keep_totals(round_, answers)
    db.session.flush()
    _draw_conclusions(round_)
    round_.prefix = None
    EMPTIED.record(round_, by=by, answers=len(answers))


def empty(round_) -> None:
    """Destroy the urn of a round that was counted or discarded; to be called after the commit."""
    with suppress(FileNotFoundError):
        urn.destroy(urn.path_of(round_.id))


def sweep_urns(_day) -> None:
    """Daily chore: urns that a machine left behind which stopped between the commit and the deletion."""
    for round_ in db.session.scalars(select(EvaluationRound).where(EvaluationRound.state.not_in(WITH_URN))):
        empty(round_)


def publish(round_, *, by) -> None:
    WORKFLOW.make("publish", round_, by=by)
    round_.published_on = dates.today()


def _answers_in(round_, holder: sealed.HolderKey, secret: str) -> list:
    """All answers, in an order of the moment. Raises sealed.WrongPassphrase."""
    with urn.Urn(urn.path_of(round_.id)) as box:
        key_box = box.box_for(holder.public)
        if key_box is None:
            raise NotAHolder
        private = sealed.unseal(key_box, sealed.unlock(holder, secret), purpose=KEY_PURPOSE)
        try:
            found = [answer for cell in box.shuffled_cells() if (answer := read_cell(cell, private))]
        except sealed.SealBroken:
            raise UrnTamperedWith from None
        if len(found) != box.spent():
            raise UrnTamperedWith
    return found


def _keep_totals(round_, answers) -> None:
    """Totals per question and theme, and the comments in a bag of their own."""
    for project in round_.projects:
        _keep_questions(round_, project, answers)
        _keep_themes(round_, project, answers)
        _keep_strata(round_, project, answers)
    comments = [answer.comment for answer in answers if answer.comment]
    secrets.SystemRandom().shuffle(comments)
    db.session.add_all(Comment(round_id=round_.id, text=text) for text in comments)


def _signs(answers, project, index):
    """The sign each answer gave to the question at `index`; a project left out altogether counts as blank."""
    return [answer.levels.get(str(project.id), "").ljust(index + 1, "-")[index] for answer in answers]


def _keep_questions(round_, project, answers):
    for index, question in enumerate(round_.questions):
        tally = Tally.of(_signs(answers, project, index))
        db.session.add(
            QuestionTotal(
                round_id=round_.id, project_id=project.id, question=question["key"], **tally._asdict()
            )
        )


def _keep_themes(round_, project, answers):
    named = Counter(
        theme for answer in answers for theme in set(answer.themes.get(str(project.id), ())) & THEMES.keys()
    )
    for theme, times in named.items():
        db.session.add(ThemeTotal(round_id=round_.id, project_id=project.id, theme=theme, mentions=times))


def _keep_strata(round_, project, answers):
    """Only when everybody's stratum can be shown: with one hidden, the whole minus the rest gives it away."""
    index = next(i for i, question in enumerate(round_.questions) if question["key"] == OVERALL)
    counts = defaultdict(Counter)
    for answer, sign in zip(answers, _signs(answers, project, index), strict=True):
        counts[answer.stratum if answer.stratum in STRATA else ""][sign] += 1
    rows = {stratum: [count[level] for level in list(Level)[:4]] for stratum, count in counts.items()}
    for columns, cells in merge_small_cells(rows):
        levels = "".join(list(Level)[column] for column in columns)
        for stratum, number in cells.items():
            db.session.add(
                StratumTotal(
                    round_id=round_.id,
                    project_id=project.id,
                    stratum=stratum,
                    levels=levels,
                    answers=number,
                )
            )


def _draw_conclusions(round_) -> None:
    """Weak links and triggers of each project; none under ten valid answers, as nothing is published then."""
    if not is_publishable(round_.turnout.valid):
        return
    limits = thresholds(round_.village)
    for project in round_.projects:
        now, before = tallies(round_.id, project.id), earlier_tallies(round_, project.id)
        asked_about = db.session.get(RoundProject, (round_.id, project.id))
        asked_about.triggers = list(triggers(now, before, limits))
        found = [(weak.aspect, weak.reasons) for weak in weak_aspects(now, before, limits)]
        found += [
            (f"theme:{weak.aspect}", weak.reasons)
            for weak in weak_themes(mentions(round_.id, project.id), round_.turnout.valid, limits)
        ]
        for aspect, reasons in found:
            db.session.add(
                WeakLink(round_id=round_.id, project_id=project.id, aspect=aspect, reasons=list(reasons))
            )


def thresholds(village) -> Thresholds:
    keys = ("weak_link.rate", "weak_link.score", "weak_link.fall", "weak_link.lowest_two_rate")
    rate, score, fall, lowest_under = rules.values(keys, village).values()
    return Thresholds(rate=rate, score=score, fall=fall, lowest_under=lowest_under)
