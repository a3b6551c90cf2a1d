"""The months of a village as everybody reads them: which were kept, one month on the wall, whether it hangs there."""

from typing import NamedTuple

from flask import Blueprint, current_app, request, url_for
from flask_login import current_user

from govproj.core import dates, pdf
from govproj.core.access import public
from govproj.core.codes import grouped
from govproj.core.htmx import render_page
from govproj.core.i18n import _
from govproj.core.money import percent
from govproj.core.qr import qr_image
from govproj.disclosures.models import Hangs, Posting
from govproj.disclosures.queries import village_and_month
from govproj.disclosures.views.printing import as_pdf
from govproj.noticeboards.queries import months, sheets
from govproj.villages.queries import village_or_404

bp = Blueprint("noticeboards", __name__)
A_PAGE = 12  # projects on one A3 in letters that can be read from a step away


@bp.get("/villages/<int:village_id>/disclosures")
@public(on=village_or_404, kept=True)
def of_village(village):
    years = months.years_with_duties(village.id) or [dates.today().year]
    asked = request.args.get("year", type=int)
    year = asked if asked in years else years[0]
    return render_page(
        "noticeboards/of_village.html",
        village=village,
        year=year,
        years=years,
        calendar=months.calendar(village.id, year),
        sheets=sheets.sheets_of(current_user, village, year),
    )


@bp.get("/villages/<int:village_id>/disclosures/<month>/posting")
@public(on=village_and_month, kept=True)
def posting(village, month):
    """Which sheets of a month hang on the board, as the photos show."""
    rows = [_hanging_notice(notice) for notice in months.on_the_board(village.id, month)]
    if combined := sheets.published_sheet(village.id, month):
        rows.append(_hanging_sheet(combined))
    may_show = current_user.works_in(village.id)
    return render_page(
        "noticeboards/posting.html", village=village, month=month, rows=rows, may_show=may_show
    )


class Hanging(NamedTuple):
    """A line of that page; `days` are (word, day, address of the photo) of the first day and of the last."""

    name: str
    thing: Hangs
    page: str
    days: list[tuple]
    upload: str


def _hanging_notice(notice) -> Hanging:
    about = {"disclosure_id": notice.id}
    page, upload = url_for("disclosures.show", **about), url_for("disclosures.hang_out", **about)
    return Hanging(notice.project.name, notice, page, _days(notice, "disclosures.photo", about), upload)


def _hanging_sheet(sheet) -> Hanging:
    about = {"sheet_id": sheet.id}
    page, upload = url_for(".sheet", **about), url_for(".hang_out", **about)
    return Hanging(_("治理项目合并公示"), sheet, page, _days(sheet, ".photo", about), upload)


def _days(thing, endpoint: str, about: dict) -> list[tuple]:
    days = ((Posting.FIRST, thing.publicity_from), (Posting.LAST, thing.publicity_to))
    proofs = [(posting.label, day, thing.proof_of(posting)) for posting, day in days]
    return [(word, day, url_for(endpoint, photo_id=it.id, **about) if it else "") for word, day, it in proofs]


@bp.get("/villages/<int:village_id>/disclosures/<month>/print")
@public(on=village_and_month, kept=True)
def print_village(village, month):
    """All valid notices of a month and the governance work, as one wall sheet."""
    return render_page("noticeboards/print_village.html", **_village(village, month))


@bp.get("/villages/<int:village_id>/disclosures/<month>/print.pdf")
@public(on=village_and_month)
def pdf_of_village(village, month):
    page = _village(village, month)
    return as_pdf("noticeboards/print_village.html", page, f"{village.name}-{month}.pdf")


def _village(village, month: str) -> dict:
    notices = months.on_the_board(village.id, month)
    page = url_for(".of_village", village_id=village.id, year=month[:4])
    site = (current_app.config["PUBLIC_URL"] or "").rstrip("/")
    newest = max(notices, key=lambda notice: (notice.publicity_from, notice.id), default=None)
    letters = newest and newest.checkpoint
    return {
        "village": village,
        "month": month,
        "pages": [notices[start : start + A_PAGE] for start in range(0, len(notices), A_PAGE)] or [[]],
        "share": lambda facts: percent(facts.paid_fen or 0, facts.contract_fen or 0, 1),
        "combined": sheets.published_sheet(village.id, month),
        "printed_at": dates.now(),
        "letters": letters and grouped(letters),
        "page_code": qr_image(site + page) if site else "",
        "proof_code": qr_image(f"{site}/verify?letters={letters}") if site and letters else "",
        "pdf": url_for(".pdf_of_village", village_id=village.id, month=month) if pdf.is_installed() else "",
    }
