"""What can be read of checklists: the marks are everybody's, what is behind them is for those concerned."""

from typing import NamedTuple

from flask import abort
from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from govproj.checklists import policy
from govproj.checklists.catalogue import Power, Stage, power_of
from govproj.checklists.models import (
    ChecklistItem,
    Evidence,
    Exemption,
    Mark,
    ProblemNote,
    Signature,
    SpotCheck,
    StepTick,
)
from govproj.core.db import db
from govproj.core.i18n import _
from govproj.projects.models import Project

ACTS = (
    selectinload(ChecklistItem.ticks).joinedload(StepTick.by),
    selectinload(ChecklistItem.evidence).joinedload(Evidence.by),
    selectinload(ChecklistItem.signatures).joinedload(Signature.by),
    selectinload(ChecklistItem.notes).joinedload(ProblemNote.by),
    selectinload(ChecklistItem.exemptions).joinedload(Exemption.by),
    selectinload(ChecklistItem.spot_checks).joinedload(SpotCheck.by),
)


class Band(NamedTuple):
    """The items of one stage."""

    stage: Stage
    items: list[ChecklistItem]

    @property
    def total(self) -> int:
        return len(self.items)

    @property
    def span(self) -> str:
        codes = sorted(item.code for item in self.items)
        return f"{codes[0]}–{codes[-1]}"

    @property
    def done(self) -> int:
        return sum(item.is_done for item in self.items)

    @property
    def problems(self) -> int:
        return sum(item.mark is Mark.PROBLEM for item in self.items)


def visible_to(user):
    """The inside of an item: for offices above or in its village, and for the lead."""
    mine = or_(Project.village_id.in_(user.scope), Project.lead_id == user.id)
    return select(ChecklistItem).join(ChecklistItem.project).where(mine)


def item_or_404(user, item_id: int) -> ChecklistItem:
    found = (
        visible_to(user).where(ChecklistItem.id == item_id).options(*ACTS, joinedload(ChecklistItem.project))
    )
    return db.session.scalar(found) or abort(404)


def note_or_404(user, note_id: int) -> ProblemNote:
    found = select(ProblemNote).where(ProblemNote.id == note_id, ProblemNote.item_id.in_(_ids(user)))
    return db.session.scalar(found) or abort(404)


def evidence_or_404(user, evidence_id: int) -> Evidence:
    found = select(Evidence).where(Evidence.id == evidence_id, Evidence.item_id.in_(_ids(user)))
    return db.session.scalar(found) or abort(404)


def _ids(user):
    return visible_to(user).with_only_columns(ChecklistItem.id)


def items_of(project) -> list[ChecklistItem]:
    """In the order of the catalogue, with everything done about them."""
    mine = select(ChecklistItem).where(ChecklistItem.project_id == project.id)
    return db.session.scalars(mine.options(*ACTS).order_by(ChecklistItem.code)).all()


def bands(items, *, detailed: bool) -> list[Band]:
    """Before, during, after. For those concerned what deviates comes first; to others the order tells nothing."""
    ranked = sorted(items, key=lambda item: (detailed and item.mark is not Mark.PROBLEM, item.code))
    return [Band(stage, [item for item in ranked if item.power.stage is stage]) for stage in Stage]


def done_items():
    """Ids of items that count as done: a signature holds, or the item was found not to apply."""
    signed = select(Signature.item_id).where(Signature.withdrawn_at.is_(None))
    return signed.union_all(select(Exemption.item_id).where(Exemption.approved))


class Standing(NamedTuple):
    """Where one item of a project stands, without the weight of the model."""

    code: str
    power: Power
    done: bool


def standing_of(project) -> dict[str, Standing]:
    """The project's items by code, at the cost of one query."""
    done = ChecklistItem.id.in_(done_items())
    mine = select(ChecklistItem.code, ChecklistItem.local, done).where(ChecklistItem.project_id == project.id)
    return {
        code: Standing(code, power_of(code, local), finished)
        for code, local, finished in db.session.execute(mine)
    }


class Counts(NamedTuple):
    """How far a checklist is."""

    total: int
    done: int
    problems: int  # items with a question nobody has answered yet


def counts_of(project_ids) -> dict[int, Counts]:
    """By project, at the cost of one query."""
    asked = select(ProblemNote.item_id).where(ProblemNote.answered_on.is_(None))
    rows = db.session.execute(
        select(
            ChecklistItem.project_id,
            func.count(ChecklistItem.id),
            func.count(case((ChecklistItem.id.in_(done_items()), 1))),
            func.count(case((ChecklistItem.id.in_(asked), 1))),
        )
        .where(ChecklistItem.project_id.in_(project_ids))
        .group_by(ChecklistItem.project_id)
    )
    return {project_id: Counts(*counted) for project_id, *counted in rows}


def ready_to_sign(items, user) -> list[ChecklistItem]:
    """What this user may vouch for now; those with an open question first, for they need a look."""
    ready = [item for item in items if policy.can_sign(user, item) and not item.missing_before_signature]
    return sorted(ready, key=lambda item: (item.mark is not Mark.PROBLEM, item.code))


def deviating(items, user) -> tuple[list, list]:
    """What has been begun and cannot be signed by this user yet, with the reasons: what is wrong, what runs."""
    begun = sorted((item for item in items if not item.is_done), key=lambda item: item.code)
    reasons = [(item, item.missing_before_signature or _not_yours(user, item)) for item in begun]
    found = [(item, missing) for item, missing in reasons if missing]
    return tuple([pair for pair in found if pair[0].mark is mark] for mark in (Mark.PROBLEM, Mark.RUNNING))


def _not_yours(user, item) -> list[str]:
    if item.was_carried_out_by(user):
        return [_("您经办过这一项，请别的监督人签。")]
    return [] if policy.can_sign(user, item) else [_("这一项由村监会或镇纪委签。")]
