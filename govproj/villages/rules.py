"""Local rules: days, amounts and thresholds, each with a default that county, town or village may set anew.

Usual practice where no law says otherwise. What each is called and may be stands in `catalogue/`, by subject.
"""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import bindparam, or_, select

from govproj.core import dates
from govproj.core.db import rows
from govproj.villages.catalogue import RULES
from govproj.villages.catalogue.kinds import Rule, inferred
from govproj.villages.models import LocalRule, Standing, Town, Village

# The plain place: a bare `"key": default` works at once. Its kind is inferred and its label is the key, until
# it gets its line in catalogue/; a house test says which keys still wait for one.
PLAIN: dict[str, object] = {}

DEFAULTS = {**{key: rule.default for key, rule in RULES.items()}, **PLAIN}


def rule_of(key: str) -> Rule:
    """How a key is called, typed and checked; KeyError for one that is none."""
    return RULES[key] if key in RULES and key not in PLAIN else inferred(key, DEFAULTS[key])


def value(key: str, village: Village | int, on: date | None = None):
    """The rule in force in `village` on a day: the village's own, else the town's, the county's, the default."""
    return values([key], village, on)[key]


def values(keys: Iterable[str], village: Village | int, on: date | None = None) -> dict:
    """Several rules at the cost of one query."""
    village_id = village if isinstance(village, int) else village.id
    return _in_force(list(keys), [village_id], on)[village_id]


def in_villages(key: str, village_ids, on: date | None = None) -> dict:
    """One rule in many villages at the cost of one query: the value in force by the village's id."""
    return {village_id: found[key] for village_id, found in of_villages([key], village_ids, on).items()}


def of_villages(keys: Iterable[str], village_ids, on: date | None = None) -> dict[int, dict]:
    """Several rules in many villages at the cost of one query: `{village id: {key: value}}`."""
    return _in_force(list(keys), village_ids, on)


def _in_force(keys: list[str], village_ids, on: date | None) -> dict[int, dict]:
    found = {village_id: {key: DEFAULTS[key] for key in keys} for village_id in village_ids}
    asked = {"villages": list(found), "keys": keys, "day": on or dates.today()}
    said = rows(IN_FORCE, asked)
    # The newest of each level first; a level that has none of its own any more (None) lets the one above speak.
    newest = {(row.id, row.key, row.village_id, row.town_id): row.value["value"] for row in said}
    for (village_id, key, *_level), own in newest.items():
        if own is not None:
            found[village_id][key] = own
    return found


def _in_force_statement():
    place = (
        select(Village.id, Village.town_id, Town.county_id)
        .join(Town)
        .where(Village.id.in_(bindparam("villages", expanding=True)))
    ).subquery()
    here = or_(
        LocalRule.village_id == place.c.id,
        LocalRule.town_id == place.c.town_id,
        LocalRule.county_id == place.c.county_id,
    )
    farthest_first = (
        LocalRule.village_id.is_not(None),
        LocalRule.town_id.is_not(None),
        LocalRule.effective_from,
        LocalRule.id,
    )
    return (
        select(place.c.id, LocalRule.key, LocalRule.value, LocalRule.village_id, LocalRule.town_id)
        .join(LocalRule, here)
        .where(LocalRule.key.in_(bindparam("keys", expanding=True)))
        .where(LocalRule.effective_from <= bindparam("day"), LocalRule.state == Standing.SET)
        .order_by(*farthest_first)
    )


# Put together once: a page asks for rules many times, and building the question costs more than the answer.
IN_FORCE = _in_force_statement()
