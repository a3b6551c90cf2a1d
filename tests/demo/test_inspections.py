"""The checks and visits of the demo: the table of its weekly checks, project by project."""

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from govproj.core.db import db
from govproj.demo.world import DATA
from govproj.inspections.models import Check, GroupMember, SealedVisit, SupervisionPlan
from govproj.inspections.queries import boards, weeks_missing_in_a_row
from govproj.inspections.states import CheckKind, PlanState, Standing
from govproj.projects.models import Project
from govproj.villages.models import Village

pytestmark = pytest.mark.sqlite_only  # the demo is always the embedded database
TODAY = date(2022, 6, 20)


def counted(code: str, kind=CheckKind.WEEKLY) -> Counter:
    wanted = select(Check).join(Check.project).where(Project.code == code, Check.kind == kind)
    checks = db.session.scalars(wanted).all()
    from govproj.inspections import calendar

    standings = (calendar.standing(check.due_day, check.done_day, TODAY) for check in checks)
    return Counter(standing.value for standing in standings if standing is not Standing.WAITING)


def test_each_project_was_checked_as_the_table_says(demo_site):
    table = json.loads(Path(DATA).read_text("utf-8"))["weekly_checks"]
    for code, row in table.items():
        found = counted(code)
        due = {"due": found.total(), **{name: found[name] for name in ("on_time", "late", "missing")}}
        assert due == row, code


def test_128_were_due_116_on_time_6_late_and_6_left_out(demo_site):
    villages = db.session.scalars(select(Village.id)).all()
    rows = boards.by_village(villages, TODAY)
    total = sum((row.weekly for row in rows), boards.NOTHING_DUE)
    assert (total.due, total.on_time, total.late, total.missing, str(total.percent)) == (
        128,
        116,
        6,
        6,
        "90.6",
    )
    assert sum(row.monthly.missing + row.monthly.late for row in rows) == 0


def test_finished_projects_are_history(demo_site):
    assert counted("QTW-02") == {"on_time": 10}
    assert counted("MJN-06") == {"on_time": 14}


def test_only_one_project_was_left_out_two_weeks_in_a_row(demo_site):
    villages = db.session.scalars(select(Village.id)).all()
    ids = dict(map(tuple, db.session.execute(select(Project.id, Project.code))))
    streaks = {ids[project]: weeks for project, weeks in weeks_missing_in_a_row(villages, TODAY).items()}
    assert streaks == {"YXK-03": 2}


def test_the_first_quarter_of_the_worked_example_has_five_checks(demo_site):
    wanted = select(Check).join(Check.project).where(Project.code == "MJN-01")
    checks = db.session.scalars(wanted.where(Check.due_day <= date(2022, 3, 31))).all()
    assert Counter(check.kind.value for check in checks) == {"weekly": 4, "monthly": 1}
    assert all(check.done_day <= check.due_day for check in checks)


def test_every_project_on_the_site_has_one_approved_plan_and_a_separate_group(demo_site):
    plans = db.session.scalars(select(SupervisionPlan)).all()
    assert {plan.state for plan in plans} == {PlanState.APPROVED}
    assert len(plans) == 11
    members = db.session.scalars(select(GroupMember)).all()
    assert not [m for m in members if m.user_id in (m.plan.project.lead_id, m.plan.project.contact_id)]


def test_one_visit_is_still_a_secret(demo_site):
    waiting = db.session.scalars(select(SealedVisit).where(SealedVisit.task_id.is_(None))).all()
    assert [visit.title for visit in waiting] == ["看桥面施工有没有人管"]


def test_nothing_is_wrong_where_real_names_stand(demo_site):
    found = [counted(f"MJN-0{number}") for number in range(1, 7)]
    assert not any(one["late"] or one["missing"] for one in found)
