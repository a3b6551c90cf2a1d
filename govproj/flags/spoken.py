"""The numbers of a sentence as people say them: days and months in words, and words in the reader's language."""

import re
from datetime import date

from govproj.core.filters import day, month
from govproj.core.i18n import _, locale

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
MARK = re.compile(r"\s?〔(.*?)〕")  # the part of a sentence that names the mark a rule goes by


def sentence_of(rule, says: str, numbers: dict, *, marks: bool = True) -> str:
    """A rule's sentence with its numbers; a rule that has lost the sentence still shows the numbers."""
    known = rule.says.get(says)
    if known is None:  # asked by an earlier version of the rule
        return "; ".join(f"{name} {number}" for name, number in spoken(numbers).items())
    return with_mark(str(known) % spoken(numbers), marks)


def with_mark(sentence: str, shown: bool) -> str:
    """Only those who may read the rules are told by which mark something is conspicuous."""
    around = r"（\1）" if locale() == "zh" else r" (\1)"
    return MARK.sub(around if shown else "", sentence)


def spoken(numbers: dict) -> dict:
    """Kept as `2022-06-17` and `2022-05`, read as 2022年6月17日 and 2022年5月, or 17 Jun 2022 and May 2022."""
    return {name: _in_words(str(value)) for name, value in numbers.items()}


def _in_words(value: str) -> str:
    if MONTH.fullmatch(value):
        return month(value)
    value = DAY.sub(lambda found: day(date.fromisoformat(found[0])), value)
    return value if locale() == "zh" or not value else _listed(value)


def _listed(value: str) -> str:
    """Words of this program are translated one by one, names stay; what stands in a row is told apart by commas."""
    return ", ".join(_(word) if word else "" for word in value.split("、"))
