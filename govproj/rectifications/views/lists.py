"""The three lists (项目、问题、反馈): on screen, on paper, as one Excel file."""

from flask import request
from flask_login import current_user
from wtforms.fields.choices import SelectChoice

from govproj.core import dates
from govproj.core.access import requires
from govproj.core.htmx import render_page
from govproj.core.i18n import _
from govproj.core.sheets import hand_over, sheets
from govproj.rectifications import lists as reading
from govproj.rectifications import policy, queries
from govproj.rectifications.exporting import as_sheets
from govproj.rectifications.forms import YearForm
from govproj.rectifications.views.public import bp

ON_SCREEN = 200  # rows of one list; the file has them all


@bp.get("/rectifications/lists")
@requires(policy.can_list)
def lists():
    form, found = _asked()
    return render_page(
        "rectifications/lists.html",
        fragment="lists",
        status=422 if form.errors else 200,
        form=form,
        found=found,
        most=ON_SCREEN,
    )


@bp.get("/rectifications/lists/print")
@requires(policy.can_list)
def print_lists():
    form, found = _asked()
    return render_page(
        "rectifications/lists_print.html", form=form, found=found, where=_where(form), printed_at=dates.now()
    )


@bp.get("/rectifications/lists/excel")
@requires(policy.can_list)
def lists_as_excel():
    form, found = _asked()
    title = _("%(where)s%(year)s年整改三张清单", where=_where(form), year=form.year.data)
    return hand_over(sheets(title, as_sheets(found)), title)


def _asked():
    """The form, and what it asks for; this year and all villages where it makes no sense."""
    villages, this_year = queries.villages_of(current_user), dates.today().year
    form = YearForm(request.args)
    form.village.choices = [SelectChoice(0, _("全部村")), *(SelectChoice(v.id, v.name) for v in villages)]
    form.year.choices = [SelectChoice(y, str(y)) for y in range(this_year, this_year - 5, -1)]
    if not request.args.get("year"):
        form.year.data = this_year
    if not form.validate():
        form.year.data, form.village.data = this_year, 0
    ids = [v.id for v in villages if form.village.data in (0, v.id)]
    return form, reading.lists(ids, form.year.data)


def _where(form) -> str:
    """The village that was chosen; nothing for all of them."""
    return next(
        (str(c.label) for c in form.village.choices if form.village.data and c.value == form.village.data), ""
    )
