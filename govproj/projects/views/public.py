"""The list of projects and the page of one, as everybody reads them."""

from typing import NamedTuple

from flask import Blueprint, request, url_for
from flask_login import current_user
from wtforms.fields.choices import SelectChoice

from govproj.core import paging
from govproj.core.access import public
from govproj.core.filters import day, month_alone
from govproj.core.htmx import render_page
from govproj.core.i18n import _
from govproj.core.money import percent, wan
from govproj.projects import policy, queries
from govproj.projects.forms import SearchForm
from govproj.projects.models import ENDED, IN_PROGRESS, State
from govproj.projects.workflow import MADE_BY, WORKFLOW, chain_of, next_move
from govproj.villages.queries import names

bp = Blueprint("projects", __name__)


@bp.get("/projects")
@public(kept=True)
def index():
    form = SearchForm(request.args)
    form.village.choices = [
        SelectChoice(0, _("全部村")),
        *(SelectChoice(v.id, v.name) for v in names()),
    ]
    wanted = form.wanted() if form.validate() else {}
    found = queries.search(current_user, before=_key("before"), after=_key("after"), **wanted)
    asked = form.errors or any(value for name, value in wanted.items() if name != "village_id")
    page = {"form": form, "found": found, "link": _page_link, "asked": asked}
    status = 422 if form.errors else 200
    return render_page("projects/list.html", fragment="found", status=status, **page)


def _key(name: str) -> int | None:
    value = request.args.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 10 else None


def _page_link(**key) -> str:
    """The same list, another page of it."""
    return paging.with_filters(url_for("projects.index"), **key)


@bp.get("/projects/<int:project_id>")
@public(on=queries.project_in_full, kept=True)
def show(project):
    moves = WORKFLOW.open_to(current_user, project)
    return render_page(
        "projects/show.html",
        project=project,
        steps=list(reversed(project.steps)),
        chain=chain_of(project),
        moves=[(move, WORKFLOW.missing(move.name, project)) for move in moves],
        waiting=_waiting(project, moves),
        links=_links(project),
        running=project.state in IN_PROGRESS,
        paid_pct=percent(project.paid_fen, project.contract_fen or 0, 0),
        details=_details(project),
        curve=[(month_alone(row.month), row.planned_pct, row.actual_pct) for row in project.months],
    )


FINISHED = ENDED | {State.COMPLETED, State.ACCEPTED, State.SETTLED, State.HANDED_OVER}


class Waiting(NamedTuple):
    """The next step of somebody else: whose it is and what it still lacks."""

    target: str
    by: str
    missing: list[str]


def _waiting(project, moves) -> Waiting | None:
    """For those who work on the project but do not make its next move."""
    move = next_move(project)
    if move is None or move in moves or not policy.can_follow(current_user, project):
        return None
    missing = WORKFLOW.missing(move.name, project)
    return Waiting(project.named(move.leads_to(project)), MADE_BY[move.allowed], missing)


def _links(project) -> list[tuple[str, str]]:
    """What this reader can write down about the project now, beside its moves: (endpoint, words)."""
    records = project.is_published and policy.can_record(current_user, project)
    begun, under_way = project.state in IN_PROGRESS or project.months, project.state not in FINISHED
    reports = begun and project.state not in ENDED and policy.can_report(current_user, project)
    possible = [
        ("projects.edit", _("修改项目草稿"), policy.can_edit(current_user, project)),
        ("projects.plan", _("登记工期和联系人"), records and under_way),
        ("projects.months", _("登记每月进度和支付"), reports),
        (
            "projects.plan_milestones",
            _("订节点计划"),
            records and under_way and not project.milestones_planned,
        ),
        ("projects.object_board", _("设对象看板"), records and under_way and not project.board),
    ]
    return [(endpoint, words) for endpoint, words, may in possible if may]


def _details(project) -> list[tuple]:
    """The rest of what everybody may know; what is not there yet is left out."""
    funds = _("；").join(f"{line['source']} {wan(line['fen'])}" for line in project.funds)
    known = [
        (_("预算"), project.budget_fen and wan(project.budget_fen), _("万元")),
        (_("资金来源（万元）"), funds),
        (_("发包方式"), project.method and project.method.label),
        (_("施工单位"), project.contractor and project.contractor.name),
        (_("计划开工"), project.planned_start and day(project.planned_start)),
        (_("计划完工"), project.planned_end and day(project.planned_end)),
        (_("预计复工"), project.resume_on and day(project.resume_on)),
    ]
    return [row for row in known if row[1]]
