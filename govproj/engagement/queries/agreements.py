"""Agreements and commitments of a project; names and scans are for those in office and the lead."""

from flask import abort
from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from govproj.core import dates
from govproj.core.db import db
from govproj.engagement.models import Activity, Agreement, AgreementScan
from govproj.engagement.states import ActivityState, AgreementKind, Link, Theme
from govproj.projects.models import Project
from govproj.projects.queries import WITH_PLACE, project_or_404
from govproj.villages.models import Village

MOST = 500


def readable(user):
    return or_(Agreement.village_id.in_(user.scope), Agreement.project.has(Project.lead_id == user.id))


def agreement_or_404(user, agreement_id: int) -> Agreement:
    wanted = (
        select(Agreement)
        .where(readable(user), Agreement.id == agreement_id)
        .options(
            joinedload(Agreement.village).joinedload(Village.town),
            joinedload(Agreement.project).options(WITH_PLACE),
            selectinload(Agreement.parties),
            selectinload(Agreement.scans),
        )
    )
    return db.session.scalar(wanted) or abort(404)


def scan_or_404(user, scan_id: int) -> AgreementScan:
    wanted = select(AgreementScan).join(Agreement).where(readable(user), AgreementScan.id == scan_id)
    return db.session.scalar(wanted) or abort(404)


def of_project(user, project) -> list[Agreement]:
    """Newest first; nothing for those who may not read names."""
    wanted = (
        select(Agreement)
        .where(readable(user), Agreement.project_id == project.id)
        .options(selectinload(Agreement.parties))
    )
    return db.session.scalars(
        wanted.order_by(Agreement.signed_on.desc(), Agreement.id.desc()).limit(MOST)
    ).all()


def commitments_counted(project) -> dict[Link, int]:
    """How many stand today, by link: for everybody, without a name."""
    today = dates.today()
    rows = db.session.execute(
        select(Agreement.link, func.count())
        .where(
            Agreement.project_id == project.id,
            Agreement.kind == AgreementKind.COMMITMENT,
            Agreement.ended_on.is_(None),
            or_(Agreement.valid_to.is_(None), Agreement.valid_to >= today),
        )
        .group_by(Agreement.link)
    )
    counted = dict(rows.all())
    return {link: counted[link] for link in Link if link in counted}


def project_with_names(user, project_id: int) -> Project:
    """For papers with names on them: to anybody else the paper does not exist."""
    project = project_or_404(user, project_id)
    if project.village_id in user.scope or project.is_led_by(user):
        return project
    return abort(404)


def commitments_of(project) -> list[Agreement]:
    wanted = (
        select(Agreement)
        .where(Agreement.project_id == project.id, Agreement.kind == AgreementKind.COMMITMENT)
        .options(selectinload(Agreement.parties))
    )
    return db.session.scalars(wanted.order_by(Agreement.signed_on, Agreement.id).limit(MOST)).all()


def held(project, theme: Theme) -> list[Activity]:
    wanted = (
        select(Activity)
        .where(
            Activity.project_id == project.id,
            Activity.theme == theme,
            Activity.state == ActivityState.HELD,
        )
        .options(selectinload(Activity.outcomes))
    )
    return db.session.scalars(wanted.order_by(Activity.held_on, Activity.id).limit(MOST)).all()
