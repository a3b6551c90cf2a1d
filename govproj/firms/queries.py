"""What can be read about firms."""

from datetime import timedelta

from flask import abort
from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload, selectinload

from govproj.core import dates
from govproj.core.db import db
from govproj.firms import spelling
from govproj.firms.models import Firm, FirmPerson, Interest, Qualification

MOST = 20


def firm_named(name: str) -> Firm | None:
    return db.session.scalar(select(Firm).where(Firm.name == name))


def firm_meant(typed: str) -> Firm | None:
    """The firm that people mean by this name, in whatever spelling, or by this credit code.

    Where two firms could be meant it is neither: a firm twice in the register is put right sooner than a wrong one.
    """
    if code := spelling.credit_code(typed):
        return firm_coded(code)
    if known := firm_named(typed):
        return known
    wanted = spelling.key(typed)
    alike = [
        number
        for number, name in db.session.execute(select(Firm.id, Firm.name))
        if spelling.key(name) == wanted
    ]
    return db.session.get(Firm, alike[0]) if wanted and len(alike) == 1 else None


def firm_coded(code: str) -> Firm | None:
    return db.session.scalar(select(Firm).where(Firm.credit_code == code))


def search(*, words: str = "", which: str = "", warn_days: int = 0) -> Select:
    """By a part of the name or of the code; `expiring` and `expired` look at the qualifications."""
    wanted = select(Firm).options(selectinload(Firm.qualifications))
    if words:
        parts = (
            Firm.name.contains(words, autoescape=True),
            Firm.credit_code.contains(words.upper(), autoescape=True),
        )
        wanted = wanted.where(or_(*parts))
    today = dates.today()
    until = {"expired": Qualification.valid_to < today}
    until["expiring"] = Qualification.valid_to.between(today, today + timedelta(days=warn_days))
    return wanted.where(Firm.qualifications.any(until[which])) if which in until else wanted


def firm_or_404(_user, firm_id: int) -> Firm:
    whole = (selectinload(Firm.people), selectinload(Firm.qualifications))
    return db.session.scalar(select(Firm).where(Firm.id == firm_id).options(*whole)) or abort(404)


def firm_person_or_404(user, firm_id: int, person_id: int) -> FirmPerson:
    return _part(FirmPerson, firm_id, person_id)


def qualification_or_404(user, firm_id: int, qualification_id: int) -> Qualification:
    return _part(Qualification, firm_id, qualification_id)


def _part(kind, firm_id: int, number: int):
    wanted = select(kind).where(kind.id == number, kind.firm_id == firm_id).options(joinedload(kind.firm))
    return db.session.scalar(wanted) or abort(404)


# ---- for the comparison with people ----


def firms_by_names_or_phones(names: set[str], phone_keys: set[str], ids: set[int]) -> list[Firm]:
    """Firms behind which somebody has one of these names or phones, and those with these ids."""
    behind = or_(FirmPerson.name.in_(names), FirmPerson.phone_key.in_(phone_keys))
    here = or_(Firm.legal_person.in_(names), Firm.phone_key.in_(phone_keys), Firm.id.in_(ids))
    wanted = select(Firm).where(or_(here, Firm.people.any(behind))).options(selectinload(Firm.people))
    return db.session.scalars(wanted.order_by(Firm.id)).all()


def interests_of(people) -> list[Interest]:
    """Declared by these people, with the firms."""
    wanted = select(Interest).where(Interest.user_id.in_([person.id for person in people]))
    return db.session.scalars(wanted.options(joinedload(Interest.firm)).order_by(Interest.id)).all()
