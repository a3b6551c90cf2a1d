"""What a project has to have behind it before each step, and who is told what it still lacks."""

from datetime import date

import pytest

from govproj.accounts.models import DeclaredRelative
from govproj.core import dates
from govproj.core.db import db
from govproj.core.workflow import MoveRefused, asks_for_the_day
from govproj.firms.models import FirmPerson, FirmTie, Interest
from govproj.projects import actions
from govproj.projects.models import Body, Method, State
from govproj.projects.workflow import WORKFLOW
from govproj.villages.models import LocalRule
from tests.checklists.things import a_finished_checklist
from tests.factories import (
    a_cadre,
    a_party_member,
    a_project,
    a_supervisor,
    a_town_inspector,
    a_village,
    a_villager,
    an_approved_plan,
    saved,
)
from tests.ledger.things import funds
from tests.projects.things import (
    REPRESENTATIVES,
    a_completion_report,
    a_concealed_work,
    a_file,
    a_start_notice,
    an_acceptance,
    an_accepted_work,
    built_as_it_should_be,
)

pytestmark = pytest.mark.usefixtures("app")
STARTED = {State.CONTRACTED: date(2022, 2, 1)}


def lacks(project, move, on=date(2022, 6, 20)) -> str:
    """All sentences that stand in the way of a move; what features above the projects need is left aside."""
    needs = WORKFLOW.moves[move].needs
    reasons = (need(project, on) if asks_for_the_day(need) else need(project) for need in needs)
    return " ".join(filter(None, reasons))


# ---- facts of the project itself ----

FACTS = [
    ("propose", {"proposal": " "}, "还没有写提议内容"),
    ("propose", {"budget_fen": None}, "还没有填写预算"),
    ("initiate", {"budget_fen": None}, "还没有填写预算"),
    ("initiate_governance", {"budget_fen": 0}, "还没有填写预算"),
    ("procure", {"method": None}, "还没有确定发包方式"),
    ("procure", {"method": Method.NOT_APPLICABLE}, "还没有确定发包方式"),
    ("sign", {"planned_end": None}, "还没有填写计划开工和完工日期"),
    ("make_ready", {"contact_id": None}, "还没有确定村两委联系人"),
    ("make_ready", {"lead_id": None}, "还没有聘任领办人"),
    ("start_governance", {"contact_id": None}, "还没有确定村两委联系人"),
    ("start_governance", {"lead_id": None}, "还没有聘任领办人"),
    ("start_governance", {"planned_start": None}, "还没有填写计划开工和完工日期"),
]


@pytest.mark.parametrize(("move", "without", "sentence"), FACTS)
def test_a_fact_that_is_not_there_stands_in_the_way(move, without, sentence):
    project = a_project(lead=a_party_member(), proposal="方便出行", method=Method.TOWN_PLATFORM)
    a_start_notice(project)
    assert lacks(project, move) == ""
    for name, value in without.items():
        setattr(project, name, value)
    assert sentence in lacks(project, move)


# ---- the start notice ----


def a_contracted_project(**kw):
    return a_project(state=State.CONTRACTED, lead=a_party_member(), entered=STARTED, **kw)


@pytest.mark.parametrize("move", ["make_ready", "start"])
def test_work_is_announced_on_the_board_some_days_before(move):
    project = a_contracted_project()
    assert "还没有张贴开工公示：开工前要贴满 3 天" in lacks(project, move)

    a_start_notice(project, date(2022, 6, 18))
    db.session.refresh(project)
    assert "开工公示 2022-06-18 才贴出，要贴满 3 天，最早 2022-06-21" in lacks(project, move)
    assert lacks(project, move, date(2022, 6, 21)) == ""


def test_the_days_are_counted_to_the_day_of_the_move_and_not_to_the_day_it_is_typed(on_day):
    project = a_project(state=State.READY, lead=a_party_member(), entered={State.READY: date(2022, 6, 1)})
    a_start_notice(project, date(2022, 6, 18))
    with on_day("2022-07-01"):
        with pytest.raises(MoveRefused, match="要贴满 3 天"):
            actions.move(project, "start", by=project.lead, on=date(2022, 6, 20))
        actions.move(project, "start", by=project.lead, on=date(2022, 6, 21))


def test_how_many_days_is_a_local_rule():
    project = a_contracted_project()
    a_start_notice(project, date(2022, 6, 15))
    assert lacks(project, "make_ready") == ""
    rule = {"key": "start.notice_days", "value": {"value": 7}, "effective_from": date(2022, 1, 1)}
    saved(LocalRule(village_id=project.village_id, **rule))
    assert "要贴满 7 天" in lacks(project, "make_ready")


def test_a_governance_project_is_not_announced():
    project = a_project(kind="governance", state=State.INITIATED, lead=a_party_member())
    assert "开工公示" not in lacks(project, "start_governance")


# ---- completion ----


@pytest.mark.parametrize(
    ("work", "accepted"),
    [
        ({"photos": 3, "bodies": [Body.CONTRACTOR], "by": True}, True),
        ({"photos": 2, "bodies": [Body.CONTRACTOR], "by": True}, False),
        ({"photos": 3, "bodies": [], "by": True}, False),
        ({"photos": 3, "bodies": [Body.CONTRACTOR, Body.ENGINEER], "by": False}, False),
        ({"photos": 1, "bodies": [Body.CONTRACTOR], "by": False}, False),
    ],
    ids=["enough", "too few photos", "one body", "nobody by own hand", "as in 云溪口村"],
)
def test_what_is_covered_up_has_been_seen_by_two_bodies(work, accepted):
    project = a_project()
    a_completion_report(project, no_concealed=False)
    by = a_supervisor(project.village) if work.pop("by") else None
    a_concealed_work(project, "沟槽回填", by=by, **work)
    assert ("隐蔽工程还没验收：沟槽回填" not in lacks(project, "complete")) is accepted


def test_a_completed_project_has_a_report_that_says_so():
    project = a_project()
    assert "还没有写完工报告" in lacks(project, "complete")
    a_completion_report(project, no_concealed=True)
    db.session.refresh(project)
    assert lacks(project, "complete") == ""


def test_nothing_covered_up_has_to_be_declared():
    project = a_project()
    a_completion_report(project, no_concealed=False)
    assert "也没有声明“没有隐蔽工程”" in lacks(project, "complete")
    an_accepted_work(project)
    db.session.refresh(project)
    assert lacks(project, "complete") == ""


def test_after_a_failed_acceptance_the_completion_is_reported_anew():
    project = a_project()
    an_acceptance(project, passed=False)
    with dates.set_to(dates.date(2022, 5, 1)):
        a_completion_report(project)
    assert "返工后要重新写完工报告" in lacks(project, "complete")
    a_completion_report(project)
    db.session.refresh(project)
    assert lacks(project, "complete") == ""


# ---- acceptance ----


def a_completed_project(**kw):
    return a_project(state=State.COMPLETED, entered={State.COMPLETED: date(2022, 6, 2)}, **kw)


@pytest.mark.parametrize(
    ("meeting", "sentence"),
    [
        (None, "还没有登记验收会议"),
        ({"held_on": date(2022, 6, 1)}, "还没有登记验收会议"),  # before the completion
        ({"passed": False}, "2022-06-10 的验收没有通过"),
        ({"representatives": REPRESENTATIVES[:2]}, "只有 2 名村民代表，至少要 3 名"),
        ({}, ""),
    ],
    ids=["none", "too early", "failed", "two representatives", "as it should be"],
)
def test_the_acceptance_needs_a_meeting_that_counts(meeting, sentence):
    project = a_completed_project()
    if meeting is not None:
        an_acceptance(project, **meeting)
    found = lacks(project, "accept")
    assert sentence in found if sentence else found == ""


def test_the_last_meeting_counts():
    project = a_completed_project()
    an_acceptance(project, passed=False)
    an_acceptance(project, held_on=date(2022, 6, 15))
    assert lacks(project, "accept") == ""


def an_interest(project, name):
    saved(
        Interest(
            user_id=a_villager(project.village, name=name).id, firm_id=project.contractor_id, nature="股东"
        )
    )


def a_relative_of_somebody_behind(project, name):
    an_interest(project, "股东示一")
    holder = db.session.query(Interest).one().user
    saved(DeclaredRelative(user_id=holder.id, name=name, relation="兄弟"))


def somebody_who_declared_one_behind(project, name):
    saved(FirmPerson(firm_id=project.contractor_id, name="经理示二", tie=FirmTie.MANAGER))
    person = a_villager(project.village, name=name)
    saved(DeclaredRelative(user_id=person.id, name="经理示二", relation="配偶"))


def somebody_behind(project, name):
    saved(FirmPerson(firm_id=project.contractor_id, name=name, tie=FirmTie.SHAREHOLDER))


def a_relative_employed_there(project, name):
    person = a_villager(project.village, name=name)
    occupation = f"{project.contractor.name}会计"
    saved(DeclaredRelative(user_id=person.id, name="亲属示三", relation="子女", occupation=occupation))


TIES = [
    an_interest,
    a_relative_of_somebody_behind,
    somebody_who_declared_one_behind,
    somebody_behind,
    a_relative_employed_there,
]


@pytest.mark.parametrize("tie", TIES, ids=lambda tie: tie.__name__)
def test_nobody_judges_who_is_tied_to_the_contractor(tie):
    project = a_completed_project()
    an_acceptance(project)
    assert lacks(project, "accept") == ""
    tie(project, REPRESENTATIVES[1])
    assert f"有人和施工单位有关系：{REPRESENTATIVES[1]}" in lacks(project, "accept")


def test_the_contractor_s_own_people_are_heard_and_withdrawn_ties_are_over():
    project = a_completed_project()
    saved(FirmPerson(firm_id=project.contractor_id, name="经理示四", tie=FirmTie.MANAGER))
    past = {"tie": FirmTie.CREW, "ended_on": date(2020, 1, 1)}
    saved(FirmPerson(firm_id=project.contractor_id, name=REPRESENTATIVES[0], **past))
    holder = a_villager(project.village, name="股东示五")
    saved(Interest(user_id=holder.id, firm_id=project.contractor_id, nature="股东"))
    over = {"relation": "兄弟", "ended_on": date(2021, 1, 1)}
    saved(DeclaredRelative(user_id=holder.id, name=REPRESENTATIVES[1], **over))
    an_acceptance(project, contractor=["经理示四"])
    assert lacks(project, "accept") == ""


# ---- the archive ----


@pytest.mark.parametrize("kind", ["construction", "governance"])
def test_nothing_is_archived_with_a_paper_missing(kind):
    state = State.HANDED_OVER if kind == "construction" else State.ACCEPTED
    move = "archive" if kind == "construction" else "archive_governance"
    project = a_project(kind=kind, state=state)
    assert "档案还缺：提议和初步方案、民主决策会议记录和签到" in lacks(project, move)
    built_as_it_should_be(project)
    assert lacks(project, move) == ""


def test_what_the_file_must_hold_is_a_local_rule():
    project = a_project(state=State.HANDED_OVER)
    listed = {"value": ["acceptance", "灯光检测报告"]}
    saved(
        LocalRule(
            village_id=project.village_id,
            key="archive.construction",
            value=listed,
            effective_from=date(2022, 1, 1),
        )
    )
    an_acceptance(project)
    assert lacks(project, "archive") == "档案还缺：灯光检测报告。"
    saved(a_file(project, entry="灯光检测报告"))
    assert lacks(project, "archive") == ""


# ---- who is told ----


def test_the_sentence_leads_to_the_page_for_whoever_may_open_it(as_):
    project = a_contracted_project()
    address = f"/projects/{project.id}/start-notice"
    for person, led_there in ((project.contact, True), (a_supervisor(project.village), False)):
        page = as_(person).open(f"/projects/{project.id}")
        sentence = next(text for text in page.html.select("main li") if "还没有张贴开工公示" in text.text)
        assert bool(sentence.select(f'a[href="{address}"]')) is led_there


def test_those_who_work_on_the_project_read_what_the_next_step_lacks(as_):
    project = a_contracted_project()
    for person in (project.contact, project.lead, a_cadre(project.village)):
        page = as_(person).open(f"/projects/{project.id}")
        assert "离“待开工”还差：" in page.main
        assert "还没有张贴开工公示" in page.main
        assert "齐了以后由村监会办理" in page.main
        assert "确认具备开工条件" not in page.buttons


def test_the_public_reads_nothing_of_it(as_):
    project = a_contracted_project()
    for person in (None, a_villager(project.village), a_cadre(a_village()), a_town_inspector()):
        text = as_(person).open(f"/projects/{project.id}").main
        assert "还差" not in text
        assert "下一步" not in text


def test_when_nothing_is_missing_it_says_whose_turn_it_is(as_):
    project = a_contracted_project()
    a_finished_checklist(project)
    a_start_notice(project)
    an_approved_plan(project)
    funds(project, project.contact, received=project.budget_fen)
    db.session.commit()
    page = as_(project.contact).open(f"/projects/{project.id}")
    assert "到“待开工”的条件都齐了，等村监会办理" in page.main


def test_every_page_a_missing_sentence_names_exists(app):
    """A renamed page would turn the links back into plain words without anybody noticing."""
    project = a_project(
        state=State.DRAFT, budget_fen=None, contract_fen=None, contractor=None, planned_end=None
    )
    project.planned_start = project.contact = None
    named = {
        reason.at
        for move in WORKFLOW.moves
        for reason in WORKFLOW.missing(move, project)
        if getattr(reason, "at", "")
    }
    assert len(named) >= 6
    assert named <= set(app.view_functions)
