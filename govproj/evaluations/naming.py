"""Whether a villager's comment names somebody: a help for those who screen, who still read every word."""

import re
from collections.abc import Callable, Iterable

PHONE = re.compile(r"1[3-9]\d{9}|\d{7,8}")
SHORTEST = 2  # characters of a name that can be looked for


def finder(names: Iterable[str]) -> Callable[[str], list[str]]:
    """`finder(names)(text)`: the names and phone numbers that stand in the text."""
    known = sorted({name for name in names if len(name) >= SHORTEST}, key=len, reverse=True)

    def find(text: str) -> list[str]:
        plain = "".join(text.split())
        return [*(name for name in known if name in plain), *PHONE.findall(plain)]

    return find
