"""What the words of a notice leave on its paper, and where they go on when there are more than one sheet holds.

Reckoned, not measured: letters by the line and lines by the sheet, on the careful side. The words go before the
photos, and never below 14 pt: what does not fit is continued on a second sheet, cut where a sentence ends.
"""

from math import ceil
from typing import NamedTuple

from govproj.core.i18n import _

Text = tuple  # (heading, words)

ON_A4 = 100  # mm between the bar of progress and the signatures, where photos and large letters are weighed
AT_MOST = 107  # mm there before words go on on a second sheet
PHOTO, VOID = 42, 16  # mm of a row of photos, of the line that says what was corrected
SHORT = 14  # letters: what is not longer shares its line with another
USUAL, LARGER, ACROSS = 36, 30, 23  # letters on a line at 14 pt, at 17 pt on A4, at 21 pt in half an A3
LINE, LARGER_LINE, DENSE_LINE = 6.9, 8.6, 6.3  # mm
LINES_ON_A3 = 11  # at 21 pt, with the facts
BETWEEN = 0.3  # lines after each text
GOES_ON = 1.5  # lines of the words that say so


class Paper(NamedTuple):
    """Of a size at its usual letters: how many on a line, lines on the first sheet (with the facts) and on the next."""

    letters: int
    first: float
    void: float  # lines that the correction takes
    next: int


PAPERS = {"a4": Paper(35, AT_MOST / DENSE_LINE, 2.6, 31), "a3": Paper(29, 23, 2.6, 48)}


class Room(NamedTuple):
    photos: int
    larger_on_a4: bool  # all can be said in larger letters
    larger_on_a3: bool
    first: list[Text]
    more: list[list[Text]]  # what is continued, by sheet

    @property
    def sheets(self) -> int:
        return 1 + len(self.more)


def room_for(size: str, texts, rows, void: bool) -> Room:
    used = _lines(texts, rows, USUAL) * LINE + VOID * void
    larger = _lines(texts, rows, LARGER) * LARGER_LINE + VOID * void
    first, *more = sheets_of(PAPERS[size], texts, rows, void, _("（续）"))
    on_a4 = 2 if used + PHOTO <= ON_A4 else 0
    return Room(
        photos=on_a4 if size == "a4" else 2 if void else 4,
        larger_on_a4=larger <= ON_A4,
        larger_on_a3=_lines(texts, rows, ACROSS) + 2 * void <= LINES_ON_A3,
        first=first,
        more=more,
    )


def _lines(texts, rows, letters: int) -> int:
    words = sum(ceil((len(title) + len(said) + 2) / letters) for title, said in texts)
    return words + _lines_of_facts(rows, letters)


def _lines_of_facts(rows, letters: int) -> int:
    long = [len(row[0]) + len(str(row[1])) for row in rows if len(str(row[1])) > SHORT]
    return sum(ceil(length / letters) for length in long) + ceil((len(rows) - len(long)) / 2)


def sheets_of(paper: Paper, texts, rows, void: bool, mark: str = "") -> list[list[Text]]:
    """The texts sheet by sheet, in their order; nothing is left out. `mark` follows a heading that goes on."""
    left = paper.first - paper.void * void - _lines_of_facts(rows, paper.letters)
    if sum(_height(text, paper) for text in texts) > left:
        left -= GOES_ON
    sheets: list[list[Text]] = [[]]
    waiting = list(reversed(texts))
    while waiting:
        title, words = waiting.pop()
        fits, rest = _cut(title, words, int(left), paper.letters)
        if fits:
            sheets[-1].append((title, fits))
            left -= _height((title, fits), paper)
        if rest:
            waiting.append((title if not fits or title.endswith(mark) else title + mark, rest))
            sheets.append([])
            left = paper.next
    return sheets


def _height(text: Text, paper: Paper) -> float:
    title, words = text
    return ceil((len(title) + 2 + len(words)) / paper.letters) + BETWEEN


def _cut(title: str, words: str, lines: int, letters: int) -> tuple[str, str]:
    """As much as these lines hold, and the rest: nothing of a text that would begin with less than two lines."""
    room = lines * letters - len(title) - 2
    if len(words) <= room:
        return words, ""
    if lines < 2:
        return "", words
    end = max(words.rfind(sign, 0, room) for sign in "。；！？\n")
    end = end + 1 if end > room // 2 else room
    return words[:end], words[end:].lstrip()
