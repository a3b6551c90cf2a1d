"""Keeps the English catalogue complete: which sentences of code and templates it does not know yet."""

import re
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from govproj.core.i18n import CATALOGUES, merged_catalogue

ROOT = CATALOGUES.parent
METHODS = [("govproj/**.py", "python"), ("templates/**.html", "jinja2")]
OPTIONS = {"templates/**.html": {"trim_blocks": "true", "lstrip_blocks": "true"}}
KEYWORDS = {"_": None, "_l": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2)}


class Sentence(NamedTuple):
    file: str
    line: int
    words: str | tuple[str, ...]  # a tuple where singular and plural differ

    @property
    def feature(self) -> str:
        """The feature folder it belongs to; what is shared belongs to the core."""
        parts = Path(self.file).parts
        return parts[1] if len(parts) > 2 and parts[1] not in {"components", "errors"} else "core"


def sentences() -> list[Sentence]:
    """Every sentence for people in the source, in order of appearance."""
    ours = re.compile(r"(^|/)(govproj|templates)(/|$)")
    found = extract_from_dir(
        str(ROOT),
        METHODS,
        OPTIONS,
        keywords=KEYWORDS,
        directory_filter=lambda folder: bool(ours.search(folder)),
    )
    return [Sentence(file, line, words) for file, line, words, _comments, _context in found]


def missing() -> list[Sentence]:
    english = merged_catalogue("en") or Catalog("en")

    def untranslated(sentence):
        key = sentence.words if isinstance(sentence.words, str) else sentence.words[0]
        known = english.get(key)
        return known is None or known.fuzzy or not (all(known.string) if known.pluralizable else known.string)

    return [sentence for sentence in sentences() if untranslated(sentence)]


def add_missing() -> int:
    """Put what is missing into translations/en/<feature>.po with no words yet; how many there were."""
    waiting: dict[str, list[Sentence]] = {}
    for sentence in missing():
        waiting.setdefault(sentence.feature, []).append(sentence)
    for feature, new in waiting.items():
        path = CATALOGUES / "en" / f"{feature}.po"
        catalogue = Catalog("en", project="govproj", fuzzy=False)
        if path.exists():
            with path.open("rb") as file:
                catalogue = read_po(file, locale="en")
        for sentence in new:
            catalogue.add(sentence.words)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalogue, width=110, no_location=True, omit_header=False)
    return sum(len(new) for new in waiting.values())
