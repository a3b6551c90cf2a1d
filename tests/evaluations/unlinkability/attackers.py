"""Attackers: each guesses from what was left behind in which order the answers came. Guessing is right once a round."""

import random

from tests.evaluations.unlinkability.rounds import MARK, VILLAGERS


def right(left, guess: list[str]) -> int:
    """Hits of a guess; whoever finds only a part guesses the rest."""
    guess = [mark for mark in dict.fromkeys(guess) if mark in left.words]
    rest = [mark for mark in left.order if mark not in guess]
    random.shuffle(rest)
    return sum(mark == truth for mark, truth in zip([*guess, *rest], left.order, strict=True))


def row_order(left):
    """The taken cells as the urn's table gives them."""
    return [mark for _place, _cell, mark in left.cells]


def physical_order(left):
    """Where the cells lie in the urn's file."""
    return _by_place(left.file, left)


def journal(left):
    """What a journal or a write-ahead log beside the urn still holds."""
    return _by_place(left.beside, left) if left.beside else []


def _by_place(raw, left):
    """The end of a cell lies on a page of its own."""
    places = [(raw.find(cell[-1000:]), mark) for _place, cell, mark in left.cells]
    return [mark for place, mark in sorted(places) if place >= 0]


def monotone_column(left):
    """A column beside the cells that could be a clock or a counter: numbers, no two alike."""
    mark_at = {place: mark for place, _cell, mark in left.cells}
    for rows in left.columns.values():
        values = [value for _place, value in rows]
        if len(set(values)) >= VILLAGERS and all(isinstance(value, int | float) for value in values):
            return [
                mark_at[place] for place, _value in sorted(rows, key=lambda row: row[1]) if place in mark_at
            ]
    return []


def slip_beside_cell(left):
    """The n-th spent slip belongs to the n-th taken cell; which slip came when was seen in the room."""
    mark_of = dict(zip(left.spent, row_order(left), strict=True))
    return [mark_of[digest] for digest in left.digests]


def rows_of_the_main_database(left):
    """By row number on SQLite, by transaction and place (xmin, ctid) on PostgreSQL."""
    return left.rows


def bytes_of_the_main_database(left):
    """Database file and write-ahead log as they lie on the disk."""
    return left.physical


def audit_log(left):
    """Entries that name a cell or repeat a word, in the order of the log."""
    named = {place.hex(): mark for place, _cell, mark in left.cells}
    found = [named[word] for word in left.log.replace('"', " ").split() if word in named]
    return found or MARK.findall(left.log)


def server_log(left):
    """Everything the server logged while the round was open, access log included."""
    return MARK.findall(left.logs)


def published_page(left):
    """The order in which the result shows the words."""
    return left.page


def response_size(left):
    """The longest 已收到 went to whoever wrote most."""
    return _matched(left, "size")


def response_time(left):
    """The slowest one too."""
    return _matched(left, "seconds")


def _matched(left, what):
    """Arrivals sorted by a measure, answers by length, put side by side; equal ones in any order."""
    turns = random.sample(range(len(left.came)), len(left.came))
    turns.sort(key=lambda turn: getattr(left.came[turn], what))
    marks = sorted(left.words, key=lambda mark: len(left.words[mark]))
    guess = dict(zip(turns, marks, strict=True))
    return [guess[turn] for turn in range(len(left.came))]


def snapshots(left):
    """A copy of the disk after every answer, without a holder's key: what can be read in what changed."""
    seen, found = set(), []
    for one in left.came:
        new = [mark for mark in MARK.findall(one.changed.decode("latin-1")) if mark not in seen]
        found.append(new[0] if new else None)
        seen.update(new)
    unknown = [mark for mark in left.words if mark not in seen]
    random.shuffle(unknown)
    return [mark or unknown.pop() for mark in found]


ATTACKERS = (
    row_order,
    physical_order,
    journal,
    monotone_column,
    slip_beside_cell,
    rows_of_the_main_database,
    bytes_of_the_main_database,
    audit_log,
    server_log,
    published_page,
    response_size,
    response_time,
    snapshots,
)
