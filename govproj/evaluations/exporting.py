"""Totals as a table for spreadsheets. Text stays text: nothing anybody typed is ever taken for a formula."""

import csv
import io

from xlsxwriter import Workbook

from govproj.core.i18n import _
from govproj.evaluations.questions import LEVELS, THEMES
from govproj.evaluations.weak_links import limits_of

BYTE_ORDER_MARK = "\ufeff"  # or the office programs of the villages take Chinese for something else
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def rows(round_, results) -> list[list]:
    """A heading, one row for each question of each project, then how often each theme and choice was named."""
    points = limits_of(round_).points
    heading = [_("项目编号"), _("项目"), _("方面"), *map(str, LEVELS.values()), _("空着"), "n"]
    found = [[*heading, _("满意率"), _("严格满意率"), _("得分")]]
    for result in results:
        here = [result.project.code, result.project.name]
        for key, total in result.totals.items():
            tally = total.tally
            figures = [tally.rate.percent, tally.strict_rate.percent, tally.score(points).mean]
            found.append([*here, str(result.asked.name(key)), *tally, tally.n, *figures])
        found += [[*here, _("最需要改进：%(what)s", what=THEMES[t.theme]), t.mentions] for t in result.themes]
        for choice in result.choices:
            option = result.asked.options(choice.question).get(choice.sign, choice.sign)
            found.append([*here, f"{result.asked.name(choice.question)}：{option}", choice.times])
    return found


def turnout(round_) -> list[list]:
    numbers = round_.turnout
    return [
        [_("名册人数"), numbers.eligible],
        [_("发出"), numbers.issued],
        [_("收回"), numbers.returned],
        [_("作废"), numbers.invalid],
        [_("有效"), numbers.valid],
    ]


def as_csv(round_, results) -> bytes:
    file = io.StringIO(BYTE_ORDER_MARK, newline="")
    file.seek(0, io.SEEK_END)
    writer = csv.writer(file)
    for row in [[round_.title], *turnout(round_), [], *rows(round_, results)]:
        writer.writerow([_harmless(value) for value in row])
    return file.getvalue().encode()


def _harmless(value):
    if value is None:
        return ""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def as_excel(round_, results) -> bytes:
    file = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(file, {"in_memory": True, **plain}) as book:
        for name, table in ((_("各项"), rows(round_, results)), (_("多少人评了"), turnout(round_))):
            sheet = book.add_worksheet(name)
            sheet.set_column(0, 2, 18)
            for number, row in enumerate(table):
                for column, value in enumerate(row):
                    _write(sheet, number, column, value)
    return file.getvalue()


def _write(sheet, row: int, column: int, value) -> None:
    if isinstance(value, str):
        sheet.write_string(row, column, value)
    elif value is not None:
        sheet.write_number(row, column, float(value))
