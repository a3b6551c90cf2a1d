"""What can be read of supervision. What other features ask stands in `checks`; pages have modules of their own."""

from govproj.inspections.queries.checks import checks_due, checks_of, weeks_missing_in_a_row

__all__ = ["checks_due", "checks_of", "weeks_missing_in_a_row"]
