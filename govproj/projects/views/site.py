"""What happens on the site: the start notice, concealed work, the completion report, the acceptance."""

from flask import flash, request, url_for
from flask_login import current_user

from govproj.core.access import public, requires
from govproj.core.db import db
from govproj.core.htmx import go_to, render_page
from govproj.core.i18n import _
from govproj.core.uploads import hand_out
from govproj.projects import actions, bodies, on_site, policy, queries
from govproj.projects.actions.building import BEFORE_THE_START
from govproj.projects.forms.building import (
    AcceptanceForm,
    CompletionForm,
    ConcealedForm,
    MoreConcealedForm,
    StartNoticeForm,
)
from govproj.projects.models import IN_PROGRESS, Body, State
from govproj.projects.queries import concealed_or_404, project_or_404
from govproj.projects.views.public import bp

ONE = "/projects/<int:project_id>"
WORK = f"{ONE}/concealed-works/<int:work_id>"


@bp.get(f"{ONE}/works")
@public(on=project_or_404)
def works(project):
    return render_page(
        "projects/works.html",
        project=project,
        inside=policy.can_follow(current_user, project),
        rule=on_site.concealed_rules(project),
        links=_links(project),
        bodies=list(Body),
        pictures_of=queries.photos_of(project),
    )


def _links(project) -> list[tuple[str, str]]:
    """What can be written down now, by this reader: (endpoint, words)."""
    reports, records = policy.can_report(current_user, project), policy.can_record(current_user, project)
    builds, construction = policy.can_build(current_user, project), project.is_construction
    possible = [
        ("start_notice", _("登记开工公示"), BEFORE_THE_START, records and construction),
        ("new_concealed", _("登记隐蔽工程"), IN_PROGRESS, reports and construction),
        ("completion_report", _("写完工报告"), {State.BUILDING}, builds),
        ("acceptance", _("登记验收会议"), {State.COMPLETED}, records),
    ]
    return [
        (f"projects.{name}", words)
        for name, words, states, may in possible
        if may and project.state in states
    ]


@bp.route(f"{ONE}/start-notice", methods=["GET", "POST"])
@requires(policy.can_record, on=project_or_404)
def start_notice(project):
    form = StartNoticeForm(place=project.village.notice_board)
    done = _("开工公示已登记。")
    return _act(project, form, actions.post_start_notice, BEFORE_THE_START, _("登记开工公示"), done)


@bp.route(f"{ONE}/concealed-works/new", methods=["GET", "POST"])
@requires(policy.can_report, on=project_or_404)
def new_concealed(project):
    form, done = ConcealedForm(), _("隐蔽工程已登记，请村监会等各方来看过后签认。")
    return _act(project, form, actions.record_concealed, IN_PROGRESS, _("登记隐蔽工程"), done)


@bp.route(f"{ONE}/completion-report", methods=["GET", "POST"])
@requires(policy.can_build, on=project_or_404)
def completion_report(project):
    form = CompletionForm(wants_concealed=project.is_construction and not project.concealed_works)
    done = _("完工报告已交。")
    return _act(project, form, actions.report_completion, {State.BUILDING}, _("写完工报告"), done)


@bp.route(f"{ONE}/acceptance", methods=["GET", "POST"])
@requires(policy.can_record, on=project_or_404)
def acceptance(project):
    known = {"place": project.place, "lead": project.lead.name if project.lead else ""}
    form, done = AcceptanceForm(**known), _("验收会议已登记。")
    return _act(project, form, actions.record_acceptance, {State.COMPLETED}, _("登记验收会议"), done)


def _act(project, form, do, states, heading: str, done: str):
    """Ask on a page of its own, then do it; nobody fills in a form that can only be refused."""
    if request.method == "GET" and project.state not in states:
        flash(_("“%(state)s”状态下不能%(what)s。", state=project.state.label, what=heading), "info")
        return go_to(url_for(".works", project_id=project.id))
    if form.validate_on_submit():
        do(project, by=current_user, **form.facts())
        return kept(url_for(".works", project_id=project.id), done)
    return form_page(form, heading=heading, project=project)


def form_page(form, **context):
    status = 422 if form.errors else 200
    return render_page("projects/act.html", fragment="form", status=status, form=form, **context)


def kept(url: str, words: str):
    """Keep what was done, say so, and show it."""
    db.session.commit()
    flash(words)
    return go_to(url)


# ---- one concealed work ----


def on_project(rule):
    """A rule about the project, for a view that is handed one of its things as well."""
    return lambda user, project, _thing: rule(user, project)


@bp.get(WORK)
@requires(on_project(policy.can_follow), on=concealed_or_404)
def concealed_work(project, work):
    return _work_page(project, work, MoreConcealedForm(version=work.version))


def _work_page(project, work, form):
    running = project.state in IN_PROGRESS
    return render_page(
        "projects/concealed_work.html",
        status=422 if form.errors else 200,
        project=project,
        work=work,
        accepted=work.is_accepted(*on_site.concealed_rules(project)),
        rule=on_site.concealed_rules(project),
        form=form if running and policy.can_report(current_user, project) else None,
        seats=_seats(project, work) if running else [],
    )


def _seats(project, work) -> list[Body]:
    """For whom this reader could still sign."""
    if work.was_signed_by(current_user):
        return []
    held = bodies.bodies_of(current_user, project)
    return [body for body in Body if body in held - work.bodies]


@bp.post(f"{WORK}/add")
@requires(on_project(policy.can_report), on=concealed_or_404)
def add_to_concealed(project, work):
    form = MoreConcealedForm()
    if not form.validate():
        return _work_page(project, work, form)
    actions.add_to_concealed(work, by=current_user, seen=form.version.data, **form.facts())
    return kept(url_for(".concealed_work", project_id=project.id, work_id=work.id), _("已补上。"))


@bp.post(f"{WORK}/sign")
@requires(on_project(bodies.can_sign), on=concealed_or_404)
def sign_concealed(project, work):
    body = next((body for body in Body if body.value == request.form.get("body")), Body.CONTRACTOR)
    actions.sign_concealed(work, body=body, by=current_user, seen=request.form.get("version"))
    return kept(url_for(".concealed_work", project_id=project.id, work_id=work.id), _("已签认。"))


# ---- files ----


@bp.get("/project-files/<int:file_id>")
@public(on=queries.file_or_404)
def file(stored):
    return hand_out(stored)


@bp.get("/project-files/<int:file_id>/thumb")
@public(on=queries.file_or_404)
def thumb(stored):
    return hand_out(stored, thumb=True)
