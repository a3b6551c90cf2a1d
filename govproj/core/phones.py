"""Phone numbers as people write them, and the one spelling in which they can be compared."""

import re

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

EXTENSION = re.compile(r"(转|分机|ext\.?|#)\s*\d+\s*$", re.IGNORECASE)


def normal(text: str) -> str:
    """`０５７２－500 0206`, `+86 572 5000206` → `+865725000206`; empty for what is no number of a telephone.

    Numbers without a country are Chinese ones; an extension does not count: it is the same firm's line.
    """
    try:
        number = phonenumbers.parse(EXTENSION.sub("", text), "CN")
    except NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def is_one(text: str) -> bool:
    """Whether this can be dialled: the length is right and the area or the network exists."""
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(EXTENSION.sub("", text), "CN"))
    except NumberParseException:
        return False
