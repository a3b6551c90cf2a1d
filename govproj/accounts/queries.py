"""What can be read about accounts."""

from datetime import date

from flask import abort
from sqlalchemy import Select, and_, false, not_, or_, select
from sqlalchemy.orm import joinedload, selectinload

from govproj.accounts.models import DeclaredRelative, Office, Role, User
from govproj.core import dates
from govproj.core.db import db
from govproj.villages.models import County, Resident, Town, Village
from govproj.villages.queries import village_or_404

WITH_OFFICES = selectinload(User.offices).options(
    joinedload(Office.village), joinedload(Office.town), joinedload(Office.county)
)


def by_username(username: str) -> User | None:
    return db.session.scalar(select(User).where(User.username == username))


def officers(village_id: int, *roles: Role) -> list[User]:
    """Active people who hold one of `roles` in the village itself, with all their offices loaded."""
    return db.session.scalars(
        select(User)
        .join(Office)
        .where(Office.village_id == village_id, Office.role.in_(roles), User.disabled_at.is_(None))
        .options(selectinload(User.offices))
        .distinct()
        .order_by(User.id)
    ).all()


def nobody_has_an_account() -> bool:
    return db.session.scalar(select(User.id).limit(1)) is None


# ---- one's own account ----


def offices_of(user) -> list[Office]:
    """All ever held, with their places."""
    places = (joinedload(Office.village), joinedload(Office.town), joinedload(Office.county))
    wanted = select(Office).where(Office.user_id == user.id).options(*places)
    return db.session.scalars(wanted.order_by(Office.id)).all()


def relatives_of(user) -> list[DeclaredRelative]:
    """Declared and not withdrawn."""
    return db.session.scalars(
        select(DeclaredRelative)
        .where(DeclaredRelative.user_id == user.id, DeclaredRelative.ended_on.is_(None))
        .order_by(DeclaredRelative.id)
    ).all()


def relative_or_404(user, relative_id: int) -> DeclaredRelative:
    """One of this user's own declarations that still stands."""
    return db.session.scalar(
        select(DeclaredRelative).where(
            DeclaredRelative.id == relative_id,
            DeclaredRelative.user_id == user.id,
            DeclaredRelative.ended_on.is_(None),
        )
    ) or abort(404)


def resident_named(name: str, village_ids, household: int | None = None) -> Resident | None:
    """The one resident of these villages who can be meant; None when there is none, or several."""
    wanted = select(Resident).where(
        Resident.name == name, Resident.village_id.in_(village_ids), Resident.left_on.is_(None)
    )
    if household is not None:
        wanted = wanted.where(Resident.household == household)
    found = db.session.scalars(wanted.limit(2)).all()
    return found[0] if len(found) == 1 else None


# ---- the people of a village ----

MOST_POSTS = 400


def posts_in(village: Village, *, past: bool = False) -> list[Office]:
    """Offices of the village itself but those of plain villagers, with whoever holds, or held, them."""
    today = dates.today()
    over = and_(Office.until.is_not(None), Office.until < today)
    wanted = select(Office).where(
        Office.village_id == village.id, Office.role != Role.VILLAGER, over if past else not_(over)
    )
    found = db.session.scalars(wanted.options(joinedload(Office.user)).limit(MOST_POSTS))
    return sorted(found, key=lambda office: (RANK[office.role], office.since or date.min, office.id))


RANK = {role: number for number, role in enumerate(reversed(list(Role)[:5]))} | dict.fromkeys(
    list(Role)[5:], 9
)


def person_of_village_or_404(user, village_id: int, user_id: int) -> tuple[Village, User]:
    """Somebody who holds or held an office in a village of one's own office."""
    village = village_or_404(user, village_id)
    held = select(Office.id).where(
        Office.user_id == User.id, Office.village_id == village_id, Office.role != Role.VILLAGER
    )
    wanted = select(User).where(User.id == user_id, held.exists()).options(WITH_OFFICES)
    person = db.session.scalar(wanted) if village_id in user.scope else None
    return (village, person) if person else abort(404)


# ---- keeping accounts ----


def _not_over():
    return or_(Office.until.is_(None), Office.until >= dates.today())


def people_for(user) -> Select:
    """The accounts this user keeps: all of them, or those that reach no further than his own villages."""
    if user.is_admin:
        return select(User)
    own = user.grants.get(Role.TOWN_ADMIN, frozenset())
    if not own:
        return select(User).where(false())
    of_user = Office.user_id == User.id
    elsewhere = or_(Office.village_id.is_(None), Office.village_id.not_in(own))
    return select(User).where(
        select(Office.id).where(of_user, Office.village_id.in_(own)).exists(),
        ~select(Office.id).where(of_user, _not_over(), elsewhere).exists(),
    )


def search(user, *, words: str = "", village_id: int | None = None) -> Select:
    wanted = people_for(user).options(WITH_OFFICES)
    if words:
        columns = (User.name, User.username, User.phone)
        wanted = wanted.where(or_(*(column.contains(words, autoescape=True) for column in columns)))
    if village_id:
        held_there = and_(Office.user_id == User.id, Office.village_id == village_id, _not_over())
        wanted = wanted.where(select(Office.id).where(held_there).exists())
    return wanted


def person_or_404(user, user_id: int) -> User:
    options = (WITH_OFFICES, joinedload(User.resident).joinedload(Resident.village))
    return db.session.scalar(people_for(user).where(User.id == user_id).options(*options)) or abort(404)


def office_or_404(user, user_id: int, office_id: int) -> Office:
    """An office that is not over yet, of somebody whose account this user keeps."""
    person = person_or_404(user, user_id)
    running = (o for o in person.offices if o.until is None or o.until >= dates.today())
    return next((office for office in running if office.id == office_id), None) or abort(404)


def hold_offices_of(person: User) -> None:
    """Until the commit nobody else gives this person an office; those given meanwhile are read anew."""
    db.session.execute(select(User.id).where(User.id == person.id).with_for_update())
    db.session.expire(person, ["offices"])


def villages_kept_by(user) -> list[Village]:
    """The villages whose offices this user fills."""
    wanted = select(Village).order_by(Village.town_id, Village.id).limit(1000)
    if not user.is_admin:
        wanted = wanted.where(Village.id.in_(user.grants.get(Role.TOWN_ADMIN, ())))
    return db.session.scalars(wanted).all()


def places_kept_by(user) -> dict[type, list]:
    """Villages, and for the administrator towns and counties, in which this user may fill an office."""
    found: dict[type, list] = {Village: villages_kept_by(user)}
    if user.is_admin:
        for kind in (Town, County):
            found[kind] = db.session.scalars(select(kind).order_by(kind.id)).all()
    return found


def resident_at(village_id: int, number: int) -> Resident | None:
    """Who stands on that line of the village's roster."""
    return db.session.scalar(
        select(Resident).where(
            Resident.village_id == village_id, Resident.number == number, Resident.left_on.is_(None)
        )
    )


def account_of(resident: Resident) -> User | None:
    return db.session.scalar(select(User).where(User.resident_id == resident.id))


def other_director(person: User, office: Office) -> User | None:
    """Who else is director of that village's committee on any day of this office."""
    meanwhile = [or_(Office.until.is_(None), Office.until >= (office.since or dates.today()))]
    if office.until:
        meanwhile.append(or_(Office.since.is_(None), Office.since <= office.until))
    wanted = (
        select(User)
        .join(Office)
        .where(
            Office.village_id == office.village_id,
            Office.post == office.post,
            User.id != person.id,
            *meanwhile,
        )
    )
    return db.session.scalar(wanted.limit(1))


def has_relative_in_office(person: User, village_id: int, role: Role) -> bool:
    """Whether somebody who holds `role` there has declared this person a near relative, or the other way round."""
    named_by_person = select(DeclaredRelative.resident_id).where(
        DeclaredRelative.user_id == person.id,
        DeclaredRelative.ended_on.is_(None),
        DeclaredRelative.resident_id.is_not(None),
    )
    naming_person = select(DeclaredRelative.user_id).where(
        DeclaredRelative.resident_id == (person.resident_id or 0), DeclaredRelative.ended_on.is_(None)
    )
    related = or_(User.resident_id.in_(named_by_person), User.id.in_(naming_person))
    held = (Office.village_id == village_id, Office.role == role, _not_over())
    return db.session.scalar(select(User.id).join(Office).where(*held, related).limit(1)) is not None
