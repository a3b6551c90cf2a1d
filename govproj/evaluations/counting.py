"""Counting a closed round: open the urn, add up, keep the totals, forget the answers."""

import secrets
from collections import Counter, defaultdict

from sqlalchemy import select

from govproj.core import sealed
from govproj.core.db import db
from govproj.evaluations import urn
from govproj.evaluations.answers import read_cell
from govproj.evaluations.models import (
    Comment,
    EvaluationRound,
    QuestionTotal,
    RoundProject,
    State,
    StratumTotal,
    ThemeTotal,
    WeakLink,
)
from govproj.evaluations.questions import OVERALL, STRATA, THEMES
from govproj.evaluations.satisfaction import Level, Tally, is_publishable, merge_small_cells
from govproj.evaluations.weak_links import Thresholds, triggers, weak_aspects, weak_themes

KEY_PURPOSE = "evaluation round key"


class NotAHolder(Exception):
    """This round's key was not sealed to that person: they got their own key after the opening."""


class UrnTamperedWith(Exception):
    """There are more or fewer answers in the urn than slips spent, or one that nobody sealed here."""


def answers_in(round_, holder: sealed.HolderKey, secret: str) -> list:
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


def keep_totals(round_, answers) -> None:
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
    for theme, mentions in named.items():
        db.session.add(ThemeTotal(round_id=round_.id, project_id=project.id, theme=theme, mentions=mentions))


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


# ---- what the figures propose ----


def draw_conclusions(round_, limits: Thresholds) -> None:
    """Weak links and triggers of each project; none under ten valid answers, as nothing is published then."""
    if not is_publishable(round_.turnout.valid):
        return
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


def tallies(round_id: int, project_id: int) -> dict[str, Tally]:
    rows = db.session.scalars(
        select(QuestionTotal).where(
            QuestionTotal.round_id == round_id, QuestionTotal.project_id == project_id
        )
    )
    return {row.question: row.tally for row in rows}


def mentions(round_id: int, project_id: int) -> dict[str, int]:
    return dict(
        db.session.execute(
            select(ThemeTotal.theme, ThemeTotal.mentions).where(
                ThemeTotal.round_id == round_id, ThemeTotal.project_id == project_id
            )
        ).all()
    )


def earlier_tallies(round_, project_id: int) -> dict[str, Tally] | None:
    """Of the last round published about the same project before this one."""
    earlier = db.session.scalar(
        select(EvaluationRound.id)
        .join(QuestionTotal, QuestionTotal.round_id == EvaluationRound.id)
        .where(
            QuestionTotal.project_id == project_id,
            EvaluationRound.state == State.PUBLISHED,
            EvaluationRound.closes_on < round_.opens_on,
        )
        .order_by(EvaluationRound.closes_on.desc())
        .limit(1)
    )
    return tallies(earlier, project_id) if earlier else None
