"""How the list is kept: what a county, a town or a village lays down, proposes, accepts."""

from flask import Blueprint, abort, flash, url_for
from flask_login import current_user

from govproj.checklists.actions import lists as actions
from govproj.checklists.catalogue import POWERS
from govproj.checklists.forms.lists import EditionForm
from govproj.checklists.queries import lists
from govproj.checklists.workflow import EDITIONS
from govproj.core.access import requires
from govproj.core.db import db
from govproj.core.htmx import go_to, render_page
from govproj.core.i18n import _
from govproj.core.workflow import MoveRefused
from govproj.villages import jurisdictions, policy
from govproj.villages.forms.rules import DecideForm
from govproj.villages.models import Standing

bp = Blueprint("power_editions", __name__)
FIND = {
    "village": jurisdictions.village_or_404,
    "town": jurisdictions.town_or_404,
    "county": jurisdictions.county_or_404,
}
PLACES = {"village": "villages", "town": "towns", "county": "counties"}


def place_or_404(user, level: str, place_id: int):
    plural = {many: one for one, many in PLACES.items()}
    return FIND[plural[level]](user, place_id) if level in plural else abort(404)


def with_code(user, level: str, place_id: int, code: str):
    """The place, the item, and the newest words of this place about it."""
    place = place_or_404(user, level, place_id)
    own = () if code == "new" else lists.editions_of(place, code)
    if not own and code != "new" and code not in POWERS:
        abort(404)
    return place, code, next((row for row in own if row.state is Standing.SET), None)


@bp.get("/<any(villages, towns, counties):level>/<int:place_id>/power-editions")
@requires(policy.can_read_rules, on=place_or_404)
def of_place(place):
    found = lists.editions_of(place)
    return render_page(
        "checklists/editions.html",
        **{"place": place, "level": PLACES[place.level], "editions": found, "listed": lists.of_place(place)},
        waiting=[row for row in found if row.state is Standing.PROPOSED],
        may_set=policy.can_set_rules(current_user, place),
        may_add=policy.can_lay_down(current_user, place),
        moves=EDITIONS.moves.values(),
    )


def can_write(user, place, _code=None, _newest=None) -> bool:
    """Whoever may lay down a rule of the place, or propose one."""
    return policy.can_lay_down(user, place)


@bp.route(
    "/<any(villages, towns, counties):level>/<int:place_id>/power-editions/<code>/write",
    methods=["GET", "POST"],
)
@requires(can_write, on=with_code)
def write(place, code, newest):
    form = EditionForm.for_item(code, newest.content if newest else {}, enabled=not newest or newest.enabled)
    if form.validate_on_submit():
        about = {"effective_from": form.effective_from.data, "reason": form.reason.data}
        row = actions.lay_down(
            place, code, form.content(), enabled=form.enabled.data, by=current_user, **about
        )
        return kept(row, _("已定。") if row.state is Standing.SET else _("建议已交给镇业务干部。"))
    page = {
        "form": form,
        "place": place,
        "level": PLACES[place.level],
        "code": code,
        "power": POWERS.get(code),
    }
    return render_page("checklists/edition.html", status=422 if form.errors else 200, **page)


@bp.post("/power-editions/<int:edition_id>/accept")
@requires(policy.can_set_rules, on=lists.edition_or_404)
def accept(edition):
    actions.accept(edition, by=current_user, answer=_answer())
    return kept(edition, _("已采纳。"))


@bp.post("/power-editions/<int:edition_id>/decline")
@requires(policy.can_set_rules, on=lists.edition_or_404)
def decline(edition):
    actions.decline(edition, by=current_user, answer=_answer())
    return kept(edition, _("已答复不采纳。"))


def _answer() -> str:
    form = DecideForm()
    if not form.validate():
        raise MoveRefused(*(message for messages in form.errors.values() for message in messages))
    return form.note.data or ""


def kept(row, words):
    db.session.commit()
    flash(words)
    return go_to(url_for(".of_place", level=PLACES[row.level], place_id=row.place.id))
