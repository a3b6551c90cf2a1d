"""From the first subsidy to the retention paid back, as the people of a village and its town walk it."""

from datetime import date

import pytest
from sqlalchemy import select

from govproj.core.db import db
from govproj.ledger.models import Contract, Payment, Procurement
from govproj.ledger.queries.books import sources_of, standing_contract
from govproj.ledger.states import ContractState, PaymentState, ProcurementState
from govproj.projects.models import Method, Project, State
from tests.factories import a_month, a_project, last_audit_entry
from tests.ledger.things import (
    WAN,
    a_cast,
    a_contract,
    a_payment,
    a_settlement,
    an_application,
    an_award,
    funds,
    signed,
)

FUNDS = {
    "sources-0-name": "上级交通补助",
    "sources-0-kind": "subsidy",
    "sources-0-fen": "40",
    "sources-0-subsidy_number": "安交建〔2022〕1号",
    "sources-0-earmarked": "y",
    "sources-0-pledged_fen": "40",
    "sources-0-pledged_on": "2022-01-05",
    "sources-1-name": "村集体自有",
    "sources-1-kind": "own",
    "sources-1-fen": "肆拾陆万",
    "lines-0-name": "建安工程费",
    "lines-0-fen": "80",
    "lines-1-name": "监理费",
    "lines-1-fen": "6",
}


@pytest.fixture(autouse=True)
def _june(on_day):
    with on_day("2022-06-20"):
        yield


@pytest.fixture
def cast(app):
    return a_cast()


def project_of(cast) -> Project:
    return db.session.get(Project, cast.project.id, populate_existing=True)


def test_both_sides_of_the_plan_are_entered_and_the_project_shows_them(as_, cast):
    url = f"/projects/{cast.project.id}/ledger"

    as_(cast.cadre).open(f"{url}/funds").press("保存", FUNDS)

    page = as_().open(url)
    assert "上级交通补助" in page.main
    assert "安交建〔2022〕1号" in page.main
    assert project_of(cast).funds == [
        {"source": "上级交通补助", "fen": 40 * WAN},
        {"source": "村集体自有", "fen": 46 * WAN},
    ]
    assert last_audit_entry() == ("ledger.funds_planned", cast.cadre.id)


def test_money_that_comes_in_is_a_dated_row(as_, cast):
    source = funds(cast.project, cast.cadre, received=0)

    as_(cast.town).open(f"/fund-sources/{source.id}/receive").press(
        "登记到账", {"fen": "30万元", "on": "2022-02-01", "voucher": "JZ-7"}
    )

    assert "JZ-7" in as_(cast.supervisor).open(f"/fund-sources/{source.id}").main
    assert sources_of(cast.project.id)[0].received_fen == 30 * WAN


def test_the_project_need_not_be_told_once_more_that_its_work_is_given_out(as_, cast):
    where = {"state": State.INITIATED, "entered": {State.INITIATED: date(2022, 1, 2)}}
    project = a_project(cast.project.village, contact=cast.cadre, **where)

    opening = as_(cast.cadre).open(f"/projects/{project.id}/ledger/procurement")
    opening.press("开始招采", {"announced_on": "2022-01-04"})

    db.session.refresh(project)
    assert project.state is State.PROCURING
    assert project.day_of(State.PROCURING) == date(2022, 1, 4)


def test_the_work_is_given_out_to_the_lowest_of_three(as_, cast):
    desk, url = as_(cast.cadre), f"/projects/{cast.project.id}/ledger"
    opening = desk.open(f"{url}/procurement")
    assert "至少要“乡级平台公开招标”" in opening.main
    opening.press("开始招采", {"announced_on": "2022-01-04"})
    number = db.session.scalars(select(Procurement.id)).one()
    for firm, fen in (("样板路桥(虚构)", "82.3"), ("演示路桥(虚构)", "83.4"), ("测试建设(虚构)", "84.9")):
        facts = {"firm": firm, "fen": fen, "delivered_on": "2022-01-14", "contact_phone": "0572-1"}
        desk.open(f"/procurements/{number}/bids/new").press("登记报价", facts)

    desk.open(f"/procurements/{number}/award").press(
        "定标",
        {
            "bids_opened_on": "2022-01-15",
            "publicised_from": "2022-01-15",
            "publicised_to": "2022-01-18",
            "on": "2022-01-20",
            "number": "ZB-1",
            "evaluators": "示例甲、示例乙",
            "reason": "最低",
        },
    )

    assert project_of(cast).method is Method.TOWN_PLATFORM
    public = as_().open(url).main
    assert "样板路桥(虚构)，82.30 万元" in public
    assert "0572-1" not in public
    assert "示例甲" not in public
    assert "0572-1" in as_(cast.supervisor).open(f"/procurements/{number}").main


def test_a_contract_is_entered_by_the_village_and_filed_by_the_town(as_, cast):
    an_award(cast.project, cast.cadre)
    as_(cast.cadre).open(f"/projects/{cast.project.id}/ledger/contract").press(
        "登记合同",
        {
            "number": "HT-9",
            "signed_on": "2022-01-25",
            "starts_on": "2022-02-21",
            "ends_on": "2022-07-15",
            "retention_pct": "3",
        },
    )
    contract = standing_contract(cast.project.id)
    assert f"合同备案：{cast.project.name}" in as_(cast.town).open("/workbench").main

    as_(cast.town).open(f"/contracts/{contract.id}/file").press(
        "合同备案", {"filing_number": "三资备1", "on": "2022-01-27"}
    )

    project = project_of(cast)
    assert (project.contract_fen, project.contractor_id) == (82_300_000, contract.firm_id)
    assert last_audit_entry() == ("ledger.contract.file", cast.town.id)


def test_four_people_sign_in_turn_and_the_secretary_is_last(as_, cast):
    source = funds(cast.project, cast.cadre)
    a_contract(cast)
    form = as_(cast.cadre).open(f"/projects/{cast.project.id}/payments/new")
    answer = form.press(
        "申请付款", {"kind": "progress", "fen": "10", "physical_pct": "30", "purpose": "路基"}
    )
    assert "等第一位签字" in answer.follow().notices
    (payment,) = db.session.scalars(select(Payment)).all()
    url = f"/payments/{payment.id}"

    for person in cast.signers:
        assert f"付款签字：{cast.project.name}" in as_(person).open("/workbench").main
        assert "签字同意" in as_(person).open(url).buttons
        as_(person).open(url).press("签字同意")
    as_(cast.town).open(f"{url}/pay").press(
        "付款记账", {"source_id": str(source.id), "on": "2022-06-20", "receipt_number": "HD-1"}
    )

    db.session.refresh(payment)
    assert payment.state is PaymentState.PAID
    assert [act.by_id for act in payment.signatures] == [person.id for person in cast.signers]
    assert project_of(cast).paid_fen == 10 * WAN
    assert "2022年6月" in as_().open(f"/projects/{cast.project.id}/ledger").main


def test_the_settlement_holds_three_percent_until_the_warranty_is_over(as_, cast, on_day):
    source = funds(cast.project, cast.cadre)
    contract = a_contract(cast)
    as_(cast.cadre).open(f"/contracts/{contract.id}/settlement").press(
        "结算送审", {"fen": "83", "reviewer": "测试造价(虚构)", "on": "2022-05-01"}
    )
    (review,) = [url for words, url in as_(cast.town).open("/ledger").links.items() if "审定结算" in words]
    as_(cast.town).open(review).press(
        "审定结算", {"reviewed_fen": "82.3", "report_number": "SD-1", "on": "2022-05-20"}
    )
    public = as_().open(f"/projects/{cast.project.id}/ledger").main
    assert "0.84%" in public  # 0.7 of 83, half up
    assert "2.469" in public  # 3 % of 82.30

    def ask(kind, fen, expect):
        form = as_(cast.cadre).open(f"/projects/{cast.project.id}/payments/new")
        facts = {"kind": kind, "fen": fen, "physical_pct": "100", "purpose": "结算"}
        return form.press("申请付款", facts, expect=expect).text

    assert "超过 79.831 万元" in ask("settlement", "80", 422)
    assert "到期前不能退还" in ask("retention", "2.469", 422)
    ask("settlement", "79.831", 303)
    with on_day("2023-05-20"):
        ask("retention", "2.469", 303)
    assert source.project_id == contract.project_id


def test_the_town_registers_what_the_village_owns_now(as_, cast):
    as_(cast.town).open(f"/projects/{cast.project.id}/assets/new").press(
        "登记资产卡片",
        {
            "number": "ZC-1",
            "name": "村道",
            "fen": "82.3",
            "keeper": "示例管护人",
            "place": "村口",
            "on": "2022-06-01",
        },
    )

    assert "原值 82.30 万元" in as_().open(f"/projects/{cast.project.id}/ledger").main


def test_the_life_of_a_project_waits_for_its_books(as_, cast):
    project = cast.project
    url = f"/projects/{project.id}"

    def missing(who, state):
        project.state = state
        db.session.commit()
        return as_(who).open(url)

    def todo():
        """The line of the books for the contact cadre, and where it leads; followed."""
        lines = as_(cast.cadre).open("/workbench").links.items()
        ((words, way),) = [
            line for line in lines if f"：{project.name}" in line[0] and "/flags" not in line[1]
        ]
        as_(cast.cadre).open(way)
        return words.split()[0].partition("：")[0], way

    entry = f"{url}/ledger/contract"
    assert "还没有定标" in missing(cast.town, State.PROCURING).text
    assert todo() == ("登记招采", f"{url}/ledger/procurement")
    award = an_award(project, cast.cadre)
    award.state, award.award_fen, won = ProcurementState.OPEN, None, award.award_fen
    assert missing(cast.town, State.PROCURING).links["还没有定标。"] == f"/procurements/{award.id}"
    assert todo() == ("登记报价、定标", f"/procurements/{award.id}")
    award.state, award.award_fen = ProcurementState.AWARDED, won
    assert missing(cast.town, State.PROCURING).links["还没有登记合同。"] == entry
    assert missing(cast.secretary, State.PROCURING).links["还没有登记合同。"] == f"{url}/ledger"
    assert todo() == ("登记合同", entry)
    contract = a_contract(cast, filed=False)
    assert "合同还没有在镇三资代理中心备案" in missing(cast.town, State.PROCURING).text
    assert todo() == ("合同备案", f"/contracts/{contract.id}")
    assert "资金只落实了 0%，至少要 70%" in missing(cast.supervisor, State.CONTRACTED).text
    funds(project, cast.cadre, received=60 * WAN)
    assert "资金只落实了 69%" in missing(cast.supervisor, State.CONTRACTED).text
    assert (
        missing(cast.town, State.ACCEPTED).links["结算还没有送审。"] == f"/contracts/{contract.id}/settlement"
    )
    assert todo() == ("送审结算", f"/contracts/{contract.id}/settlement")
    assert "还没有登记资产卡片" in missing(cast.town, State.SETTLED).text
    assert contract.state is ContractState.ENTERED


def test_the_month_takes_what_was_paid_from_the_books(as_, cast):
    source = funds(cast.project, cast.cadre)
    a_contract(cast)
    payment = signed(an_application(cast), cast)
    as_(cast.town).open(f"/payments/{payment.id}/pay").press(
        "付款记账", {"source_id": str(source.id), "on": "2022-05-25", "receipt_number": "HD-1"}
    )

    month = as_(cast.cadre).open(f"/projects/{cast.project.id}/months/2022-05")
    assert "取自资金台账" in month.main
    month.press("保存", {"planned_pct": "50", "actual_pct": "50"})

    assert project_of(cast).month("2022-05").paid_fen == 10 * WAN


def test_a_payment_booked_into_a_month_that_is_on_record_moves_its_figure(as_, cast):
    source = funds(cast.project, cast.cadre)
    cast.project.paid_fen = 0
    a_contract(cast)
    for month in ("2022-04", "2022-05"):
        a_month(cast.project, month, paid_fen=0)

    a_payment(cast, source, on=date(2022, 5, 18))

    assert [month.paid_fen for month in project_of(cast).months] == [0, 10 * WAN]


def test_a_settled_contract_is_asked_for_its_reviewer_once(as_, cast):
    contract = a_contract(cast)
    a_settlement(contract, cast)

    page = as_(cast.cadre).open(f"/contracts/{contract.id}/settlement")

    assert "结算已经送审" in page.press("结算送审", {"reviewer": "测试造价(虚构)"}, expect=422).text
    assert db.session.scalars(select(Contract)).one().is_filed
