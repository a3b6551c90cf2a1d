"""Keeping accounts: who has one, the offices people hold, a lost password; a site's first day."""

from datetime import date

from govproj.accounts import offices, passwords, queries, second_step, sessions
from govproj.accounts.models import Office, Post, Role, User
from govproj.accounts.offices import home_of
from govproj.core.audit import Event
from govproj.core.dates import machine_now
from govproj.core.db import db
from govproj.core.i18n import _, _l
from govproj.core.versions import same_version
from govproj.core.workflow import MoveRefused
from govproj.villages import actions as places
from govproj.villages.models import County, Town, Village

USER_CREATED = Event("accounts.created", "whom", says=_l("建立了账号：%(whom)s"), technical=True)
USER_CHANGED = Event(
    "accounts.changed", "whom", "fields", says=_l("修改了%(whom)s的账号资料：%(fields)s"), technical=True
)
GRANTED = Event(
    "accounts.office_granted",
    *("whom", "role", "place", "since", "until"),
    says=_l("给%(whom)s任职：%(place)s %(role)s，任期 %(since)s 至 %(until)s"),
    technical=True,
)
ENDED = Event(
    "accounts.office_ended",
    *("whom", "role", "place", "until"),
    says=_l("免去%(whom)s的职务：%(place)s %(role)s，任到 %(until)s"),
    technical=True,
)
DISABLED = Event("accounts.disabled", "whom", says=_l("停用了%(whom)s的账号"), technical=True)
ENABLED = Event("accounts.enabled", "whom", says=_l("重新启用了%(whom)s的账号"), technical=True)
SECOND_STEP_RESET = Event(
    "accounts.second_step_reset", "whom", says=_l("取消了%(whom)s的手机动态码"), technical=True
)
PASSWORD_RESET = Event("accounts.password_reset", "whom", says=_l("重设了%(whom)s的密码"), technical=True)


def create_user(*, username: str, name: str, phone: str = "", by, password: str = "") -> tuple[User, str]:
    """The account and its first password; one that is not given is made up, to be changed at the first sign-in."""
    made_up = "" if password else passwords.made_up()
    person = User(
        username=username,
        name=name,
        phone=phone,
        password_hash=passwords.hashed(password or made_up),
        must_change_password=not password,
    )
    db.session.add(person)
    USER_CREATED.record(person, by=by, whom=name)
    return person, password or made_up


def change_user(person: User, *, by, seen, **facts) -> None:
    same_version(person, seen)
    changed = [name for name, new in facts.items() if getattr(person, name) != new]
    for name in changed:
        setattr(person, name, facts[name])
    if changed:
        USER_CHANGED.record(person, by=by, village_id=home_of(person), whom=person.name, fields=changed)


def grant(
    person: User,
    role: Role,
    place=None,
    *,
    by,
    post: Post | None = None,
    since: date | None = None,
    until: date | None = None,
):
    """Give an office of `place`, a village, town or county; MoveRefused where others stand against it."""
    queries.hold_offices_of(person)  # two grants at once must not pass each other's check
    office = Office(role=role, post=post, since=since, until=until, **_held_in(place))
    why = offices.objection(person.offices, office) or _related(person, office) or _taken(person, office)
    if why:
        raise MoveRefused(why)
    person.offices.append(office)
    GRANTED.record(
        person,
        by=by,
        village_id=office.village_id,
        **_facts(office, person),
        since=since,
        until=until,
    )
    return office


def _held_in(place) -> dict:
    level = {Village: "village", Town: "town", County: "county"}.get(type(place))
    return {f"{level}_id": place.id, level: place} if level else {}


def _related(person: User, office: Office):
    """The supervision committee and the village committee are not of one family."""
    other = offices.RELATIVES_APART.get(office.role)
    if other and queries.has_relative_in_office(person, office.village_id, other):
        return _("近亲属不能一个在村委、一个在村监会：已有人申报了这层关系。")
    return None


def _taken(person: User, office: Office):
    """A committee has one director at a time."""
    if office.post and (other := queries.other_director(person, office)):
        return _("村委会主任现在是%(name)s，请先免去再任。", name=other.name)
    return None


def _facts(office: Office, person: User) -> dict:
    place = offices.place_name(office)
    place += f"（{office.post.label}）" if office.post else ""
    return {"whom": person.name, "role": office.role, "place": place}


def end_office(office: Office, *, until: date, by) -> None:
    """`until` is the last day; an end can be brought forward, never put off."""
    if office.until and until > office.until:
        raise MoveRefused(_("任期只能提前结束。要延长，请在到期后另任。"))
    office.until = until
    facts = _facts(office, office.user)
    ENDED.record(office.user, by=by, village_id=office.village_id, until=until, **facts)


def disable(person: User, *, by) -> None:
    """From now on the account opens nothing; its past acts stay on record."""
    person.disabled_at = machine_now()
    sessions.close_others(person)
    DISABLED.record(person, by=by, village_id=home_of(person), whom=person.name)


def enable(person: User, *, by) -> None:
    person.disabled_at = None
    ENABLED.record(person, by=by, village_id=home_of(person), whom=person.name)


def reset_password(person: User, *, by) -> str:
    """A made-up password, to be handed over and changed at the next sign-in; all browsers are signed out."""
    password = passwords.made_up()
    person.password_hash = passwords.hashed(password)
    person.must_change_password = True
    sessions.close_others(person)
    PASSWORD_RESET.record(person, by=by, village_id=home_of(person), whom=person.name)
    return password


def reset_second_step(person: User, *, by) -> None:
    """For a phone lost with the codes on paper; where the office asks for it, the next one is due at once."""
    second_step.take_away(person)
    person.second_step_due_at = machine_now()
    sessions.close_others(person)
    SECOND_STEP_RESET.record(person, by=by, village_id=home_of(person), whom=person.name)


# ---- a site's first day ----


def set_up(*, county: str, town: str, village: str, name: str, username: str, password: str) -> User:
    """The first administrator and the first places of an empty site."""
    admin, _password = create_user(username=username, name=name, password=password, by=None)
    db.session.flush()
    grant(admin, Role.ADMIN, by=None)
    first_county = places.add_county(county, by=admin)
    places.add_village(places.add_town(first_county, town, by=admin), village, by=admin)
    return admin
