"""What the checklists wait for, for the workbench: two questions to the database, in columns."""

from collections import Counter
from datetime import date
from typing import NamedTuple

from sqlalchemy import and_, exists, func, or_, select

from govproj.accounts.models import Role
from govproj.checklists import policy
from govproj.checklists.catalogue import POWERS, Power, power_of
from govproj.checklists.models import ChecklistItem, Evidence, Exemption, ProblemNote, StepTick
from govproj.checklists.queries.items import done_items
from govproj.core.db import db
from govproj.projects.models import ENDED, Kind, Project

MOST = 500  # lines a workbench looks through
OPEN = and_(Project.state.not_in(ENDED), ChecklistItem.id.not_in(done_items()))
ASKED = exists().where(ProblemNote.item_id == ChecklistItem.id, ProblemNote.answered_on.is_(None))
SUPERVISING = {Role.SUPERVISOR, Role.TOWN_INSPECTOR, Role.TOWN_ADMIN}
CARRYING = {
    Role.CADRE,
    Role.TOWN_ADMIN,
    Role.PARTY_MEMBER,
    Role.SECRETARY,
    Role.SUPERVISOR,
}  # some of them lead


class Place(NamedTuple):
    """As much of a project as the rules ask about."""

    id: int
    name: str
    village_id: int
    lead_id: int | None
    contact_id: int | None
    kind: Kind
    wants_lead: bool
    funds: list

    @property
    def is_construction(self) -> bool:
        return self.kind is Kind.CONSTRUCTION

    def is_led_by(self, user) -> bool:
        return self.lead_id is not None and self.lead_id == user.id

    def has_as_contact(self, user) -> bool:
        return self.contact_id is not None and self.contact_id == user.id


class Line(NamedTuple):
    """An item somebody has to do something about."""

    id: int
    code: str
    power: Power
    project: Place
    due_on: date | None
    proposed_by: int | None  # who says that it does not apply, where that waits for an answer
    ticked: int
    signable: bool  # evidence is there, nothing is asked, and this reader had no hand in it

    @property
    def title(self) -> str:
        return f"{self.code} {self.power.name}"


PLACE = (
    Project.id,
    Project.name,
    Project.village_id,
    Project.lead_id,
    Project.contact_id,
    Project.kind,
    Project.wants_lead,
    Project.funds,
)


def lines_of(user) -> list[Line]:
    """Open items that have a due day, wait for a decision or could be signed; none for those it cannot concern."""
    if not user.grants.keys() & (SUPERVISING | CARRYING):
        return []
    ticked = select(func.count(StepTick.id)).where(StepTick.item_id == ChecklistItem.id).scalar_subquery()
    proposed = and_(Exemption.item_id == ChecklistItem.id, Exemption.approved.is_(None))
    facts = (ChecklistItem.id, ChecklistItem.code, ChecklistItem.local, ChecklistItem.due_on)
    signable = _signable(user)
    wanted = (
        select(*PLACE, *facts, Exemption.by_id, ticked, signable)
        .join(ChecklistItem, ChecklistItem.project_id == Project.id)
        .outerjoin(Exemption, proposed)
        .where(or_(Project.village_id.in_(user.scope), Project.lead_id == user.id), OPEN)
        .where(or_(ChecklistItem.due_on.is_not(None), Exemption.by_id.is_not(None), signable, _booked(user)))
        .order_by(ChecklistItem.id)
        .limit(MOST)
    )
    width = len(PLACE)
    return [_line(Place(*row[:width]), *row[width:]) for row in db.session.execute(wanted)]


def _line(place, item_id, code, local, due_on, *rest) -> Line:
    return Line(item_id, code, power_of(code, local), place, due_on, *rest)


def _signable(user):
    """Complete as far as the database can tell, and none of it this reader's own work."""
    proved = exists().where(Evidence.item_id == ChecklistItem.id)
    own = or_(
        exists().where(StepTick.item_id == ChecklistItem.id, StepTick.by_id == user.id),
        exists().where(Evidence.item_id == ChecklistItem.id, Evidence.by_id == user.id),
    )
    return and_(proved, ~own, ~ASKED)


BOOKED = sorted(code for code, power in POWERS.items() if any(step.agency for step in power.steps))


def _booked(user):
    """Money items that have been begun, for the agency that has steps of its own in them."""
    begun = exists().where(StepTick.item_id == ChecklistItem.id)
    villages = sorted(user.grants.get(Role.TOWN_ADMIN, ()))
    return and_(Project.village_id.in_(villages), ChecklistItem.code.in_(BOOKED), begun)


def to_book(user, lines) -> list[Line]:
    """Items in which everybody else has done his part and the accounts agency has not."""
    found = []
    for line in lines if Role.TOWN_ADMIN in user.grants else ():
        steps = line.power.steps_of(line.project)
        others = sum(not step.agency for step in steps)
        if others < len(steps) and others <= line.ticked < len(steps):
            found.append(line)
    return found


def to_sign(user, lines) -> list[tuple[Place, int]]:
    """Projects on which this user may sign now, and how many items."""
    ready = Counter(
        (line.project.id, line.project.name)
        for line in lines
        if line.signable
        and line.ticked == len(line.power.steps_of(line.project))
        and policy.can_vouch(user, line)
    )
    return [(*project, number) for project, number in ready.items()]


def to_decide(user, lines) -> list[Line]:
    """Items somebody else says do not apply, waiting for this user's decision."""
    return [
        line
        for line in lines
        if line.proposed_by not in (None, user.id) and policy.decides_exemptions(user, line)
    ]


def to_finish(user, lines) -> list[Line]:
    """Open items with a due day, for those who carry them out."""
    return [line for line in lines if line.due_on and policy.can_carry_out(user, line)]


class Question(NamedTuple):
    """An open question about an item."""

    id: int
    by_id: int
    item: Line

    @property
    def project(self) -> Place:
        return self.item.project


def to_answer(user) -> list[Question]:
    """Open questions to this user, oldest first."""
    if not user.grants.keys() & CARRYING:
        return []
    wanted = (
        select(
            *PLACE,
            ProblemNote.id,
            ProblemNote.by_id,
            ChecklistItem.id,
            ChecklistItem.code,
            ChecklistItem.local,
        )
        .join(ChecklistItem, ChecklistItem.project_id == Project.id)
        .join(ProblemNote, ProblemNote.item_id == ChecklistItem.id)
        .where(or_(Project.village_id.in_(user.scope), Project.lead_id == user.id))
        .where(ProblemNote.answered_on.is_(None))
        .order_by(ProblemNote.id)
        .limit(MOST)
    )
    width = len(PLACE)
    found = [
        Question(*row[width : width + 2], _line(Place(*row[:width]), *row[width + 2 :], None, None, 0, False))
        for row in db.session.execute(wanted)
    ]
    return [question for question in found if policy.can_answer(user, question)]
