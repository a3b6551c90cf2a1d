"""A project gets its checklist: by kind, amount and funds, in the edition of the list that holds in its village."""

from datetime import date, timedelta

from sqlalchemy import select

from govproj.checklists.models import ChecklistItem
from govproj.checklists.queries import lists
from govproj.core import dates
from govproj.core.db import db
from govproj.projects.models import State
from govproj.villages import rules

SMALL = "checklist.small_works_fen"
# By which rule an item is due, counted from the day the project enters a state.
DUE = {
    "P20": (State.COMPLETED, "acceptance.organise_days"),
    "P21": (State.ACCEPTED, "settlement.review_days"),
    "P23": (State.SETTLED, "asset.register_days"),
    "P24": (State.ACCEPTED, "archive.complete_days"),
}


def lay_out(project, *, on: date | None = None, **_signal) -> None:
    """What applies comes onto the list, what is untouched and applies no more leaves it; due days are set."""
    db.session.flush()
    said = rules.values([SMALL, *(rule for _state, rule in DUE.values())], project.village_id)
    listed = lists.of_village(project.village_id)
    wanted = {code: row for code, row in listed.items() if row.power.applies_to(project, said[SMALL])}
    mine = select(ChecklistItem).where(ChecklistItem.project_id == project.id)
    items = {item.code: item for item in db.session.scalars(mine)}
    for code, item in items.items():
        _follow(item, wanted.get(code))
    for code in wanted.keys() - items.keys():
        row = wanted[code]
        items[code] = ChecklistItem(project=project, code=code, local=row.local, edition=row.edition)
    db.session.add_all(items[code] for code in sorted(wanted.keys()))
    _set_due_days(project, items, said, on or dates.today())
    db.session.flush()


def _follow(item, row) -> None:
    """As long as nothing has been done, the item is the newest edition's; afterwards it keeps to its own."""
    same = row is not None and (item.local, item.edition) == (row.local, row.edition)
    if same or item.ticks or item.evidence or item.notes or item.exemptions or item.signatures:
        return
    if row is None:
        db.session.delete(item)
    else:
        item.local, item.edition = row.local, row.edition
        vars(item).pop("power", None)


def _set_due_days(project, items, said, on: date) -> None:
    """Once: a day that somebody has set, or moved for a reason, stays."""
    for code, (state, rule) in DUE.items():
        item = items.get(code)
        if item is not None and project.state is state and item.due_on is None and not item.is_done:
            item.due_on = on + timedelta(days=_days(said[rule], project))


def _days(rule, project) -> int:
    """A plain number, or one by the size of the contract."""
    if isinstance(rule, int):
        return rule
    fen = project.contract_fen or 0
    return next(tier["days"] for tier in rule if tier["below_fen"] is None or fen < tier["below_fen"])
