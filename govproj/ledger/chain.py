"""Whose signatures a payment takes, in which order."""

from collections.abc import Iterable

from govproj.accounts.models import Role
from govproj.accounts.queries import officers
from govproj.ledger.states import BESIDE_ONE_MAN, Seat


def chain(order: Iterable[str], *, one_man: bool) -> list[Seat]:
    """The configured order with the secretary last.

    Where one person is director and secretary he signs once, last, and supervision committee and accounts
    agency sign before him, whatever the order says.
    """
    seats = list(dict.fromkeys(Seat(code) for code in order if code in list(Seat)))
    if one_man:
        seats = [seat for seat in seats if seat is not Seat.DIRECTOR]
        seats += [seat for seat in BESIDE_ONE_MAN if seat not in seats]
    return [seat for seat in seats if seat is not Seat.SECRETARY] + [Seat.SECRETARY]


def one_man_of(village_id: int) -> bool:
    """Whether the village's secretary is director of its committee as well (书记主任一肩挑)."""
    return any(user.is_director_of(village_id) for user in _in_office(village_id, Role.SECRETARY))


def _in_office(village_id: int, role: Role) -> list:
    """Those whose office runs today."""
    return [user for user in officers(village_id, role) if user.holds(role, village_id)]


def has_director(village_id: int) -> bool:
    return any(user.is_director_of(village_id) for user in _in_office(village_id, Role.CADRE))
