"""The demo's plans, weekly and monthly checks, and a few visits; every figure of demo.md section 5 comes from here."""

import json
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path

from sqlalchemy import select

from govproj.core import dates
from govproj.core.db import db
from govproj.core.deadlines import CHINA
from govproj.demo.pictures import a_site
from govproj.demo.world import Act, World, day
from govproj.inspections import actions
from govproj.inspections.actions import lots, plans, tasks, unannounced
from govproj.inspections.actions.tasks import Order
from govproj.inspections.calendar import Week, month_due, months_owed, week_due, weeks_owed
from govproj.inspections.models import (
    Check,
    InspectionTask,
    Problem,
    SealedVisit,
    SupervisionPlan,
    SupervisionTheme,
)
from govproj.inspections.queries.reading import items_for, items_of
from govproj.inspections.seen import Line, Raised, Seen
from govproj.inspections.separation import Person
from govproj.inspections.states import (
    Answer,
    CheckKind,
    GroupBody,
    Mode,
    Origin,
    PlanMode,
    ProblemKind,
    TaskKind,
)
from govproj.projects.models import State
from govproj.rectifications.states import Theme

DATA = json.loads(Path(__file__).with_name("inspections.json").read_text("utf-8"))
ARISE, PLAN, APPROVE, ORDER, CHECK, CONFIRM = 1, 19, 9, 8, 10, 11
SUNDAY = 7
CUT_OFF = 25  # of the monthly supervision
USUAL_DAY = 20


def acts(world: World):
    for facts in world.data["projects"]:
        if facts["kind"] == "construction" and "building" in facts["life"]:
            yield from _of_project(world, facts)
    first = Week.of(
        min(day(f["life"]["building"]) for f in world.data["projects"] if "building" in f["life"])
    )
    monday = first.monday
    while monday <= world.today:
        yield Act(monday, ARISE, lambda on=monday: actions.enter_checks(on))
        monday += timedelta(weeks=1)
    yield from _visits(world)


def _of_project(world: World, facts: dict):
    life, about = facts["life"], {"world": world, "facts": facts}
    yield Act(day(life["filed"]), PLAN, lambda: _plan(**about))
    yield Act(day(life["ready"]), APPROVE, lambda: _approve(**about))
    steps = [(State.BUILDING, day(life["building"]))]
    if "completed" in life:
        steps.append((State.COMPLETED, day(life["completed"])))
    last = steps[-1][1] if "completed" in life else world.today
    for week in weeks_owed(steps, world.today):
        if on := _checked_on(facts, week, last):
            yield Act(on, CHECK, lambda w=week, o=on: _weekly(**about, week=w, on=o))
            if facts["lead"]:
                yield Act(on, CONFIRM, lambda w=week: _confirm(**about, week=w))
    for month in months_owed(steps, world.today, lambda _month: CUT_OFF):
        on = _looked_on(month, steps[0][1], last)
        if month != dates.month_of(world.today):  # that of June waits for the committee
            yield Act(on, CHECK, lambda m=month, o=on: _monthly(**about, month=m, on=o))


def _checked_on(facts: dict, week: Week, last: date) -> date | None:
    """Fridays; two days after the last day where it was late; not at all where it was left out."""
    period, code = f"{week.year}-W{week.number:02}", facts["code"]
    if period in DATA["missing"].get(code, ()):
        return None
    due = week_due(week, SUNDAY, CHINA)
    if period in DATA["late"].get(code, ()):
        return due + timedelta(days=2)
    on = min(week.day(5), last)
    return None if due > last and "completed" not in facts["life"] else on


def _looked_on(month: str, started: date, last: date) -> date:
    due = month_due(month, CUT_OFF, CHINA)
    on = dates.first_day(month).replace(day=USUAL_DAY)
    return min(
        on if started < on else due, last - timedelta(days=1) if dates.month_of(last) == month else due
    )


def _group(world: World, facts: dict) -> list[Person]:
    places = {facts["village"]}
    committee = [
        world.person(row["id"])
        for row in world.data["people"]
        if any(o["role"] == "supervisor" and o["place"] in places for o in row["offices"])
    ]
    inspector = world.officer(facts["code"], "town_inspector")
    group = [Person(p.name, GroupBody.SUPERVISION, p, n == 0) for n, p in enumerate(committee)]
    return [*group, Person(inspector.name, GroupBody.DISCIPLINE, inspector)]


def _plan(world: World, facts: dict) -> None:
    by, words = world.officer(facts["code"], "supervisor"), DATA["plan"]
    facts_of_plan = {"money": words["money"], "other": words["other"], "visits": words["visits"]}
    plan = plans.write_plan(
        world.project(facts["code"]), mode=PlanMode.BOTH, people=_group(world, facts), by=by, **facts_of_plan
    )
    plans.submit(plan, by=by)


def _approve(world: World, facts: dict) -> None:
    wanted = select(SupervisionPlan).where(SupervisionPlan.project_id == world.projects[facts["code"]])
    plans.approve(db.session.scalars(wanted).one(), by=world.officer(facts["code"], "town_inspector"))


# ---- checks ----


def _check(world: World, code: str, kind: CheckKind, year: int, number: int) -> Check:
    wanted = select(Check).where(Check.project_id == world.projects[code], Check.kind == kind)
    return db.session.scalars(wanted.where(Check.year == year, Check.number == number)).one()


@cache
def _picture(category: str, percent: int, name: str):
    """Two drawings a kind of site, stored once."""
    return a_site(category, percent, name)


def _photos(facts: dict) -> list:
    return [_picture(facts["category"], percent, f"现场 {percent}") for percent in (30, 70)]


def _fine(world: World, facts: dict, form: str) -> list:
    items = items_for(world.villages[facts["village"]], form)
    return [Line(words, money, Answer.FINE) for words, money in items]


def _at(on: date) -> datetime:
    return datetime.combine(on, time(CHECK - 1), dates.BEIJING)


def _weekly(world: World, facts: dict, week: Week, on: date) -> None:
    code, period = facts["code"], f"{week.year}-W{week.number:02}"
    done, planned = DATA["words"][facts["category"]][week.number % 2]
    seen = Seen(
        key=f"demo{code}{period}".replace("-", ""),
        arrived_at=_at(on),
        items=_fine(world, facts, "weekly"),
        photos=_photos(facts),
        raised=[Raised(row["words"], asked_of=row["asked_of"]) for row in _raised(code, period)],
        solutions=_solved(world, code, period),
        facts={
            "percent": _percent(world, facts, on),
            "done_words": done,
            "next_words": planned,
            "workers": 6 + week.number % 5,
            "manager_present": True,
            "quality_words": DATA["quality"],
        },
    )
    actions.submit_check(_check(world, code, CheckKind.WEEKLY, *week), seen, by=world.contact(code))


def _raised(code: str, period: str) -> list[dict]:
    return [row for row in DATA["problems"] if (row["project"], row["week"]) == (code, period)]


def _solved(world: World, code: str, period: str) -> dict[int, str]:
    rows = [row for row in DATA["problems"] if (row["project"], row.get("solved")) == (code, period)]
    wanted = select(Problem.id).where(Problem.project_id == world.projects[code])
    return {
        db.session.scalars(wanted.where(Problem.words == row["words"])).one(): row["solution"] for row in rows
    }


def _percent(world: World, facts: dict, on: date) -> int:
    """Between the figures at the ends of the months."""
    known = [(day(facts["life"]["building"]), 0)]
    for month in facts["months"]:
        end = day(month["to_date"]) if "to_date" in month else dates.last_day(month["month"])
        known.append((end, month["actual"]))
    before = max((row for row in known if row[0] <= on), default=known[0])
    after = min((row for row in known if row[0] > on), default=before)
    days = (after[0] - before[0]).days or 1
    return before[1] + (after[1] - before[1]) * (on - before[0]).days // days


def _confirm(world: World, facts: dict, week: Week) -> None:
    check = _check(world, facts["code"], CheckKind.WEEKLY, *week)
    actions.cosign(check.report, by=world.person(facts["lead"]))


def _monthly(world: World, facts: dict, month: str, on: date) -> None:
    check = _check(world, facts["code"], CheckKind.MONTHLY, *map(int, month.split("-")))
    seen = Seen(
        key=f"demo{facts['code']}M{month}".replace("-", ""),
        arrived_at=_at(on),
        items=[Line(words, money, Answer.FINE) for words, money in items_of(check)],
        facts={"summary": DATA["summary"]},
    )
    actions.submit_check(check, seen, by=world.officer(facts["code"], "supervisor"))


# ---- visits ----


def _visits(world: World):
    yield Act(day(DATA["themes_on"]), ORDER, lambda: _themes(world))
    for row in DATA["visits"]:
        yield Act(day(row["ordered"]), ORDER, lambda r=row: _order(world, r))
        if "done" in row:
            yield Act(day(row["done"]), CHECK, lambda r=row: _visit(world, r))
    yield Act(day(DATA["draw"]["on"]), ORDER, lambda: _draw(world))


def _themes(world: World) -> None:
    by = world.person("u24")
    for name, one, other in DATA["themes"]:
        tasks.add_theme(
            world.village("V1").town,
            year=2022,
            name=name,
            responsible_unit=one,
            supervising_unit=other,
            by=by,
        )


def _order(world: World, row: dict) -> None:
    by, project = world.person(row["by"]), world.project(row["project"])
    theme = db.session.scalars(select(SupervisionTheme).where(SupervisionTheme.name == row["theme"])).one()
    kind = TaskKind(row["kind"])
    wanted = Order(
        row["title"],
        day(row["due"]),
        by,
        [project],
        row["others"],
        theme=theme,
        origin=Origin(row["origin"]),
        mode=Mode.ONLINE if kind is TaskKind.ONLINE else Mode.ONSITE,
        bodies=row.get("bodies", ""),
    )
    if kind is TaskKind.UNANNOUNCED:
        unannounced.seal(project.village, wanted, by=by)
    else:
        tasks.order(project.village, kind, wanted, by=by)


def _visit(world: World, row: dict) -> None:
    by, facts = world.person(row["by"]), world.facts[row["project"]]
    if row["kind"] == TaskKind.UNANNOUNCED:
        sealed = select(SealedVisit).where(SealedVisit.title == row["title"])
        task = unannounced.unseal(db.session.scalars(sealed).one(), by=by)
    else:
        task = db.session.scalars(select(InspectionTask).where(InspectionTask.title == row["title"])).one()
        tasks.start(task, by=by)
    seen = Seen(
        key=f"demo{row['project']}V{row['done']}".replace("-", ""),
        arrived_at=_at(day(row["done"])) + timedelta(hours=1),
        mode=task.mode,
        items=_fine(world, facts, "visit"),
        photos=_photos(facts)[:1],
        raised=[Raised(row["suggestion"], ProblemKind.SUGGESTION, theme=Theme(row["theme_of"]))],
        facts={"summary": DATA["summary"]},
    )
    actions.submit_visit(task, seen, by=by)


def _draw(world: World) -> None:
    row = DATA["draw"]
    lots.draw_lots(
        world.village("V1").town,
        projects=[world.project(code) for code in row["projects"]],
        people=[world.person(person) for person in row["people"]],
        wanted=row["wanted"],
        due_day=day(row["due"]),
        title=row["title"],
        sealed=False,
        seed=row["seed"],
        by=world.person("u24"),
    )
