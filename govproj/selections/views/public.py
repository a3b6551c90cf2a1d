"""Where a selection stands: for everybody who leads and how that came about, for those concerned the rest."""

from flask import Blueprint, flash, request, url_for
from flask_login import current_user

from govproj.accounts.models import Role
from govproj.core.access import public, requires
from govproj.core.db import db
from govproj.core.due_changes import changes_of
from govproj.core.htmx import go_to, render_page
from govproj.selections import conflicts, desk, policy, queries
from govproj.selections.states import CHECKED
from govproj.selections.workflow import CHAIN, WORKFLOW

bp = Blueprint("selections", __name__)


@bp.get("/calls")
@requires(policy.can_list_calls)
def calls():
    found = queries.running(current_user)
    return render_page(
        "selections/calls.html",
        open_calls=[line for line in found if line.takes_nominations],
        under_way=[line for line in found if not line.takes_nominations],
        without_call=db.session.scalars(queries.without_call(current_user)).all(),
        may_call_in=sorted(current_user.grants.get(Role.SECRETARY, ())),
    )


@bp.get("/projects/<int:project_id>/selection")
@public(on=queries.page_of_project)
def show(project, selections):
    """Outsiders read who leads, and who is proposed; members also the call, offices also the inside."""
    selection = selections[0] if selections else None
    inside = selection is not None and policy.can_see_candidates(current_user, selection)
    if inside and selection.state in CHECKED:
        selection.findings = conflicts.found(selection)  # once, for the page and for what is missing
    return render_page(
        "selections/show.html",
        project=project,
        selection=selection,
        earlier=[past for past in selections if past.replaced_because],
        may_hand_over=lambda past: policy.can_hand_over(current_user, past),
        project_opens=_opens(project),
        may_draft=policy.can_steer(current_user, project) and queries.may_begin(project, selections),
        chain=CHAIN,
        moves=WORKFLOW.moves,
        **_of_reader(selection, inside),
    )


def _opens(project) -> bool:
    """A member called to lead a project still in planning cannot open the project's other pages yet."""
    return project.is_published or project.village_id in current_user.scope or project.is_led_by(current_user)


def _of_reader(selection, inside: bool) -> dict:
    if selection is None:
        nothing = {"acts": [], "others": [], "due_changes": (), "waits_for": ""}
        return nothing | {"called": False, "inside": False, "marks": False}
    return {
        "acts": desk.next_acts(current_user, selection),
        "others": desk.other_acts(current_user, selection),
        "due_changes": changes_of(selection) if selection.extended else (),
        "waits_for": desk.waits_for(selection),
        "called": inside or policy.can_nominate(current_user, selection),
        "inside": inside,
        "marks": policy.can_see_marks(current_user, selection),
        "may_rule": lambda nomination: desk.may_rule(current_user, nomination),
        "news": desk.news,
        "letter": _letter_for_reader(selection),
    }


def _letter_for_reader(selection):
    letter = selection.letter
    return letter if letter and policy.can_read_letter(current_user, letter) else None


def back_to(selection, words: str):
    """After an act: keep it, say so, and show where the selection stands."""
    db.session.commit()
    flash(words)
    return go_to(url_for("selections.show", project_id=selection.project_id))


def form_page(project, form, heading: str, button: str, **more):
    """One act on a page of its own; `about` names a template with what has to be known first."""
    page = {"intro": "", "about": "", "missing": [], "selection": None, "nomination": None, **more}
    return render_page(
        "selections/form.html",
        fragment="form",
        status=422 if form.errors else 200,
        project=project,
        form=form,
        heading=heading,
        button=button,
        action=request.path,
        **page,
    )
