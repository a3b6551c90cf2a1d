"""Codes people copy by hand: letters that cannot be confused, read back tolerantly."""

import secrets
import unicodedata

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ"  # without I, L and O
ALPHABET = "23456789" + LETTERS  # 31 signs, a prime number: see check_sign()


def random_code(length: int, alphabet: str = ALPHABET) -> str:
    return "".join(secrets.choice(alphabet) for _ in range(length))


def tidy(typed: str) -> str:
    """What was meant: capitals only; spaces, dashes and other marks gone, full-width signs made narrow."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", typed).upper() if sign.isalnum())


def grouped(code: str, size: int = 4) -> str:
    """`ABCDEFGH` → `ABCD-EFGH`, easier to copy."""
    return "-".join(code[start : start + size] for start in range(0, len(code), size))


def check_sign(code: str) -> str:
    """One sign that changes with every wrong sign and with every two neighbours swapped.

    The sum is weighted by the place and taken modulo a prime, so for up to 30 signs no such slip of
    the pen keeps it.
    """
    total = sum(place * ALPHABET.index(sign) for place, sign in enumerate(code, 1))
    return ALPHABET[total % len(ALPHABET)]
