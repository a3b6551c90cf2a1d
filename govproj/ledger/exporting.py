"""The village's ledger as an Excel file. Text stays text: nothing anybody typed is ever taken for a formula."""

import io

from xlsxwriter import Workbook

from govproj.core.i18n import _
from govproj.ledger.queries.listing import Row
from govproj.ledger.states import PaymentKind, PaymentState

DAY, YUAN = "yyyy-mm-dd", "#,##0.00"
WIDTHS = (10, 28, 8, 12, 16, 12, 12, 14, 28, 16, 20, 20, 12)


def workbook(title: str, rows: list[Row]) -> bytes:
    """One sheet, amounts in yuan as numbers, the sum below."""
    file = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(file, options) as book:
        sheet = book.add_worksheet(_("资金台账"))
        bold = book.add_format({"bold": True})
        day, yuan = book.add_format({"num_format": DAY}), book.add_format({"num_format": YUAN})
        words = {
            code: str(code.label) for code in (*PaymentKind, *PaymentState)
        }  # translated once, not per row
        sheet.write_string(0, 0, title, bold)
        for column, (heading, width) in enumerate(zip(_headings(), WIDTHS, strict=True)):
            sheet.write_string(1, column, heading, bold)
            sheet.set_column(column, column, width)
        for number, row in enumerate(rows, 2):
            _write(sheet, number, row, words, day, yuan)
        sheet.write_string(len(rows) + 2, 0, _("合计"), bold)
        sheet.write_number(len(rows) + 2, 4, sum(row.fen for row in rows if row.paid_on) / 100, yuan)
        sheet.freeze_panes(2, 0)
    return file.getvalue()


def _headings() -> list[str]:
    return [
        _("项目编号"),
        _("项目"),
        _("序号"),
        _("类型"),
        _("金额（元）"),
        _("申请日期"),
        _("付款日期"),
        _("状态"),
        _("收款人"),
        _("资金来源"),
        _("回单号"),
        _("合同"),
        _("申请人"),
    ]


def _write(sheet, number: int, row: Row, words: dict, day, yuan) -> None:
    sheet.write_string(number, 0, row.code)
    sheet.write_string(number, 1, row.project)
    sheet.write_number(number, 2, row.serial)
    sheet.write_string(number, 3, words[row.kind])
    sheet.write_number(number, 4, row.fen / 100, yuan)
    sheet.write_datetime(number, 5, row.applied_on, day)
    if row.paid_on:
        sheet.write_datetime(number, 6, row.paid_on, day)
    sheet.write_string(number, 7, words[row.state])
    for column, text in enumerate(
        (row.payee, row.source, row.receipt_number, row.contract, row.applicant), start=8
    ):
        sheet.write_string(number, column, text or "")
