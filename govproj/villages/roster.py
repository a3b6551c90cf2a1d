"""Reads a village's roster from pasted lines: name, group, household, Party member."""

import re
import unicodedata
from typing import NamedTuple

from govproj.core.forms import clean
from govproj.core.i18n import _

MOST_LINES = 3000
LONGEST = 40
YES = {"是", "党员", "中共党员", "预备党员", "y", "yes", "1", "√", "✓"}
NO = {"", "否", "群众", "不是", "n", "no", "0", "×"}
HEADING = "姓名"


class Line(NamedTuple):
    """One pasted line as it was understood; `problem` says what is wrong with it, empty when nothing is."""

    place: int  # line of the pasted text, from 1
    text: str
    name: str = ""
    group: str = ""
    household: int = 0
    is_party_member: bool = False
    is_known: bool = False  # already on the roster, or twice in the text
    problem: str = ""

    @property
    def is_new(self) -> bool:
        return not self.problem and not self.is_known


def read(text: str, known: frozenset[tuple[str, int]] = frozenset()) -> list[Line]:
    """All lines but empty ones and a heading; columns stand apart by tabs, commas or blanks."""
    seen, lines = set(known), []
    for place, row in enumerate(text.splitlines(), 1):
        if not row.strip() or (not lines and row.strip().startswith(HEADING)):
            continue
        line = _understood(place, row)
        lines.append(line._replace(is_known=(line.name, line.household) in seen))
        if not line.problem:
            seen.add((line.name, line.household))
    return lines


def _understood(place: int, row: str) -> Line:
    columns = [unicodedata.normalize("NFKC", clean(column)) for column in _columns(row)]
    line = Line(place, row.strip()[:120])
    if len(columns) not in {3, 4}:
        return line._replace(problem=_("应有三列或四列：姓名、小组、户号、是否党员。"))
    name, group, household, member = (*columns, "")[:4]
    if not 0 < len(name) <= LONGEST or len(group) > LONGEST:
        return line._replace(problem=_("姓名要填写，姓名和小组都不超过 40 个字。"))
    if not re.fullmatch(r"[0-9]{1,6}", household):
        return line._replace(problem=_("户号应是数字。"))
    if member.lower() not in YES | NO:
        return line._replace(problem=_("“是否党员”请填“是”或“否”。"))
    return line._replace(
        name=name, group=group, household=int(household), is_party_member=member.lower() in YES
    )


def _columns(row: str) -> list[str]:
    """Spreadsheets paste tabs; a person types commas or blanks."""
    if "\t" in row:
        return row.strip("\n").split("\t")
    return re.split(r"[,，、;；]", row) if re.search(r"[,，、;；]", row) else row.split()
