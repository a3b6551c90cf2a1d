"""Sheets for the notice board: one project on A4 or A3, and all projects of a village on one A3."""

from flask import current_app, render_template, request, url_for
from werkzeug.exceptions import HTTPException

from govproj.accounts.models import Anonymous
from govproj.core import dates, pdf
from govproj.core.access import public
from govproj.core.codes import grouped
from govproj.core.filters import moment
from govproj.core.htmx import render_page
from govproj.core.i18n import _
from govproj.core.money import percent
from govproj.core.qr import qr_image
from govproj.core.uploads import TYPES, path_of
from govproj.disclosures import queries
from govproj.disclosures.queries.sheets import published_sheet
from govproj.disclosures.room import room_for
from govproj.disclosures.views.public import bp
from govproj.disclosures.views.sheet import sheet_of

A_PAGE = 12  # projects on one A3 in letters that can be read from a step away


@bp.get("/disclosures/<int:disclosure_id>/print")
@public(on=queries.published_or_404, kept=True)
def print_sheet(disclosure):
    return render_page("disclosures/print.html", **_notice(disclosure))


@bp.get("/disclosures/<int:disclosure_id>/print.pdf")
@public(on=queries.published_or_404)
def pdf_of_sheet(disclosure):
    page = _notice(disclosure)
    name = f"{disclosure.project.code}-{disclosure.month}-v{disclosure.edition}-{page['size']}.pdf"
    return _as_pdf("disclosures/print.html", page, name)


def _notice(disclosure) -> dict:
    size, sheet = "a3" if request.args.get("size") == "a3" else "a4", sheet_of(disclosure)
    void = bool(sheet["replaced_by"] or disclosure.supersedes)
    if size == "a4" and sheet["paid_pct"] is not None:  # the key figures of an A3 have the room to say it
        sheet["rows"] = [*sheet["rows"], (_("累计支付占合同"), f"{sheet['paid_pct']}%")]
    room = room_for(size, sheet["texts"], sheet["rows"], void)
    page = {
        "size": size,
        "texts": room.first,
        "void": void,
        "room": room,
        "pdf": url_for(".pdf_of_sheet", disclosure_id=disclosure.id, size=size) if pdf.is_installed() else "",
    }
    return sheet | page | {"printed_at": dates.now()}


def _as_pdf(template: str, page: dict, name: str):
    """Made of what a stranger may read, whoever asks."""
    html = render_template(template, **page)
    return pdf.answer(html, _photo_at, name, moment=moment(page["printed_at"]))


def _photo_at(path: str) -> tuple[bytes, str] | None:
    """A photo of a published notice."""
    try:
        endpoint, args = current_app.url_map.bind("").match(path, method="GET")
        if endpoint != "disclosures.photo":
            return None
        photo = queries.photo_or_404(Anonymous(), **args)
        return path_of(photo.sha256).read_bytes(), TYPES[photo.kind]
    except (HTTPException, OSError):
        return None


@bp.get("/villages/<int:village_id>/disclosures/<month>/print")
@public(on=queries.village_and_month, kept=True)
def print_village(village, month):
    """All valid notices of a month and the governance work, as one wall sheet."""
    return render_page("disclosures/print_village.html", **_village(village, month))


@bp.get("/villages/<int:village_id>/disclosures/<month>/print.pdf")
@public(on=queries.village_and_month)
def pdf_of_village(village, month):
    page = _village(village, month)
    return _as_pdf("disclosures/print_village.html", page, f"{village.name}-{month}.pdf")


def _village(village, month: str) -> dict:
    notices = queries.on_the_board(village.id, month)
    page = url_for(".of_village", village_id=village.id, year=month[:4])
    site = (current_app.config["PUBLIC_URL"] or "").rstrip("/")
    newest = max(notices, key=lambda notice: (notice.publicity_from, notice.id), default=None)
    letters = newest and newest.checkpoint
    return {
        "village": village,
        "month": month,
        "pages": [notices[start : start + A_PAGE] for start in range(0, len(notices), A_PAGE)] or [[]],
        "share": lambda facts: percent(facts.paid_fen or 0, facts.contract_fen or 0, 1),
        "combined": published_sheet(village.id, month),
        "printed_at": dates.now(),
        "letters": letters and grouped(letters),
        "page_code": qr_image(site + page) if site else "",
        "proof_code": qr_image(f"{site}/verify?letters={letters}") if site and letters else "",
        "pdf": url_for(".pdf_of_village", village_id=village.id, month=month) if pdf.is_installed() else "",
    }
