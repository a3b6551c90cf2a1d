"""The month's briefing (通报): drafted by itself, issued by the inspectors, read and printed."""

from flask import flash, request, url_for
from flask_login import current_user

from govproj.core import dates
from govproj.core.access import requires, signed_in
from govproj.core.db import db
from govproj.core.htmx import go_to, render_page
from govproj.core.i18n import _
from govproj.rectifications import actions, briefing, policy
from govproj.rectifications.briefing import month_or_404
from govproj.rectifications.forms import BriefingForm
from govproj.rectifications.views.public import bp

OF_MONTH = "/towns/<int:town_id>/rectification-briefings/<month>"


@bp.get("/rectification-briefings")
@requires(policy.can_list)
def briefings():
    return render_page(
        "rectifications/briefings.html",
        shelves=briefing.shelves(current_user),
        drafts=current_user.is_inspector,
    )


@bp.get(OF_MONTH)
@requires(signed_in, on=month_or_404)
def briefing_of_month(month):
    return _page(month, BriefingForm(corrects=bool(month.issued)))


@bp.post(f"{OF_MONTH}/issue")
@requires(policy.can_issue_briefing, on=month_or_404)
def issue_briefing(month):
    form = BriefingForm(corrects=bool(month.issued))
    if not form.validate():
        return _page(month, form)
    actions.issue_briefing(month, by=current_user, remarks=form.remarks.data, reason=form.why)
    db.session.commit()
    flash(_("通报已印发，各村都能看到。"))
    return go_to(url_for(".briefing_of_month", town_id=month.town.id, month=month.month))


@bp.get(f"{OF_MONTH}/print")
@requires(signed_in, on=month_or_404)
def print_briefing(month):
    return render_page("rectifications/briefing_print.html", printed_at=dates.now(), **_told(month))


def _told(month) -> dict:
    """What this reader gets: an issued edition, the draft, or neither."""
    issued = month.edition(request.args.get("edition", 0, type=int))
    wants_draft = request.args.get("draft") or not issued
    draft = bool(wants_draft) and policy.can_read_draft(current_user, month)
    content = briefing.facts_of(month) if draft else issued.content if issued else None
    return {"month": month, "issued": None if draft else issued, "content": content, "is_draft": draft}


def _page(month, form):
    return render_page(
        "rectifications/briefing.html",
        status=422 if form.errors else 200,
        form=form if policy.can_issue_briefing(current_user, month) else None,
        **_told(month),
    )
