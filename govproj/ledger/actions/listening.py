"""What the ledger hears from the projects below it: drafts with their typed sources, and months being recorded."""

from govproj.core import dates
from govproj.ledger.actions.funding import take_over
from govproj.ledger.queries.books import paid_until
from govproj.projects import actions as projects

MONEY = {"budget_fen", "funds"}


def draft_created(project, **_facts) -> None:
    take_over(project)


def draft_changed(project, fields, **_facts) -> None:
    if MONEY & fields:
        take_over(project)


def paid_to_the_end_of(project, month: str) -> int | None:
    return paid_until(project, dates.last_day(month))


def connect() -> None:
    projects.created.connect(draft_created)
    projects.changed.connect(draft_changed)
    projects.books.connect(paid_to_the_end_of)
