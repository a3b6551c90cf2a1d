"""The numbers of a sentence as people say them: days in words."""

import re
from datetime import date

from govproj.core.filters import day as in_words

DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


def spoken(numbers: dict) -> dict:
    """Kept as `2022-06-17`, read as 2022年6月17日 or 17 Jun 2022."""
    return {name: DAY.sub(_in_words, str(value)) for name, value in numbers.items()}


def _in_words(found: re.Match) -> str:
    return in_words(date.fromisoformat(found[0]))
