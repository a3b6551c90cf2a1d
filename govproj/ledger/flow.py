"""Where a project's money flows: ribbons from its sources to the months in which it was paid, laid out in numbers."""

from collections import defaultdict
from typing import NamedTuple

from govproj.core.filters import month as month_in_words
from govproj.core.i18n import _
from govproj.core.money import wan

ROW, THICKEST, MOST = 52, 34, 8


class Node(NamedTuple):
    """A bar at one side: its words, its middle and its thickness, in pixels."""

    label: str
    shown: str
    middle: float
    thickness: float


class Ribbon(NamedTuple):
    """From (x 0) to (x 100): the upper edge at both ends and the thickness."""

    left: float
    right: float
    thickness: float


class Flow(NamedTuple):
    left: list[Node]
    right: list[Node]
    ribbons: list[Ribbon]
    height: int


def flow_of(books) -> Flow | None:
    """None while nothing has been paid. A reversed payment flows nowhere."""
    names = {source.id: source.name for source in books.sources}
    sums: dict[tuple[int, str], int] = defaultdict(int)
    for month in books.months:
        for line in month.lines:
            sums[line.source_id, month.month] += line.fen
    sums = _coarser({key: fen for key, fen in sums.items() if fen > 0})
    if not sums:
        return None
    left = _totals(sums, 0)
    right = dict(sorted(_totals(sums, 1).items()))
    unit = THICKEST / max(*left.values(), *right.values())
    height = ROW * max(len(left), len(right))
    return Flow(
        _nodes(left, unit, height, names.get),
        _nodes(right, unit, height, _period),
        _ribbons(sums, left, right, unit, height),
        height,
    )


def _coarser(sums: dict) -> dict:
    """Months, or quarters or years where there would be too many bars."""
    for shorten in (str, _quarter, lambda month: month[:4]):
        some: dict = defaultdict(int)
        for (source, month), fen in sums.items():
            some[source, shorten(month)] += fen
        if len({period for _source, period in some}) <= MOST:
            break
    return dict(some)


def _quarter(month: str) -> str:
    return f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}"


def _period(period: str) -> str:
    if "Q" in period:
        return _("%(year)s年第%(quarter)s季度", year=period[:4], quarter=period[-1])
    return month_in_words(period) if "-" in period else _("%(year)s年", year=period)


def _totals(sums: dict, side: int) -> dict:
    totals: dict = defaultdict(int)
    for key, fen in sums.items():
        totals[key[side]] += fen
    return dict(totals)


def _middle(number: int, many: int, height: int) -> float:
    return (number + 0.5) * height / many


def _nodes(totals: dict, unit: float, height: int, words) -> list[Node]:
    return [
        Node(words(key), wan(fen), round(_middle(n, len(totals), height), 1), round(max(fen * unit, 2), 1))
        for n, (key, fen) in enumerate(totals.items())
    ]


def _ribbons(sums: dict, left: dict, right: dict, unit: float, height: int) -> list[Ribbon]:
    edges = [
        {key: _middle(n, len(side), height) - fen * unit / 2 for n, (key, fen) in enumerate(side.items())}
        for side in (left, right)
    ]
    ribbons = []
    for source in left:
        for period in right:
            if fen := sums.get((source, period)):
                ribbons.append(
                    Ribbon(
                        round(edges[0][source], 1), round(edges[1][period], 1), round(max(fen * unit, 1), 1)
                    )
                )
                edges[0][source] += fen * unit
                edges[1][period] += fen * unit
    return ribbons
