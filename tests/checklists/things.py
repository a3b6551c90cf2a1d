"""Checklists for tests, in whatever shape a test needs."""

from datetime import date

from govproj.checklists import actions
from govproj.checklists.models import ChecklistItem, Evidence, Signature, StepTick
from govproj.core.db import db
from tests.factories import a_cadre, a_project, a_supervisor


def a_checklist(project) -> dict[str, ChecklistItem]:
    """All items of the project's kind by code, untouched."""
    actions.lay_out(project)
    db.session.commit()
    items = db.session.query(ChecklistItem).filter_by(project_id=project.id).order_by(ChecklistItem.code)
    return {item.code: item for item in items}


def an_item(code="P11", project=None, **kw) -> ChecklistItem:
    return a_checklist(project or a_project(**kw))[code]


def carried_out(item, by=None, on=date(2022, 5, 6)) -> ChecklistItem:
    """All steps ticked and one file, waiting for a signature."""
    by = by or item.project.contact or a_cadre(item.project.village)
    item.ticks.extend(StepTick(step=step.number, done_on=on, by=by) for step in item.open_steps)
    item.evidence.append(a_file(by))
    db.session.commit()
    return item


def a_file(by, **kw) -> Evidence:
    return Evidence(
        proves=1, by=by, **{"sha256": "0" * 64, "kind": "pdf", "size": 9, "name": "验收单.pdf", **kw}
    )


def signed(item, by=None) -> ChecklistItem:
    carried_out(item)
    by = by or a_supervisor(item.project.village)
    if item.signature is None:
        item.signatures.append(Signature(by=by))
    db.session.commit()
    return item


def a_colleague(item):
    """Another cadre of the same village."""
    return a_cadre(item.project.village)


def a_finished_checklist(project) -> None:
    """All items signed, for projects that have to pass their gates."""
    for item in a_checklist(project).values():
        signed(item)
