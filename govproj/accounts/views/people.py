"""Who holds which post in a village, and what they declared, for those who may know."""

from flask import Blueprint, request
from flask_login import current_user

from govproj.accounts import policy, queries
from govproj.core.access import requires
from govproj.core.htmx import render_page
from govproj.villages.queries import village_or_404

bp = Blueprint("people", __name__, url_prefix="/villages/<int:village_id>/people")


@bp.get("")
@requires(policy.can_read_people, on=village_or_404)
def of_village(village):
    past = request.args.get("past") == "1"
    posts = queries.posts_in(village, past=past)
    return render_page("accounts/people.html", village=village, posts=posts, past=past)


@bp.get("/<int:user_id>")
@requires(policy.can_read_people, on=queries.person_of_village_or_404)
def show(village, person):
    may_see = policy.can_read_relatives(current_user, village)
    return render_page(
        "accounts/person.html",
        village=village,
        person=person,
        relatives=queries.relatives_of(person) if may_see else None,
    )
