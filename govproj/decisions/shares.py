"""How many must come and how many must agree: exact fractions, from local rules, never a decimal."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from govproj.core.i18n import _, _l
from govproj.core.money import percent


class Share(NamedTuple):
    """`part/of` of a whole, which must be exceeded (`strict`) or reached."""

    part: int
    of: int
    strict: bool

    @classmethod
    def read(cls, rule: Mapping) -> "Share":
        """From a rule's value, {"more_than": [1, 2]} or {"at_least": [2, 3]}."""
        strict = "more_than" in rule
        part, of = rule["more_than" if strict else "at_least"]
        if not (isinstance(part, int) and isinstance(of, int) and 0 < part <= of) or (strict and part == of):
            raise ValueError(f"{rule} is no share of a whole")
        return cls(part, of, strict)

    def needed(self, whole: int) -> int:
        """The least number that will do."""
        return whole * self.part // self.of + 1 if self.strict else -(-whole * self.part // self.of)

    def is_met(self, number: int, whole: int) -> bool:
        """Of nobody, nobody is enough."""
        return whole > 0 and number >= self.needed(whole)

    @property
    def words(self) -> str:
        """过半数 · 三分之二以上"""
        if (self.part, self.of, self.strict) == (1, 2, True):
            return _("过半数")
        if self.part == self.of:
            return _("全部")
        fraction = _FRACTIONS.get((self.part, self.of), f"{self.part}/{self.of}")
        return _("超过%(share)s", share=fraction) if self.strict else _("%(share)s以上", share=fraction)


_FRACTIONS = {
    (1, 2): _l("二分之一"),
    (1, 3): _l("三分之一"),
    (2, 3): _l("三分之二"),
    (3, 4): _l("四分之三"),
    (3, 5): _l("五分之三"),
    (4, 5): _l("五分之四"),
}


class Threshold(NamedTuple):
    """What a kind of meeting needs: who must be there, who must agree, and of whom the latter is a share."""

    quorum: Share
    majority: Share
    of_entitled: bool  # the majority is counted of all entitled, not of those present

    @classmethod
    def read(cls, quorum: Mapping, majority: Mapping) -> "Threshold":
        return cls(Share.read(quorum), Share.read(majority), majority.get("of") == "entitled")


class Count(NamedTuple):
    """The figures of one vote; those recused do not count as present."""

    entitled: int
    present: int
    votes_for: int

    def has_quorum(self, threshold: Threshold) -> bool:
        return threshold.quorum.is_met(self.present, self.entitled)

    def has_majority(self, threshold: Threshold) -> bool:
        whole = self.entitled if threshold.of_entitled else self.present
        return threshold.majority.is_met(self.votes_for, whole)

    @property
    def turnout(self) -> Decimal | None:
        """到会率, in %, for display only."""
        return percent(self.present, self.entitled)

    def approval(self, threshold: Threshold) -> Decimal | None:
        """赞成率, in %, of whom the majority is counted; for display only."""
        return percent(self.votes_for, self.entitled if threshold.of_entitled else self.present)

    def passes(self, threshold: Threshold) -> bool:
        return self.has_quorum(threshold) and self.has_majority(threshold)
