"""Which notices a reader may see: one of them, the draft of a month, the months of a project."""

import re
from itertools import groupby
from typing import NamedTuple

from flask import abort
from sqlalchemy import or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from govproj.core import dates
from govproj.core.db import db, prepared
from govproj.disclosures import duties
from govproj.disclosures.models import PUBLIC, Disclosure, Duty, NoticePhoto, NoticeSignature, State
from govproj.disclosures.queries.known import words_for
from govproj.projects.models import Project
from govproj.projects.queries import WITH_PEOPLE, WITH_PLACE, project_in_full
from govproj.villages.queries import village_or_404

WITH_PROJECT = contains_eager(Disclosure.project)


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
    known = words_for(project, month)
    draft = Disclosure(project=project, month=month, edition=1, photos=[], signatures=[], **known)
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
