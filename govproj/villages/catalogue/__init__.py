"""All local rules by subject, with their defaults, kinds, limits and words. A new rule is a line in one of these."""

from govproj.villages.catalogue import (
    checklists,
    decisions,
    disclosures,
    engagement,
    evaluations,
    filings,
    leads,
    matters,
    money,
    procurement,
    projects,
    rectifications,
    site,
    supervision,
)

SUBJECTS = (
    decisions,
    projects,
    leads,
    engagement,
    checklists,
    procurement,
    money,
    disclosures,
    evaluations,
    supervision,
    rectifications,
    filings,
    matters,
    site,
)
RULES = {rule.key: rule for subject in SUBJECTS for rule in subject.RULES}
