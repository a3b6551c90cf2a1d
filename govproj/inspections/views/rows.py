"""Lists: visits, what they brought up, the places they went to; each figure of the board leads to one of them."""

from flask import request, url_for
from flask_login import current_user

from govproj.core import dates
from govproj.core.access import requires
from govproj.core.htmx import render_page
from govproj.inspections import policy
from govproj.inspections.forms import ProblemsForm, TasksForm
from govproj.inspections.queries import boards, rows
from govproj.inspections.queries import tasks as queries
from govproj.inspections.queries.rows import Asked
from govproj.inspections.queries.tasks import PAGE
from govproj.inspections.states import Origin
from govproj.inspections.views.public import bp

MOST_ID = 2**31


def _number(name: str) -> int:
    number = request.args.get(name, 0, type=int)
    return number if 0 < number < MOST_ID else 0


@bp.get("/inspection-tasks")
@requires(policy.can_list)
def tasks():
    form = TasksForm(rows.themes_for(current_user), request.args)
    asked = _asked(form)
    found = rows.tasks_for(current_user, asked, dates.today())
    more = found[PAGE - 1].id if len(found) > PAGE else None
    return render_page(
        "inspections/tasks.html",
        form=form,
        tasks=found[:PAGE],
        next_url=_again(form, asked, before=more) if more else "",
        asked=asked,
        share=_share(asked),
        **_doors(),
    )


def _asked(form) -> Asked:
    """What the address narrows the list down to; what makes no sense narrows nothing."""
    origin = request.args.get("origin", "")
    origin = Origin(origin) if origin in set(Origin) else None
    valid = form.validate()
    which, theme = (form.which.data, form.theme.data) if valid else ("", 0)
    return Asked(which, theme, origin, _number("point"), _number("before"))


def _again(form, asked: Asked, **more) -> str:
    kept = {"which": asked.which or None, "theme": asked.theme or None, "origin": asked.origin or None}
    return url_for(".tasks", point=asked.point or None, **kept, **more)


def _share(asked: Asked):
    """Of one origin looked at by itself: its exact share."""
    if asked.origin is None:
        return None
    shares = boards.origins(current_user.scope, unannounced=current_user.is_inspector)
    return next((share for share in shares if share.origin is asked.origin), None)


def _doors() -> dict:
    """What this reader may do from here."""
    villages = queries.villages_in_reach(current_user)
    towns = {v.town_id: v.town for v in villages if current_user.inspects_for_town(v.id)}
    return {
        "can_order": [village for village in villages if policy.can_order(current_user, village)],
        "towns": list(towns.values()),
        "may_seal": any(policy.can_order_sealed(current_user, village) for village in villages),
    }


@bp.get("/inspection-problems")
@requires(policy.can_list)
def problems():
    form = ProblemsForm(request.args)
    kind, theme = form.chosen() if form.validate() else (None, None)
    found = rows.problems_for(current_user.scope, kind, theme, before=_number("before"))
    more = found[PAGE - 1].id if len(found) > PAGE else None
    at = {"kind": kind or None, "theme": theme or None}
    return render_page(
        "inspections/problems.html",
        form=form,
        problems=found[:PAGE],
        next_url=url_for(".problems", before=more, **at) if more else "",
    )


@bp.get("/supervision-plans")
@requires(policy.can_list)
def plans():
    return render_page("inspections/plans.html", plans=rows.plans_for(current_user.scope))


@bp.get("/spot-checks")
@requires(policy.can_list)
def spot_checks():
    found = rows.spot_checks(current_user.scope, dates.today())
    return render_page("inspections/spot_checks.html", spot=found)


@bp.get("/inspection-points")
@requires(policy.can_list)
def points():
    return render_page("inspections/points.html", points=rows.points_for(current_user.scope))
