"""书记领办: the list of those in office, the page of a village, one declaration and its way."""

from flask import Blueprint, request, url_for
from flask_login import current_user

from govproj.core import dates
from govproj.core.access import public, requires
from govproj.core.htmx import go_to, render_page
from govproj.core.i18n import _, _l
from govproj.core.paging import page
from govproj.core.versions import same_version
from govproj.engagement import policy, quarters
from govproj.engagement.actions import declarations as actions
from govproj.engagement.forms.declarations import DeclarationForm, HandInForm, ReportForm, YearForm
from govproj.engagement.models import LeadDeclaration
from govproj.engagement.queries import declarations as queries
from govproj.engagement.queries.declarations import declaration_or_404
from govproj.engagement.states import EDITABLE
from govproj.engagement.states import DeclarationState as State
from govproj.engagement.views import form_page, kept, said_about
from govproj.engagement.workflow import DECLARATIONS
from govproj.villages.queries import village_or_404

bp = Blueprint("lead_declarations", __name__)
ONE = "/lead-declarations/<int:declaration_id>"

# Moves with a page of their own; the others are buttons on the page of the declaration.
WITH_A_PAGE = {"hand_in"}
ASKED_FOR = {
    "send_back": _l("为什么退回，还要补什么"),
    "accept": _l("验收意见"),
    "return_result": _l("为什么退回，还要补什么"),
}


def url_of(declaration) -> str:
    return url_for("lead_declarations.show", declaration_id=declaration.id)


@bp.get("/lead-declarations")
@requires(policy.can_list_declarations)
def index():
    form = YearForm(request.args if request.args.get("year") else None, year=dates.today().year)
    year = form.year.data if form.validate() else dates.today().year
    return render_page(
        "engagement/declarations.html",
        fragment="found",
        status=422 if form.errors else 200,
        form=form,
        year=year,
        coverage=queries.coverage(current_user.scope, year),
        found=page(queries.in_office(current_user, year), LeadDeclaration.id),
    )


@bp.get("/villages/<int:village_id>/lead-declarations")
@public(on=village_or_404)
def of_village(village):
    return render_page(
        "engagement/of_village.html",
        village=village,
        declarations=queries.of_village(current_user, village),
        may_declare=policy.can_declare(current_user, village),
    )


@bp.route("/villages/<int:village_id>/lead-declarations/new", methods=["GET", "POST"])
@requires(policy.can_declare, on=village_or_404)
def new(village):
    form = DeclarationForm(queries.projects_to_name(current_user, village))
    if form.validate_on_submit():
        declaration = actions.declare(village, by=current_user, **form.facts())
        return kept(_("已申报，等镇里审核。"), url_of(declaration))
    return form_page(form, "engagement/declare.html", village=village, declaration=None)


@bp.get(ONE)
@public(on=declaration_or_404)
def show(declaration):
    moves = DECLARATIONS.open_to(current_user, declaration)
    return render_page(
        "engagement/declaration.html",
        declaration=declaration,
        moves=[(m, DECLARATIONS.missing(m.name, declaration)) for m in moves if m.name not in WITH_A_PAGE],
        asked_for=ASKED_FOR,
        may_edit=declaration.state in EDITABLE and policy.can_carry(current_user, declaration),
        may_report=declaration.state is State.RUNNING and policy.can_carry(current_user, declaration),
        left=quarters.to_report(declaration),
        late=quarters.owed(declaration, dates.today()),
        in_office=declaration.village_id in current_user.scope,
    )


@bp.route(f"{ONE}/edit", methods=["GET", "POST"])
@requires(policy.can_carry, on=declaration_or_404)
def edit(declaration):
    form = DeclarationForm(queries.projects_to_name(current_user, declaration.village), declaration)
    if form.validate_on_submit():
        actions.change(declaration, by=current_user, seen=form.version.data, **form.facts())
        return kept(_("已保存。"), url_of(declaration))
    return form_page(form, "engagement/declare.html", village=declaration.village, declaration=declaration)


@bp.route(f"{ONE}/report", methods=["GET", "POST"])
@requires(policy.can_carry, on=declaration_or_404)
def report(declaration):
    form = ReportForm(declaration, quarters.to_report(declaration))
    if form.validate_on_submit():
        same_version(declaration, form.version.data)
        words = {"quarter": form.quarter.data, "text": form.text.data}
        actions.report(declaration, by=current_user, actuals=form.values(), **words)
        return kept(_("已汇报。"), url_of(declaration))
    return _about_actuals(declaration, form, _("季度汇报"))


@bp.route(f"{ONE}/hand-in", methods=["GET", "POST"])
@requires(policy.can_carry, on=declaration_or_404)
def hand_in(declaration):
    form = HandInForm(declaration)
    if form.validate_on_submit():
        same_version(declaration, form.version.data)
        actions.hand_in(declaration, outcome=form.outcome.data, by=current_user, actuals=form.values())
        return kept(_("已报镇里，等年终验收。"), url_of(declaration))
    return _about_actuals(declaration, form, _("申请年终验收"))


def _about_actuals(declaration, form, heading: str):
    """Nobody fills in a form that can only be refused."""
    if request.method == "GET" and declaration.state is not State.RUNNING:
        return go_to(url_of(declaration))
    return form_page(form, "engagement/actuals.html", declaration=declaration, heading=heading)


# ---- buttons on the page of the declaration ----

DONE = {
    "approve": _l("已批准。"),
    "send_back": _l("已退回。"),
    "declare_again": _l("已重新申报。"),
    "start": _l("已开始实施。"),
    "accept": _l("已通过验收。"),
    "return_result": _l("已退回补充。"),
    "display": _l("已晾晒，所有人都能看到。"),
}


def _route_of(move):
    @requires(move.allowed, on=declaration_or_404)
    def make(declaration):
        actions.move(declaration, move.name, by=current_user, note=said_about(declaration))
        return kept(str(DONE[move.name]), url_of(declaration))

    return make


for _name in DONE:
    bp.add_url_rule(
        f"{ONE}/{_name.replace('_', '-')}", _name, _route_of(DECLARATIONS.moves[_name]), methods=["POST"]
    )
