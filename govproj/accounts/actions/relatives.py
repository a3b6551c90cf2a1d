"""Declaring near relatives, and withdrawing a declaration."""

from govproj.accounts import queries
from govproj.accounts.models import DeclaredRelative, User
from govproj.accounts.offices import home_of
from govproj.accounts.policy import DECLARING
from govproj.core import dates
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _l

RELATIVE_DECLARED = Event(
    "accounts.relative_declared", "relation", says=_l("申报了一名近亲属（%(relation)s）")
)
RELATIVE_ENDED = Event(
    "accounts.relative_ended", "relation", says=_l("撤下了一名近亲属的申报（%(relation)s）")
)


def declare_relative(
    user: User, *, name: str, relation: str, occupation: str, household: int | None, phone: str = ""
) -> None:
    """Kept together with the line of the roster, where exactly one can be meant: then evaluations know as well."""
    villages = set().union(*(user.grants.get(role, ()) for role in DECLARING))
    resident = queries.resident_named(name, villages, household)
    relative = DeclaredRelative(
        user_id=user.id, name=name, relation=relation, occupation=occupation, resident=resident, phone=phone
    )
    db.session.add(relative)
    RELATIVE_DECLARED.record(relative, by=user, village_id=home_of(user), relation=relation)


def end_declaration(relative: DeclaredRelative, *, by: User) -> None:
    relative.ended_on = dates.today()
    RELATIVE_ENDED.record(relative, by=by, village_id=home_of(by), relation=relative.relation)
