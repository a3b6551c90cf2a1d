"""教育、承诺、监督 of one project side by side, and its six links with what may go wrong and what was looked at."""

from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from govproj.checklists.catalogue import POWERS, Level
from govproj.checklists.models import ChecklistItem, Exemption
from govproj.core.db import db
from govproj.core.money import percent
from govproj.engagement.queries import commitments, education
from govproj.risks.models import FollowUp
from govproj.risks.states import EXPENSES, FOLLOWED, POWERS_OF, Link
from govproj.villages import rules

MOST = 500


class Preset(NamedTuple):
    """A risk point every link comes with."""

    level: Level
    text: object
    measure: object


class LinkOfProject(NamedTuple):
    """One of the six links; `applies` is False where all its items were found not to apply."""

    link: Link
    presets: list[Preset]
    records: list[FollowUp]
    applies: bool


class Share(NamedTuple):
    """One of the three kinds of work: so much done of so much."""

    done: int
    wanted: int

    @property
    def pct(self) -> Decimal | None:
        """Never more than 100: a second session does not make up for a missing signature."""
        return percent(min(self.done, self.wanted), self.wanted)


class Progress(NamedTuple):
    education: Share
    commitment: Share
    supervision: Share
    links: list[LinkOfProject]


def of(project) -> Progress:
    """Six questions, whatever the project has seen."""
    wanted = rules.value("education.per_project", project.village_id)
    signed, links = commitments.of_project(project), links_of(project)
    followed = [link for link in links if link.applies]
    return Progress(
        Share(education.for_project(project), wanted),
        Share(signed.signed, signed.required),
        Share(sum(bool(link.records) for link in followed), len(followed)),
        links,
    )


def links_of(project) -> list[LinkOfProject]:
    wanted = select(FollowUp).where(FollowUp.project_id == project.id).options(joinedload(FollowUp.by))
    records = db.session.scalars(wanted.order_by(FollowUp.followed_on, FollowUp.id).limit(MOST)).all()
    absent = set(
        db.session.scalars(
            select(ChecklistItem.code)
            .join(Exemption, Exemption.item_id == ChecklistItem.id)
            .where(ChecklistItem.project_id == project.id, Exemption.approved)
        )
    )
    return [
        LinkOfProject(
            link,
            presets_of(link),
            [record for record in records if record.link is link],
            not POWERS_OF[link] or bool(set(POWERS_OF[link]) - absent),
        )
        for link in FOLLOWED
    ]


def presets_of(link: Link) -> list[Preset]:
    """From the items of the list the link is about; expenses have their own."""
    if link is Link.EXPENSES:
        return [Preset(Level.MEDIUM, text, measure) for text, measure in EXPENSES]
    return [Preset(*risk) for code in POWERS_OF[link] for risk in POWERS[code].risks]
