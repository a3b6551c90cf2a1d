"""What a round found out, and what was made of it."""

from collections import defaultdict
from typing import NamedTuple

from flask import abort
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from govproj.core.db import db
from govproj.evaluations.models import (
    Comment,
    EvaluationRound,
    QuestionTotal,
    RoundProject,
    Screening,
    State,
    StratumTotal,
    ThemeTotal,
    WeakLink,
)
from govproj.evaluations.queries.reading import WHOLE
from govproj.evaluations.questions import ASPECTS, TRIGGERS
from govproj.evaluations.satisfaction import Tally
from govproj.projects.models import Project


class ProjectResult(NamedTuple):
    """What a round found out about one project."""

    project: Project
    totals: dict[str, QuestionTotal]  # by question, in the order asked
    themes: list[ThemeTotal]
    strata: list[StratumTotal]
    weak_links: list[WeakLink]
    triggers: list

    @property
    def bars(self) -> list[tuple]:
        """(aspect, 非常满意, 满意, 基本满意, 不满意), as the diverging plot wants them."""
        return [(ASPECTS[key], *total.tally.levels) for key, total in self.totals.items()]

    @property
    def by_stratum(self) -> dict[str, list[StratumTotal]]:
        rows = defaultdict(list)
        for total in self.strata:
            rows[total.stratum].append(total)
        return rows


def results(round_) -> list[ProjectResult]:
    """One query per table, whatever the number of projects."""
    totals = _by_project(QuestionTotal, round_)
    themes = _by_project(ThemeTotal, round_, ThemeTotal.mentions.desc(), ThemeTotal.theme)
    strata = _by_project(StratumTotal, round_, StratumTotal.stratum, StratumTotal.levels)
    weak = _by_project(WeakLink, round_, WeakLink.id)
    set_off = _by_project(RoundProject, round_)
    order = [question["key"] for question in round_.questions]
    return [
        ProjectResult(
            project,
            {t.question: t for t in sorted(totals[project.id], key=lambda t: order.index(t.question))},
            themes[project.id],
            strata[project.id],
            weak[project.id],
            [TRIGGERS[trigger] for row in set_off[project.id] for trigger in row.triggers],
        )
        for project in round_.projects
    ]


def _by_project(model, round_, *order):
    found = defaultdict(list)
    for row in db.session.scalars(select(model).where(model.round_id == round_.id).order_by(*order)):
        found[row.project_id].append(row)
    return found


def comments(round_, screening: Screening) -> list[Comment]:
    """By their random names, which is no order at all."""
    return db.session.scalars(
        select(Comment)
        .where(Comment.round_id == round_.id, Comment.screening == screening)
        .order_by(Comment.name)
    ).all()


def waiting_comments(round_) -> int:
    return db.session.scalar(
        select(func.count()).where(Comment.round_id == round_.id, Comment.screening == Screening.WAITING)
    )


def weak_link_or_404(user, weak_link_id: int) -> WeakLink:
    found = db.session.scalar(
        select(WeakLink)
        .join(WeakLink.round)
        .options(joinedload(WeakLink.round).options(*WHOLE), joinedload(WeakLink.project))
        .where(WeakLink.id == weak_link_id, EvaluationRound.village_id.in_(user.scope))
    )
    return found or abort(404)


def total_of(weak_link) -> QuestionTotal | None:
    """The figures behind it; None for a theme."""
    return db.session.get(QuestionTotal, (weak_link.round_id, weak_link.project_id, weak_link.aspect))


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
