"""Seen from above: a town's villages with their rates, and the months a figure was counted from."""

from flask import abort, request, url_for

from govproj.core.access import public
from govproj.core.htmx import render_page
from govproj.core.i18n import _l
from govproj.noticeboards.queries import rates
from govproj.noticeboards.views.months import bp
from govproj.villages import queries as villages
from govproj.villages.models import Village
from govproj.villages.queries import town_or_404, village_or_404

TITLES = {
    "on_time": _l("按时公示的月份"),
    "late": _l("逾期补发的月份"),
    "missing": _l("逾期未公示的月份"),
    "due": _l("应公示的月份"),
}


@bp.get("/towns/<int:town_id>/disclosures")
@public(on=town_or_404, kept=True)
def of_town(town):
    found = rates.rates_of([row.id for row in villages.of_town(town.id)])
    return render_page("noticeboards/of_town.html", town=town, rates=found, total=rates.total_of(found))


def _village_and_standing(user, village_id: int, which: str):
    return village_or_404(user, village_id), which if which in rates.STANDINGS else abort(404)


def _town_and_standing(user, town_id: int, which: str):
    return town_or_404(user, town_id), which if which in rates.STANDINGS else abort(404)


@bp.get("/villages/<int:village_id>/disclosures/duties/<which>")
@public(on=_village_and_standing, kept=True)
def rows_behind(village, which):
    """The rows a figure was counted from."""
    return _rows(village.name, village.town, Village.id == village.id, which, village=village)


@bp.get("/towns/<int:town_id>/disclosures/duties/<which>")
@public(on=_town_and_standing, kept=True)
def rows_of_town(town, which):
    """The same for the figures of the whole town."""
    return _rows(town.name, town, Village.town_id == town.id, which, village=None)


def _rows(name: str, town, condition, which: str, village):
    found = rates.rows_behind(condition, which, request.args.get("after", ""))
    older = url_for(request.endpoint, **request.view_args, after=found.older) if found.older else ""
    return render_page(
        "noticeboards/duties.html",
        name=name,
        title=str(TITLES[which]),
        town=town,
        village=village,
        rows=found.rows,
        older=older,
    )
