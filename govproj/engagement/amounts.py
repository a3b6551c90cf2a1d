"""Target and actual values: quantities in thousandths, unit prices in fen, products rounded half up to a fen."""

from decimal import Decimal

from govproj.core.money import half_up

THOUSAND = 1000


def product_fen(thousandths: int, price_fen: int) -> int:
    """Quantity × unit price: 792 亩 × 3000 元/亩 is 237.6 万元."""
    return int(half_up(Decimal(thousandths) * price_fen / THOUSAND, 0))


def plain(thousandths: int | None) -> str:
    """`792` or `3.5`: no decimals that say nothing."""
    if thousandths is None:
        return "—"
    return f"{(Decimal(thousandths) / THOUSAND).normalize():,f}"
