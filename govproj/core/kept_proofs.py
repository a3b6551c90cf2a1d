"""What somebody outside keeps of the log, and whoever owns the server cannot call back."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from govproj.core import codes, signed_notes


class Unreadable(ValueError):
    """What was typed, or a line of an export, is not what it should be."""


class Note(NamedTuple):
    """A signed checkpoint, as text."""

    note: str


class Letters(NamedTuple):
    """A checkpoint as it is printed: without its size, which is found by trying all."""

    letters: str


class Receipt(NamedTuple):
    """What the sender of an entry was given: the number of the entry, counted from 1, and letters of its hash."""

    number: int
    letters: str


@dataclass
class Kept:
    checkpoints: list[Note | Letters] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)
    key: str = ""  # the public line of /verify, noted down earlier
    older: list[bytes] = field(default_factory=list)  # the leaf hashes of an older export
    files: Path | None = None

    @property
    def speaks_for_the_whole(self) -> bool:
        return bool(self.checkpoints or self.older)


def read_checkpoint(typed: str) -> Note | Letters:
    """A signed note, or 16 letters however they were typed; anything else is Unreadable."""
    text = typed.replace("\r\n", "\n").lstrip("\ufeff \n")
    if "\n\n— " in text:
        return Note(text if text.endswith("\n") else f"{text}\n")
    letters = codes.tidy(text)
    if len(letters) != signed_notes.LETTERS or set(letters) - set(codes.ALPHABET):
        raise Unreadable("neither a signed checkpoint nor 16 letters")
    return Letters(letters)


def read_receipt(typed: str) -> Receipt:
    """`1235-7K2M-PQ4X-W9CA-3FHT`; anything else is Unreadable."""
    signs = codes.tidy(typed)
    number, letters = signs[: -signed_notes.LETTERS], signs[-signed_notes.LETTERS :]
    if not (number.isascii() and number.isdecimal() and int(number)) or set(letters) - set(codes.ALPHABET):
        raise Unreadable("a receipt is the number of an entry and 16 letters")
    return Receipt(int(number), letters)


def receipt_text(leaf_index: int, leaf_hash: bytes) -> str:
    """The receipt of an entry, to be copied by hand."""
    return f"{leaf_index + 1}-{codes.grouped(signed_notes.letters_of(leaf_hash))}"
