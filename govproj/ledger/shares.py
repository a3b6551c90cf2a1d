"""What a change adds up to: its own share of the contract, and that of all changes together."""

from decimal import Decimal
from typing import NamedTuple

from govproj.core.money import percent
from govproj.villages import rules

RULES = ("change.single_pct", "change.cumulative_pct", "change.town_approval_fen")


class Share(NamedTuple):
    """Percentages with two decimals, half up, and whether they pass the local marks."""

    fen: int
    single_pct: Decimal
    total_fen: int
    total_pct: Decimal
    single_is_high: bool
    total_is_high: bool
    needs_town: bool
    rules: dict


def share_of(contract, fen: int) -> Share:
    """As if the change were entered now."""
    marks = rules.values(RULES, contract.village_id)
    total = contract.change_fen + fen
    single_pct, total_pct = percent(abs(fen), contract.fen, 2), percent(total, contract.fen, 2)
    return Share(
        fen=fen,
        single_pct=single_pct,
        total_fen=total,
        total_pct=total_pct,
        single_is_high=single_pct > marks["change.single_pct"],
        total_is_high=total_pct > marks["change.cumulative_pct"],
        needs_town=abs(fen) >= marks["change.town_approval_fen"],
        rules=marks,
    )
