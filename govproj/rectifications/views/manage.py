"""How a case is worked on: found, assigned, put right, judged, looked back at."""

from flask import flash, request, url_for
from flask_login import current_user

from govproj.core.access import requires
from govproj.core.db import db
from govproj.core.htmx import go_to, render_page
from govproj.core.i18n import _
from govproj.core.said import about
from govproj.core.versions import same_version
from govproj.rectifications import actions, boards, policy, queries
from govproj.rectifications.forms import (
    AssignForm,
    CloseForm,
    ExtensionForm,
    FindForm,
    NoteForm,
    PlanForm,
    SubmitForm,
)
from govproj.rectifications.queries import rectification_or_404
from govproj.rectifications.states import IN_HAND, Level, Phase, Source, State, Theme
from govproj.rectifications.views.public import ONE, bp
from govproj.rectifications.workflow import WORKFLOW
from govproj.villages.queries import village_or_404


@bp.route("/villages/<int:village_id>/rectifications/new", methods=["GET", "POST"])
@requires(policy.can_find, on=village_or_404)
def new(village):
    projects = queries.projects_of(current_user, village)
    closed = boards.closed_lately(village)
    form = FindForm(projects, closed, project=request.args.get("project", 0, type=int))
    if form.validate_on_submit():
        case = _opened(village, {project.id: project for project in projects}, form)
        db.session.commit()
        flash(_("已登记，编号 %(number)s。", number=case.number))
        return go_to(url_for(".show", rectification_id=case.id))
    return _form_page(form, heading=_("登记发现的问题"), button=_("登记"), village=village, case=None)


def _opened(village, projects, form):
    case = actions.open_case(
        village_id=village.id,
        project=projects.get(form.project.data),
        source=Source(form.source.data),
        level=Level(form.level.data),
        theme=Theme(form.theme.data),
        title=form.title.data,
        fact=form.fact.data,
        place=form.place.data,
        found_on=form.found_on.data,
        by=current_user,
    )
    actions.add_evidence(case, phase=Phase.BEFORE, files=form.photos.stored, by=current_user)
    return case


# ---- acts with a page of their own ----


@bp.route(f"{ONE}/assign", methods=["GET", "POST"])
@requires(policy.can_assign, on=rectification_or_404)
def assign(case):
    form = AssignForm(case, queries.possible_responsible(case))
    return _act(case, form, actions.assign, _("交办"), _("已交办。"), move="assign")


@bp.route(f"{ONE}/plan", methods=["GET", "POST"])
@requires(policy.can_carry_out, on=rectification_or_404)
def plan(case):
    return _act(case, PlanForm(case), actions.plan, _("整改方案"), _("方案已交。"), move="plan")


@bp.route(f"{ONE}/note", methods=["GET", "POST"])
@requires(policy.can_carry_out, on=rectification_or_404)
def note(case):
    form = NoteForm(version=case.version)
    return _act(case, form, actions.note, _("记录进展"), _("已记录。"), files={"photos": Phase.AFTER})


@bp.route(f"{ONE}/submit", methods=["GET", "POST"])
@requires(policy.can_carry_out, on=rectification_or_404)
def submit(case):
    form = SubmitForm(version=case.version, lasting_measures=case.turn.lasting_measures)
    form.shown = bool(case.evidence_of(Phase.AFTER, Phase.DOCUMENT))
    files = {"before": Phase.BEFORE, "after": Phase.AFTER, "document": Phase.DOCUMENT}
    return _act(
        case, form, actions.submit, _("申请销号"), _("已提交，等待核实。"), move="submit", files=files
    )


@bp.route(f"{ONE}/extension", methods=["GET", "POST"])
@requires(policy.can_carry_out, on=rectification_or_404)
def ask_extension(case):
    form = ExtensionForm(version=case.version)
    return _act(case, form, actions.ask_extension, _("申请延期"), _("已提出，等上一级答复。"))


@bp.route(f"{ONE}/close", methods=["GET", "POST"])
@requires(policy.can_close, on=rectification_or_404)
def close(case):
    form = CloseForm(version=case.version)
    return _act(case, form, actions.close, _("销号"), _("已销号。"), move="close")


def _act(case, form, do, heading: str, done: str, *, move: str = "", files=()):
    """Ask on a page, then do it; `files` says which phase each file field of the form belongs to."""
    if request.method == "GET" and case.state not in (WORKFLOW.moves[move].source if move else IN_HAND):
        return _not_now(case)
    if form.validate_on_submit():
        same_version(case, form.version.data)
        for name, phase in dict(files).items():
            actions.add_evidence(case, phase=phase, files=form[name].stored, by=current_user)
        do(case, by=current_user, **form.facts())
        return _kept(case, done)
    return _form_page(form, heading=heading, button=heading, village=case.village, case=case)


def _not_now(case):
    """Nobody fills in a form that can only be refused."""
    flash(_("“%(state)s”状态下不能这样做，请先看办到了哪一步。", state=case.state.label), "info")
    return go_to(url_for(".show", rectification_id=case.id))


def _form_page(form, **context):
    status = 422 if form.errors else 200
    return render_page("rectifications/act.html", fragment="form", status=status, form=form, **context)


# ---- acts done on the page of the case ----


@bp.post(f"{ONE}/start")
@requires(policy.can_carry_out, on=rectification_or_404)
def start(case):
    about(case)
    actions.start(case, by=current_user)
    return _kept(case, _("已开始整改。"))


@bp.post(f"{ONE}/verify")
@requires(policy.can_verify, on=rectification_or_404)
def verify(case):
    actions.verify(case, result=about(case), by=current_user)
    both = case.state is State.VERIFIED
    return _kept(case, _("已核实。") if both else _("已核实，还要另一方核实。"))


@bp.post(f"{ONE}/send-back")
@requires(policy.can_judge, on=rectification_or_404)
def send_back(case):
    actions.send_back(case, note=about(case), by=current_user)
    return _kept(case, _("已退回责任人。"))


@bp.post(f"{ONE}/pass-look-back")
@requires(policy.can_look_back, on=rectification_or_404)
def pass_look_back(case):
    actions.look_back(case, passed=True, note=about(case), by=current_user)
    passed = case.state is State.LOOKBACK_PASSED
    return _kept(case, _("回头看通过，已记录。") if passed else _("已签署，还要另一来源的人签署。"))


@bp.post(f"{ONE}/reopen")
@requires(policy.can_look_back, on=rectification_or_404)
def reopen(case):
    actions.look_back(case, passed=False, note=about(case), by=current_user)
    return _kept(case, _("已重新打开，计入反弹。"))


@bp.post(f"{ONE}/grant-extension")
@requires(policy.can_answer_extension, on=rectification_or_404)
def grant_extension(case):
    about(case)
    actions.grant_extension(case, by=current_user)
    return _kept(case, _("已同意延期。"))


@bp.post(f"{ONE}/decline-extension")
@requires(policy.can_answer_extension, on=rectification_or_404)
def decline_extension(case):
    actions.decline_extension(case, note=about(case), by=current_user)
    return _kept(case, _("已答复不同意延期。"))


def _kept(case, words: str):
    """Keep what was done, say so, and show the case."""
    db.session.commit()
    flash(words)
    return go_to(url_for(".show", rectification_id=case.id))
