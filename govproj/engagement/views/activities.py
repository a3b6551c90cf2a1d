"""Activities: the tab of a project, the months of a village, one activity and its questions."""

from datetime import date, timedelta

from flask import Blueprint, request, url_for
from flask_login import current_user

from govproj.core import dates
from govproj.core.access import public, requires
from govproj.core.htmx import go_to, render_page
from govproj.core.i18n import _
from govproj.core.uploads import hand_out
from govproj.core.versions import same_version
from govproj.engagement import policy
from govproj.engagement.actions import activities as actions
from govproj.engagement.forms.records import ActivityForm, AnswerForm, QuestionForm, lines_of
from govproj.engagement.queries import activities as queries
from govproj.engagement.queries import agreements, declarations, teams
from govproj.engagement.queries.activities import activity_or_404, photo_or_404, question_or_404
from govproj.engagement.states import ActivityState
from govproj.engagement.views import form_page, kept, said_about
from govproj.engagement.workflow import ACTIVITIES
from govproj.projects.queries import project_or_404
from govproj.villages import rules
from govproj.villages.queries import village_or_404

bp = Blueprint("activities", __name__)
ONE = "/activities/<int:activity_id>"


def url_of(activity) -> str:
    return url_for("activities.show", activity_id=activity.id)


@bp.get("/projects/<int:project_id>/activities")
@public(on=project_or_404)
def of_project(project):
    kind = request.args.get("kind", "")[:20]
    return render_page(
        "engagement/of_project.html",
        project=project,
        kind=kind,
        found=queries.of_project(current_user, project, kind=kind, key=request.args.get("key", "")),
        counts=queries.counts_of_project(project),
        questions=queries.questions_counted(project),
        teams=teams.teams_of(project),
        commitments=agreements.commitments_counted(project),
        agreements=agreements.of_project(current_user, project),
        declarations=declarations.of_project(current_user, project),
        may_record=policy.can_record(current_user, project),
        with_names=policy.can_read_names(current_user, project),
    )


@bp.get("/projects/<int:project_id>/activity-questions")
@public(on=project_or_404)
def questions(project):
    return render_page(
        "engagement/questions.html",
        project=project,
        questions=queries.questions_of_project(project),
        may_answer=policy.can_record(current_user, project),
    )


@bp.get("/villages/<int:village_id>/activities")
@public(on=village_or_404)
def of_village(village):
    month = _month_asked_for()
    first = dates.first_day(month)
    return render_page(
        "engagement/months.html",
        village=village,
        month=month,
        before=dates.month_of(first - timedelta(days=1)),
        after=dates.next_month(month),
        activities=queries.of_village(current_user, village, month),
        may_record=policy.can_record_in(current_user, village),
    )


def _month_asked_for() -> str:
    """Anything but a month this site can know is the current one."""
    asked = request.args.get("month", "")
    try:
        first = date.fromisoformat(f"{asked}-01")
    except ValueError:
        return dates.month_of(dates.today())
    return dates.month_of(first) if 2000 <= first.year <= 2100 else dates.month_of(dates.today())


@bp.route("/villages/<int:village_id>/activities/new", methods=["GET", "POST"])
@requires(policy.can_record_in, on=village_or_404)
def new(village):
    return _record(village, None)


@bp.route("/projects/<int:project_id>/activities/new", methods=["GET", "POST"])
@requires(policy.can_record, on=project_or_404)
def new_of_project(project):
    return _record(project.village, project)


def _usual(village, project) -> dict:
    """Where and by whom, most of the time."""
    if project is None:
        return {"host": village.name}
    team = teams.team_of(project)
    return {"host": team.name if team else village.name, "place": project.place[:80]}


def _record(village, project):
    form = ActivityForm(rules.value("activity.kinds", village), usual=_usual(village, project))
    if form.validate_on_submit():
        asked = lines_of(form.questions.data)
        activity = actions.record(village, project=project, by=current_user, questions=asked, **form.facts())
        actions.add_photos(activity, form.photos.stored, by=current_user)
        planned = activity.state is ActivityState.PLANNED
        return kept(_("已列入计划。") if planned else _("已登记。"), url_of(activity))
    return form_page(form, project=project, village=village, heading=_("登记活动"), button=_("登记"))


@bp.get(ONE)
@public(on=activity_or_404)
def show(activity):
    may_change = policy.can_change(current_user, activity)
    counts = activity.state is not ActivityState.VOID
    return render_page(
        "engagement/activity.html",
        activity=activity,
        may_change=may_change and counts,
        may_hold=may_change and activity.state is ActivityState.PLANNED and activity.held_on <= dates.today(),
        cancelling=next((m for m in ACTIVITIES.open_to(current_user, activity) if m.name == "cancel"), None),
    )


@bp.route(f"{ONE}/edit", methods=["GET", "POST"])
@requires(policy.can_change, on=activity_or_404)
def edit(activity):
    return _changed(activity, actions.change, _("修改活动"), _("保存"))


@bp.route(f"{ONE}/hold", methods=["GET", "POST"])
@requires(policy.can_change, on=activity_or_404)
def hold(activity):
    if request.method == "GET" and activity.state is not ActivityState.PLANNED:
        return go_to(url_of(activity))
    return _changed(activity, actions.hold, _("登记开展情况"), _("登记"))


def _changed(activity, do, heading: str, button: str):
    form = ActivityForm(rules.value("activity.kinds", activity.village), activity)
    if form.validate_on_submit():
        do(activity, by=current_user, seen=form.version.data, **form.facts())
        actions.add_photos(activity, form.photos.stored, by=current_user)
        return kept(_("已保存。"), url_of(activity))
    return form_page(form, project=activity.project, village=activity.village, heading=heading, button=button)


@bp.post(f"{ONE}/cancel")
@requires(policy.can_change, on=activity_or_404)
def cancel(activity):
    actions.cancel(activity, note=said_about(activity), by=current_user)
    return kept(_("已作废，不再计数。"), url_of(activity))


@bp.route(f"{ONE}/questions/new", methods=["GET", "POST"])
@requires(policy.can_change, on=activity_or_404)
def ask(activity):
    form = QuestionForm()
    if form.validate_on_submit():
        actions.ask(activity, text=form.text.data, by=current_user)
        return kept(_("已登记。"), url_of(activity))
    about = {"project": activity.project, "village": activity.village}
    return form_page(form, heading=_("登记专业问题"), button=_("登记"), **about)


@bp.route("/activity-questions/<int:question_id>/answer", methods=["GET", "POST"])
@requires(policy.can_answer, on=question_or_404)
def answer(question):
    form = AnswerForm(version=question.version)
    if form.validate_on_submit():
        same_version(question, form.version.data)
        facts = {"answer": form.answer.data, "answered_by": form.answered_by.data}
        actions.answer(question, by=current_user, **facts)
        return kept(_("已答复。"), url_of(question.activity))
    about = {"project": question.activity.project, "village": question.activity.village}
    return form_page(form, heading=_("答复专业问题"), button=_("答复"), words=question.text, **about)


@bp.get("/activity-photos/<int:photo_id>")
@public(on=photo_or_404)
def photo(photo):
    return hand_out(photo)


@bp.get("/activity-photos/<int:photo_id>/thumb")
@public(on=photo_or_404)
def thumb(photo):
    return hand_out(photo, thumb=True)
