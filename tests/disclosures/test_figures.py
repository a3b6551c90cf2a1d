"""The figures of a notice come from the records and say where from; what the books contradict is not hung out."""

from dataclasses import replace
from datetime import date

import pytest

from govproj.core.db import db
from govproj.disclosures import actions
from govproj.disclosures.models import Disclosure, State
from govproj.disclosures.queries import figures
from govproj.disclosures.queries.books import differences
from govproj.inspections.models import Check
from govproj.inspections.states import CheckKind
from govproj.ledger.actions import changing, contracting
from govproj.ledger.models import GoodsBooking, LabourBooking
from govproj.ledger.queries.books import standing_contract
from govproj.ledger.states import GoodsKind
from govproj.projects.models import State as ProjectState
from govproj.projects.models import StateChange
from govproj.rectifications.models import Rectification, RectificationTurn
from govproj.rectifications.states import Level, Source
from govproj.rectifications.states import State as CaseState
from tests.disclosures.factories import a_disclosure
from tests.factories import a_firm, a_month, a_supervisor, saved
from tests.ledger.things import WAN, a_cast, a_change, a_contract, a_payment, funds

MAY = "2022-05"


@pytest.fixture
def cast(app, on_day):
    with on_day("2022-06-06"):
        yield a_cast()


@pytest.fixture
def source(cast):
    a_contract(cast)
    return funds(cast.project, cast.cadre)


def of_may(project) -> Disclosure:
    db.session.refresh(project)
    return a_disclosure(project, month=MAY, state=State.VILLAGE_REVIEWED)


def a_case(project, *, found, closed=None, state=CaseState.CLOSED, serial=1, **kw):
    case = Rectification(
        town_id=project.village.town_id,
        village_id=project.village_id,
        project_id=project.id,
        year=2022,
        serial=serial,
        source=next(iter(Source)),
        level=Level.MINOR,
        title=f"围挡缺失{serial}",
        fact="路口一侧没有围挡。",
        found_on=found,
        state=state,
        **kw,
    )
    done = {"submitted_on": closed, "lasting_measures": "天天查", "assessment": "好转"} if closed else {}
    turn = RectificationTurn(number=1, opened_on=found, due_on=date(2022, 7, 1), closed_on=closed, **done)
    case.turns = [turn]
    return saved(case)


def test_what_others_recorded_stands_on_the_notice_of_the_month_it_happened_in(as_, cast, source):
    project = cast.project
    a_month(project, MAY)
    worker = {"project_id": project.id, "hours": 8, "job": "砌筑"}
    for day in (date(2022, 5, 3), date(2022, 5, 31), date(2022, 6, 1)):
        saved(LabourBooking(worker="示例工", worked_on=day, fen=200_00, **worker))
    supplier = a_firm()
    for kind, day, fen in (
        (GoodsKind.GOODS, date(2022, 5, 4), 12_000_00),
        (GoodsKind.RENTAL, date(2022, 5, 5), 3_000_00),
        (GoodsKind.GOODS, date(2022, 4, 30), 99_000_00),
    ):
        what = {"kind": kind, "item": "砂石", "unit": "吨", "quantity_milli": 1000, "unit_fen": fen}
        saved(GoodsBooking(project_id=project.id, supplier_id=supplier.id, arrived_on=day, fen=fen, **what))
    notice = of_may(project)

    seen = as_(cast.cadre).open(f"/disclosures/{notice.id}").main
    assert "2 人次，0.04 万元" in seen
    assert "材料 1.20 万元；租赁 0.30 万元" in seen
    assert "示例工" not in seen


def test_only_approved_changes_count_and_only_those_of_the_time(cast, source):
    change = a_change(standing_contract(cast.project.id), cast.cadre)
    a_month(cast.project, MAY)
    assert of_may(cast.project).frozen.records["changes"] == 0
    changing.approve(change, by=cast.secretary, on=date(2022, 5, 20))
    db.session.commit()
    records = figures.facts_of_today(Disclosure(project=cast.project, month=MAY)).records
    assert (records["changes"], records["change_fen"]) == (1, 1_800_000)
    assert figures.facts_of_today(Disclosure(project=cast.project, month="2022-04")).records["changes"] == 0


def test_problems_open_in_the_month_are_named_with_their_state(cast):
    project = cast.project
    a_case(project, serial=1, found=date(2022, 4, 2), closed=date(2022, 4, 25))  # settled before May
    a_case(project, serial=2, found=date(2022, 4, 20), closed=date(2022, 5, 3))
    a_case(project, serial=3, found=date(2022, 5, 9), state=CaseState.FIXING)
    a_case(project, serial=4, found=date(2022, 6, 1), state=CaseState.FIXING)  # found after May
    a_case(project, serial=5, found=date(2022, 5, 9), state=CaseState.FIXING, confidential=True)
    a_case(project, serial=6, found=date(2022, 5, 9), state=CaseState.FOUND)  # nobody has confirmed it
    problems = figures.facts_of_today(Disclosure(project=project, month=MAY)).records["problems"]
    assert problems == [
        ["ZG-2022-002", "围挡缺失2", "closed"],
        ["ZG-2022-003", "围挡缺失3", "fixing"],
    ]


def test_the_writer_sees_where_each_figure_comes_from_and_cannot_type_it(as_, cast, source):
    saved(
        StateChange(
            project=cast.project,
            before=ProjectState.READY,
            after=ProjectState.BUILDING,
            occurred_on=date(2022, 5, 2),
        )
    )
    a_payment(cast, source)
    a_month(cast.project, MAY, paid_fen=10 * WAN)
    page = as_(cast.lead).open(f"/projects/{cast.project.id}/disclosures/{MAY}/write")
    rows = {row.dt.text: row.dd.text for row in page.html.select("#figures ~ dl > div")}
    assert "进度登记" in rows["实际进度"]
    assert "资金台账" in rows["累计支付（万元）"]
    named = {tag["name"] for tag in page.html.select("form#write-form [name]")}
    assert not named & {"planned_pct", "actual_pct", "paid_fen", "contract_fen"}


def test_what_the_books_contradict_is_neither_signed_nor_hung_out(as_, cast, source):
    a_payment(cast, source, fen=10 * WAN)
    a_month(cast.project, MAY, paid_fen=10 * WAN)
    notice = of_may(cast.project)
    member = a_supervisor(cast.village)
    assert "审查签字" in as_(member).open(f"/disclosures/{notice.id}").buttons

    a_payment(cast, source, fen=5 * WAN, on=date(2022, 5, 30))  # booked after the notice was handed in
    page = as_(member).open(f"/disclosures/{notice.id}")
    assert "审查签字" not in page.buttons
    assert "累计支付公示是 10.00 万元，台账是 15.00 万元，少 5.00 万元" in page.main
    assert "本月支付公示是 10.00 万元，台账是 15.00 万元，少 5.00 万元" in page.main
    as_(member).send(f"/disclosures/{notice.id}/sign", {"version": notice.version}, expect=409)
    review = as_(member).open(f"/villages/{cast.village.id}/disclosures/{MAY}/review")
    assert "累计支付公示是 10.00 万元，台账是 15.00 万元" in review.main
    assert cast.project.name in review.press("没打勾的全部通过", {"leave": ""}, expect=409).text
    review.press("没打勾的全部通过")  # what is wrong is ticked as an exception from the start
    assert notice.state is State.VILLAGE_REVIEWED

    page.press("退回修改", {"note": "与台账不符"})
    actions.submit(notice, by=cast.lead)
    db.session.commit()
    assert notice.frozen.paid_fen == 15 * WAN


def test_a_mismatch_found_at_the_last_moment_stops_the_publication(as_, cast, source):
    a_payment(cast, source, fen=10 * WAN)
    a_month(cast.project, MAY, paid_fen=10 * WAN)
    db.session.refresh(cast.project)
    notice = a_disclosure(cast.project, month=MAY, state=State.SUPERVISION_PASSED)
    a_payment(cast, source, fen=5 * WAN, on=date(2022, 5, 30))
    page = as_(cast.cadre).send(f"/disclosures/{notice.id}/publish", {"version": notice.version}, expect=409)
    assert "台账是 15.00 万元，少 5.00 万元" in page.text


def test_what_is_paid_after_the_month_is_no_mismatch(cast, source):
    a_payment(cast, source, fen=10 * WAN)
    a_month(cast.project, MAY, paid_fen=10 * WAN)
    notice = of_may(cast.project)
    a_payment(cast, source, fen=5 * WAN, on=date(2022, 6, 2))
    assert differences([notice]) == {}


def test_each_figure_that_differs_is_named_with_by_how_much(cast, source):
    """Somebody changes the copy the lists read; the rows of the ledger stay."""
    a_payment(cast, source, fen=10 * WAN, on=date(2022, 4, 20))
    a_month(cast.project, "2022-04", paid_fen=10 * WAN)
    a_month(cast.project, MAY, paid_fen=10 * WAN)
    notice = of_may(cast.project)
    assert differences([notice]) == {}

    notice.frozen = replace(notice.frozen, contract_fen=80_000_050, paid_month_fen=3 * WAN)
    assert said_of(notice) == [
        "合同价公示是 80.00005 万元，台账是 82.30 万元，少 2.29995 万元",
        "本月支付公示是 3.00 万元，台账是 0.00 万元，多 3.00 万元",
    ]
    notice.frozen = replace(notice.frozen, contract_fen=None, paid_month_fen=0)
    assert said_of(notice) == ["合同价公示是 没有，台账是 82.30 万元，少 82.30 万元"]


def said_of(notice):
    return [one.sentence for one in differences([notice]).get(notice.id, ())]


def test_a_change_that_is_approved_for_the_month_afterwards_stops_the_signature(as_, cast, source):
    contract = standing_contract(cast.project.id)
    more, less = a_change(contract, cast.cadre), a_change(contract, cast.cadre, number="B-02", fen=-1_800_000)
    a_month(cast.project, MAY)
    notice = of_may(cast.project)
    member = a_supervisor(cast.village)
    changing.approve(more, by=cast.secretary, on=date(2022, 5, 31))
    db.session.commit()
    assert said_of(notice) == [
        "工程变更累计公示是 0.00 万元，台账是 1.80 万元，少 1.80 万元",
        "工程变更项数公示是 0 项，台账是 1 项，少 1 项",
    ]
    as_(member).send(f"/disclosures/{notice.id}/sign", {"version": notice.version}, expect=409)

    changing.approve(less, by=cast.secretary, on=date(2022, 5, 31))
    db.session.commit()
    assert said_of(notice) == ["工程变更项数公示是 0 项，台账是 2 项，少 2 项"]


def test_changes_of_a_void_contract_are_history_and_so_is_its_sum(cast, source):
    contract = standing_contract(cast.project.id)
    changing.approve(a_change(contract, cast.cadre), by=cast.secretary, on=date(2022, 5, 20))
    a_month(cast.project, MAY)
    notice = of_may(cast.project)
    assert differences([notice]) == {}
    contracting.void(contract, reason="双方解除", by=cast.town)
    db.session.commit()
    assert said_of(notice)[:2] == [
        "合同价公示是 82.30 万元，台账是 没有，多 82.30 万元",
        "工程变更累计公示是 1.80 万元，台账是 0.00 万元，多 1.80 万元",
    ]


def test_what_was_typed_before_there_was_a_ledger_is_not_compared(cast):
    a_month(cast.project, MAY, paid_fen=10 * WAN)
    assert differences([of_may(cast.project)]) == {}


def test_the_weekly_checks_of_the_month_are_counted_by_their_last_day(as_, cast):
    project = cast.project
    weeks = {17: ("2022-05-01", "2022-05-01"), 18: ("2022-05-08", "2022-05-10"), 19: ("2022-05-15", None)}
    weeks |= {22: ("2022-06-05", "2022-06-05")}  # ends in June
    for number, (due_day, done) in weeks.items():
        days = {"due_day": date.fromisoformat(due_day), "done_day": done and date.fromisoformat(done)}
        by = cast.cadre.id if done else None
        where = {"project_id": project.id, "village_id": project.village_id, "done_by_id": by}
        saved(Check(kind=CheckKind.WEEKLY, year=2022, number=number, **days, **where))
    a_month(project, MAY)
    notice = of_may(project)
    assert "应 3 次，按时 1 次，迟报 1 次" in as_(cast.cadre).open(f"/disclosures/{notice.id}").main
