"""What a villager answered, packed into a cell of the urn so that all cells look alike."""

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from govproj.core import sealed
from govproj.evaluations.questions import THEMES
from govproj.evaluations.urn import CELL

COMMENT_LENGTH = 300  # characters
PURPOSE = "evaluation answer"
KEY_PURPOSE = "evaluation round key"
ROOM = CELL - sealed.OVERHEAD  # bytes for the packed answer


class AnswerTooLong(ValueError):
    """More projects, themes or words than a cell holds."""


class Answer(NamedTuple):
    """One slip's answer. Projects are named by id, levels stand in the order of the round's questions."""

    levels: Mapping[str, str]  # {"12": "abca-u"}, the signs of satisfaction.Level, "-" where left blank
    themes: Mapping[str, Sequence[str]] = {}  # {"12": ["schedule"]}: what needs improvement most
    stratum: str = ""  # Party member or not, when the villager cared to say
    group: str = ""
    comment: str = ""
    choices: Mapping[str, Mapping[str, str]] = {}  # {"12": {"q4": "ac"}}: signs of the choices marked
    texts: Mapping[str, str] = {}  # {"q9": "…"}: answers to questions of the village's own
    assisted: bool = False  # somebody read it out or wrote it down

    @property
    def words(self) -> list[tuple[str, str]]:
        """(question, what was written), for the bag."""
        return [(key, text) for key, text in (("", self.comment), *self.texts.items()) if text]


def seal_answer(answer: Answer, public: bytes) -> bytes:
    """The answer as a cell, padded to the fixed size first so that a long one looks like a short one."""
    if any(len(text) > COMMENT_LENGTH for _question, text in answer.words):
        raise AnswerTooLong
    return _seal(_packed(answer), public)


def blank_cell(public: bytes) -> bytes:
    """A cell with nothing in it, not to be told from an answered one without the key."""
    return _seal(b"", public)


def read_cell(cell: bytes, private: bytes) -> Answer | None:
    """What lies in the cell; None for a blank one. Raises sealed.SealBroken for a foreign one."""
    packed = sealed.unseal(cell, private, purpose=PURPOSE).rstrip(b"\0")
    return Answer(*json.loads(packed)) if packed else None


def longest(projects: Sequence[str], asked) -> Answer:
    """An answer with everything marked and every text full of the longest signs: what a cell must have room for."""
    full = "\U00020000" * COMMENT_LENGTH
    signs = {question["key"]: "".join(asked.options(question["key"])) for question in asked.choices}
    return Answer(
        {project: "a" * len(asked.scales) for project in projects},
        {project: list(THEMES) for project in projects} if asked.themes else {},
        "villager",
        "99",
        full,
        dict.fromkeys(projects, signs) if signs else {},
        {question["key"]: full for question in asked.texts},
        assisted=True,
    )


def fits(projects: Sequence[int], asked) -> bool:
    """Whether any answer to these questions about these projects fits into a cell."""
    return len(_packed(longest(list(map(str, projects)), asked))) <= ROOM


def _packed(answer: Answer) -> bytes:
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()


def _seal(packed: bytes, public: bytes) -> bytes:
    if len(packed) > ROOM:
        raise AnswerTooLong
    return sealed.seal(packed.ljust(ROOM, b"\0"), public, purpose=PURPOSE)
