"""Commitments that are needed and missing, their printed forms, education of key posts, talks."""

from flask import Blueprint, abort, url_for
from flask_login import current_user

from govproj.core.access import requires, signed_in
from govproj.core.htmx import render_page
from govproj.core.i18n import _
from govproj.core.versions import fingerprint, same_facts
from govproj.engagement import pledges, policy
from govproj.engagement.actions import integrity as actions
from govproj.engagement.forms.integrity import AttendeesForm, TalkForm
from govproj.engagement.queries import commitments, education, talks
from govproj.engagement.queries.activities import activity_or_404
from govproj.engagement.queries.agreements import project_with_names
from govproj.engagement.queries.talks import talk_or_404
from govproj.engagement.views import form_page, kept
from govproj.villages.queries import village_or_404

bp = Blueprint("integrity", __name__)


@bp.get("/commitments")
@requires(policy.can_list_declarations)
def all_commitments():
    coverage, reached = commitments.of_scope(current_user), education.of_scope(current_user)
    return render_page("engagement/commitments.html", coverage=coverage, education=reached)


@bp.get("/projects/<int:project_id>/commitments")
@requires(signed_in, on=project_with_names)
def commitments_of_project(project):
    return render_page(
        "engagement/commitments_of_project.html",
        project=project,
        coverage=commitments.of_project(project),
        pledges=pledges.PLEDGES,
        may_record=policy.can_record(current_user, project),
    )


def with_pledge(user, project_id: int, pledge: str):
    return project_with_names(user, project_id), pledge, pledges.PLEDGES.get(pledge) or abort(404)


@bp.get("/projects/<int:project_id>/commitments/<pledge>/print")
@requires(signed_in, on=with_pledge)
def pledge_form(project, key, pledge):
    found = next((row for row in commitments.of_project(project).rows if row.link == key), None)
    page = {"project": project, "key": key, "pledge": pledge, "who": found.who if found else ""}
    return render_page("engagement/pledge.html", edition=pledges.EDITION, **page)


@bp.route("/activities/<int:activity_id>/attendees", methods=["GET", "POST"])
@requires(policy.can_change, on=activity_or_404)
def attendees(activity):
    people = education.possible_attendees(activity.village_id)
    came = sorted(attendee.user_id for attendee in activity.attendees)
    form = AttendeesForm(people, came, version=fingerprint(came))
    if form.validate_on_submit():
        same_facts(fingerprint(came), form.version.data)
        actions.tick_attendees(activity, form.people.data, by=current_user)
        return kept(_("已登记。"), url_for("activities.show", activity_id=activity.id))
    about = {"project": activity.project, "village": activity.village}
    return form_page(form, heading=_("登记关键岗位到场"), button=_("登记"), words=activity.title, **about)


@bp.get("/integrity-talks")
@requires(policy.can_list_talks)
def all_talks():
    villages = talks.villages_to_talk_in(current_user)
    return render_page("engagement/talks.html", talks=talks.of(current_user), villages=villages)


@bp.get("/integrity-talks/<int:talk_id>")
@requires(signed_in, on=talk_or_404)
def talk(talk):
    return render_page("engagement/talk.html", talk=talk)


@bp.route("/villages/<int:village_id>/integrity-talks/new", methods=["GET", "POST"])
@requires(policy.can_talk_in, on=village_or_404)
def new_talk(village):
    people = talks.partners(current_user, village.id)
    form = TalkForm(people)
    if form.validate_on_submit():
        person = next(person for person in people if person.id == form.person.data)
        held = actions.talk(village, person, by=current_user, **form.facts())
        return kept(_("已登记。"), url_for(".talk", talk_id=held.id))
    return form_page(form, heading=_("登记廉政约谈"), button=_("登记"), village=village, project=None)
