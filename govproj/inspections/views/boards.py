"""How well the checks were kept: the board of all villages of a reader, and the rows of one village."""

from flask import request, url_for
from flask_login import current_user

from govproj.core import dates
from govproj.core.access import requires
from govproj.core.htmx import render_page
from govproj.inspections import policy
from govproj.inspections.calendar import NOTHING_DUE
from govproj.inspections.forms import ChecksForm
from govproj.inspections.queries import boards, reading
from govproj.inspections.queries import rows as behind
from govproj.inspections.states import CheckKind
from govproj.inspections.views.public import bp
from govproj.villages.queries import village_or_404


@bp.get("/inspections")
@requires(policy.can_list)
def index():
    today, scope = dates.today(), current_user.scope
    rows, weeks = boards.by_village(scope, today), boards.weeks_until(today)
    worst = rows[: boards.MOST_ROWS]
    marks = boards.heat_of_villages([row.id for row in worst], weeks, today)
    return render_page(
        "inspections/board.html",
        rows=rows,
        total={
            "weekly": sum((row.weekly for row in rows), NOTHING_DUE),
            "monthly": sum((row.monthly for row in rows), NOTHING_DUE),
        },
        spot=behind.spot_checks(scope, today),
        themes=boards.by_theme(scope, today),
        origins=boards.origins(scope, unannounced=current_user.is_inspector),
        sees_all=current_user.is_inspector,
        totals=boards.totals(scope),
        weeks=weeks,
        heat=[(row.name, marks[row.id]) for row in worst],
    )


@bp.get("/villages/<int:village_id>/checks")
@requires(policy.can_list_village, on=village_or_404)
def of_village(village):
    today, form = dates.today(), ChecksForm(request.args)
    weeks, projects = boards.weeks_until(today), boards.projects_with_checks(village.id)
    heat = boards.heat_of_projects([project.id for project in projects], weeks, today)
    return render_page(
        "inspections/of_village.html",
        village=village,
        projects=projects,
        coverage=boards.of_projects(village.id, today),
        weeks=weeks,
        heat=[(f"{p.code} {p.name}", heat[p.id]) for p in projects],
        form=form,
        **_rows(village, today, form),
    )


def _rows(village, today, form) -> dict:
    """A page of them, and the address of the next; what makes no sense shows what is most urgent."""
    valid = form.validate()
    which, kind = (form.which.data, form.kind.data) if valid else ("open", CheckKind.WEEKLY)
    found = reading.checks_in(village, which, CheckKind(kind), today, key=request.args.get("key", ""))
    more = len(found) > reading.PAGE
    found = found[: reading.PAGE]
    key = f"{found[-1].due_day}.{found[-1].id}" if more else ""
    at = {"village_id": village.id, "which": which, "kind": kind, "key": key}
    return {"checks": found, "next_url": url_for(".of_village", **at) if more else ""}
