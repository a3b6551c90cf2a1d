"""Rules that nothing on the site goes by yet say so, and no others do."""

import ast

from govproj.villages.catalogue import RULES
from govproj.villages.catalogue.waiting import WAITING
from tests.factories import a_town_inspector, a_village
from tests.house.structure import GOVPROJ

LAID_DOWN = GOVPROJ / "villages" / "catalogue"
# Put together from a beginning and a name.
PUT_TOGETHER = {f"decision.{name}" for name in ("steps", "consult_days", "notice_days", "quorum", "majority")}
PUT_TOGETHER |= {"archive.construction", "archive.governance"}


def words_of_the_source() -> set[str]:
    """All string constants of the product, its catalogue of rules and its demo left out."""
    return {
        node.value
        for path in GOVPROJ.glob("**/*.py")
        if LAID_DOWN not in path.parents and GOVPROJ / "demo" not in path.parents
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_exactly_the_rules_nobody_reads_say_so():
    read = words_of_the_source() | PUT_TOGETHER
    assert {key for key in RULES if key not in read} == WAITING


def test_the_page_of_such_a_rule_says_that_it_is_not_used_yet(as_):
    village = a_village()
    inspector = as_(a_town_inspector(village.town))
    unused = inspector.open(f"/villages/{village.id}/rules/report.accept_workdays")
    used = inspector.open(f"/villages/{village.id}/rules/disclosure.lead_day")
    assert "系统现在还没有照这条规矩" in unused.main
    assert "系统现在还没有照这条规矩" not in used.main
    assert "系统还没有用到" in inspector.open(f"/villages/{village.id}/rules").main
