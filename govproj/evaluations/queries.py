"""What can be read about evaluations, always from the reader's point of view."""

from collections import defaultdict
from typing import NamedTuple

from flask import abort
from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from govproj.accounts.models import DeclaredRelative, Office, Role, User
from govproj.core.db import db
from govproj.core.i18n import _
from govproj.evaluations.models import (
    PUBLIC,
    Comment,
    EvaluationRound,
    HolderKey,
    QuestionTotal,
    RollEntry,
    RoundProject,
    Screening,
    State,
    StratumTotal,
    ThemeTotal,
    WeakLink,
)
from govproj.evaluations.questions import ASPECTS, TRIGGERS
from govproj.evaluations.satisfaction import Tally
from govproj.evaluations.slips import prefix_of
from govproj.firms.models import Interest
from govproj.projects.models import Project
from govproj.projects.models import State as ProjectState
from govproj.projects.queries import project_or_404
from govproj.villages.models import Resident, Town, Village

ASKED_ABOUT = (
    ProjectState.BUILDING,
    ProjectState.SUSPENDED,
    ProjectState.COMPLETED,
    ProjectState.ACCEPTED,
    ProjectState.SETTLED,
    ProjectState.HANDED_OVER,
)
WHOLE = (
    joinedload(EvaluationRound.village).joinedload(Village.town).joinedload(Town.county),
    selectinload(EvaluationRound.projects),
)


def visible_to(user):
    """From the opening on everyone's; before it the village's officials', and of whoever is on the roll."""
    on_roll = select(RollEntry.round_id).where(RollEntry.resident_id == getattr(user, "resident_id", None))
    return select(EvaluationRound).where(
        or_(
            EvaluationRound.state.in_(PUBLIC),
            EvaluationRound.village_id.in_(user.scope),
            (EvaluationRound.state == State.DRAFT) & EvaluationRound.id.in_(on_roll),
        )
    )


def round_or_404(user, round_id: int) -> EvaluationRound:
    found = db.session.scalar(visible_to(user).options(*WHOLE).where(EvaluationRound.id == round_id))
    return found or abort(404)


def rounds(user, village_id: int | None = None, limit: int = 60) -> list[EvaluationRound]:
    """Newest first."""
    asked = visible_to(user).options(*WHOLE)
    if village_id:
        asked = asked.where(EvaluationRound.village_id == village_id)
    return db.session.scalars(
        asked.order_by(EvaluationRound.opens_on.desc(), EvaluationRound.id.desc()).limit(limit)
    ).all()


def rounds_about(user, project_id: int) -> list[EvaluationRound]:
    return db.session.scalars(
        visible_to(user)
        .join(RoundProject, RoundProject.round_id == EvaluationRound.id)
        .where(RoundProject.project_id == project_id)
        .options(*WHOLE)
        .order_by(EvaluationRound.opens_on.desc())
    ).all()


def round_of(code: str, state=State.OPEN) -> EvaluationRound | None:
    """The open round whose two letters the code begins with; nobody's eyes but the slip's."""
    wanted = select(EvaluationRound).options(*WHOLE)
    return db.session.scalar(
        wanted.where(EvaluationRound.prefix == prefix_of(code), EvaluationRound.state == state)
    )


def project_with_rounds(user, project_id: int) -> tuple[Project, list[EvaluationRound]]:
    return project_or_404(user, project_id), rounds_about(user, project_id)


# ---- preparing ----


def villages_of(user) -> list[Village]:
    """Those the user holds an office in or above."""
    if not user.scope:
        return []
    return db.session.scalars(select(Village).where(Village.id.in_(user.scope)).order_by(Village.id)).all()


def projects_to_ask_about(village_id: int) -> list[Project]:
    return db.session.scalars(
        select(Project)
        .where(Project.village_id == village_id, Project.state.in_(ASKED_ABOUT))
        .order_by(Project.code)
    ).all()


def excluded_residents(projects) -> set[int]:
    """Lead, contact, the contractor's people and their declared relatives, for any of the projects."""
    firms = {project.contractor_id for project in projects if project.contractor_id}
    at_firm = select(Interest.user_id).where(Interest.firm_id.in_(firms))
    people = {person for project in projects for person in (project.lead_id, project.contact_id) if person}
    concerned = or_(User.id.in_(people), User.id.in_(at_firm))
    themselves = select(User.resident_id).where(concerned, User.resident_id.is_not(None))
    relatives = (
        select(DeclaredRelative.resident_id)
        .join(DeclaredRelative.user)
        .where(concerned, DeclaredRelative.resident_id.is_not(None), DeclaredRelative.ended_on.is_(None))
    )
    return set(db.session.scalars(themselves.union(relatives)))


def witnesses(round_, user) -> list[User]:
    """Of the other body: whoever prints, somebody of the other one stands beside and signs too."""
    if user.supervises(round_.village_id):
        beside = (Office.role == Role.TOWN_INSPECTOR) & (Office.town_id == round_.village.town_id)
    else:
        beside = (Office.role == Role.SUPERVISOR) & (Office.village_id == round_.village_id)
    return db.session.scalars(
        select(User)
        .join(User.offices)
        .where(beside, User.disabled_at.is_(None))
        .options(selectinload(User.offices))
        .distinct()
        .order_by(User.id)
    ).all()


def own_roll_entry(user, round_id: int) -> tuple[EvaluationRound, RollEntry]:
    """The reader's own line of the roll, or 404: nobody is told about anybody else's."""
    found = round_or_404(user, round_id)
    entry = db.session.get(RollEntry, (round_id, user.resident_id)) if user.resident_id else None
    if entry is None:
        abort(404)
    if entry.drew_online:
        abort(403, _("您已经领过一张票，每人只能领一张。号码只在领的时候显示过。"))
    return found, entry


def on_roll(user, round_) -> RollEntry | None:
    resident_id = getattr(user, "resident_id", None)
    return db.session.get(RollEntry, (round_.id, resident_id)) if resident_id else None


def roll(round_) -> list[RollEntry]:
    """By group and line of the paper roster."""
    return db.session.scalars(
        select(RollEntry)
        .join(RollEntry.resident)
        .where(RollEntry.round_id == round_.id)
        .options(joinedload(RollEntry.resident).joinedload(Resident.group))
        .order_by(Resident.group_id, Resident.number)
    ).all()


def own_key(user) -> HolderKey:
    return key_of(user) or abort(404)


def key_of(user) -> HolderKey | None:
    return db.session.get(HolderKey, user.id)


# ---- results ----


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
