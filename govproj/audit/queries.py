"""What can be read of the log, newest first."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from flask import abort
from sqlalchemy import Row, Select, false, func, or_, select
from sqlalchemy.orm import defer, joinedload

from govproj.accounts.models import Role, User
from govproj.core import checkpoints, dates
from govproj.core.audit import AuditEntry, Event
from govproj.core.db import db
from govproj.core.kept_proofs import Receipt, receipt_text
from govproj.core.signed_notes import letters_of
from govproj.projects.models import Project
from govproj.villages.models import Village

PAGE = 50
NOWHERE = 0  # the place of what belongs to no village
LARGEST_INDEX = 2**31 - 1


def inspected_villages(user) -> frozenset[int]:
    """The villages whose acts this reader may see as a discipline inspector of their town or county."""
    return user.grants.get(Role.TOWN_INSPECTOR, frozenset()) | user.grants.get(
        Role.COUNTY_INSPECTOR, frozenset()
    )


def visible_to(user) -> Select:
    """The entries that this reader may see."""
    return _with_names().where(readable_by(user))


def readable_by(user):
    """Inspectors read of their villages, the county also of what belongs to none; the administrator of the site."""
    readable = []
    if places := inspected_villages(user) | ({NOWHERE} if Role.COUNTY_INSPECTOR in user.grants else set()):
        # Not a bare column: walking back from the newest entry is quicker than sorting all of these villages'.
        readable.append(func.coalesce(AuditEntry.village_id, NOWHERE).in_(places))
    if user.is_admin:
        readable.append(AuditEntry.event.in_(event.name for event in _technical()))
    return or_(false(), *readable)


def events_for(user) -> list[Event]:
    """The kinds of events that can be among what this reader sees."""
    return list(Event.known.values()) if user.is_inspector else _technical()


def _technical() -> list[Event]:
    return [event for event in Event.known.values() if event.technical]


def of_project(project: Project) -> Select:
    return _with_names().where(AuditEntry.project_id == project.id)


def _with_names() -> Select:
    return (
        select(AuditEntry, User.name, Village.name, Project.name)
        .outerjoin(User, User.id == AuditEntry.actor_id)
        .outerjoin(Village, Village.id == AuditEntry.village_id)
        .outerjoin(Project, Project.id == AuditEntry.project_id)
        .options(defer(AuditEntry.salt, raiseload=True), defer(AuditEntry.commitment, raiseload=True))
        .order_by(AuditEntry.leaf_index.desc())
    )


def narrowed(
    entries: Select, *, village=None, project=None, person="", kind="", first=None, last=None
) -> Select:
    """Only the entries that answer every question asked; `kind` is an event or, ending in a dot, a family of them."""
    if village:
        entries = entries.where(AuditEntry.village_id == village)
    if project:
        entries = entries.where(AuditEntry.project_id == project)
    if person:
        named = select(User.id).where(User.name.contains(person, autoescape=True))
        entries = entries.where(AuditEntry.actor_id.in_(named))
    if kind:
        entries = entries.where(
            AuditEntry.event.startswith(kind, autoescape=True)
            if kind.endswith(".")
            else AuditEntry.event == kind
        )
    if first:
        entries = entries.where(AuditEntry.at >= _midnight(first))
    if last:
        entries = entries.where(AuditEntry.at < _midnight(last + timedelta(days=1)))
    return entries


def _midnight(day) -> datetime:
    return datetime.combine(day, time(), dates.BEIJING)


def page(entries: Select, before: int | None) -> tuple[Sequence[Row], int | None]:
    """The next rows older than leaf `before`, and the leaf at which the page after them begins, if there is one."""
    if before is not None and 0 <= before <= LARGEST_INDEX:
        entries = entries.where(AuditEntry.leaf_index < before)
    rows = db.session.execute(entries.limit(PAGE + 1)).all()
    return rows[:PAGE], rows[PAGE - 1][0].leaf_index if len(rows) > PAGE else None


def project_or_404(user, project_id: int) -> Project:
    """A project in a village this reader inspects."""
    return db.session.scalar(
        select(Project)
        .options(joinedload(Project.village))
        .where(Project.id == project_id, Project.village_id.in_(inspected_villages(user)))
    ) or abort(404)


def receipted(receipt: Receipt) -> AuditEntry | None:
    """The entry a receipt was given for, if the log still has it in its place."""
    if receipt.number > LARGEST_INDEX:
        return None
    entry = db.session.get(AuditEntry, receipt.number - 1)
    found = entry is not None and letters_of(entry.leaf_hash) == receipt.letters
    return entry if found and checkpoints.proves(db.session, entry) else None


def receipt_of(thing) -> str:
    """What the sender of `thing` copies: number and letters of the entry with which it came in; "" before that."""
    subject = AuditEntry.subject == f"{type(thing).__name__}:{thing.id}"
    first = select(AuditEntry).where(subject).order_by(AuditEntry.leaf_index).limit(1)
    entry = db.session.scalar(first)
    return receipt_text(entry.leaf_index, entry.leaf_hash) if entry else ""


def villages_of(user) -> Sequence[Row]:
    """Id and name of the villages whose acts this reader may see."""
    return db.session.execute(
        select(Village.id, Village.name).where(Village.id.in_(inspected_villages(user))).order_by(Village.id)
    ).all()


def projects_of(village_id: int) -> Sequence[Row]:
    return db.session.execute(
        select(Project.id, Project.name).where(Project.village_id == village_id).order_by(Project.code)
    ).all()
