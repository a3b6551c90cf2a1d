"""What two people keyed from the same paper forms: where they agree, where they differ, what is still missing."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from govproj.evaluations.answers import Answer

TWO = 2


class Compared(NamedTuple):
    """`agreed` has one of the two; `once` and `differing` are serials."""

    agreed: list
    once: list[int]
    differing: list[int]


def compared(forms: Iterable) -> Compared:
    by_serial = defaultdict(list)
    for form in forms:
        by_serial[form.serial].append(form)
    agreed, once, differing = [], [], []
    for serial, pair in sorted(by_serial.items()):
        if len(pair) < TWO:
            once.append(serial)
        elif same(*pair):
            agreed.append(pair[0])
        else:
            differing.append(serial)
    return Compared(agreed, once, differing)


def same(one, other) -> bool:
    """Blanks inside a comment are no difference."""
    return one.is_invalid == other.is_invalid and _plain(one) == _plain(other)


def _plain(form) -> tuple:
    if form.is_invalid:
        return ()
    answer = Answer(*form.answer)
    texts = {key: "".join(text.split()) for key, text in answer.texts.items()}
    return tuple(answer._replace(comment="".join(answer.comment.split()), texts=texts))


def differences(one, other, asked) -> list:
    """Names of the questions two people read differently."""
    if one.is_invalid or other.is_invalid:
        return []
    mine, theirs = Answer(*one.answer), Answer(*other.answer)
    found = []
    for project in mine.levels:
        pairs = zip(
            asked.scales, mine.levels[project], theirs.levels.get(project, "").ljust(99), strict=False
        )
        found += [asked.name(question["key"]) for question, here, there in pairs if here != there]
    return found
