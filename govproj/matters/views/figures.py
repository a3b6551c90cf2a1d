"""The figures of matters, for every office over the villages it is about."""

from flask import request
from flask_login import current_user

from govproj.core import dates
from govproj.core.access import requires
from govproj.core.htmx import render_page
from govproj.matters import policy, queries
from govproj.matters.deadlines import kind_words
from govproj.matters.figures import by_village, figures_of
from govproj.matters.views.public import bp

YEARS = range(2000, 2101)


@bp.get("/matters/figures")
@requires(policy.can_see_figures)
def figures():
    villages = queries.villages_over(current_user)
    year = request.args.get("year", dates.today().year, type=int)
    year = year if year in YEARS else dates.today().year
    ids = [village.id for village in villages]
    return render_page(
        "matters/figures.html",
        villages=villages,
        year=year,
        total=figures_of(ids, year),
        each=by_village(ids, year) if len(ids) > 1 else {},
        kind_words=kind_words,
    )
