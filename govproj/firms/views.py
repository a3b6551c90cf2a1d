"""The register of firms: looking one up, keeping it, and who in a village is tied to one."""

from flask import Blueprint, flash, request, url_for
from flask_login import current_user

from govproj.accounts.queries import person_of_village_or_404
from govproj.core import dates, paging
from govproj.core.access import requires
from govproj.core.db import db
from govproj.core.htmx import go_to, render_page
from govproj.core.i18n import _
from govproj.core.workflow import MoveRefused
from govproj.firms import actions, policy, queries, ties, todos
from govproj.firms.forms import FirmForm, NewFirmForm, PersonForm, QualificationForm, SearchForm
from govproj.firms.models import Firm, FirmTie
from govproj.villages import rules

bp = Blueprint("firms", __name__)
ONE = "/firms/<int:firm_id>"


@bp.get("/firms")
@requires(policy.can_list)
def index():
    form, warn = SearchForm(request.args), todos.warn_days(current_user)
    asked = {"words": form.words.data, "which": form.which.data} if form.validate() else {}
    found = paging.page(queries.search(**asked, warn_days=warn), Firm.id)
    return render_page(
        "firms/list.html",
        fragment="found",
        status=422 if form.errors else 200,
        **{"form": form, "found": found, "warn_days": warn, "today": dates.today()},
        may_add=policy.can_add(current_user),
    )


@bp.route("/firms/new", methods=["GET", "POST"])
@requires(policy.can_add)
def new():
    form = FirmForm() if policy.can_keep(current_user) else NewFirmForm()
    return _act(form, lambda: actions.add(**form.facts(), by=current_user), _("登记单位"), _("已登记。"))


@bp.get(ONE)
@requires(policy.can_list, on=queries.firm_or_404)
def show(firm):
    return render_page(
        "firms/show.html",
        **{"firm": firm, "today": dates.today(), "warn_days": todos.warn_days(current_user)},
        people=firm.people if policy.can_read_people(current_user, firm) else None,
        may_keep=policy.can_keep(current_user, firm),
    )


@bp.route(f"{ONE}/edit", methods=["GET", "POST"])
@requires(policy.can_keep, on=queries.firm_or_404)
def edit(firm):
    form = FirmForm(obj=firm)

    def keep():
        actions.change(firm, by=current_user, seen=form.version.data, **form.facts())

    return _act(form, keep, _("修改单位资料"), _("已保存。"), firm)


@bp.route(f"{ONE}/people/new", methods=["GET", "POST"])
@requires(policy.can_keep, on=queries.firm_or_404)
def add_person(firm):
    form = PersonForm()

    def add():
        facts = {name: form[name].data for name in ("name", "phone", "share_pct")}
        actions.add_person(firm, tie=FirmTie(form.tie.data), by=current_user, **facts)

    return _act(form, add, _("登记关联人员"), _("已登记。"), firm)


@bp.post(f"{ONE}/people/<int:person_id>/end")
@requires(policy.can_keep, on=queries.firm_person_or_404)
def end_person(person):
    actions.end_person(person, by=current_user)
    db.session.commit()
    flash(_("已登记为离开。离开不久的，仍参与比对。"))
    return go_to(url_for(".show", firm_id=person.firm_id))


@bp.route(f"{ONE}/qualifications/new", methods=["GET", "POST"])
@requires(policy.can_keep, on=queries.firm_or_404)
def qualify(firm):
    form = QualificationForm()

    def add():
        facts = {name: form[name].data for name in ("name", "number", "valid_to")}
        actions.qualify(firm, by=current_user, **facts)

    return _act(form, add, _("登记资质"), _("已登记。"), firm)


def _act(form, do, title, done, firm=None):
    """Ask on a page, then do it; what the register refuses is said on top of the form."""
    if form.validate_on_submit():
        try:
            firm = do() or firm
            db.session.commit()
            flash(done)
            return go_to(url_for(".show", firm_id=firm.id))
        except MoveRefused as refused:
            form.form_errors += [str(reason) for reason in refused.reasons]
    status = 422 if form.errors else 200
    return render_page("firms/form.html", fragment="form", status=status, form=form, title=title, firm=firm)


# ---- the comparison ----


@bp.get("/villages/<int:village_id>/people/<int:user_id>/firm-ties")
@requires(policy.can_compare, on=person_of_village_or_404)
def ties_of(village, person):
    years = rules.value("lead.interest_years", village)
    hits = ties.found([person], years=years)
    return render_page("firms/ties.html", village=village, person=person, hits=hits, years=years)
