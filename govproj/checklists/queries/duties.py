"""What the list asks of the town's two offices: proposals to decide about, projects to look at again this month."""

from typing import NamedTuple

from sqlalchemy import String, case, exists, func, literal, or_, select, type_coerce

from govproj.accounts.models import Role
from govproj.checklists.models import ChecklistItem, PowerEdition, Signature, SpotCheck
from govproj.core import dates, todo
from govproj.core.db import db, rows
from govproj.projects.models import Project, State
from govproj.projects.queries import PUBLISHED
from govproj.villages.models import Standing, Town, Village
from govproj.villages.rules import in_villages

SHARE = "monthly.spot_check_pct"
RUNNING = (PUBLISHED, Project.state.not_in({State.CANCELLED, State.TERMINATED}))


def proposed_editions(user):
    """Versions of the list that wait for this user's decision, as lines of the workbench; `about` is level|place."""
    villages = user.villages_as(Role.TOWN_ADMIN)
    if not villages:
        return None
    towns = select(Village.town_id).where(Village.id.in_(villages))
    level = case((PowerEdition.village_id.is_not(None), "village"), else_="town")
    place = func.coalesce(PowerEdition.village_id, PowerEdition.town_id)
    about = type_coerce(level, String) + literal("|") + func.coalesce(Village.name, Town.name)
    return (
        select(*todo.columns(place, name=PowerEdition.code, about=about))
        .outerjoin(Village, Village.id == PowerEdition.village_id)
        .outerjoin(Town, Town.id == PowerEdition.town_id)
        .where(PowerEdition.state == Standing.PROPOSED)
        .where(PowerEdition.village_id.in_(villages) | PowerEdition.town_id.in_(towns))
        .order_by(PowerEdition.id)
    )


class Proposal(NamedTuple):
    level: str  # as it stands in the address
    place_id: int
    place: str
    code: str


def proposals_for(user) -> list[Proposal]:
    """The same for the page of the list itself."""
    wanted = proposed_editions(user)
    found = () if wanted is None else db.session.execute(wanted)
    return [Proposal(*_level_and_place(row.about, row.id), row.name) for row in found]


def _level_and_place(about: str, place_id: int) -> tuple[str, int, str]:
    level, _bar, place = about.partition("|")
    return f"{level}s", place_id, place


class Quota(NamedTuple):
    """How many projects of a town the discipline office has looked at again this month, and how many it should."""

    town: str
    projects: int
    checked: int
    possible: (
        int  # in which something is signed, or was looked at already: before that there is nothing to see
    )
    wanted: int

    @property
    def missing(self) -> int:
        return max(0, min(self.wanted, self.possible) - self.checked)


def quotas_of(user) -> list[Quota]:
    """Of the towns this user inspects; the share may differ from village to village."""
    villages = user.villages_as(Role.TOWN_INSPECTOR)
    if not villages:
        return []
    month = dates.today().replace(day=1)
    checked = ChecklistItem.spot_checks.any(SpotCheck.checked_on >= month)
    signed = ChecklistItem.signatures.any(Signature.withdrawn_at.is_(None))
    projects = select(func.count()).select_from(Project).where(Project.village_id == Village.id, *RUNNING)
    counted = projects, _with_an_item(checked), _with_an_item(or_(checked, signed))
    counts = (some.correlate(Village).scalar_subquery() for some in counted)
    wanted = select(Town.id, Town.name, Village.id, *counts).join(Town).where(Village.id.in_(villages))
    found, shares = rows(wanted.order_by(Town.id, Village.id)), in_villages(SHARE, villages, dates.today())
    sums: dict[tuple, list[int]] = {}
    for town_id, town, village_id, many, seen, possible in found:
        here = sums.setdefault((town_id, town), [0, 0, 0, 0])
        for number, add in enumerate((many, seen, possible, many * shares[village_id])):
            here[number] += add
    return [
        Quota(town, many, seen, possible, -(-hundredths // 100))
        for (_id, town), (many, seen, possible, hundredths) in sums.items()
    ]


def _with_an_item(condition):
    """How many projects of a village have an item of which this holds."""
    has_one = exists().where(ChecklistItem.project_id == Project.id, condition)
    projects = select(func.count()).select_from(Project)
    return projects.where(Project.village_id == Village.id, has_one, *RUNNING)
