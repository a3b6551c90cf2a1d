"""Disclosure seen from above: a town's villages with their rates, the rows behind a rate, a project in pictures."""

from itertools import groupby

from flask import abort, request, url_for
from flask_login import current_user

from govproj.core.access import public
from govproj.core.htmx import render_page
from govproj.core.i18n import _l
from govproj.disclosures import queries
from govproj.disclosures.queries import overview
from govproj.disclosures.views.public import bp
from govproj.projects.queries import project_in_full
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
    rates = overview.rates_of([row.id for row in villages.of_town(town.id)])
    return render_page("disclosures/of_town.html", town=town, rates=rates, total=overview.total_of(rates))


def _village_and_standing(user, village_id: int, which: str):
    return village_or_404(user, village_id), which if which in overview.STANDINGS else abort(404)


def _town_and_standing(user, town_id: int, which: str):
    return town_or_404(user, town_id), which if which in overview.STANDINGS else abort(404)


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
    found = overview.rows_behind(condition, which, request.args.get("after", ""))
    older = url_for(request.endpoint, **request.view_args, after=found.older) if found.older else ""
    return render_page(
        "disclosures/duties.html",
        name=name,
        title=str(TITLES[which]),
        town=town,
        village=village,
        rows=found.rows,
        older=older,
    )


@bp.get("/projects/<int:project_id>/disclosures/pictures")
@public(on=project_in_full, kept=True)
def pictures(project):
    """Before, during and after, with the plan beside what was reached."""
    shots = overview.shots_of(project)
    months = queries.of_project(current_user, project)
    return render_page(
        "disclosures/pictures.html",
        project=project,
        stages={stage: list(found) for stage, found in groupby(shots, lambda shot: shot.stage)},
        notices=[month.versions[0] for month in reversed(months) if month.versions],
    )
