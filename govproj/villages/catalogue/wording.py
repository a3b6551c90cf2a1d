"""How amounts, numbers and fractions of a rule are read out."""

from collections.abc import Mapping
from decimal import Decimal

from govproj.core.i18n import _, _l, locale
from govproj.core.money import FEN_PER_WAN, FEN_PER_YUAN, yuan

FRACTIONS = {
    (1, 2): _l("二分之一"),
    (1, 3): _l("三分之一"),
    (2, 3): _l("三分之二"),
    (3, 4): _l("四分之三"),
    (4, 5): _l("五分之四"),
}


def amount_words(fen: int) -> str:
    """Amounts below ten thousand yuan in yuan, the others in 万元, which English does not count in."""
    if locale() == "en":
        return f"{yuan(fen).removesuffix('.00')} yuan"
    if fen < FEN_PER_WAN:
        return _("%(amount)s 元", amount=_plain(Decimal(fen) / FEN_PER_YUAN))
    return _("%(amount)s 万元", amount=_plain(Decimal(fen) / FEN_PER_WAN))


def _plain(amount: Decimal) -> str:
    return f"{amount.normalize():f}"


def share_words(share: Mapping) -> str:
    """{"more_than": [1, 2]} → 超过二分之一."""
    strict = "more_than" in share
    part, of = share["more_than" if strict else "at_least"]
    fraction = FRACTIONS.get((part, of), f"{part}/{of}")
    return _("超过%(fraction)s", fraction=fraction) if strict else _("至少%(fraction)s", fraction=fraction)
