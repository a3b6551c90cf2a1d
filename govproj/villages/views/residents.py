"""The roster of a village: looking somebody up, adding, changing, importing a pasted list."""

from flask import flash, request, url_for
from flask_login import current_user

from govproj.core import paging
from govproj.core.access import requires
from govproj.core.db import db
from govproj.core.htmx import go_to, render_page
from govproj.core.i18n import _, ngettext
from govproj.villages import actions, policy, queries, roster
from govproj.villages.forms import ChangeResidentForm, ImportForm, ResidentForm, SearchForm
from govproj.villages.models import Resident
from govproj.villages.views.settings import bp


@bp.get("/residents")
@requires(policy.can_keep_roster, on=queries.village_or_404)
def residents(village):
    form = SearchForm(request.args)
    asked = {"words": form.words.data, "gone": bool(form.gone.data)} if form.validate() else {}
    found = paging.page(queries.residents(village, **asked), Resident.number)
    status = 422 if form.errors else 200
    return render_page(
        "villages/residents.html", fragment="found", status=status, village=village, form=form, found=found
    )


@bp.route("/residents/new", methods=["GET", "POST"])
@requires(policy.can_keep_roster, on=queries.village_or_404)
def new_resident(village):
    form = ResidentForm()
    if form.validate_on_submit():
        resident = actions.add_resident(village, by=current_user, **form.facts())
        db.session.commit()
        flash(_("已登记为名册第 %(number)s 号。", number=resident.number))
        return go_to(url_for(".residents", village_id=village.id))
    return _form_page(form, village, None)


@bp.route("/residents/<int:resident_id>", methods=["GET", "POST"])
@requires(policy.can_change_resident, on=queries.resident_or_404)
def resident(resident):
    form = ChangeResidentForm(obj=resident)
    if form.validate_on_submit():
        actions.change_resident(resident, by=current_user, seen=form.version.data, **form.facts())
        db.session.commit()
        flash(_("已保存。"))
        return go_to(url_for(".residents", village_id=resident.village_id))
    return _form_page(form, resident.village, resident)


def _form_page(form, village, resident):
    groups = sorted(queries.groups_of(village))
    return render_page(
        "villages/resident.html",
        fragment="form",
        status=422 if form.errors else 200,
        **{"form": form, "village": village, "resident": resident, "groups": groups},
    )


@bp.route("/residents/import", methods=["GET", "POST"])
@requires(policy.can_keep_roster, on=queries.village_or_404)
def import_roster(village):
    """Pasted lines are first shown as they were understood; what is confirmed is read once more."""
    form, lines = ImportForm(), None
    if form.validate_on_submit():
        lines = roster.read(form.lines.data, queries.known_people(village))
        if form.confirmed.data and not any(line.problem for line in lines):
            count = actions.import_roster(village, lines, by=current_user)
            db.session.commit()
            flash(ngettext("名册增加了 %(num)s 人。", "名册增加了 %(num)s 人。", count))
            return go_to(url_for(".residents", village_id=village.id))
    wrong = [line for line in lines or () if line.problem]
    return render_page(
        "villages/import.html",
        status=422 if form.errors or wrong else 200,
        **{"form": form, "village": village, "lines": lines, "wrong": wrong},
        new=[line for line in lines or () if line.is_new],
        known=[line for line in lines or () if line.is_known],
    )
