"""What reviewers see of a village's month: the notices in the chain, each beside the month before it."""

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from govproj.core import money
from govproj.core.db import db
from govproj.disclosures.models import Disclosure, Facts, State
from govproj.disclosures.queries import WITH_PROJECT
from govproj.disclosures.queries.figures import months_around
from govproj.projects.models import Project

IN_REVIEW = (State.SUBMITTED, State.VILLAGE_REVIEWED, State.SUPERVISION_PASSED)


class Compared(NamedTuple):
    """A notice beside what is recorded for the month before it."""

    notice: Disclosure
    step: object  # the move that waits for the reader
    before_pct: int
    tolerated: int  # points behind the plan
    wrong: list  # figures the ledger says otherwise

    @property
    def facts(self) -> Facts:
        return self.notice.frozen

    @property
    def gained(self) -> int:
        return self.facts.actual_pct - self.before_pct

    @property
    def paid_ahead(self) -> int:
        """Points by which the share paid runs ahead of the work done; 0 or less is as it should be."""
        paid = money.percent(self.facts.paid_fen, self.facts.contract_fen or 0, 0)
        return int(paid) - self.facts.actual_pct if paid is not None else 0

    @property
    def differs(self) -> bool:
        """Whether somebody should look twice."""
        late, backwards = self.facts.behind > self.tolerated, self.gained < 0
        return late or backwards or bool(self.wrong) or self.paid_ahead > 0 or self.notice.edition > 1


def compared(notice, step, tolerated: int, wrong: list) -> Compared:
    _now, before = months_around(notice.project, notice.month)
    return Compared(notice, step, before.actual_pct if before else 0, tolerated, wrong)


def in_review(village_id: int, month: str) -> list[Disclosure]:
    """Notices of a village and month on their way through the chain, with all that is compared."""
    wanted = (
        select(Disclosure)
        .join(Disclosure.project)
        .where(
            Project.village_id == village_id,
            Disclosure.month == month,
            Disclosure.state.in_(IN_REVIEW),
        )
        .options(
            WITH_PROJECT.selectinload(Project.months),
            selectinload(Disclosure.signatures),
            joinedload(Disclosure.supersedes),
            joinedload(Disclosure.successor),
        )
    )
    return db.session.scalars(wanted.order_by(Project.code)).all()
