"""A roster kept in Excel becomes the lines somebody would paste; whichever order its columns have."""

import io
import re
import zipfile

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
# The reader makes a table of everything between the first cell and the last, so two cells in opposite corners, a file
# of six kilobytes, would take more memory than there is and end the process. How far they reach is looked up before.
MOST_CELLS, MOST_OF_SHEET = 400_000, 20 * 1024 * 1024
UNKNOWN = 2**20, 2**14
BEGINS = re.compile(rb"<(?:[^<>:\s/]+:)?(?:row|c)(?=[\s/>])")
TAG = re.compile(rb"""<(?:[^<>:\s/]+:)?(row|c)(?=[\s/>])((?:[^<>"']|"[^<>"]*"|'[^<>']*')*)>""")
REFERENCE = re.compile(rb"""(?<![^\s"'])r\s*=\s*(?:"([^"]*)"|'([^']*)')""")
PLACE = re.compile(rb"([A-Za-z]{0,3})([0-9]{1,7})")


class Unreadable(Exception):
    """What to do about it, in one sentence."""


def lines_of(content: bytes) -> str:
    """The first sheet as lines of name, group, household and Party member with tabs between them."""
    if len(content) > MOST_BYTES or office.unpacked(content) > MOST_UNPACKED:
        raise Unreadable(_("这个文件太大，名册一次最多 3000 行，请分几次导入。"))
    if office.kind_of(content) != "xlsx":
        raise Unreadable(_("只能读 Excel 的 xlsx 文件。旧格式请打开后另存为 xlsx。"))
    if _reaches_too_far(content):
        raise Unreadable(_("这个文件太大，名册一次最多 3000 行，请分几次导入。"))
    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        rows = [[_text(cell) for cell in row] for row in sheet.iter_rows()]
    except (CalamineError, ValueError, IndexError, OSError):
        raise Unreadable(_("这个文件读不出来，请用 Excel 打开，另存一份再试。")) from None
    if len(rows) > MOST_LINES + ROWS_ABOVE:
        raise Unreadable(_("一次最多 3000 行，请分几次导入。"))
    return "\n".join("\t".join(row) for row in _in_order(rows) if any(row))


def _reaches_too_far(content: bytes) -> bool:
    """Any part may be the first sheet, whatever it is called."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            sizes = [reach(archive.read(part)) for part in archive.infolist()]
    except Exception:  # as in core.office: a damaged archive can trip the library in any way
        return True
    return any(rows * columns > MOST_CELLS for rows, columns in sizes)


def reach(sheet: bytes) -> tuple[int, int]:
    """(last row, last column) of the cells with something in them; UNKNOWN for what no office program writes."""
    if b"sheetData" not in sheet:
        return 0, 0  # pictures, styles
    if len(sheet) > MOST_OF_SHEET or len(BEGINS.findall(sheet)) != sum(1 for _tag in TAG.finditer(sheet)):
        return UNKNOWN
    row = column = last_row = last_column = 0
    for tag in TAG.finditer(sheet):
        kind, attributes = tag.groups()
        named = [PLACE.fullmatch(one or other) for one, other in REFERENCE.findall(attributes)]
        if None in named:
            return UNKNOWN
        if named:
            row = max(int(place[2]) for place in named)
        if kind == b"row":
            row, column = row if named else row + 1, 0
            continue
        column = max(_number(place[1]) for place in named) if named else column + 1
        if not attributes.endswith(b"/"):
            last_row, last_column = max(last_row, row), max(last_column, column)
    return last_row, last_column


def _number(letters: bytes) -> int:
    """A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


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
