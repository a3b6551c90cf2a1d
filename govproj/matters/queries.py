"""What can be read about matters: inside by those who handle and watch, outside only what was published."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from flask import abort
from sqlalchemy import and_, case, func, or_, select, tuple_
from sqlalchemy.orm import aliased, joinedload, selectinload

from govproj.accounts.models import Anonymous, Office, Role, User
from govproj.core import dates
from govproj.core.db import db
from govproj.matters import policy
from govproj.matters.models import EarlierResult, Matter, MatterClimb, MatterPhoto, MatterVerdict
from govproj.matters.states import OPEN, UNFINISHED, Clock, Phase, State
from govproj.projects.models import Project
from govproj.projects.queries import visible_to as projects_visible_to
from govproj.villages.models import Town, Village, VillagerGroup

PAGE = 20
COUNTED = 1000  # lists are counted up to here and say "1000+" beyond
EXPORTED = 5000  # rows of one Excel file
PUBLISHED_SHOWN = 30
EPOCH, MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)
IN_FULL = (
    joinedload(Matter.village).joinedload(Village.town),
    joinedload(Matter.project),
    joinedload(Matter.group),
    joinedload(Matter.owner),
    joinedload(Matter.recorded_by),
    joinedload(Matter.done_by),
    joinedload(Matter.replied_by),
    joinedload(Matter.duplicate_of),
    selectinload(Matter.photos),
    selectinload(Matter.climbs),
    selectinload(Matter.verdicts).joinedload(MatterVerdict.by),
    selectinload(Matter.earlier).joinedload(EarlierResult.done_by),
)
# What stops each of the two clocks.
RUNS = {Clock.FIRST: frozenset({State.RECEIVED}), Clock.FINISH: UNFINISHED}
CLOCK_RUNS = or_(
    *(and_(MatterClimb.clock == clock, Matter.state.in_(states)) for clock, states in RUNS.items())
)
DUE_AT = case((Matter.state == State.RECEIVED, Matter.first_due_at), else_=Matter.finish_due_at)


def readable(user):
    """The village, its committee and the town's inspectors; besides them whoever has to do with this one matter."""
    watched = user.villages_as(Role.CADRE, Role.SECRETARY, Role.SUPERVISOR, Role.TOWN_INSPECTOR)
    climbed = Matter.climbs.any(and_(MatterClimb.office == Role.TOWN_ADMIN, MatterClimb.at <= dates.now()))
    of_town = or_(climbed, Matter.call_due_on.is_not(None))
    return or_(
        Matter.village_id.in_(watched),
        Matter.owner_id == user.id,
        Matter.recorded_by_id == user.id,
        Matter.project.has(Project.lead_id == user.id),
        and_(Matter.village_id.in_(user.villages_as(Role.TOWN_ADMIN)), of_town),
    )


def visible_to(user):
    return select(Matter).where(readable(user))


def matter_or_404(user, matter_id: int) -> Matter:
    wanted = visible_to(user).where(Matter.id == matter_id).options(*IN_FULL)
    return db.session.scalar(wanted) or abort(404)


def photo_or_404(user, photo_id: int) -> MatterPhoto:
    """A photo of the result is everybody's once the answer is published; what a reporter sent never is."""
    shown = and_(MatterPhoto.phase == Phase.AFTER, Matter.published_on.is_not(None))
    wanted = select(MatterPhoto).join(MatterPhoto.matter).where(or_(readable(user), shown))
    wanted = wanted.where(MatterPhoto.erased_on.is_(None))
    return db.session.scalar(wanted.where(MatterPhoto.id == photo_id)) or abort(404)


def by_receipt(receipt: str) -> Matter | None:
    """`receipt` is the hash of a code."""
    return db.session.scalar(select(Matter).where(Matter.receipt == receipt).options(*IN_FULL))


def by_number(village_id: int, number: str) -> Matter | None:
    """`SX-2022-003`, or its digits alone."""
    parts = number.strip().upper().removeprefix("SX-").split("-")
    if len(parts) != 2 or not all(part.isdecimal() and len(part) < 6 for part in parts):
        return None
    year, serial = map(int, parts)
    return db.session.scalar(select(Matter).filter_by(village_id=village_id, year=year, serial=serial))


# ---- choices ----


def projects_of(village) -> list[Project]:
    """Those everybody knows of: who reports needs no account."""
    wanted = projects_visible_to(Anonymous()).where(Project.village_id == village.id).order_by(Project.code)
    return db.session.scalars(wanted).all()


def groups_of(village) -> list[VillagerGroup]:
    wanted = select(VillagerGroup).where(VillagerGroup.village_id == village.id)
    return db.session.scalars(wanted.order_by(VillagerGroup.id)).all()


def possible_owners(matter) -> list[User]:
    """The village's cadres and secretary, the project's lead, the town's administration."""
    in_office = or_(
        and_(Office.village_id == matter.village_id, Office.role.in_((Role.CADRE, Role.SECRETARY))),
        and_(Office.town_id == matter.village.town_id, Office.role == Role.TOWN_ADMIN),
    )
    lead = matter.project.lead_id if matter.project else None
    wanted = (
        select(User)
        .where(User.disabled_at.is_(None), or_(User.id == lead, User.offices.any(in_office)))
        .options(selectinload(User.offices).selectinload(Office.town).selectinload(Town.villages))
    )
    return [
        person for person in db.session.scalars(wanted.order_by(User.id)) if policy.can_own(person, matter)
    ]


def villages_of(user) -> list[Village]:
    here = user.villages_as(*policy.READERS)
    return db.session.scalars(select(Village).where(Village.id.in_(here)).order_by(Village.id)).all()


def villages_over(user) -> list[Village]:
    """Those this user holds an office in or above."""
    return db.session.scalars(select(Village).where(Village.id.in_(user.scope)).order_by(Village.id)).all()


# ---- the list of those who handle them ----


class Row(NamedTuple):
    """A line of the list, without the weight of the model."""

    id: int
    year: int
    serial: int
    kind: str
    urgent: bool
    state: State
    text: str
    place: str
    village: str
    project: str | None
    group: str | None
    owner: str | None
    received_at: datetime
    due_at: datetime
    first_minutes: int | None
    finish_minutes: int | None
    turns: int
    result: str
    reply: str

    @property
    def number(self) -> str:
        return f"SX-{self.year}-{self.serial:03}"


class Found(NamedTuple):
    rows: list[Row]
    total: int  # capped: COUNTED + 1 means "more than COUNTED"
    next: str | None  # key of the next page


TO_DO = UNFINISHED | {State.DONE}
BY_DUE = {"open", "overdue", "mine"}


def _of(which: str, user) -> list:
    """The conditions of a filter; a state by its code, anything else is everything."""
    match which:
        case "open":
            return [Matter.state.in_(TO_DO)]
        case "overdue":
            return [Matter.state.in_(UNFINISHED), dates.now() > DUE_AT]
        case "mine":
            return [Matter.state.in_(TO_DO), Matter.owner_id == user.id]
        case "unsatisfied":
            return [Matter.verdicts.any(MatterVerdict.satisfied.is_(False))]
        case "all":
            return []
    return [Matter.state == State(which)]


def search(user, *, which="open", kind="", village_id=None, key="", most=PAGE) -> Found:
    """What has to be done comes the most urgent first, the rest the newest."""
    conditions = [readable(user), *_of(which, user)]
    conditions += [Matter.kind == kind] if kind else []
    conditions += [Matter.village_id == village_id] if village_id else []
    matching = select(Matter.id).where(*conditions).limit(COUNTED + 1).subquery()
    total = db.session.scalar(select(func.count()).select_from(matching))
    urgent_first = which in BY_DUE
    first = DUE_AT if urgent_first else Matter.received_at
    wanted = _rows().where(*conditions)
    if (after := _understood(key)) is not None:
        order = tuple_(first, Matter.id)
        wanted = wanted.where(order > after if urgent_first else order < after)
    columns = [first, Matter.id] if urgent_first else [first.desc(), Matter.id.desc()]
    rows = [Row(*row) for row in db.session.execute(wanted.order_by(*columns).limit(most + 1))]
    more = len(rows) > most
    last = rows[most - 1] if more else None
    found = rows[:most] if more else rows
    moment = last and (last.due_at if urgent_first else last.received_at)
    return Found(found, total, f"{(moment - EPOCH) // MICROSECOND}.{last.id}" if last else None)


def _rows():
    owner = aliased(User)
    turns = select(func.count()).where(EarlierResult.matter_id == Matter.id).scalar_subquery()
    return (
        select(
            *(Matter.id, Matter.year, Matter.serial, Matter.kind, Matter.urgent, Matter.state, Matter.text),
            *(Matter.place, Village.name, Project.name, VillagerGroup.name, owner.name),
            *(Matter.received_at, DUE_AT, Matter.first_minutes, Matter.finish_minutes, turns + 1),
            *(Matter.result, Matter.reply),
        )
        .join(Village, Village.id == Matter.village_id)
        .outerjoin(Project, Project.id == Matter.project_id)
        .outerjoin(VillagerGroup, VillagerGroup.id == Matter.group_id)
        .outerjoin(owner, owner.id == Matter.owner_id)
    )


def _understood(key: str) -> tuple[datetime, int] | None:
    """`1655712000000000.12`, microseconds and id → (moment, id); anything else begins at the beginning."""
    moment, _dot, number = key.partition(".")
    try:
        return EPOCH + int(moment[:20]) * MICROSECOND, int(number[:9])
    except (ValueError, OverflowError):
        return None


# ---- what everybody reads ----


class Answer(NamedTuple):
    """您说我办: what the village made public of one matter."""

    title: str
    kind: str
    state: State
    reply: str
    received_at: datetime
    published_on: datetime
    photos: list[MatterPhoto]


def published(village) -> list[Answer]:
    """The newest first, with the photos of their results."""
    wanted = (
        select(Matter)
        .where(Matter.village_id == village.id, Matter.published_on.is_not(None))
        .options(selectinload(Matter.photos), selectinload(Matter.earlier))
        .order_by(Matter.published_on.desc(), Matter.id.desc())
        .limit(PUBLISHED_SHOWN)
    )
    return [
        Answer(m.public_title, m.kind, m.state, m.reply, m.received_at, m.published_on, m.after_photos)
        for m in db.session.scalars(wanted)
    ]


class Standing(NamedTuple):
    """How many matters of a village, or of one of its projects, are open, and how many of them overdue."""

    village_id: int
    project_id: int | None  # None: about no project
    open: int
    overdue: int


def standing(village_ids) -> list[Standing]:
    """By village and project, for boards that look over all features; one question."""
    late = and_(Matter.state.in_(UNFINISHED), dates.now() > DUE_AT)
    wanted = (
        select(Matter.village_id, Matter.project_id, func.count(), func.count().filter(late))
        .where(Matter.village_id.in_(village_ids), Matter.state.in_(OPEN))
        .group_by(Matter.village_id, Matter.project_id)
        .order_by(Matter.village_id, Matter.project_id)
    )
    return [Standing(*row) for row in db.session.execute(wanted)]
