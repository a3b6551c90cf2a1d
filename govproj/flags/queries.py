"""What can be read of red flags, always from the reader's point of view; nothing here is public."""

from typing import NamedTuple

from flask import abort
from sqlalchemy import Select, String, and_, case, exists, false, func, literal, or_, select, type_coerce
from sqlalchemy.orm import joinedload, selectinload

from govproj.accounts.models import Role, User
from govproj.accounts.queries import officers
from govproj.core import todo
from govproj.core.db import db
from govproj.core.money import percent
from govproj.core.paging import Page
from govproj.flags.models import Flag, FlagAct, FlagClue, FlagProject, RuleCoverage
from govproj.flags.rules import CATALOGUE
from govproj.flags.states import OPEN, Level, State, Urging
from govproj.projects.models import Project
from govproj.rectifications import clues
from govproj.rectifications.models import Clue, Rectification
from govproj.rectifications.states import OPEN as CASE_OPEN
from govproj.villages.models import Village

PAGE = 30
COUNTED = 1000  # lists are counted up to here and say "1000+" beyond
FINANCE = [rule.id for rule in CATALOGUE.values() if rule.finance]
IN_FULL = (
    joinedload(Flag.village),
    joinedload(Flag.project).joinedload(Project.village),
    joinedload(Flag.rectification),
    selectinload(Flag.projects),
    selectinload(Flag.acts).joinedload(FlagAct.by),
)


def readable(user):
    """The same as policy.can_read, asked of the database."""
    everything = user.villages_as(Role.SUPERVISOR, Role.TOWN_INSPECTOR, Role.COUNTY_INSPECTOR)
    works_in = user.villages_as(Role.CADRE, Role.SECRETARY)
    led = select(FlagProject.flag_id).join(Project).where(Project.lead_id == user.id)
    agency = and_(Flag.village_id.in_(user.villages_as(Role.TOWN_ADMIN)), Flag.rule_id.in_(FINANCE))
    team = and_(Flag.asked_on.is_not(None), or_(Flag.village_id.in_(works_in), Flag.id.in_(led)))
    return or_(Flag.village_id.in_(everything), team, agency)


def visible_to(user) -> Select:
    return select(Flag).where(readable(user))


def flag_or_404(user, flag_id: int) -> Flag:
    return db.session.scalar(visible_to(user).where(Flag.id == flag_id).options(*IN_FULL)) or abort(404)


def became_clue(user):
    """That there is a clue this reader may know of (policy.can_read_clue); for all others there never is one."""
    inspected = clues.places_of(user)
    if not inspected:
        return false()
    a_hand_in = or_(Project.lead_id == user.id, Project.contact_id == user.id)
    concerned = exists().where(
        FlagProject.flag_id == Flag.id, FlagProject.project_id == Project.id, a_hand_in
    )
    return and_(Flag.village_id.in_(inspected), ~concerned, exists().where(FlagClue.flag_id == Flag.id))


def clue_of(flag: Flag) -> FlagClue | None:
    """To be asked for those who may read it."""
    return db.session.get(
        FlagClue, flag.id, options=[joinedload(FlagClue.clue).joinedload(Clue.registered_by)]
    )


def standing():
    """Open, or a confirmed problem that is still being put right."""
    being_put_right = Flag.rectification.has(Rectification.state.in_(CASE_OPEN))
    return or_(Flag.state.in_(OPEN), being_put_right)


class Row(NamedTuple):
    """A line of the list, without the weight of the model's acts."""

    flag: Flag
    village: str
    project: str
    clue: bool = False  # as far as this reader may know


def _in_state(which: str, clue):
    """What has become a clue counts as confirmed for whoever may know of it; for all others it is as it was."""
    match which:
        case "all":
            return None
        case "standing":
            return standing()
        case "open":
            return and_(Flag.state.in_(OPEN), ~clue)
        case State.CONFIRMED.value:
            return or_(Flag.state == State.CONFIRMED, clue)
    return and_(Flag.state == State(which), ~clue)


def _rows(user) -> Select:
    wanted = select(Flag, Village.name, Project.name, became_clue(user)).join(Flag.village).join(Flag.project)
    return wanted.where(readable(user)).options(joinedload(Flag.rectification))


def search(user, *, which="standing", level="", rule="", village_id=0, below: int = 0) -> Page:
    """Newest first, a page at a time by their number."""
    wanted, condition = _rows(user), _in_state(which, became_clue(user))
    if condition is not None:
        wanted = wanted.where(condition)
    wanted = wanted.where(Flag.level == Level(level)) if level else wanted
    wanted = wanted.where(Flag.rule_id == rule) if rule else wanted
    wanted = wanted.where(Flag.village_id == village_id) if village_id else wanted
    some = wanted.with_only_columns(Flag.id).limit(COUNTED + 1).subquery()
    total = db.session.scalar(select(func.count()).select_from(some))
    wanted = wanted.where(Flag.id < below) if below else wanted
    found = db.session.execute(wanted.order_by(Flag.id.desc()).limit(PAGE + 1)).all()
    rows = [Row(*row) for row in found[:PAGE]]
    return Page(rows, total, "", str(rows[-1].flag.id) if len(found) > PAGE else "")


def of_project(user, project) -> list[Row]:
    """Newest first; everything that names the project and this reader may know of."""
    named = select(FlagProject.flag_id).where(FlagProject.project_id == project.id)
    wanted = _rows(user).where(Flag.id.in_(named))
    return [Row(*row) for row in db.session.execute(wanted.order_by(Flag.id.desc()))]


def villages_of(user) -> list[Village]:
    return db.session.scalars(select(Village).where(Village.id.in_(user.scope)).order_by(Village.id)).all()


def open_cases_of(flag: Flag) -> list[Rectification]:
    """Rectifications of the projects it names that a confirmed problem could be part of."""
    wanted = select(Rectification).where(
        Rectification.project_id.in_(project.id for project in flag.projects),
        Rectification.state.in_(CASE_OPEN),
    )
    return db.session.scalars(wanted.order_by(Rectification.id)).all()


def possible_responsible(flag: Flag) -> list[User]:
    """Who could put it right: those who work in the village, and the lead."""
    found = {user.id: user for user in officers(flag.village_id, Role.CADRE, Role.SECRETARY)}
    if flag.project.lead is not None:
        found[flag.project.lead_id] = flag.project.lead
    return list(found.values())


# ---- how the rules have done ----


class Record(NamedTuple):
    """How often a rule asked, and how often it was right to."""

    fired: int
    open: int
    right: int  # fixed or confirmed
    in_vain: int  # explained: nothing was wrong

    @property
    def judged(self) -> int:
        return self.right + self.in_vain

    @property
    def rate(self):
        """问对率, in %, one decimal, half up; None before anything was judged."""
        return percent(self.right, self.judged)


def records_of(user) -> dict[str, Record]:
    """By rule, of the flags this reader may know of: a count tells of the others as well as a list; one question."""
    as_known = case((became_clue(user), State.CONFIRMED.value), else_=type_coerce(Flag.state, String))
    some = select(Flag.rule_id, as_known.label("state")).where(readable(user)).subquery()
    wanted = select(*some.c, func.count()).group_by(*some.c)
    counted: dict[str, dict] = {}
    for rule_id, state, number in db.session.execute(wanted):
        counted.setdefault(rule_id, {})[State(state)] = number
    return {rule_id: _record(states) for rule_id, states in counted.items()}


def _record(states: dict) -> Record:
    right = states.get(State.FIXED, 0) + states.get(State.CONFIRMED, 0)
    still_open = sum(states.get(state, 0) for state in OPEN)
    return Record(sum(states.values()), still_open, right, states.get(State.EXPLAINED, 0))


NO_RECORD = Record(0, 0, 0, 0)


def missing_in(user, rule_id: str | None = None) -> dict[str, dict[str, int]]:
    """By rule: what was missing, for how many projects, on the last daily run."""
    wanted = select(RuleCoverage.rule_id, RuleCoverage.missing).where(RuleCoverage.village_id.in_(user.scope))
    wanted = wanted.where(RuleCoverage.rule_id == rule_id) if rule_id else wanted
    found: dict[str, dict[str, int]] = {}
    for id_, missing in db.session.execute(wanted):
        here = found.setdefault(id_, {})
        for what, number in missing.items():
            here[what] = here.get(what, 0) + number
    return found


def rule_or_404(user, code: str):
    return CATALOGUE.get(code) or abort(404)


def latest_of(user, rule_id: str, most: int = 20) -> list[Row]:
    """The rule's newest flags, for its page."""
    wanted = _rows(user).where(Flag.rule_id == rule_id)
    return [Row(*row) for row in db.session.execute(wanted.order_by(Flag.id.desc()).limit(most))]


# ---- what waits ----


def waiting_for(user) -> Select:
    """Open flags this user's offices may have to act on, as lines of the workbench.

    `about` is "state|rule"; `number` is 1 where it is his own turn and 0 where it was left lying by others.
    """
    town, county = user.villages_as(Role.TOWN_INSPECTOR), user.villages_as(Role.COUNTY_INSPECTOR)
    asked, above = Flag.state == State.ASKED, Flag.village_id.in_(town + county)
    own = case((asked & ~above, 1), (~asked & Flag.village_id.in_(town), 1), else_=0)
    about = type_coerce(Flag.state, String) + literal("|") + Flag.rule_id
    columns = todo.columns(Flag.id, name=Project.name, about=about, day=Flag.due_on, number=own)
    wanted = select(*columns).join(Flag.project).where(Flag.state.in_(OPEN), _turn_of(user))
    return wanted.order_by(Flag.due_on, Flag.id)


def _turn_of(user):
    """Asked: the team, after some days the town, then the county. Fired or answered: the town, then the county,
    unless it has become a clue, with which they have done what there was to do."""
    town, county = user.villages_as(Role.TOWN_INSPECTOR), user.villages_as(Role.COUNTY_INSPECTOR)
    works_in = user.villages_as(Role.CADRE, Role.SECRETARY)
    led = Flag.project.has(Project.lead_id == user.id)
    agency = and_(Flag.village_id.in_(user.villages_as(Role.TOWN_ADMIN)), Flag.rule_id.in_(FINANCE))
    asked = Flag.state == State.ASKED
    hard, hardest = (
        Flag.pressed.in_((Urging.SUPERVISE, Urging.INVESTIGATE)),
        Flag.pressed == Urging.INVESTIGATE,
    )
    return or_(
        and_(asked, or_(Flag.village_id.in_(works_in), led, agency)),
        and_(asked, hard, Flag.village_id.in_(town)),
        and_(asked, hardest, Flag.village_id.in_(county)),
        and_(~asked, ~became_clue(user), Flag.village_id.in_(town)),
        and_(~asked, ~became_clue(user), hard, Flag.village_id.in_(county)),
    )
