"""How the village keeps a decision: minutes are typed, plans and results posted, steps said to be taken."""

from datetime import timedelta

from flask import abort, flash, request, url_for
from flask_login import current_user

from govproj.core import dates
from govproj.core.access import requires
from govproj.core.db import db
from govproj.core.htmx import go_to, render_page
from govproj.core.i18n import _
from govproj.core.versions import same_version
from govproj.decisions import actions, order, policy, queries
from govproj.decisions.desk import RECORDED_AT
from govproj.decisions.forms import (
    AppraisalForm,
    NewForm,
    PapersForm,
    PlanForm,
    ReasonForm,
    ResultForm,
    StepForm,
)
from govproj.decisions.local import Local
from govproj.decisions.queries import process_or_404
from govproj.decisions.states import HELD_BY, Matter, MeetingKind, Step
from govproj.decisions.views.filling import as_last_time, meeting_form, meeting_page
from govproj.decisions.views.public import bp
from govproj.decisions.workflow import WORKFLOW
from govproj.projects.queries import project_or_404

ONE = "/decisions/<int:process_id>"


@bp.route("/projects/<int:project_id>/decisions/new", methods=["GET", "POST"])
@requires(policy.can_start, on=project_or_404)
def new(project):
    initiated = project.is_published or queries.initiation_of(project) is not None
    taken = {Matter.INITIATION} if initiated else set(Matter) - {Matter.INITIATION}
    form = NewForm(taken, subject=project.name, proposed_on=dates.today(), plan=project.proposal)
    if form.validate_on_submit():
        facts = {name: form[name].data for name in ("subject", "proposed_on", "plan")}
        actions.start(project, matter=Matter(form.matter.data), by=current_user, **facts)
        return _kept(project, _("已登记，下一步是村两委商议。"))
    return _page(form, project, _("登记要决策的事项"), _("登记"))


# ---- minutes ----


def _record(step: Step):
    @requires(policy.can_record, on=process_or_404)
    def record(process):
        if request.method == "GET" and step not in order.to_record(process):
            return _not_now(process)
        form = meeting_form(process, step, as_last_time(process, step))
        if form.validate_on_submit():
            same_version(process, form.version.data)
            actions.record(process, step, form.facts(), form.vote(), by=current_user, files=form.files.stored)
            return _kept(process.project, _("会议记录已存，等村监会审签。"))
        return meeting_page(form, process, step)

    return record


for _step, _name in RECORDED_AT.items():
    bp.add_url_rule(f"{ONE}/{_name}", _name, _record(_step), methods=["GET", "POST"])


# ---- posting, carrying out, taking back ----


@bp.route(f"{ONE}/publicise", methods=["GET", "POST"])
@requires(policy.can_record, on=process_or_404)
def publicise(process):
    rules = Local(process.village_id)
    days = {yes: rules.consult_days(process, concerns_assets=yes) for yes in (True, False)}
    today, asked = dates.today(), days[process.concerns_assets]
    known = {"plan": process.plan, "concerns_assets": process.concerns_assets}
    known |= {"on": today, "until": today + timedelta(days=max(asked, 1) - 1)}
    form = PlanForm(process, days, data=known | {"version": process.version})
    words = _("至少公示 %(days)s 天；动用集体资产的 %(assets)s 天。", days=days[False], assets=days[True])
    return _act(process, form, "publicise", actions.publicise, _("方案已公示。"), words)


@bp.route(f"{ONE}/announce", methods=["GET", "POST"])
@requires(policy.can_record, on=process_or_404)
def announce(process):
    days, today = Local(process.village_id).result_days, dates.today()
    known = {"on": today, "until": today + timedelta(days=max(days, 1) - 1), "version": process.version}
    form = ResultForm(process, days, data=known)
    words = _("结果至少公示 %(days)s 天。", days=days)
    return _act(process, form, "announce", actions.announce, _("结果已公示。"), words)


@bp.route(f"{ONE}/implement", methods=["GET", "POST"])
@requires(policy.can_record, on=process_or_404)
def implement(process):
    form = StepForm(process, Step.IMPLEMENTATION, data={"on": dates.today(), "version": process.version})
    return _act(process, form, "implement", actions.implement, _("已转入实施。"))


@bp.route(f"{ONE}/appraise", methods=["GET", "POST"])
@requires(policy.can_record, on=process_or_404)
def appraise(process):
    form = AppraisalForm(process, Step.APPRAISAL, data={"on": dates.today(), "version": process.version})
    return _act(process, form, "appraise", actions.appraise, _("评议已登记。"))


@bp.route(f"{ONE}/revise", methods=["GET", "POST"])
@requires(policy.can_record, on=process_or_404)
def revise(process):
    form = ReasonForm(data={"version": process.version})
    words = _("从村两委商议重新开始，原来的记录都保留。")
    return _act(process, form, "revise", actions.revise, _("已退回重新商议。"), words)


@bp.route(f"{ONE}/abandon", methods=["GET", "POST"])
@requires(policy.can_steer, on=process_or_404)
def abandon(process):
    form = ReasonForm(data={"version": process.version})
    return _act(process, form, "abandon", actions.abandon, _("已终止。"))


def _act(process, form, move: str, do, done: str, words: str = ""):
    """Ask on a page, then do it."""
    move = WORKFLOW.moves[move]
    if request.method == "GET" and not _is_open(process, move):
        return _not_now(process)
    if form.validate_on_submit():
        same_version(process, form.version.data)
        files = form["photos"].stored if "photos" in form else None
        frame = {"csrf_token", "version", "photos"}
        facts = {field.name: field.data for field in form if field.name not in frame}
        do(process, by=current_user, **facts, **({} if files is None else {"files": files}))
        return _kept(process.project, done)
    return _page(form, process.project, move.label, move.label, words=words, process=process)


def _is_open(process, move) -> bool:
    return move.starts_from(process.state, process) and not WORKFLOW.missing(move.name, process)


@bp.route(f"{ONE}/papers", methods=["GET", "POST"])
@requires(policy.can_record, on=process_or_404)
def papers(process):
    form = PapersForm(process, dated_on=dates.today())
    if form.validate_on_submit():
        facts = {"dated_on": form.dated_on.data, "by": current_user}
        actions.add_papers(process, Step(form.step.data), form.files.stored, **facts)
        return _kept(process.project, _("已上传。"))
    return _page(form, process.project, _("补充材料"), _("上传"), process=process)


def _page(form, project, heading: str, button: str, *, words: str = "", process=None):
    status = 422 if form.errors else 200
    page = {"form": form, "heading": heading, "button": button, "words": words}
    return render_page(
        "decisions/act.html", fragment="form", status=status, project=project, process=process, **page
    )


def _not_now(process):
    """Nobody fills in a form that can only be refused."""
    flash(_("现在还轮不到这一步，请先看办到了哪里。"), "info")
    return go_to(url_for(".of_project", project_id=process.project_id))


def _kept(project, words: str):
    db.session.commit()
    flash(words)
    return go_to(url_for(".of_project", project_id=project.id))


# ---- paper for the meeting ----


def process_and_step(user, process_id, step):
    if step not in set(HELD_BY):
        abort(404)
    return process_or_404(user, process_id), Step(step)


def can_prepare(user, process, _step):
    return policy.can_record(user, process)


@bp.get(f"{ONE}/<step>/attendance-sheet")
@requires(can_prepare, on=process_and_step)
def attendance_sheet(process, step):
    return _paper("decisions/attendance_sheet.html", process, step)


@bp.get(f"{ONE}/<step>/ballots")
@requires(can_prepare, on=process_and_step)
def ballots(process, step):
    return _paper("decisions/ballots.html", process, step)


MOST_LINES = 200


def _paper(template, process, step):
    """With the names of last time where they are known, and as many blank lines as people may come."""
    known = as_last_time(process, step)
    meeting = process.meeting(step)
    names = meeting.attendance if meeting and meeting.attendance else known["names"]
    entitled = (meeting.entitled if meeting else known["entitled"]) or len(names) or MOST_LINES
    lines = [*names, *[""] * max(entitled - len(names), 0)][:MOST_LINES]
    kind = meeting.kind if meeting else MeetingKind(known["kind"])
    return render_page(
        template, process=process, step=step, kind=kind, lines=lines, entitled=entitled, meeting=meeting
    )
