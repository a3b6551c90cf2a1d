"""A roster kept in Excel becomes the lines somebody would paste; whichever order its columns have."""

import io

from python_calamine import CalamineError, CalamineWorkbook

from govproj.core import office
from govproj.core.i18n import _
from govproj.villages.roster import MOST_LINES

MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 60 * 1024 * 1024
HEADINGS = (
    ("姓名",),
    ("小组", "组别"),
    ("户号",),
    ("党员", "政治面貌"),
)  # a column is known by a word in its heading
ROWS_ABOVE = 5  # a title may stand over the headings


class Unreadable(Exception):
    """What to do about it, in one sentence."""


def lines_of(content: bytes) -> str:
    """The first sheet as lines of name, group, household and Party member with tabs between them."""
    if len(content) > MOST_BYTES or office.unpacked(content) > MOST_UNPACKED:
        raise Unreadable(_("这个文件太大，名册一次最多 3000 行，请分几次导入。"))
    if office.kind_of(content) != "xlsx":
        raise Unreadable(_("只能读 Excel 的 xlsx 文件。旧格式请打开后另存为 xlsx。"))
    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        rows = [[_text(cell) for cell in row] for row in sheet.iter_rows()]
    except (CalamineError, ValueError, IndexError, OSError):
        raise Unreadable(_("这个文件读不出来，请用 Excel 打开，另存一份再试。")) from None
    if len(rows) > MOST_LINES + ROWS_ABOVE:
        raise Unreadable(_("一次最多 3000 行，请分几次导入。"))
    return "\n".join("\t".join(row) for row in _in_order(rows) if any(row))


def _text(cell) -> str:
    """A household typed as a number comes back as one with a fraction."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())


def _in_order(rows: list[list[str]]) -> list[list[str]]:
    for above, row in enumerate(rows[:ROWS_ABOVE]):
        places = [_place(row, words) for words in HEADINGS]
        if None not in places[:3]:
            return [
                [line[place] if place is not None and place < len(line) else "" for place in places]
                for line in rows[above + 1 :]
            ]
    return [row[: len(HEADINGS)] for row in rows]


def _place(row: list[str], words: tuple[str, ...]) -> int | None:
    return next((place for place, cell in enumerate(row) if any(word in cell for word in words)), None)
