"""The Chinese manual speaks of what is on the screens, in their words, and leaves local figures to the local rules."""

import re

import pytest

from govproj.accounts.models import Role
from govproj.core import catalogue
from tests.house.structure import ROOT

MANUAL = ROOT / "docs" / "manual-zh.md"
PHRASE = re.compile(r"「([^「」]+)」")
PLACEHOLDER = re.compile(r"\s*%\(\w+\)s\s*")
LOCAL_FIGURE = re.compile(r"(?<![哪每这那])[\d一二三四五六七八九十两]+\s*(?:个工作日|工作日|天)")


def as_quoted(message: str) -> str:
    """How the manual quotes a message: what changes in it is “…”, and is left out at either end."""
    words = PLACEHOLDER.sub("…", message).replace("%%", "%")
    return re.sub("…+", "…", words).removesuffix("（…）").strip("…")


def messages() -> set[str]:
    found = [one.words for one in catalogue.sentences() if not one.file.startswith("govproj/demo/")]
    return {as_quoted(words) for one in found for words in ((one,) if isinstance(one, str) else one)}


@pytest.fixture(scope="module")
def manual() -> str:
    return MANUAL.read_text()


def test_every_quoted_phrase_stands_on_a_screen(manual):
    known = messages()
    unknown = [
        f"docs/manual-zh.md:{number} 「{phrase}」"
        for number, line in enumerate(manual.splitlines(), start=1)
        for phrase in PHRASE.findall(line)
        if phrase not in known
    ]
    assert not unknown, "no page says this (any more):\n" + "\n".join(unknown)


def test_no_quotation_is_left_open(manual):
    crooked = [line for line in manual.splitlines() if set("「」") & set(PHRASE.sub("", line))]
    assert not crooked


def test_every_office_has_its_page(manual):
    headings = [line for line in manual.splitlines() if line.startswith("## ")]
    lost = [str(role.label) for role in Role if not any(f"「{role.label}」" in line for line in headings)]
    assert not lost, "these offices find no page of their own"


def test_every_link_within_the_manual_leads_somewhere(manual):
    headings = re.findall(r"^#+ (.+)$", manual, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}
    assert not set(re.findall(r"\]\(#([^)]+)\)", manual)) - anchors


def test_days_are_left_to_the_local_rules(manual):
    fixed = [line for line in manual.splitlines() if LOCAL_FIGURE.search(PHRASE.sub("", line))]
    assert not fixed, "name the local rule instead of a number of days"
