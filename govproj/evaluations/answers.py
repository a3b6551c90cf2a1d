"""What a villager answered, packed into a cell of the urn so that all cells look alike."""

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from govproj.core import sealed
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


def seal_answer(answer: Answer, public: bytes) -> bytes:
    """The answer as a cell, padded to the fixed size first so that a long one looks like a short one."""
    if len(answer.comment) > COMMENT_LENGTH:
        raise AnswerTooLong
    packed = json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()
    return _seal(packed, public)


def blank_cell(public: bytes) -> bytes:
    """A cell with nothing in it, not to be told from an answered one without the key."""
    return _seal(b"", public)


def read_cell(cell: bytes, private: bytes) -> Answer | None:
    """What lies in the cell; None for a blank one. Raises sealed.SealBroken for a foreign one."""
    packed = sealed.unseal(cell, private, purpose=PURPOSE).rstrip(b"\0")
    return Answer(*json.loads(packed)) if packed else None


def _seal(packed: bytes, public: bytes) -> bytes:
    if len(packed) > ROOM:
        raise AnswerTooLong
    return sealed.seal(packed.ljust(ROOM, b"\0"), public, purpose=PURPOSE)
