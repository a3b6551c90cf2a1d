"""Rounds and their results as everybody sees them."""

from flask import Blueprint, request, url_for
from flask_login import current_user

from govproj.core.access import public
from govproj.core.filters import day
from govproj.core.forms import row_number
from govproj.core.htmx import render_page
from govproj.core.i18n import _
from govproj.evaluations import policy, queries
from govproj.evaluations.models import Method, Screening, State, Verdict
from govproj.evaluations.questions import ASPECTS, LEVELS, STRATA, THEMES
from govproj.evaluations.satisfaction import is_publishable, is_representative, majority, shown
from govproj.evaluations.weak_links import limits_of
from govproj.evaluations.workflow import WORKFLOW
from govproj.villages.queries import village_or_404

bp = Blueprint("evaluations", __name__)


@bp.context_processor
def words():
    return {"ASPECTS": ASPECTS, "THEMES": THEMES, "LEVELS": LEVELS, "STRATA": STRATA}


@bp.get("/evaluations")
@public
def index():
    village_id = request.args.get("village", type=row_number)
    village = village_or_404(current_user, village_id) if village_id else None
    return render_page(
        "evaluations/list.html",
        fragment="rounds",
        rounds=queries.rounds(current_user, village_id),
        village=village,
        may_draft_in=[v for v in queries.villages_of(current_user) if policy.can_draft(current_user, v)],
        may_hold_a_key=policy.can_hold_a_key(current_user),
    )


@bp.get("/projects/<int:project_id>/evaluations")
@public(on=queries.project_with_rounds)
def of_project(project, rounds):
    return render_page("evaluations/of_project.html", fragment="tab", project=project, rounds=rounds)


@bp.get("/evaluations/<int:round_id>")
@public(on=queries.round_or_404)
def show(round_):
    entry = queries.on_roll(current_user, round_)
    return render_page(
        "evaluations/show.html",
        round=round_,
        moves=_moves(round_),
        waiting=queries.waiting_comments(round_) if policy.can_screen(current_user, round_) else 0,
        may_print=policy.can_print(current_user, round_),
        may_draw=bool(entry) and policy.can_draw(current_user, round_, entry),
        may_list=policy.can_list_signatures(current_user, round_),
        may_print_paper=policy.can_print_paper(current_user, round_),
        may_watch_paper=bool(round_.paper_returned) and policy.can_watch_paper(current_user, round_),
        may_take_complaints=policy.can_take_complaints(current_user, round_),
        may_keep_signed_papers=policy.can_keep_signed_papers(current_user, round_),
        may_destroy_papers=bool(round_.papers_until) and policy.can_destroy_papers(current_user, round_),
        holders=queries.holders(round_) if policy.can_print(current_user, round_) else (),
        follows=_what_follows(round_),
        **_outcome(round_),
    )


def _what_follows(round_) -> str:
    """What everybody waits for now, and from whom."""
    running = _("到%(day)s为止。之后由村监会或镇纪委截止、计票、公布。", day=day(round_.closes_on))
    return {
        State.DRAFT: _("接下来由村监会和镇纪委打印票，%(day)s起可以开启。", day=day(round_.opens_on)),
        State.OPEN: running if round_.accepts_answers else _("评议期已满，等村监会或镇纪委截止。"),
        State.CLOSED: _("已经截止，等持钥匙的人打开票箱计票。"),
        State.COUNTED: _("已经计票，核对后公布结果。"),
        State.VOID: _("这一轮没有计票就作废了。"),
    }.get(round_.state, "")


def _outcome(round_) -> dict:
    """The results as far as this reader may see them yet."""
    if not policy.can_see_results(current_user, round_):
        return {"results": None}
    limits = limits_of(round_)
    valid, results = round_.turnout.valid, queries.results(round_)
    mended = any(weak.verdict is Verdict.CONFIRMED for result in results for weak in result.weak_links)
    return {
        "results": results,
        "publishable": is_publishable(valid),
        "representative": is_representative(
            valid, round_.households, fewest=limits.fewest, percent=limits.fewest_percent
        ),
        "comments": queries.comments(round_, Screening.SHOWN),
        "may_judge": lambda weak: policy.can_judge_weak_link(current_user, weak),
        "may_follow_up": lambda weak: policy.can_follow_up(current_user, weak),
        "may_answer": lambda what: policy.can_answer_consequence(current_user, what),
        "points": limits.points,
        "fewest_in_cell": limits.fewest_in_cell,
        "followed": queries.follow_ups_of(round_) if mended else {},
        "majority": majority if round_.method is Method.MAJORITY else None,
        "shown": shown,
        "stratum_name": queries.stratum_name,
        "rate_of": queries.rate_of,
    }


def _moves(round_) -> list[tuple]:
    """(move, address, what is missing) of what this reader may do next."""
    return [
        (
            move,
            url_for(f".{move.name}", round_id=round_.id),
            WORKFLOW.missing(move.name, round_),
        )
        for move in WORKFLOW.open_to(current_user, round_)
    ]
