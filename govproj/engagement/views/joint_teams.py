"""The joint team of a project: formed, filled, signed, dissolved."""

from flask import Blueprint, url_for
from flask_login import current_user

from govproj.core.access import public, requires
from govproj.core.htmx import render_page
from govproj.core.i18n import _
from govproj.core.versions import same_version
from govproj.engagement import policy
from govproj.engagement.actions import teams as actions
from govproj.engagement.forms.records import MemberForm, TeamForm
from govproj.engagement.queries.teams import member_or_404, team_or_404
from govproj.engagement.views import form_page, kept, said_about
from govproj.engagement.workflow import TEAMS
from govproj.projects.queries import project_or_404

bp = Blueprint("joint_teams", __name__)
ONE = "/joint-teams/<int:team_id>"


def url_of(team) -> str:
    return url_for("joint_teams.show", team_id=team.id)


@bp.route("/projects/<int:project_id>/joint-teams/new", methods=["GET", "POST"])
@requires(policy.can_record, on=project_or_404)
def new(project):
    form = TeamForm(name=_("%(project)s临时联合党支部", project=project.name)[:80])
    if form.validate_on_submit():
        facts = {name: form[name].data for name in ("name", "purpose", "formed_on")}
        team = actions.form(project, by=current_user, **facts)
        return kept(_("已组建，接着登记成员。"), url_of(team))
    return form_page(form, project=project, heading=_("组建联合小组"), button=_("组建"))


@bp.get(ONE)
@public(on=team_or_404)
def show(team):
    moves = TEAMS.open_to(current_user, team)
    return render_page(
        "engagement/team.html",
        team=team,
        project=team.project,
        with_names=policy.can_read_names(current_user, team.project),
        may_run=team.dissolved_on is None and policy.can_run(current_user, team),
        moves=[(move, TEAMS.missing(move.name, team)) for move in moves],
    )


@bp.route(f"{ONE}/members/new", methods=["GET", "POST"])
@requires(policy.can_run, on=team_or_404)
def add_member(team):
    form = MemberForm(version=team.version)
    if form.validate_on_submit():
        same_version(team, form.version.data)
        actions.add_member(team, by=current_user, **form.facts())
        return kept(_("已登记成员。"), url_of(team))
    return form_page(form, project=team.project, heading=_("登记成员"), button=_("登记"))


def can_run_with(user, team, _member):
    return policy.can_run(user, team)


@bp.post(f"{ONE}/members/<int:member_id>/leave")
@requires(can_run_with, on=member_or_404)
def leave(team, member):
    said_about(team)
    actions.leave(team, member, by=current_user)
    return kept(_("已登记退出。"), url_of(team))


@bp.post(f"{ONE}/sign")
@requires(policy.can_run, on=team_or_404)
def sign(team):
    said_about(team)
    actions.sign(team, by=current_user)
    return kept(_("已登记签约。"), url_of(team))


@bp.post(f"{ONE}/dissolve")
@requires(policy.can_run, on=team_or_404)
def dissolve(team):
    actions.dissolve(team, summary=said_about(team), by=current_user)
    return kept(_("已总结并解散。"), url_of(team))
