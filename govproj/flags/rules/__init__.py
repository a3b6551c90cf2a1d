"""The fifty rules: each small and pure, told plain facts and local settings, answering in one sentence."""

from govproj.flags.rules import (  # noqa: F401 - each registers its rules
    changes,
    closing,
    contracts,
    decision,
    firms,
    funds,
    labour,
    notices,
    outcomes,
    payments,
    people,
    performance,
    planning,
    procurement,
    suppliers,
)
from govproj.flags.rules.kinds import (
    MISSING,
    RULES,
    SILENT,
    Fires,
    Level,
    NotComputable,
    Result,
    Rule,
    Silent,
)

CATALOGUE: dict[str, Rule] = dict(sorted(RULES.items()))
THRESHOLDS = tuple(sorted({key for rule in CATALOGUE.values() for key in rule.thresholds}))

__all__ = [
    "CATALOGUE",
    "MISSING",
    "SILENT",
    "THRESHOLDS",
    "Fires",
    "Level",
    "NotComputable",
    "Result",
    "Rule",
    "Silent",
]
