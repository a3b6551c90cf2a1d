"""Money is integer fen. Nothing here rounds without saying so."""

from decimal import ROUND_HALF_UP, Decimal

FEN_PER_YUAN = 100
FEN_PER_WAN = 1_000_000


def wan(fen: int | None, places: int = 2) -> str:
    """Fen as 万元: 28_160_0000 → `281.60`; rounded half up, for display only."""
    if fen is None:
        return "—"
    return f"{half_up(Decimal(fen) / FEN_PER_WAN, places):,}"


def wan_exact(fen: int | None) -> str:
    """Fen as 万元 to the last fen, with two decimals at least: `82.30`, `0.537`."""
    if fen is None:
        return "—"
    whole, _point, part = f"{Decimal(fen) / FEN_PER_WAN:,.6f}".partition(".")
    return f"{whole}.{part.rstrip('0').ljust(2, '0')}"


def yuan(fen: int | None) -> str:
    """Fen as 元 with two decimals."""
    return "—" if fen is None else f"{Decimal(fen) / FEN_PER_YUAN:,.2f}"


def half_up(value: Decimal | int, places: int = 1) -> Decimal:
    """Round half up (65.25 → 65.3), as published figures are; never bankers' rounding."""
    return Decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def percent(part: int, whole: int, places: int = 1) -> Decimal | None:
    """part ÷ whole in %, half up; None where there is nothing to divide by."""
    return half_up(Decimal(part) * 100 / whole, places) if whole else None
