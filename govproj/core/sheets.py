"""Lists as Excel files. A text is never taken for a formula, whatever it begins with."""

import io
from collections.abc import Iterable
from datetime import date

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


def workbook(title: str, head: list[str], rows: Iterable[tuple]) -> bytes:
    """One sheet with a bold first row that stays in sight; dates and numbers keep their kind."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, SAFE) as book:
        sheet, bold = book.add_worksheet(), book.add_format({"bold": True, "bottom": 1})
        day, wrapped = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"text_wrap": True})
        book.set_properties({"title": title})
        sheet.write_row(0, 0, head, bold)
        widths = [len(words) * 2 for words in head]
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                _write(sheet, number, column, value, day, wrapped)
                widths[column] = max(widths[column], len(str(value or "")) * 2)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, min(max(width, NARROWEST), WIDEST))
        sheet.freeze_panes(1, 0)
    return stream.getvalue()


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
