"""What a round found out, what was made of it, and what the record says about the count."""

from collections import defaultdict
from typing import NamedTuple

from flask import abort
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from govproj.core.db import db
from govproj.core.i18n import _
from govproj.evaluations.models import (
    ChoiceTotal,
    Comment,
    Consequence,
    EvaluationRound,
    Purpose,
    QuestionTotal,
    RoundProject,
    Screening,
    State,
    StratumTotal,
    ThemeTotal,
    WeakLink,
)
from govproj.evaluations.queries.reading import WHOLE
from govproj.evaluations.questions import STRATA, TRIGGERS, Asked
from govproj.evaluations.satisfaction import Points, Rate, Tally, composite, one_decimal
from govproj.projects.models import Project


class ProjectResult(NamedTuple):
    """What a round found out about one project."""

    project: Project
    asked: Asked
    totals: dict[str, QuestionTotal]  # by question, in the order asked
    before: dict[str, Tally]  # of the last round published before, by question
    themes: list[ThemeTotal]
    choices: list[ChoiceTotal]
    strata: list[StratumTotal]
    weak_links: list[WeakLink]
    consequences: list[Consequence]
    triggers: list

    @property
    def headline(self) -> QuestionTotal:
        return self.totals[self.asked.headline]

    @property
    def bars(self) -> list[tuple]:
        """(aspect, 非常满意, 满意, 基本满意, 不满意), as the diverging plot wants them."""
        return [(self.asked.name(key), *total.tally.levels) for key, total in self.totals.items()]

    @property
    def by_stratum(self) -> dict[str, list[StratumTotal]]:
        rows = defaultdict(list)
        for total in self.strata:
            rows[total.stratum].append(total)
        return rows

    @property
    def by_choice(self) -> dict[str, list[ChoiceTotal]]:
        rows = defaultdict(list)
        for total in self.choices:
            rows[total.question].append(total)
        return rows

    def composite(self, points: Points):
        """The mean of the scores of all aspects but the one that stands for the whole; None without several."""
        scores = {k: t.tally.score(points) for k, t in self.totals.items() if k != self.asked.headline}
        return one_decimal(composite(scores)) if len(scores) > 1 else None

    def change(self, key: str):
        """In percentage points against the last round, between published figures; None without one."""
        now, before = self.totals[key].tally.rate.percent, self.before.get(key, Tally()).rate.percent
        return None if now is None or before is None else now - before


def results(round_) -> list[ProjectResult]:
    """One query per table, whatever the number of projects; tables that hold nothing of this round are left alone."""
    asked = round_.asked
    totals, before = _totals_now_and_before(round_)
    themes = _by_project(ThemeTotal, round_, ThemeTotal.mentions.desc(), ThemeTotal.theme, when=asked.themes)
    choices = _by_project(
        ChoiceTotal, round_, ChoiceTotal.question, ChoiceTotal.sign, when=bool(asked.choices)
    )
    strata = _by_project(StratumTotal, round_, StratumTotal.stratum, StratumTotal.levels)
    weak = _by_project(WeakLink, round_, WeakLink.id)
    published = round_.state is State.PUBLISHED
    set_off = _by_project(RoundProject, round_, when=not published)
    follows = _by_project(Consequence, round_, Consequence.id, when=published)
    order = [question["key"] for question in asked.scales]
    return [
        ProjectResult(
            project,
            asked,
            {t.question: t for t in sorted(totals[project.id], key=lambda t: order.index(t.question))},
            before.get(project.id, {}),
            themes[project.id],
            choices[project.id],
            strata[project.id],
            weak[project.id],
            follows[project.id],
            [TRIGGERS[trigger] for row in set_off[project.id] for trigger in row.triggers],
        )
        for project in round_.projects
    ]


def earlier_of_all(round_) -> dict[int, dict[str, Tally]]:
    """By project: the totals of the newest round published before this one."""
    return _totals_now_and_before(round_)[1]


def _published_before(round_):
    return (
        (EvaluationRound.state == State.PUBLISHED)
        & (EvaluationRound.purpose != Purpose.FOLLOW_UP)
        & (EvaluationRound.closes_on < round_.opens_on)
    )


def lead_judged_before(round_, project_id: int) -> int | None:
    """Whose work the last round published before this one judged; None where it is not known."""
    judged = select(RoundProject.lead_id).join(EvaluationRound, EvaluationRound.id == RoundProject.round_id)
    newest = judged.where(RoundProject.project_id == project_id, _published_before(round_)).order_by(
        EvaluationRound.closes_on.desc(), EvaluationRound.id.desc()
    )
    return db.session.scalar(newest.limit(1))


def _totals_now_and_before(round_) -> tuple[dict, dict]:
    """Of this round, and of the newest one published before it about each project."""
    earlier = _published_before(round_)
    rows = db.session.scalars(
        select(QuestionTotal)
        .join(EvaluationRound, EvaluationRound.id == QuestionTotal.round_id)
        .join(RoundProject, RoundProject.project_id == QuestionTotal.project_id)
        .where(RoundProject.round_id == round_.id, earlier | (EvaluationRound.id == round_.id))
        .order_by(EvaluationRound.closes_on.desc(), EvaluationRound.id.desc())
    )
    now, found, newest = defaultdict(list), {}, {}
    for total in rows:
        if total.round_id == round_.id:
            now[total.project_id].append(total)
        elif newest.setdefault(total.project_id, total.round_id) == total.round_id:
            found.setdefault(total.project_id, {})[total.question] = total.tally
    return now, found


def stratum_name(round_, stratum: str) -> str:
    if stratum in STRATA:
        return str(STRATA[stratum])
    if stratum[:1] == "g" and stratum[1:].isdecimal():
        return round_.groups[int(stratum[1:])]
    return {"": _("没有说明"), "g": _("没有说小组")}.get(stratum, _("其他小组"))


def rate_of(cells: list[StratumTotal]) -> Rate | None:
    """满意率 of a stratum, where 不满意 stands by itself; merged with others it stays unknown."""
    if not any(cell.levels == "d" for cell in cells):
        return None
    return Rate(sum(c.answers for c in cells if c.levels != "d"), sum(c.answers for c in cells))


def _by_project(model, round_, *order, when: bool = True):
    found = defaultdict(list)
    if not when:
        return found
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
    return earlier_of_all(round_).get(project_id)
