"""Whom integrity education has reached among those who hold a key post."""

from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import and_, false, func, or_, select

from govproj.accounts.models import Office, Role, User
from govproj.core import dates
from govproj.core.db import db, rows
from govproj.core.money import percent
from govproj.engagement.models import Activity, ActivityAttendee
from govproj.engagement.states import ActivityState, Theme
from govproj.projects.models import Project
from govproj.villages.models import Town, Village

VILLAGE_POSTS = (Role.CADRE, Role.SECRETARY, Role.SUPERVISOR)
ABOVE = {Role.TOWN_INSPECTOR, Role.TOWN_ADMIN, Role.COUNTY_INSPECTOR}
HELD = and_(Activity.theme == Theme.EDUCATION, Activity.state == ActivityState.HELD)


class Reached(NamedTuple):
    """A holder of a key post, and how many times education reached them."""

    id: int
    name: str
    times: int


class Education(NamedTuple):
    """Sessions, person-times, and the coverage of the key posts."""

    sessions: int
    person_times: int
    people: list[Reached]

    @property
    def reached(self) -> int:
        return sum(person.times > 0 for person in self.people)

    @property
    def rate(self) -> Decimal | None:
        return percent(self.reached, len(self.people))

    @property
    def missing(self) -> list[Reached]:
        return [person for person in self.people if not person.times]


def holders(village_ids, *, above: bool):
    """Condition on User: officers and leads of these villages; with `above` also the offices over them."""
    today = dates.today()
    now = and_(
        or_(Office.until.is_(None), Office.until >= today), or_(Office.since.is_(None), Office.since <= today)
    )
    places = [and_(Office.village_id.in_(village_ids), Office.role.in_(VILLAGE_POSTS))]
    if above:
        towns = select(Village.town_id).where(Village.id.in_(village_ids))
        counties = select(Town.county_id).where(Town.id.in_(towns))
        places += [Office.town_id.in_(towns), Office.county_id.in_(counties)]
    in_office = User.id.in_(select(Office.user_id).where(or_(false(), *places), now))
    leads = User.id.in_(select(Project.lead_id).where(Project.village_id.in_(village_ids)))
    return and_(or_(in_office, leads), User.disabled_at.is_(None))


def looks_from_above(user) -> bool:
    return bool(user.grants.keys() & ABOVE)


def of_scope(user) -> Education:
    """Two questions."""
    sums = select(func.count(), func.coalesce(func.sum(Activity.attendance), 0)).where(
        Activity.village_id.in_(user.scope), HELD
    )
    times = (
        select(func.count(ActivityAttendee.id))
        .join(Activity, Activity.id == ActivityAttendee.activity_id)
        .where(ActivityAttendee.user_id == User.id, HELD)
        .correlate(User)
        .scalar_subquery()
    )
    people = select(User.id, User.name, times).where(holders(user.scope, above=looks_from_above(user)))
    found = [Reached(*row) for row in rows(people.order_by(User.id))]
    return Education(*rows(sums)[0], found)


def possible_attendees(village_id: int) -> list[User]:
    """Those of the village and of the offices above it, for ticking who came."""
    wanted = select(User).where(holders([village_id], above=True)).order_by(User.id)
    return db.session.scalars(wanted).all()


def for_project(project) -> int:
    """Education sessions held for the project, and those for the whole village, which reach its people too."""
    whole = and_(Activity.project_id.is_(None), Activity.village_id == project.village_id)
    wanted = select(func.count()).where(HELD, or_(Activity.project_id == project.id, whole))
    return db.session.scalar(wanted)
