"""The numbers of a sentence as people say them: days and months in words."""

import re
from datetime import date

from govproj.core.filters import day as in_words
from govproj.core.filters import month

DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


def spoken(numbers: dict) -> dict:
    """Kept as `2022-06-17`, read as 2022年6月17日 or 17 Jun 2022."""
    return {name: _spoken(str(value)) for name, value in numbers.items()}


def _spoken(value: str) -> str:
    return month(value) if MONTH.fullmatch(value) else DAY.sub(_in_words, value)


def _in_words(found: re.Match) -> str:
    return in_words(date.fromisoformat(found[0]))
