"""Lists of matters: what a village made public, and what has to be done, the most urgent first."""

from flask import flash, request, url_for
from flask_login import current_user

from govproj.core import dates
from govproj.core.access import public, requires
from govproj.core.db import db
from govproj.core.htmx import go_to, render_page
from govproj.core.i18n import _
from govproj.core.sheets import hand_over, workbook
from govproj.matters import actions, exporting, policy, queries, receipts
from govproj.matters.deadlines import kind_words, kinds_of
from govproj.matters.figures import figures_of
from govproj.matters.forms import SearchForm, TakeDownForm
from govproj.matters.views.public import bp
from govproj.villages.catalogue.matters import KINDS
from govproj.villages.queries import village_or_404


@bp.get("/villages/<int:village_id>/matters")
@public(on=village_or_404)
def of_village(village):
    year = dates.today().year
    return render_page(
        "matters/of_village.html",
        village=village,
        year=year,
        answers=queries.published(village),
        figures=figures_of([village.id], year),
        kind_words=kind_words,
        may_take_down=policy.can_take_down(current_user, village),
        may_list=policy.can_list(current_user) and village.id in current_user.scope,
    )


@bp.get("/matters")
@requires(policy.can_list)
def index():
    form, chosen = _asked()
    return render_page(
        "matters/list.html",
        fragment="found",
        form=form,
        chosen=chosen,
        found=queries.search(current_user, key=request.args.get("key", ""), **chosen),
        kind_words=kind_words,
        now=dates.now(),
    )


def _asked():
    """The form of the list, and what of it can be searched for."""
    form = SearchForm(request.args, which=request.args.get("which", "open"))
    form.offer({kind: kind_words(kind) for kind in KINDS}, queries.villages_of(current_user))
    return form, form.chosen()


@bp.get("/matters/export")
@requires(policy.can_list)
def export():
    """The same list as an Excel file; without names and phones, which stay on the page of a matter."""
    _form, chosen = _asked()
    found = queries.search(current_user, most=queries.EXPORTED, **chosen)
    title = _("事项清单")
    return hand_over(workbook(title, exporting.head(), exporting.rows(found.rows)), title)


@bp.route("/villages/<int:village_id>/matters/new", methods=["GET", "POST"])
@requires(policy.can_take_down, on=village_or_404)
def take_down(village):
    form = TakeDownForm()
    form.offer(kinds_of(village.id), queries.projects_of(village), queries.groups_of(village))
    if form.validate_on_submit():
        sending = receipts.sending_of(form.ticket.data)
        matter = actions.take_down(village, by=current_user, sending=sending, **form.facts())
        db.session.commit()
        flash(_("已登记，编号 %(number)s。请把编号告诉反映人。", number=matter.number))
        return go_to(url_for(".show", matter_id=matter.id))
    if not receipts.is_ticket(form.ticket.data):
        form.ticket.data = receipts.new_ticket()
    status = 422 if form.errors else 200
    return render_page("matters/take_down.html", fragment="form", status=status, form=form, village=village)
