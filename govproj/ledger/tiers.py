"""How the amount decides: the way of giving out work, and the days for a settlement review."""

from typing import NamedTuple

from govproj.ledger.states import STRICTNESS
from govproj.projects.models import Method


class Tier(NamedTuple):
    """Below `below_fen` (None: without limit) this method at least, with so many valid offers."""

    below_fen: int | None
    method: Method
    bidders: int


def tier_of(fen: int, tiers: list[dict]) -> Tier:
    """The first tier the amount lies below; an amount on the line belongs to the stricter one."""
    found = band_of(fen, tiers)
    return Tier(found["below_fen"], Method(found["method"]), found["bidders"])


def band_of(fen: int, bands: list[dict]) -> dict:
    return next(band for band in bands if band["below_fen"] is None or fen < band["below_fen"])


def is_enough(method: Method, required: Method) -> bool:
    """A stricter way than the tier asks for is always allowed."""
    return STRICTNESS[method] >= STRICTNESS[required]


def bidders_wanted(method: Method, tiers: list[dict]) -> int:
    """How many valid offers the chosen way takes, also where a laxer one would have done."""
    return max((tier["bidders"] for tier in tiers if tier["method"] == method), default=1)
