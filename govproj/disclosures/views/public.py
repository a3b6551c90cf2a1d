"""Monthly notices as everybody reads them: of a project, of a village, on the screen and on paper."""

from flask import Blueprint, current_app, request, url_for
from flask_login import current_user

from govproj.core import dates
from govproj.core.access import public
from govproj.core.codes import grouped
from govproj.core.htmx import render_page
from govproj.core.i18n import _
from govproj.core.money import percent, wan
from govproj.core.qr import qr_image
from govproj.core.uploads import hand_out
from govproj.disclosures import policy, queries
from govproj.disclosures.queries import owed
from govproj.disclosures.queries.answers import objections_about
from govproj.disclosures.workflow import WORKFLOW
from govproj.projects.queries import project_or_404
from govproj.villages.queries import village_or_404

bp = Blueprint("disclosures", __name__)


@bp.get("/projects/<int:project_id>/disclosures")
@public(on=project_or_404, kept=True)
def of_project(project):
    return render_page(
        "disclosures/of_project.html",
        project=project,
        months=queries.of_project(current_user, project),
        may_write=policy.can_report_on(current_user, project),
    )


@bp.get("/villages/<int:village_id>/disclosures")
@public(on=village_or_404, kept=True)
def of_village(village):
    years = owed.years_with_duties(village.id) or [dates.today().year]
    asked = request.args.get("year", type=int)
    year = asked if asked in years else years[0]
    calendar = owed.calendar(village.id, year)
    return render_page(
        "disclosures/of_village.html", village=village, year=year, years=years, calendar=calendar
    )


@bp.get("/disclosures/<int:disclosure_id>")
@public(on=queries.disclosure_or_404, kept=True)
def show(disclosure):
    moves = WORKFLOW.open_to(current_user, disclosure)
    return render_page(
        "disclosures/show.html",
        moves=[(move, WORKFLOW.missing(move.name, disclosure)) for move in moves],
        may_write=disclosure.in_writing and policy.can_write(current_user, disclosure),
        may_correct=disclosure.successor is None and policy.can_correct(current_user, disclosure),
        may_hang_out=policy.can_hang_out(current_user, disclosure),
        may_take_down=policy.can_take_down(current_user, disclosure),
        objections=objections_about(disclosure) if disclosure.is_public else (),
        duty=queries.duty_of(disclosure.project_id, disclosure.month),
        **_sheet(disclosure),
    )


@bp.get("/disclosures/<int:disclosure_id>/print")
@public(on=queries.published_or_404, kept=True)
def print_sheet(disclosure):
    size = "a3" if request.args.get("size") == "a3" else "a4"
    return render_page("disclosures/print.html", size=size, printed_at=dates.now(), **_sheet(disclosure))


def _sheet(disclosure) -> dict:
    """What stands on the notice, on the screen as on paper."""
    facts = queries.facts(disclosure)
    letters = disclosure.checkpoint
    own, proof = url_for(".show", disclosure_id=disclosure.id), f"/verify?letters={letters}"
    site = (current_app.config["PUBLIC_URL"] or "").rstrip("/")
    return {
        "disclosure": disclosure,
        "project": disclosure.project,
        "village": disclosure.project.village,
        "facts": facts,
        "texts": _texts(disclosure),
        "rows": _details(disclosure.project, facts),
        "replaced_by": disclosure.successor
        if disclosure.successor and disclosure.successor.is_public
        else None,
        "signed_by": _("、").join(signature.user.name for signature in disclosure.signatures),
        "paid_pct": percent(facts.paid_fen or 0, facts.contract_fen or 0, 1),
        "letters": letters and grouped(letters),
        "proof": proof,
        "site_address": site,
        "page_code": qr_image(site + own) if site else "",
        "proof_code": qr_image(site + proof) if site and letters else "",
    }


def _texts(disclosure) -> list[tuple]:
    """What was written, under its headings; an empty one is left out."""
    written = [
        (_("本月完成"), disclosure.summary),
        (_("与计划有差距的原因"), disclosure.deviation_reason),
        (_("下月计划"), disclosure.next_plan),
        (_("上月问题整改情况"), disclosure.problems_text),
        (_("质量安全检查和隐蔽工程验收"), disclosure.checks_text),
        (_("采购和用工"), disclosure.labour_text),
        (_("工程变更累计及占比"), disclosure.change_text),
    ]
    return [(title, words) for title, words in written if words]


def _details(project, facts) -> list[tuple]:
    """Who and what, line by line; what is not known is left out."""
    funds = _("；").join(f"{line['source']} {wan(line['fen'])}" for line in facts.funds or ())
    known = [
        (_("领办人"), facts.lead),
        (_("村两委联系人"), facts.contact),
        (_("监督小组"), facts.supervisors),
        (_("施工单位"), facts.contractor),
        (_("预算"), facts.budget_fen and wan(facts.budget_fen), _("万元")),
        (_("合同价"), facts.contract_fen and wan(facts.contract_fen), _("万元")),
        (_("资金来源（万元）"), funds),
        (_("地点和类别"), " · ".join(filter(None, (project.place, str(project.category.label))))),
        (_("建设内容"), project.content),
    ]
    return [row for row in known if row[1]]


@bp.get("/disclosures/<int:disclosure_id>/photos/<int:photo_id>")
@public(on=queries.photo_or_404)
def photo(photo):
    return hand_out(photo)


@bp.get("/disclosures/<int:disclosure_id>/photos/<int:photo_id>/thumb")
@public(on=queries.photo_or_404)
def thumb(photo):
    return hand_out(photo, thumb=True)
