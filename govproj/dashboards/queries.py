"""Read-only views over all features: what the front page of a village and somebody's workbench show."""

from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import func, or_, select

from govproj.accounts.models import Role
from govproj.checklists import queries as checklists
from govproj.core import dates
from govproj.core.db import db, prepared, rows
from govproj.disclosures.duties import OnTime
from govproj.evaluations import queries as evaluations
from govproj.evaluations.models import EvaluationRound
from govproj.noticeboards.queries import months, rates
from govproj.projects import queries as projects
from govproj.projects.models import ENDED, IN_PROGRESS, Category, Kind, Project, State, state_label
from govproj.rectifications.models import Rectification, RectificationTurn
from govproj.rectifications.states import State as CaseState
from govproj.villages.models import Village
from govproj.villages.queries import WITH_TOWN

WORTH_A_BOARD = 12


class Mended(NamedTuple):
    """What villagers pointed out and what became of it (您说我办)."""

    id: int
    project_id: int | None
    title: str
    lasting_measures: str
    state: CaseState


class Board(NamedTuple):
    """The public board of one village."""

    village: Village
    led: projects.Led
    running: list[projects.Row]
    unmeasured: list[projects.Row]  # under way without figures: governance
    others: list[projects.Row]
    notices: list[months.Published]
    overdue: dict[int, list[str]]  # project id → months whose notice is missing
    on_time: OnTime
    rounds: list[EvaluationRound]
    mended: list[Mended]


def board_of(village: Village) -> Board:
    """Everything on the board of a village, one query a table; the same for every reader."""
    found = projects.on_board(village.id)
    under_way = [row for row in found if row.state in IN_PROGRESS]
    running = [row for row in under_way if not _has_no_figures(row)]
    others = [row for row in found if row.state not in IN_PROGRESS]
    overdue: dict[int, list[str]] = {}
    for project_id, month in rates.overdue_months(village.id):
        overdue.setdefault(project_id, []).append(month)
    return Board(
        village=village,
        led=projects.led_of(village.id, dates.today().year),
        running=running[:WORTH_A_BOARD],
        unmeasured=[row for row in under_way if _has_no_figures(row)],
        others=running[WORTH_A_BOARD:] + others,
        notices=months.latest_published(village.id),
        overdue=overdue,
        on_time=rates.on_time_rate(village.id),
        rounds=evaluations.newest_public(village.id),
        mended=[Mended(*row) for row in rows(*_newest_mended(village.id))],
    )


def _has_no_figures(row) -> bool:
    """Governance has no percentages and no contract: a line says all there is."""
    return row.category is Category.GOVERNANCE and not row.latest_month


@prepared
def _newest_mended(village_id):
    """Cases that were closed, those that came back included; nothing confidential."""
    return (
        select(
            Rectification.id,
            Rectification.project_id,
            Rectification.title,
            RectificationTurn.lasting_measures,
            Rectification.state,
        )
        .join(RectificationTurn, RectificationTurn.rectification_id == Rectification.id)
        .where(
            Rectification.village_id == village_id,
            Rectification.confidential.is_(False),
            Rectification.state.in_((CaseState.CLOSED, CaseState.LOOKBACK_PASSED)),
            RectificationTurn.number == Rectification.turn_number,
        )
        .order_by(Rectification.id.desc())
        .limit(3)
    )


def home_village(user) -> Village | None:
    """The village somebody belongs to or works for, else the first of the site; None on an empty site."""
    own = sorted(set().union(*user.grants.values())) if user.grants else []
    wanted = select(Village).options(WITH_TOWN).order_by(Village.id).limit(1)
    return db.session.scalar(wanted.where(Village.id == own[0]) if own else wanted)


class Mine(NamedTuple):
    """A project somebody leads or looks after, with what it asks of him."""

    id: int
    name: str
    state: State
    category: Category
    is_construction: bool
    leads: bool
    latest_month: str | None
    actual_pct: int
    planned_pct: int
    checklist: checklists.Counts | None

    @property
    def state_label(self):
        return state_label(self.state, self.category)

    @property
    def in_progress(self) -> bool:
        return self.state in IN_PROGRESS


def mine_of(user, limit: int = WORTH_A_BOARD) -> list[Mine]:
    """One's own projects that still run; two queries however many there are."""
    rows = db.session.execute(
        select(
            Project.id,
            Project.name,
            Project.state,
            Project.category,
            Project.kind == Kind.CONSTRUCTION,
            func.coalesce(Project.lead_id == user.id, False),
            Project.latest_month,
            Project.actual_pct,
            Project.planned_pct,
        )
        .where(or_(Project.lead_id == user.id, Project.contact_id == user.id), Project.state.not_in(ENDED))
        .order_by(Project.state.not_in(IN_PROGRESS), Project.kind, Project.code)
        .limit(limit)
    ).all()
    counted = checklists.counts_of([row.id for row in rows]) if rows else {}
    return [Mine(*row, counted.get(row.id)) for row in rows]


class Desk(NamedTuple):
    """A village somebody works in, with what he may open there."""

    village: Village
    month: str  # the month now in review
    plans: bool
    signs: bool
    asks: bool
    belongs: bool


def desks_of(user, limit: int = 4) -> list[Desk]:
    """For the short cuts below the list; nobody works in more than a few villages."""
    offices = (Role.SECRETARY, Role.CADRE, Role.SUPERVISOR, Role.PARTY_MEMBER)
    ids = sorted(set().union(*(user.grants.get(role, ()) for role in offices)))[:limit]
    last_month = dates.month_of(dates.today().replace(day=1) - timedelta(days=1))
    villages = (
        db.session.scalars(select(Village).where(Village.id.in_(ids)).order_by(Village.id)).all()
        if ids
        else []
    )
    return [
        Desk(
            village,
            last_month,
            plans=user.works_in(village.id),
            signs=user.works_in(village.id) or user.supervises(village.id),
            asks=user.is_secretary_of(village.id),
            belongs=user.is_party_member_of(village.id) or user.is_secretary_of(village.id),
        )
        for village in villages
    ]
