"""What can be read about duties and notices, always from the reader's point of view."""

import re
from itertools import groupby
from typing import NamedTuple

from flask import abort
from sqlalchemy import func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from govproj.core import dates, money
from govproj.core.db import db, prepared, rows
from govproj.disclosures import duties
from govproj.disclosures.models import PUBLIC, Disclosure, Duty, Facts, NoticePhoto, NoticeSignature, State
from govproj.disclosures.queries.records import records_of
from govproj.projects.models import Project
from govproj.projects.queries import WITH_PEOPLE, WITH_PLACE, project_in_full
from govproj.villages.queries import village_or_404

WITH_PROJECT = contains_eager(Disclosure.project)
MOST_OF_VILLAGE = 12  # on its board
IN_REVIEW = (State.SUBMITTED, State.VILLAGE_REVIEWED, State.SUPERVISION_PASSED)


def visible_to(user):
    """Published months are everyone's; drafts belong to the village's officials, the lead and the offices above."""
    return _visible(user.scope, user.id)


def _visible(scope, reader_id):
    return (
        select(Disclosure)
        .join(Disclosure.project)
        .where(or_(Disclosure.state.in_(PUBLIC), Project.village_id.in_(scope), Project.lead_id == reader_id))
    )


@prepared
def _by_id(disclosure_id, scope, reader_id):
    wanted = _visible(scope, reader_id).where(Disclosure.id == disclosure_id)
    place = [WITH_PROJECT.options(load) for load in (WITH_PLACE, *WITH_PEOPLE, selectinload(Project.months))]
    options = (
        *place,
        joinedload(Disclosure.supersedes),
        joinedload(Disclosure.published_by),
        selectinload(Disclosure.successor),  # joined, SQLite would scan all notices: hardly any has one
        selectinload(Disclosure.photos),
        selectinload(Disclosure.signatures).joinedload(NoticeSignature.user),
    )
    return wanted.options(*options)


def disclosure_or_404(user, disclosure_id: int) -> Disclosure:
    return db.session.scalar(*_by_id(disclosure_id, user.scope, user.id)) or abort(404)


def published_or_404(user, disclosure_id: int) -> Disclosure:
    """Only what is published may be printed and hung out."""
    disclosure = disclosure_or_404(user, disclosure_id)
    return disclosure if disclosure.is_public else abort(404)


def photo_or_404(user, disclosure_id: int, photo_id: int) -> NoticePhoto:
    readable = visible_to(user).where(Disclosure.id == disclosure_id).with_only_columns(Disclosure.id)
    wanted = select(NoticePhoto).where(NoticePhoto.id == photo_id, NoticePhoto.disclosure_id.in_(readable))
    return db.session.scalar(wanted) or abort(404)


def to_write_or_404(user, project_id: int, month: str) -> Disclosure:
    """The draft of a month for which a notice is owed; one that is not in the database yet where none was begun."""
    real_month(month)
    project = project_in_full(user, project_id)
    latest = newest_version(project_id, month)
    if latest is not None and latest.in_writing:
        set_committed_value(latest, "project", project)  # as loaded above, with all the page will ask for
        return latest
    if latest is not None or not is_owed(project, month):
        abort(404)
    draft = Disclosure(project=project, month=month, edition=1, photos=[], signatures=[])
    if before := last_published(user, draft):
        draft.change_text = before.change_text  # changes add up over the whole project
    return draft


def real_month(text: str) -> str:
    """A month as addresses name it; anything else leads nowhere."""
    return text if re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", text, re.ASCII) else abort(404)


def village_and_month(user, village_id: int, month: str):
    return village_or_404(user, village_id), real_month(month)


def is_owed(project, month: str) -> bool:
    steps = [(step.after, step.occurred_on) for step in project.steps] if project.is_construction else []
    until = duties.end_of_last_month(dates.today())
    return month in duties.months_due(steps, until) or duty_of(project.id, month) is not None


@prepared
def _duty(project_id, month):
    return select(Duty).where(Duty.project_id == project_id, Duty.month == month)


def duty_of(project_id: int, month: str) -> Duty | None:
    return db.session.scalar(*_duty(project_id, month))


def newest_version(project_id: int, month: str) -> Disclosure | None:
    wanted = select(Disclosure).where(Disclosure.project_id == project_id, Disclosure.month == month)
    return db.session.scalar(wanted.order_by(Disclosure.edition.desc()).limit(1))


def facts(disclosure) -> Facts:
    """What stands on the notice: as signed and published, or as of now while it is being written."""
    return facts_of_today(disclosure) if disclosure.in_writing else disclosure.frozen


def facts_of_today(disclosure) -> Facts:
    project = disclosure.project
    month, before = months_around(project, disclosure.month)
    found = records_of(project, disclosure.month)
    return Facts(
        planned_pct=month and month.planned_pct,
        actual_pct=month and month.actual_pct,
        paid_fen=month and month.paid_fen,
        paid_month_fen=month and _paid_in(month, before, found.books),
        budget_fen=project.budget_fen,
        contract_fen=project.contract_fen,
        funds=project.funds,
        contractor=project.contractor.name if project.contractor else "",
        lead=project.lead.name if project.lead else "",
        contact=project.contact.name if project.contact else "",
        supervisors=found.supervisors,
        records=found.records,
    )


def _paid_in(month, before, books) -> int:
    """The ledger knows the day of each payment; typed figures only say what had been paid altogether."""
    return books.paid_month_fen if books.payments else month.paid_fen - (before.paid_fen if before else 0)


def months_around(project, month: str):
    """What is recorded for `month`, and for the last month before it."""
    earlier = [row for row in project.months if row.month < month]
    return project.month(month), earlier[-1] if earlier else None


def last_published(user, disclosure) -> Disclosure | None:
    """The notice of the month before, whose plan is this month's measure."""
    wanted = visible_to(user).where(
        Disclosure.project_id == disclosure.project.id,
        Disclosure.month < disclosure.month,
        Disclosure.state.in_({State.PUBLISHED, State.ARCHIVED}),
    )
    return db.session.scalar(wanted.order_by(Disclosure.month.desc()).limit(1))


# ---- lists ----


class Month(NamedTuple):
    """A month of a project: what was owed and every version the reader may see, newest first."""

    month: str
    duty: Duty | None
    versions: list[Disclosure]


def of_project(user, project) -> list[Month]:
    """Newest month first."""
    owed = {
        duty.month: duty for duty in db.session.scalars(select(Duty).where(Duty.project_id == project.id))
    }
    wanted = visible_to(user).where(Disclosure.project_id == project.id).options(WITH_PROJECT)
    notices = db.session.scalars(wanted.order_by(Disclosure.month, Disclosure.edition.desc())).all()
    versions = {month: list(found) for month, found in groupby(notices, lambda notice: notice.month)}
    return [
        Month(month, owed.get(month), versions.get(month, []))
        for month in sorted(owed.keys() | versions.keys(), reverse=True)
    ]


class Compared(NamedTuple):
    """A notice beside what is recorded for the month before it."""

    notice: Disclosure
    step: object  # the move that waits for the reader
    before_pct: int
    tolerated: int  # points behind the plan
    wrong: list  # figures the ledger says otherwise

    @property
    def facts(self) -> Facts:
        return self.notice.frozen

    @property
    def gained(self) -> int:
        return self.facts.actual_pct - self.before_pct

    @property
    def paid_ahead(self) -> int:
        """Points by which the share paid runs ahead of the work done; 0 or less is as it should be."""
        paid = money.percent(self.facts.paid_fen, self.facts.contract_fen or 0, 0)
        return int(paid) - self.facts.actual_pct if paid is not None else 0

    @property
    def differs(self) -> bool:
        """Whether somebody should look twice."""
        late, backwards = self.facts.behind > self.tolerated, self.gained < 0
        return late or backwards or bool(self.wrong) or self.paid_ahead > 0 or self.notice.edition > 1


def compared(notice, step, tolerated: int, wrong: list) -> Compared:
    _now, before = months_around(notice.project, notice.month)
    return Compared(notice, step, before.actual_pct if before else 0, tolerated, wrong)


def in_review(village_id: int, month: str) -> list[Disclosure]:
    """Notices of a village and month on their way through the chain, with all that is compared."""
    wanted = (
        select(Disclosure)
        .join(Disclosure.project)
        .where(
            Project.village_id == village_id,
            Disclosure.month == month,
            Disclosure.state.in_(IN_REVIEW),
        )
        .options(
            WITH_PROJECT.selectinload(Project.months),
            selectinload(Disclosure.signatures),
            joinedload(Disclosure.supersedes),
            joinedload(Disclosure.successor),
        )
    )
    return db.session.scalars(wanted.order_by(Project.code)).all()


class Published(NamedTuple):
    """A line of a village's newest notices."""

    id: int
    project_id: int
    project: str
    month: str


@prepared
def _latest(village_id):
    published = (
        select(Disclosure.id, Disclosure.project_id, Project.name, Disclosure.month)
        .join(Disclosure.project)
        .where(Project.village_id == village_id, Disclosure.state == State.PUBLISHED)
    )
    newest = published.with_only_columns(func.max(Disclosure.month)).scalar_subquery()
    return published.where(Disclosure.month == newest).order_by(Project.code).limit(MOST_OF_VILLAGE)


def latest_published(village_id: int) -> list[Published]:
    """The valid notices of the newest month this village has published."""
    return [Published(*row) for row in rows(*_latest(village_id))]


def on_the_board(village_id: int, month: str) -> list[Disclosure]:
    """The valid notices of a month with their photos."""
    wanted = (
        select(Disclosure)
        .join(Disclosure.project)
        .where(
            Project.village_id == village_id,
            Disclosure.month == month,
            Disclosure.state.in_({State.PUBLISHED, State.ARCHIVED}),
        )
        .options(WITH_PROJECT, selectinload(Disclosure.photos))
    )
    return db.session.scalars(wanted.order_by(Project.code)).all()
