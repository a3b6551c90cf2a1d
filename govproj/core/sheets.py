"""Lists as Excel files. A text is never taken for a formula, whatever it begins with."""

import io
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import xlsxwriter
from flask import send_file

from govproj.core.uploads import TYPES

SAFE = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
NARROWEST, WIDEST = 8, 50


class Sheet(NamedTuple):
    """One list of a workbook; `name` stands on its tab, None leaves Excel's own."""

    name: str | None
    head: list[str]
    rows: Iterable[tuple]


def workbook(title: str, head: list[str], rows: Iterable[tuple]) -> bytes:
    """One sheet with a bold first row that stays in sight; dates and numbers keep their kind."""
    return sheets(title, [Sheet(None, head, rows)])


def sheets(title: str, lists: Iterable[Sheet]) -> bytes:
    """Several such sheets in one file."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, SAFE) as book:
        book.set_properties({"title": title})
        bold = book.add_format({"bold": True, "bottom": 1})
        day, wrapped = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"text_wrap": True})
        for one in lists:
            _fill(book.add_worksheet(one.name), one, bold, day, wrapped)
    return stream.getvalue()


def _fill(sheet, one: Sheet, bold, day, wrapped) -> None:
    sheet.write_row(0, 0, one.head, bold)
    widths = [len(words) * 2 for words in one.head]
    for number, row in enumerate(one.rows, 1):
        for column, value in enumerate(row):
            _write(sheet, number, column, value, day, wrapped)
            widths[column] = max(widths[column], len(str(value or "")) * 2)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(max(width, NARROWEST), WIDEST))
    sheet.freeze_panes(1, 0)


def _write(sheet, row: int, column: int, value, day, wrapped) -> None:
    match value:
        case None:
            sheet.write_blank(row, column, None)
        case date():
            sheet.write_datetime(row, column, value, day)
        case int() | float():
            sheet.write_number(row, column, value)
        case _:
            sheet.write_string(row, column, str(value), wrapped)


def hand_over(content: bytes, name: str):
    """The workbook as a download."""
    response = send_file(io.BytesIO(content), TYPES["xlsx"], as_attachment=True, download_name=f"{name}.xlsx")
    response.headers["Cache-Control"] = "no-store"
    return response
