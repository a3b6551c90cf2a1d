"""Boards of rates by village, theme, source and person, and the rows behind each figure."""

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from govproj.accounts.models import User
from govproj.core.db import db
from govproj.core.i18n import _
from govproj.projects.models import Project
from govproj.rectifications import numbers
from govproj.rectifications.figures import Counts, Line, Rate, Span, by, conditions, counted
from govproj.rectifications.models import Rectification
from govproj.rectifications.models import RectificationTurn as Turn
from govproj.rectifications.states import Source, State, Theme
from govproj.villages.models import Village

PAGE = 100


class Boards(NamedTuple):
    whole: Counts
    villages: list[Line]
    themes: list[Line]
    sources: list[Line]
    people: list[Line]


def boards(villages: list[Village], span: Span) -> Boards:
    """Every village has its line, with or without cases; those with overdue ones come first. No rank is given."""
    ids = [village.id for village in villages]
    names = {village.id: village.name for village in villages}
    found = {line.key: line for line in by(Rectification.village_id, ids, span, names.get)}
    nothing = Counts(*(0 for _field in Counts._fields))
    lines = [found.get(id) or Line(id, names[id], nothing) for id in ids]
    return Boards(
        counted(ids, span),
        sorted(lines, key=lambda line: (-line.counts.overdue, -line.counts.open)),
        by(Rectification.theme, ids, span, lambda theme: str(theme.label)),
        by(Rectification.source, ids, span, lambda source: str(source.label)),
        _by_person(ids, span),
    )


def _by_person(ids, span: Span) -> list[Line]:
    """Whoever is responsible for something; names in one further question."""
    lines = by(Turn.responsible_id, ids, span)
    wanted = select(User.id, User.name).where(User.id.in_([line.key for line in lines if line.key]))
    names = dict(db.session.execute(wanted).all())
    return [line._replace(name=names.get(line.key) or _("还没有交办")) for line in lines]


class Asked(NamedTuple):
    """Which rows: one village, theme, source or person, all where nothing is said."""

    village: int | None = None
    theme: Theme | None = None
    source: Source | None = None
    person: int | None = None

    def conditions(self):
        if self.village:
            yield Rectification.village_id == self.village
        if self.theme:
            yield Rectification.theme == self.theme
        if self.source:
            yield Rectification.source == self.source
        if self.person is not None:
            yield Turn.responsible_id == self.person if self.person else Turn.responsible_id.is_(None)


class Behind(NamedTuple):
    """The rows a rate was counted from: those that count above the line, and all."""

    turn: Turn
    counts: bool


def behind(user, rate: Rate, span: Span, asked: Asked) -> tuple[list[Behind], bool]:
    """Rows of the whole, each with whether it is in the part; True beside them when there are more than PAGE."""
    conditions_of = conditions(span)
    wanted = (
        select(Turn, conditions_of[rate.part].label("counts"))
        .join(Turn.rectification)
        .where(Rectification.village_id.in_(user.scope), Turn.opened_on <= span.until)
        .where(conditions_of[rate.whole], *asked.conditions())
        .options(
            contains_eager(Turn.rectification).options(
                joinedload(Rectification.village).load_only(Village.name),
                joinedload(Rectification.project).load_only(Project.name),
            ),
            joinedload(Turn.responsible),
        )
        .order_by(Turn.due_on.desc(), Turn.id.desc())
    )
    rows = db.session.execute(wanted.limit(PAGE + 1)).all()
    return [Behind(turn, bool(counts)) for turn, counts in rows[:PAGE]], len(rows) > PAGE


def closed_lately(village) -> list[tuple[int, str]]:
    """(project, number) of the village's cases that are closed and wait for their look-back."""
    wanted = select(Rectification.project_id, Rectification.year, Rectification.serial).where(
        Rectification.village_id == village.id,
        Rectification.project_id.is_not(None),
        Rectification.state == State.CLOSED,
    )
    rows = db.session.execute(wanted.order_by(Rectification.id))
    return [(project_id, numbers.of_case(year, serial)) for project_id, year, serial in rows]
