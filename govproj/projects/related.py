"""Who of a list of people is tied to a firm: declared an interest, is behind it, or is a near relative of such."""

from sqlalchemy import or_, select

from govproj.accounts.models import DeclaredRelative, User
from govproj.core.db import db
from govproj.firms.models import Firm, FirmPerson, Interest


def related_to(firm_id: int | None, names: list[str]) -> list[str]:
    """Compared by name: a namesake has to be cleared up, not missed. Withdrawn declarations no longer count."""
    if firm_id is None or not names:
        return []
    behind = select(FirmPerson.name).where(FirmPerson.firm_id == firm_id, FirmPerson.ended_on.is_(None))
    interested = select(User.name).join(Interest).where(Interest.firm_id == firm_id)
    tied = set(db.session.scalars(behind.union(interested)))
    return [name for name in names if name in tied | _relatives_of(tied, firm_id)]


def _relatives_of(tied: set[str], firm_id: int) -> set[str]:
    """On both sides of each declaration that has one of `tied` on the other, or names the firm as the employer."""
    firm = select(Firm.name).where(Firm.id == firm_id).scalar_subquery()
    declared = (
        select(DeclaredRelative.name, User.name)
        .join(User, User.id == DeclaredRelative.user_id)
        .where(
            DeclaredRelative.ended_on.is_(None),
            or_(
                DeclaredRelative.name.in_(tied),
                User.name.in_(tied),
                DeclaredRelative.occupation.contains(firm),
            ),
        )
    )
    return {name for row in db.session.execute(declared) for name in row}
