"""The desk of whoever signs and files, the ledger of a village, and its export."""

from flask import make_response, request, url_for
from flask_login import current_user
from wtforms.fields.choices import SelectChoice

from govproj.core.access import requires, signed_in
from govproj.core.htmx import render_page
from govproj.core.i18n import _
from govproj.core.paging import with_filters
from govproj.ledger import policy, todos
from govproj.ledger.exporting import workbook
from govproj.ledger.forms import ListForm
from govproj.ledger.queries import listing
from govproj.ledger.states import MARKS
from govproj.ledger.views.public import bp
from govproj.villages.queries import village_or_404

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/ledger")
@requires(signed_in)
def desk():
    villages = listing.villages_of(current_user)
    totals = listing.totals_of([village.id for village in villages])
    return render_page("ledger/desk.html", todos=todos.desk(current_user), villages=villages, totals=totals)


@bp.get("/villages/<int:village_id>/ledger")
@requires(policy.can_list, on=village_or_404)
def of_village(village):
    form = _filters(village)
    wanted = form.wanted() if form.validate() else {}
    found = listing.search(village.id, before=_key("before"), after=_key("after"), **wanted)
    return render_page(
        "ledger/list.html",
        fragment="found",
        status=422 if form.errors else 200,
        village=village,
        form=form,
        found=found,
        marks=MARKS,
        link=lambda **key: _link(village, **key),
    )


def _filters(village) -> ListForm:
    form = ListForm(request.args)
    projects = listing.projects_of(village.id)
    form.project.choices = [SelectChoice(0, _("全部项目")), *(SelectChoice(*row) for row in projects)]
    form.offer_months(listing.months_of(village.id))
    return form


def _key(name: str) -> int | None:
    value = request.args.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 10 else None


def _link(village, endpoint: str = ".of_village", **key) -> str:
    """The same list with the same filters, another page of it or its export."""
    return with_filters(url_for(endpoint, village_id=village.id), **key)


@bp.get("/villages/<int:village_id>/ledger.xlsx")
@requires(policy.can_list, on=village_or_404)
def export(village):
    form = _filters(village)
    wanted = form.wanted() if form.validate() else {}
    title = _("%(village)s资金台账", village=village.name)
    response = make_response(workbook(title, listing.everything(village.id, **wanted)))
    response.mimetype = EXCEL
    response.headers["Content-Disposition"] = 'attachment; filename="ledger.xlsx"'
    return response
