"""A dry run: what a rule with other thresholds would have asked at the month's ends of the year behind."""

from datetime import date, timedelta
from typing import NamedTuple

from govproj.core.dates import months_after
from govproj.flags.facts import loading
from govproj.flags.facts.past import as_of
from govproj.flags.rules import Fires, Rule
from govproj.flags.spoken import sentence_of
from govproj.villages.rules import of_villages

MONTHS = 12


class Named(NamedTuple):
    """A project in the result of a dry run."""

    id: int
    code: str
    name: str
    sentence: str


class Trial(NamedTuple):
    """Projects asked about by today's thresholds and by the new ones, and those in which the two differ."""

    projects: int
    today: int
    then: int
    more: list[Named]  # only with the new thresholds
    fewer: list[Named]  # only with today's


def days_behind(today: date) -> list[date]:
    """The last days of the twelve months before this one, and today."""
    first = today.replace(day=1)
    ends = [months_after(first, -number) - timedelta(days=1) for number in reversed(range(MONTHS))]
    return [*ends, today]


def dry_run(rule: Rule, village_ids, thresholds: dict, today: date) -> Trial:
    """Changes nothing. `thresholds` replace those in force in each village."""
    asked, would_ask, projects = {}, {}, 0
    settings = of_villages(rule.thresholds, village_ids, today)
    for found in loading.of_villages(village_ids, rule.reads | {"life"}, today):
        projects += len(found)
        for facts in found:
            now = settings[facts.village_id]
            past = [as_of(facts, day) for day in days_behind(today)]
            _note(asked, rule, facts, past, now)
            _note(would_ask, rule, facts, past, now | thresholds)
    more = [named for id_, named in would_ask.items() if id_ not in asked]
    fewer = [named for id_, named in asked.items() if id_ not in would_ask]
    return Trial(projects, len(asked), len(would_ask), more, fewer)


def _note(noted, rule, facts, past, settings) -> None:
    """The newest sentence of those it would have said."""
    for then in reversed(past):
        result = rule.judge(then, settings)
        if isinstance(result, Fires):
            sentence = sentence_of(rule, result.says, result.numbers)
            noted[facts.id] = Named(facts.id, facts.code, facts.name, sentence)
            return
