"""No rule ever raises, however incomplete what it is told; it says what is missing."""

from dataclasses import fields, is_dataclass, replace
from typing import get_args, get_type_hints

from hypothesis import given, settings
from hypothesis import strategies as st

from govproj.flags.rules import CATALOGUE, MISSING, SILENT, Fires, NotComputable
from tests.flags.clean import CLEAN, SETTINGS, finished

RATHER_OFTEN = st.integers(0, 3)
AMOUNTS = st.sampled_from([0, 1, -5, 10**9])


def hurt(draw, value, may_be_none: bool):
    """The same value with some of it missing, cut short or out of range."""
    if may_be_none and draw(RATHER_OFTEN) == 0:
        return None
    if hasattr(value, "_fields") or (is_dataclass(value) and not isinstance(value, type)):
        return _record(draw, value)
    if isinstance(value, tuple):
        kept = [hurt(draw, item, False) for item in value if draw(RATHER_OFTEN)]
        return tuple(kept)
    if isinstance(value, dict):
        return {key: hurt(draw, item, False) for key, item in value.items() if draw(RATHER_OFTEN)}
    if type(value) is int and draw(st.integers(0, 9)) == 0:
        return draw(AMOUNTS)
    return value


def _record(draw, value):
    hints = get_type_hints(type(value))
    names = value._fields if hasattr(value, "_fields") else [field.name for field in fields(value)]
    made = {
        name: hurt(draw, getattr(value, name), type(None) in get_args(hints[name]))
        for name in names
        if name not in {"calendar", "today", "id", "votes", "quorum", "majority"}
    }
    return value._replace(**made) if hasattr(value, "_replace") else replace(value, **made)


@st.composite
def incomplete_facts(draw):
    return hurt(draw, draw(st.sampled_from([CLEAN, finished()])), False)


@settings(max_examples=60)
@given(incomplete_facts())
def test_no_rule_raises_on_incomplete_facts(told):
    for rule in CATALOGUE.values():
        result = rule.judge(told, SETTINGS)
        assert result is SILENT or isinstance(result, Fires | NotComputable)
        if isinstance(result, NotComputable):
            assert result.missing in MISSING
        if isinstance(result, Fires):
            assert str(rule.says[result.says]) % result.numbers
