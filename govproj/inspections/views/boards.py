"""How well the checks were kept: the board of all villages of a reader, and the rows of one village."""

from flask import request, url_for
from flask_login import current_user

from govproj.core import dates
from govproj.core.access import requires
from govproj.core.htmx import render_page
from govproj.core.i18n import _l
from govproj.core.menu import Shown
from govproj.inspections import policy
from govproj.inspections.calendar import NOTHING_DUE
from govproj.inspections.queries import boards, reading
from govproj.inspections.states import CheckKind
from govproj.inspections.views.public import bp
from govproj.villages.queries import village_or_404

STANDINGS = {
    "due": _l("应查"),
    "on_time": _l("按时"),
    "late": _l("迟查"),
    "missing": _l("未查"),
    "history": _l("已完工的"),
}


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
        themes=boards.by_theme(scope, today),
        origins=boards.origins(scope, unannounced=current_user.is_inspector),
        totals=boards.totals(scope),
        weeks=weeks,
        heat=[(row.name, marks[row.id]) for row in worst],
    )


@bp.get("/villages/<int:village_id>/checks")
@requires(policy.can_list_village, on=village_or_404)
def of_village(village):
    today, wanted = dates.today(), _wanted(village)
    weeks, projects = boards.weeks_until(today), boards.projects_with_checks(village.id)
    heat = boards.heat_of_projects([project.id for project in projects], weeks, today)
    return render_page(
        "inspections/of_village.html",
        village=village,
        projects=projects,
        coverage=boards.of_projects(village.id, today),
        weeks=weeks,
        heat=[(f"{p.code} {p.name}", heat[p.id]) for p in projects],
        **wanted,
        **_rows(village, today, wanted["kind"], wanted["which"]),
    )


def _wanted(village) -> dict:
    """Which rows the address asks for, and the links to the others."""
    which, kind = request.args.get("which", ""), request.args.get("kind", "")
    which = which if which in STANDINGS else "due"
    kind = CheckKind(kind) if kind in set(CheckKind) else CheckKind.WEEKLY
    choices = [
        Shown(f"{k.label} {label}", _url(village, k, w), (k, w) == (kind, which))
        for k in CheckKind
        for w, label in STANDINGS.items()
    ]
    return {"which": which, "kind": kind, "which_label": STANDINGS[which], "choices": choices}


def _url(village, kind: CheckKind, which: str, **more) -> str:
    return url_for(".of_village", village_id=village.id, kind=kind.value, which=which, **more)


def _rows(village, today, kind: CheckKind, which: str) -> dict:
    """A page of them, and the address of the next."""
    found = reading.checks_in(village, which, kind, today, key=request.args.get("key", ""))
    more = len(found) > reading.PAGE
    found = found[: reading.PAGE]
    key = f"{found[-1].due_day}.{found[-1].id}" if more else ""
    return {"checks": found, "next_url": _url(village, kind, which, key=key) if more else ""}
