"""The list of flags, those of one project, and the page of one. All behind a sign-in: nothing here is public."""

from flask import Blueprint, request
from flask_login import current_user

from govproj.core import dates
from govproj.core.access import requires, signed_in
from govproj.core.htmx import render_page
from govproj.core.i18n import _l
from govproj.flags import policy, queries, waiting
from govproj.flags.forms import ListForm
from govproj.flags.links import links_of
from govproj.flags.queries import flag_or_404
from govproj.flags.workflow import WORKFLOW
from govproj.projects.queries import project_or_404
from govproj.villages import rules as local_rules

bp = Blueprint("flags", __name__)
ONE = "/flags/<int:flag_id>"
LARGEST = 2**31 - 1

# What the page of a flag asks in words beside the button of a move; other moves have a page of their own.
ASKED_FOR = {
    "ask": _l("想让项目组说明什么"),
    "send_back": _l("哪里没有说清楚"),
    "explain": _l("为什么没有问题"),
    "fix": _l("怎么改正的，核实了什么"),
}


@bp.get("/flags")
@requires(policy.can_list)
def index():
    form = ListForm(queries.villages_of(current_user), request.args)
    below, wanted = min(request.args.get("below", 0, type=int), LARGEST), form.wanted
    return render_page(
        "flags/list.html",
        fragment="found",
        status=422 if form.errors else 200,
        form=form,
        found=queries.search(current_user, below=max(below, 0), **wanted),
        may_read_rules=policy.can_read_rules(current_user),
    )


@bp.get("/projects/<int:project_id>/flags")
@requires(policy.can_list_of, on=project_or_404)
def of_project(project):
    found = queries.of_project(current_user, project)
    may = policy.can_read_rules(current_user)
    return render_page("flags/of_project.html", project=project, found=found, may_read_rules=may)


@bp.get(ONE)
@requires(signed_in, on=flag_or_404)
def show(flag):
    days = local_rules.value(waiting.KEY, flag.village_id)
    pressed = waiting.pressure(flag, days, dates.today())
    return render_page(
        "flags/show.html",
        flag=flag,
        moves=WORKFLOW.open_to(current_user, flag),
        asked_for=ASKED_FOR,
        pressed=pressed,
        waits_for=waiting.waits_for(flag.state, pressed),
        thresholds=thresholds_of(flag) if policy.can_read_rules(current_user) else (),
        links=links_of(flag),
        beside=queries.clue_of(flag) if policy.can_read_clue(current_user, flag) else None,
        may_read_rules=policy.can_read_rules(current_user),
    )


def thresholds_of(flag) -> list[tuple]:
    """(label, value in words) of the local rules it was asked by, as they stood."""
    known = [(key, value) for key, value in flag.thresholds.items() if key in local_rules.DEFAULTS]
    return [(local_rules.rule_of(key).label, local_rules.rule_of(key).words(value)) for key, value in known]
