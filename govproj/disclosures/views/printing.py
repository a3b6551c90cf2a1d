"""Sheets for the notice board: one project on A4 or A3, and all projects of a village on one A3."""

from math import ceil
from typing import NamedTuple

from flask import current_app, request, url_for

from govproj.core import dates
from govproj.core.access import public
from govproj.core.codes import grouped
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
    size, sheet = "a3" if request.args.get("size") == "a3" else "a4", sheet_of(disclosure)
    void = bool(sheet["replaced_by"] or disclosure.supersedes)
    room = room_for(sheet["texts"], sheet["rows"], void)
    return render_page(
        "disclosures/print.html",
        size=size,
        photos=room.photos if size == "a4" else 2 if void else 4,
        void=void,
        room=room,
        printed_at=dates.now(),
        **sheet,
    )


class Room(NamedTuple):
    """What the words leave on the paper: photos on A4, and whether all can be said in larger letters."""

    photos: int
    larger_on_a4: bool
    larger_on_a3: bool


ON_A4 = 100  # mm between the bar of progress and the signatures
PHOTO, VOID = 42, 16  # mm of a row of photos, of the line that says what was corrected
SHORT = 14  # letters: what is not longer shares its line with another
USUAL, LARGER, ACROSS = 36, 30, 23  # letters on a line at 14 pt, at 17 pt on A4, at 21 pt in half an A3
LINE, LARGER_LINE = 6.9, 8.6  # mm
LINES_ON_A3 = 11


def room_for(texts, rows, void: bool) -> Room:
    """The words go first."""
    used = _lines(texts, rows, USUAL) * LINE + VOID * void
    larger = _lines(texts, rows, LARGER) * LARGER_LINE + VOID * void
    return Room(
        photos=2 if used + PHOTO <= ON_A4 else 0,
        larger_on_a4=larger <= ON_A4,
        larger_on_a3=_lines(texts, rows, ACROSS) + 2 * void <= LINES_ON_A3,
    )


def _lines(texts, rows, letters: int) -> int:
    words = sum(ceil((len(title) + len(said) + 2) / letters) for title, said in texts)
    long = [len(row[0]) + len(str(row[1])) for row in rows if len(str(row[1])) > SHORT]
    return words + sum(ceil(length / letters) for length in long) + ceil((len(rows) - len(long)) / 2)


@bp.get("/villages/<int:village_id>/disclosures/<month>/print")
@public(on=queries.village_and_month, kept=True)
def print_village(village, month):
    """All valid notices of a month and the governance work, as one wall sheet."""
    notices = queries.on_the_board(village.id, month)
    page = url_for(".of_village", village_id=village.id, year=month[:4])
    site = (current_app.config["PUBLIC_URL"] or "").rstrip("/")
    newest = max(notices, key=lambda notice: (notice.publicity_from, notice.id), default=None)
    letters = newest and newest.checkpoint
    return render_page(
        "disclosures/print_village.html",
        village=village,
        month=month,
        pages=[notices[start : start + A_PAGE] for start in range(0, len(notices), A_PAGE)] or [[]],
        share=lambda facts: percent(facts.paid_fen or 0, facts.contract_fen or 0, 1),
        combined=published_sheet(village.id, month),
        printed_at=dates.now(),
        letters=letters and grouped(letters),
        page_code=qr_image(site + page) if site else "",
        proof_code=qr_image(f"{site}/verify?letters={letters}") if site and letters else "",
    )
