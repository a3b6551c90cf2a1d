"""How a filing reads: its kind, its days and its hours."""

from govproj.core.filters import day
from govproj.core.i18n import _
from govproj.villages.catalogue.filings import KINDS


def kind_of(filing) -> str:
    """A place's own kinds are called by their word."""
    return str(KINDS.get(filing.kind, filing.kind))


def when(filing) -> str:
    """2022年6月21日到2022年6月23日，每天 22:00–次日 2:00"""
    hours = {"first": f"{filing.starts_at:%H:%M}", "last": f"{filing.ends_at:%H:%M}"}
    span = _("%(first)s–次日 %(last)s", **hours) if filing.past_midnight else _("%(first)s–%(last)s", **hours)
    if filing.first_on == filing.last_on:
        return f"{day(filing.first_on)} {span}"
    days = {"first": day(filing.first_on), "last": day(filing.last_on)}
    return _("%(first)s到%(last)s，每天 %(hours)s", **days, hours=span)
