"""Sheets for the notice board: one project on A4 or A3, and all projects of a village on one A3."""

from flask import current_app, request, url_for

from govproj.core import dates
from govproj.core.access import public
from govproj.core.htmx import render_page
from govproj.core.money import percent
from govproj.core.qr import qr_image
from govproj.disclosures import queries
from govproj.disclosures.queries.sheets import published_sheet
from govproj.disclosures.views.public import bp
from govproj.disclosures.views.sheet import sheet_of

A_PAGE = 12  # projects on one A3 in letters that can be read from a step away


@bp.get("/disclosures/<int:disclosure_id>/print")
@public(on=queries.published_or_404, kept=True)
def print_sheet(disclosure):
    size = "a3" if request.args.get("size") == "a3" else "a4"
    return render_page("disclosures/print.html", size=size, printed_at=dates.now(), **sheet_of(disclosure))


@bp.get("/villages/<int:village_id>/disclosures/<month>/print")
@public(on=queries.village_and_month, kept=True)
def print_village(village, month):
    """All valid notices of a month and the governance work, as one wall sheet."""
    notices = queries.on_the_board(village.id, month)
    page = url_for(".of_village", village_id=village.id, year=month[:4])
    site = (current_app.config["PUBLIC_URL"] or "").rstrip("/")
    return render_page(
        "disclosures/print_village.html",
        village=village,
        month=month,
        pages=[notices[start : start + A_PAGE] for start in range(0, len(notices), A_PAGE)] or [[]],
        share=lambda facts: percent(facts.paid_fen or 0, facts.contract_fen or 0, 1),
        combined=published_sheet(village.id, month),
        printed_at=dates.now(),
        page_code=qr_image(site + page) if site else "",
    )
