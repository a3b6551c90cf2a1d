"""What can be read about accounts."""

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from govproj.accounts.models import Office, Role, User
from govproj.core.db import db


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
