"""A notice as a sheet for the notice board, on A4 or A3, and as PDF."""

from flask import current_app, render_template, request, url_for
from werkzeug.exceptions import HTTPException

from govproj.accounts.models import Anonymous
from govproj.core import dates, pdf
from govproj.core.access import public
from govproj.core.filters import moment
from govproj.core.htmx import render_page
from govproj.core.i18n import _
from govproj.core.uploads import TYPES, path_of
from govproj.disclosures import queries
from govproj.disclosures.room import room_for
from govproj.disclosures.views.public import bp
from govproj.disclosures.views.sheet import sheet_of


@bp.get("/disclosures/<int:disclosure_id>/print")
@public(on=queries.published_or_404, kept=True)
def print_sheet(disclosure):
    return render_page("disclosures/print.html", **_notice(disclosure))


@bp.get("/disclosures/<int:disclosure_id>/print.pdf")
@public(on=queries.published_or_404)
def pdf_of_sheet(disclosure):
    page = _notice(disclosure)
    name = f"{disclosure.project.code}-{disclosure.month}-v{disclosure.edition}-{page['size']}.pdf"
    return as_pdf("disclosures/print.html", page, name)


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


def as_pdf(template: str, page: dict, name: str):
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
