"""Local rules are proposed, set from a day on, and taken back while that day is still ahead."""

from datetime import date

from sqlalchemy import select

from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.filters import day as in_words
from govproj.core.i18n import _, _l, in_chinese
from govproj.core.workflow import MoveRefused
from govproj.villages import policy, rules
from govproj.villages.actions.decreeing import decided, decreed, earliest_day
from govproj.villages.jurisdictions import Jurisdiction
from govproj.villages.models import LocalRule, Standing
from govproj.villages.workflow import RULES

FACTS = ("place", "key", "rule", "words", "value", "effective_from", "reason")
SAID = Event(
    "rules.set", *FACTS, says=_l("%(place)s：“%(rule)s”从 %(effective_from)s 起为 %(words)s。%(reason)s")
)
PROPOSED = Event(
    "rules.proposed",
    *FACTS,
    says=_l("建议%(place)s把“%(rule)s”从 %(effective_from)s 起改为 %(words)s。%(reason)s"),
)


def lay_down(place: Jurisdiction, key: str, value, *, effective_from: date, reason: str, by) -> LocalRule:
    """Set a rule, or propose it where `by` may only do that; `value` None goes back to what is set above."""
    proposed = not policy.can_set_rules(by, place)
    if proposed and not policy.can_propose_rules(by, place):
        raise MoveRefused(_("只有镇业务干部能定，镇纪委能提建议。"))
    rule = rules.rule_of(key)
    problem = rule.problem(value) if value is not None and rule.can_be_set else None
    if problem or not rule.can_be_set:
        raise MoveRefused(problem or _("这一条由法律规定，不能改。"))
    office = office_in(place, by)
    facts = decreed(effective_from=effective_from, reason=reason, by=by, proposed=proposed, office=office)
    if not proposed:
        _must_be_free(place.column, key, effective_from)
    row = LocalRule(key=key, value={"value": value}, **place.column, **facts)
    db.session.add(row)
    _record(PROPOSED if proposed else SAID, row, place.name, by)
    return row


def office_in(place: Jurisdiction, by) -> str:
    """Of everything in a town one village stands for all: the same office reaches each of them."""
    return by.office_for(min(place.village_ids, default=None))


def _must_be_free(column: dict, key: str, day: date) -> None:
    """One word a day: a second one would make it unclear what held on it."""
    wanted = select(LocalRule.id).filter_by(key=key, effective_from=day, state=Standing.SET, **column)
    if db.session.scalar(wanted) is not None:
        raise MoveRefused(
            _(
                "从 %(day)s 起的已经定过了。还没到日子的可以先撤回，已经在用的请改从后一天起。",
                day=in_words(day),
            )
        )


def _record(event: Event, row: LocalRule, place: str, by) -> None:
    rule, value = rules.rule_of(row.key), row.value["value"]
    event.record(
        row,
        by=by,
        office=row.by_office,
        place=place,
        key=row.key,
        rule=in_chinese(rule.label),
        words=in_chinese(said(rule, value)),
        value=value,
        effective_from=row.effective_from,
        reason=row.reason,
    )


def said(rule, value):
    """The value in words, lazily, so that it can be said in any language."""
    return _l("跟随上级") if value is None else _LazyWords(rule, value)


class _LazyWords:
    def __init__(self, rule, value):
        self.rule, self.value = rule, value

    def __str__(self):
        return self.rule.words(self.value)


# ---- proposals, and what has not begun to hold ----


def accept(row: LocalRule, *, by, answer: str = "") -> None:
    """A proposal becomes the rule from its day on, or from the first day still open."""
    RULES.check("accept", row, by=by)
    row.effective_from = max(row.effective_from, earliest_day())
    _must_be_free({f"{row.level}_id": row.place.id}, row.key, row.effective_from)
    RULES.make("accept", row, by=by, note=answer, on=row.effective_from)
    decided(row, by=by, answer=answer)


def decline(row: LocalRule, *, by, answer: str) -> None:
    RULES.make("decline", row, by=by, note=answer)
    decided(row, by=by, answer=answer)


def withdraw(row: LocalRule, *, by, answer: str) -> None:
    """Only while its first day is still ahead."""
    RULES.make("withdraw", row, by=by, note=answer)
    decided(row, by=by, answer=answer)
