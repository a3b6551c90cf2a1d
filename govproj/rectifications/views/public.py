"""The list of cases, those of one project as everybody reads them, and the page of one."""

from flask import Blueprint, request
from flask_login import current_user
from wtforms.fields.choices import SelectChoice

from govproj.core import dates
from govproj.core.access import public, requires, signed_in
from govproj.core.due_changes import changes_of
from govproj.core.htmx import render_page
from govproj.core.i18n import _, _l
from govproj.core.uploads import hand_out
from govproj.projects.queries import project_or_404
from govproj.rectifications import letters, policy, queries
from govproj.rectifications.forms import ListForm
from govproj.rectifications.queries import evidence_or_404, rectification_or_404
from govproj.rectifications.states import IN_HAND
from govproj.rectifications.urging import urging
from govproj.rectifications.workflow import WORKFLOW
from govproj.villages import rules

bp = Blueprint("rectifications", __name__)
LAST = {"assign", "send_back"}  # never the first button, where there is another
ONE = "/rectifications/<int:rectification_id>"

# What the page of the case asks in words beside the button of a move; other moves have a page of their own.
ASKED_FOR = {
    "verify": _l("现场核实看到了什么"),
    "send_back": _l("为什么退回，还要改什么"),
    "pass_look_back": _l("回头看看到了什么"),
    "reopen": _l("哪里反弹了"),
}


@bp.get("/rectifications")
@requires(signed_in)
def index():
    villages = queries.villages_of(current_user)
    form = ListForm(request.args)
    form.village.choices = [SelectChoice(0, _("全部村")), *(SelectChoice(v.id, v.name) for v in villages)]
    wanted = {"which": form.which.data, "village_id": form.village.data} if form.validate() else {}
    today, chosen = dates.today(), [v for v in villages if wanted.get("village_id") in (0, v.id)]
    return render_page(
        "rectifications/list.html",
        fragment="found",
        status=422 if form.errors else 200,
        form=form,
        found=queries.search(current_user, on=today, key=request.args.get("key", ""), **wanted),
        figures=queries.figures([v.id for v in chosen], today) if chosen else None,
        place_to_find=chosen[0] if len(chosen) == 1 and policy.can_find(current_user, chosen[0]) else None,
    )


@bp.get("/projects/<int:project_id>/rectifications")
@public(on=project_or_404)
def of_project(project):
    cases = queries.of_project(current_user, project)
    return render_page(
        "rectifications/of_project.html",
        project=project,
        cases=cases,
        just_found=queries.just_found(current_user, project),
        to_read={case.id for case in cases if policy.can_read_all(current_user, case)},
        may_find=policy.can_find(current_user, project.village),
    )


@bp.get(ONE)
@requires(signed_in, on=rectification_or_404)
def show(case):
    turn, moves = case.turn, WORKFLOW.open_to(current_user, case)
    late = turn.days_overdue(dates.today())
    return render_page(
        "rectifications/show.html",
        case=case,
        moves=sorted(moves, key=lambda move: move.name in LAST),
        asked_for=ASKED_FOR,
        late=late,
        due_changes=changes_of(*case.turns),
        urging=urging(late, rules.value("rectification.urging_days", case.village_id)),
        waiting_for=queries.waiting_for(case),
        in_hand=case.state in IN_HAND and policy.can_carry_out(current_user, case),
        urgings=letters.of_case(case),
        may_answer=case.state in IN_HAND and policy.can_answer_extension(current_user, case),
    )


@bp.get("/rectification-evidence/<int:evidence_id>")
@requires(signed_in, on=evidence_or_404)
def evidence(file):
    return hand_out(file)


@bp.get("/rectification-evidence/<int:evidence_id>/thumb")
@requires(signed_in, on=evidence_or_404)
def thumb(file):
    return hand_out(file, thumb=True)
