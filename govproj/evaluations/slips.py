"""Slips: the code on the paper, how it is read back, and the hash of it that the urn keeps."""

import secrets
from collections.abc import Collection, Iterable
from hashlib import sha256
from itertools import product

from govproj.core.codes import ALPHABET, LETTERS, check_sign, random_code, tidy

PREFIX = 2  # public letters: they tell which round a slip belongs to
RANDOM = 13  # signs of 31 different ones: 64 bits
LENGTH = PREFIX + RANDOM + 1  # and a sign that shows a slip of the pen


LOOK_ALIKE = {"O": "DQ", "0": "DQ", "I": "J7", "1": "7J", "L": "7J"}
MOST_MISREAD = 2


class NotACode(ValueError):
    """Misread or mistyped: no slip was ever printed with this code."""


def new_prefix(taken: Collection[str]) -> str:
    """Two letters that no other round still in use has."""
    free = [first + second for first in LETTERS for second in LETTERS if first + second not in taken]
    return secrets.choice(free)


def new_code(prefix: str) -> str:
    body = prefix + random_code(RANDOM)
    return body + check_sign(body)


def read_code(typed: str) -> str:
    """The code in what a villager typed or a scanner sent, which may be the whole address.

    Slips carry no I, L, O, 0 or 1. Who typed one has misread a sign that looks like it: where only one
    reading fits the check sign, it is meant.
    """
    code = tidy(typed.strip().rstrip("/").rsplit("/", 1)[-1])
    if len(code) != LENGTH:
        raise NotACode
    misread = [sign for sign in code if sign in LOOK_ALIKE]
    if len(misread) > MOST_MISREAD or not set(code) <= {*ALPHABET, *LOOK_ALIKE}:
        raise NotACode
    readings = {"".join(signs) for signs in product(*(LOOK_ALIKE.get(sign, sign) for sign in code))}
    fitting = [reading for reading in readings if check_sign(reading[:-1]) == reading[-1]]
    if len(fitting) != 1:
        raise NotACode
    return fitting[0]


def prefix_of(code: str) -> str:
    return code[:PREFIX]


def digest(code: str, salt: bytes) -> bytes:
    """What is stored instead of the code; the round's salt makes tables made beforehand useless."""
    return sha256(b"govproj slip\0" + salt + code.encode()).digest()


def committed_root(digests: Iterable[bytes]) -> bytes:
    """One hash over the whole set; with it in the log, no slip can be slipped in after opening."""
    return sha256(b"govproj slips\0" + b"".join(sorted(digests))).digest()
