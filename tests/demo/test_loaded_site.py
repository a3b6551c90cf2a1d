"""The demo as it stands after loading: the figures that are printed about it, and an intact record."""

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import func, select

from govproj.accounts import sessions
from govproj.accounts.models import User
from govproj.checklists.models import ChecklistItem, Mark
from govproj.checklists.queries import matrix
from govproj.core import checkpoints, dates
from govproj.core.db import db
from govproj.core.deadlines import workdays_between
from govproj.dashboards.weak_spots import board_of as weak_board_of
from govproj.dashboards.weak_spots import villages_of as weak_villages_of
from govproj.decisions.models import DecisionMeeting, DecisionProcess
from govproj.decisions.states import MinutesState, Step
from govproj.demo.world import DATA
from govproj.disclosures.models import Disclosure, Duty
from govproj.disclosures.queries.books import differences
from govproj.disclosures.queries.twins import twins_of
from govproj.engagement.models import Activity, IntegrityTalk
from govproj.engagement.queries import activities, commitments, declarations, education
from govproj.engagement.states import Theme
from govproj.evaluations import queries as evaluations
from govproj.evaluations.models import (
    Consequence,
    EvaluationRound,
    PaperForm,
    Purpose,
    QuestionTotal,
    WeakLink,
)
from govproj.filings.models import Filing
from govproj.firms import ties
from govproj.inquiries.models import Inquiry, Objection
from govproj.matters.figures import counted, facts_of
from govproj.matters.models import Matter
from govproj.noticeboards.models import CombinedSheet
from govproj.noticeboards.queries.rates import on_time_rate
from govproj.projects import queries as projects
from govproj.projects.models import ConcealedWork, Project
from govproj.projects.objects import stages_of
from govproj.rectifications.figures import figures
from govproj.rectifications.models import Rectification, RectificationBriefing, RectificationUrging
from govproj.rectifications.pressing import owed as urgings_owed
from govproj.rectifications.states import State
from govproj.rectifications.urging import Urging
from govproj.risks.queries import register
from govproj.villages import rules
from govproj.villages.models import LocalRule, Village

pytestmark = pytest.mark.sqlite_only  # the demo is always the embedded database
SIGNS = {
    Mark.DONE: "✓",
    Mark.RUNNING: "…",
    Mark.PROBLEM: "!",
    Mark.NOT_APPLICABLE: "–",
    Mark.SUPERVISED: "◇",
    Mark.WAITING: "·",
}


@pytest.fixture(scope="module")
def data():
    return json.loads(DATA.read_text())


@pytest.fixture
def villages(demo_site):
    return {village.name: village for village in db.session.scalars(select(Village))}


def by_code(code) -> Project:
    return db.session.scalars(select(Project).where(Project.code == code)).one()


def test_ten_of_twelve_central_work_items_are_led(demo_site, villages):
    assert projects.led_of(villages["马家弄村"].id, 2022) == (10, 12, 0)


def test_every_project_stands_where_the_data_say(demo_site, data):
    assert {p.code: p.state.value for p in db.session.scalars(select(Project))} == {
        row["code"]: row["state"] for row in data["projects"]
    }


def test_budgets_contracts_and_payments_add_up(demo_site, data):
    detailed = [by_code(row["code"]) for row in data["projects"] if row["kind"] == "construction"]
    assert sum(project.budget_fen for project in detailed) == 928_6000_00
    assert sum(project.contract_fen or 0 for project in detailed) == 840_0000_00
    may = [month.paid_fen for project in detailed for month in project.months if month.month == "2022-05"]
    assert sum(may) == 424_3230_00  # printed as 424.32: the parking place has retained 0.537


def test_the_checklist_cells_are_those_of_the_table(demo_site, data):
    cells = Counter()
    for row in data["projects"]:
        if row["kind"] == "construction":
            items = db.session.scalars(
                select(ChecklistItem).where(ChecklistItem.project_id == by_code(row["code"]).id)
            )
            got = {item.code: SIGNS[item.mark] for item in items}
            assert got == row["checklist"], row["code"]
            cells.update(got.values())
    assert cells == {"✓": 135, "…": 76, "!": 8, "–": 2, "◇": 3, "·": 76}


def test_every_project_was_decided_on_in_time_and_by_enough_people(demo_site, data):
    processes = {p.project.code: p for p in db.session.scalars(select(DecisionProcess))}
    assert set(processes) == {row["code"] for row in data["projects"]}
    for row in data["projects"]:
        process, life = processes[row["code"]], row["life"]
        last = process.meeting(Step.VOTE if row["kind"] == "construction" else Step.REVIEW)
        assert last.resolution.passed
        assert last.held_on.isoformat() == life["decided"]
        if row["kind"] == "construction":
            posted = process.step(Step.CONSULTATION)
            assert (posted.occurred_on.isoformat(), posted.until.isoformat()) == (
                life["consult_from"],
                life["consult_to"],
            )
            assert process.consult_days == 15
    states = db.session.execute(select(DecisionMeeting.state, func.count()).group_by(DecisionMeeting.state))
    assert dict(map(tuple, states)) == {MinutesState.SIGNED: 12 * 3 + 4 * 2}


def test_thirty_five_notices_were_due_and_one_was_late(demo_site):
    duties = db.session.scalars(select(Duty)).all()
    late = [duty for duty in duties if duty.done_day and duty.done_day > duty.due_day]
    assert (len(duties), len(late), [duty for duty in duties if duty.done_day is None]) == (35, 1, [])
    assert (late[0].project_id, late[0].month) == (by_code("YXK-02").id, "2022-04")


def test_the_rate_of_every_village_is_the_one_of_the_demo_sheet(demo_site):
    rates = {}
    for key, code in (("V1", "MJN-01"), ("V2", "QTW-01"), ("V3", "YXK-01")):
        village = by_code(code).village
        rate = on_time_rate(village.id)
        rates[key] = (rate.due, rate.on_time, rate.late, rate.missing, str(rate.percent))
    assert rates == {
        "V1": (16, 16, 0, 0, "100.0"),
        "V2": (8, 8, 0, 0, "100.0"),
        "V3": (11, 10, 1, 0, "90.9"),
    }


def test_three_objections_were_answered_in_time_and_one_led_to_a_correction(demo_site):
    found = {}
    for objection in db.session.scalars(select(Objection)):
        (reply,) = objection.replies
        days = workdays_between(reply.asked_on, reply.replied_on)
        found[objection.project.code] = (reply.outcome, days, reply.replied_on <= reply.due_on)
    assert found == {
        "QTW-01": ("explained", 3, True),
        "YXK-02": ("adopted", 2, True),
        "QTW-02": ("adopted", 1, True),
    }
    (second,) = db.session.scalars(select(Disclosure).where(Disclosure.edition > 1)).all()
    assert (second.project.code, second.month, second.state) == ("YXK-02", "2022-04", "published")
    assert "迟延4天" in second.summary


def test_one_inquiry_about_the_bridge_waits_for_its_reply(demo_site):
    (inquiry,) = db.session.scalars(select(Inquiry)).all()
    facts = (inquiry.project.code, inquiry.asked_by, inquiry.signers, inquiry.due_on, inquiry.replied_on)
    assert facts == ("YXK-01", "reps", 6, dates.date(2022, 6, 24), None)


def test_the_governance_work_hangs_on_one_sheet_a_month_and_counts_for_nothing(demo_site):
    sheets = db.session.scalars(select(CombinedSheet).order_by(CombinedSheet.month)).all()
    assert [sheet.month for sheet in sheets] == ["2022-02", "2022-03", "2022-04", "2022-05"]
    assert {(len(sheet.lines), sheet.state, sheet.standing) for sheet in sheets} == {
        (4, "published", "on_time")
    }


def test_no_photo_of_a_notice_is_taken_for_another(demo_site):
    """Nothing is held against the real village: the drawn sites are told apart."""
    inspector = db.session.scalar(select(User).filter_by(username="town-inspector"))
    inspector.grants, inspector.directs, _since = sessions.rights_of(inspector.id)
    assert twins_of(inspector, set(db.session.scalars(select(Disclosure.id)))) == {}


def test_the_figures_of_the_notices_are_those_of_the_ledger(demo_site):
    assert differences(db.session.scalars(select(Disclosure)).all()) == {}


def test_the_rounds_count_what_was_cast(demo_site, data):
    for row in data["rounds"]:
        project = by_code(row["project"])
        totals = db.session.scalars(
            select(QuestionTotal)
            .join(EvaluationRound, EvaluationRound.id == QuestionTotal.round_id)
            .where(QuestionTotal.project_id == project.id, EvaluationRound.purpose != Purpose.FOLLOW_UP)
        ).all()
        got = {
            total.question: [
                total.very_satisfied,
                total.satisfied,
                total.basically_satisfied,
                total.dissatisfied,
                total.dont_know,
            ]
            for total in totals
        }
        assert got == row["answers"], row["id"]
    by_day = select(EvaluationRound).order_by(EvaluationRound.opens_on)
    rounds = {r.opens_on.isoformat(): r for r in db.session.scalars(by_day)}
    for row in data["rounds"]:
        round_ = rounds[row["days"]["opens"]]
        assert tuple(round_.turnout) == tuple(row[k] for k in ("eligible", "issued", "returned", "invalid"))
        assert (round_.spent, round_.paper_returned) == (row["web"], row["paper"]), row["id"]
    assert db.session.scalar(select(func.count()).select_from(PaperForm)) == 0


def test_what_the_fourth_round_set_off_was_done_and_its_weak_link_asked_about_again(demo_site):
    """demo.md section 8: before 61.3 %, follow-up 20 valid, 17 satisfied = 85.0 %."""
    weak = db.session.scalars(select(WeakLink).where(WeakLink.aspect == "safety")).all()
    (again,) = [found for w in weak for found in evaluations.follow_ups_of(w.round).values()]
    assert (str(again.before.rate.percent), again.after.rate, again.round.turnout.valid) == (
        "61.3",
        (17, 20),
        20,
    )
    done = {c.trigger: bool(c.done_on) for c in db.session.scalars(select(Consequence)) if c.done_on}
    assert done == {"rectify": True, "recheck_disclosure": True}
    mandatory = db.session.scalars(select(Consequence).where(Consequence.trigger == "rectify")).one()
    assert db.session.get(Rectification, mandatory.rectification_id).number == "ZG-2022-001"


def test_most_of_what_villagers_said_has_an_answer(demo_site, villages):
    said = evaluations.said_and_done(villages["云溪口村（虚构）"].id)
    assert (len(said), sum(bool(row.reply) for row in said)) == (3, 2)


def test_what_happened_on_the_sites_is_on_record(demo_site, data):
    """As demo.md section 3 says: one photo and one signature for the trench of YXK-02, all others are in order."""
    works = {work.name: work for work in db.session.scalars(select(ConcealedWork)).unique()}
    trench = works.pop("沟槽回填")
    assert (trench.project.code, trench.finished_on) == ("YXK-02", dates.date(2022, 5, 12))
    assert (trench.photo_count, len(trench.signatures)) == (1, 1)
    assert works
    assert all(work.is_accepted(3, 2) for work in works.values())
    life = {row["code"]: row["life"] for row in data["projects"]}
    detailed = [by_code(row["code"]) for row in data["projects"] if row["kind"] == "construction"]
    assert {sum(m.weight for m in project.milestones) for project in detailed} == {100}
    assert [len(p.start_notices) for p in detailed] == ["start_notice" in life[p.code] for p in detailed]
    assert by_code("MJN-06").acceptance.passed


def test_the_object_board_counts_cumulatively(demo_site):
    assert [stage.count for stage in stages_of(by_code("YXK-02"))] == [24, 21, 18, 13, 8]


def test_no_urn_is_left(demo_site):

    assert list((Path(demo_site.instance_path) / "urns").iterdir()) == []


def test_one_rectification_lasted_one_is_late_and_one_came_back(demo_site):
    cases = {case.number: case for case in db.session.scalars(select(Rectification))}
    assert {number: case.state for number, case in cases.items()} == {
        "ZG-2022-001": State.LOOKBACK_PASSED,
        "ZG-2022-002": State.FIXING,
        "ZG-2022-003": State.REOPENED,
    }


def test_the_report_on_rectifications_prints_what_the_domain_says(demo_site):
    with dates.set_to(dates.date(2022, 6, 20)):
        villages = db.session.scalars(select(Village.id)).all()
        report = figures(villages, dates.today())
        assert (report.due, report.closed_in_time, report.in_time_rate) == (3, 2, Decimal("66.7"))
        assert (report.look_backs, report.rebounds, report.rebound_rate) == (2, 1, Decimal("50.0"))
        assert (report.overdue, report.closed, report.open) == (1, 1, 2)


def test_one_letter_was_sent_about_the_one_that_is_late(demo_site):
    letter = db.session.scalars(select(RectificationUrging)).one()
    assert (letter.rectification.number, letter.level, str(letter.sent_on)) == (
        "ZG-2022-002",
        Urging.URGE,
        "2022-06-18",
    )
    assert list(urgings_owed(dates.date(2022, 6, 20))) == [], "the tick of the day of the demo adds nothing"


def test_the_briefing_of_may_was_issued_with_what_lasted(demo_site):
    issued = {b.month: b for b in db.session.scalars(select(RectificationBriefing))}
    assert sorted(issued) == ["2022-04", "2022-05"]
    may = issued["2022-05"].content["rows"]
    assert [row["number"] for row in may["passed"]] == ["ZG-2022-001"]
    assert ([row["number"] for row in may["closed"]], may["rebounds"], may["overdue"]) == (
        ["ZG-2022-003"],
        [],
        [],
    )


def test_the_weak_spots_are_in_the_two_invented_villages(demo_site):
    with dates.set_to(dates.date(2022, 6, 20)):
        inspector = db.session.scalars(select(User).where(User.username == "town-inspector")).one()
        villages = weak_villages_of(inspector)
        board = weak_board_of(inspector, villages)
        weak = {line.name: set(line.spots) for line in board.lines}
        assert {"evaluations", "rectifications", "checklists", "projects"} <= set().union(*weak.values())
        assert {"rectifications", "checklists"} <= weak["云溪桥加固"]
        assert {line.village for line in board.lines} == {"青桐坞村（虚构）", "云溪口村（虚构）"}


def test_one_filing_is_over_one_announced_and_one_waits_for_the_town(demo_site):
    with dates.set_to(dates.date(2022, 6, 20)):
        filings = {filing.number: filing for filing in db.session.scalars(select(Filing).order_by(Filing.id))}
        assert [(number, str(filing.state)) for number, filing in filings.items()] == [
            ("BA-2022-001", "closed"),
            ("BA-2022-002", "approved"),
            ("BA-2022-003", "submitted"),
        ]
        assert {filing.kind for filing in filings.values()} <= set(rules.value("filing.kinds", 1))


def test_twenty_four_matters_end_as_the_data_say(demo_site):
    with dates.set_to(dates.date(2022, 6, 20)):
        facts = facts_of([village.id for village in db.session.scalars(select(Village))], 2022)
        found = counted(facts, [])
        ended = {one.kind: (one.received, one.finished, one.refused, one.open) for one in found.kinds}
        assert ended == {
            "snap": (9, 8, 0, 1),
            "suggestion": (6, 5, 1, 0),
            "errand": (5, 5, 0, 0),
            "urgent": (4, 4, 0, 0),
        }
        assert (found.within_hour_of_all, found.within_hour_on_site) == ((4, 4), (3, 3))
        supplied = json.loads((DATA.parent / "matters.json").read_text())
        assert sorted(fact.first_minutes for fact in facts) == sorted(row["first"] for row in supplied)
        assert (found.received, found.median_first, found.overdue) == (24, Decimal("41.5"), 0)
        refused = db.session.scalars(select(Matter).where(Matter.state == "not_adopted")).one()
        assert "护路林" in refused.reply
        assert {matter.village.name for matter in db.session.scalars(select(Matter))} == {
            "青桐坞村（虚构）",
            "云溪口村（虚构）",
        }


def test_the_record_of_the_half_year_is_intact(demo_site):
    verdict = checkpoints.verify(db.session())
    assert verdict.intact, verdict.problems
    assert verdict.size > 1000


def test_every_account_of_the_list_signs_in_with_the_demo_password(demo_site):
    client = demo_site.test_client()
    page = client.get("/sign-in").text
    for username in (
        "secretary",
        "lead",
        "party-member",
        "cadre-b",
        "supervisor-2",
        "town-inspector",
        "villager-3",
    ):
        assert f">{username}<" in page
    assert db.session.scalar(select(func.count()).select_from(Village)) == 3


def test_the_joint_team_has_seven_activities_five_talks_three_lectures_and_six_questions(demo_site):
    project = by_code("YXK-01")
    held = {count.kind: count.many for count in activities.counts_of_project(project)}
    assert (held["联建活动"], held["宣讲"], held["专业讲座"]) == (7, 5, 3)
    assert activities.questions_counted(project) == (6, 5)


def test_seven_times_education_reached_a_hundred_and_twenty_eight(demo_site):
    of_theme = select(func.count(), func.sum(Activity.attendance)).where(Activity.theme == Theme.EDUCATION)
    assert tuple(db.session.execute(of_theme).one()) == (7, 128)


def test_education_reached_twenty_seven_of_thirty_key_posts(demo_site):
    found = education.of_scope(by_name("岑示远"))
    assert (found.sessions, found.person_times) == (7, 128)
    assert (found.reached, len(found.people), found.rate) == (27, 30, 90)


def test_thirty_nine_of_forty_one_commitments_are_signed(demo_site):
    coverage = commitments.of_scope(by_name("顾示清"))
    assert (coverage.signed, coverage.required) == (39, 41)
    assert str(coverage.rate) == "95.1"
    missing = {(project_of(row).code, row.link.value) for row in coverage.missing}
    assert missing == {("QTW-03", "supplier"), ("YXK-03", "family")}


def test_six_rounds_found_nine_risk_points_and_none_of_them_in_the_real_village(demo_site, villages):
    found = {row.name: row for row in register.figures(by_name("顾示清"))}
    total = register.total(found.values())
    assert (total.screenings, total.points, total.measures, total.done) == (6, 9, 11, 8)
    assert (total.high, total.medium, total.low) == (3, 4, 2)
    clean = found["马家弄村"]
    assert (clean.screenings, clean.points, clean.measures) == (2, 0, 0)


def test_nothing_is_held_against_the_real_village_and_its_real_people(demo_site, villages):
    village_id = villages["马家弄村"].id
    lines = [line for line in matrix.of(by_name("顾示清")).lines if line.village == "马家弄村"]
    assert len(lines) == 10
    assert [cell for line in lines for cell in line.deviations] == []
    assert db.session.scalar(select(func.count()).where(IntegrityTalk.village_id == village_id)) == 0
    assert not [
        row for row in commitments.of_scope(by_name("顾示清")).missing if row.village_id == village_id
    ]


def test_the_matrix_adds_up_to_three_hundred_cells(demo_site):
    construction = {p.id for p in db.session.scalars(select(Project)) if p.is_construction}
    cells = Counter(
        SIGNS[cell.mark]
        for line in matrix.of(by_name("顾示清")).lines
        for cell in line.cells.values()
        if line.id in construction
    )
    assert cells == {"✓": 135, "…": 76, "!": 8, "–": 2, "◇": 3, "·": 76}


def by_name(name) -> User:
    return db.session.scalars(select(User).where(User.name == name)).one()


def project_of(row) -> Project:
    return db.session.get(Project, row.project_id)


def test_two_of_three_secretaries_have_declared(demo_site, villages):
    coverage = declarations.coverage([village.id for village in villages.values()], 2022)
    assert (coverage.declared, len(coverage.villages)) == (2, 3)
    assert [row.name for row in coverage.missing] == ["云溪口村（虚构）"]


def test_the_only_tie_of_the_demo_is_the_one_of_f6(demo_site):
    people = db.session.scalars(select(User)).all()
    hits = {(hit.person.name, hit.firm.name, hit.certainty.name) for hit in ties.found(people)}
    assert hits == {
        ("白例民", "模型建材（虚构）", "SAME_PHONE"),
        ("白例民", "模型建材（虚构）", "MENTIONED"),
    }


def test_county_town_and_villages_have_laid_down_rules(demo_site):
    assert {row.level for row in db.session.scalars(select(LocalRule))} == {"county", "town", "village"}
    village = db.session.scalars(select(Village).order_by(Village.id)).first()
    assert rules.value("initiation.review_workdays", village, dates.date(2022, 2, 28)) == 15
    assert rules.value("initiation.review_workdays", village, dates.date(2022, 3, 1)) == 10
