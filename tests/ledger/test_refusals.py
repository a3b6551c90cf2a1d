"""What the books refuse: a clear sentence, nothing of what was typed lost, nothing half-saved."""

from datetime import date

import pytest
from sqlalchemy import select

from govproj.core.db import db
from govproj.core.workflow import MoveRefused
from govproj.ledger.actions import contracting, paying, procuring, settling
from govproj.ledger.models import Bid, ChangeOrder, Contract, FundSource, Payment, Procurement
from govproj.ledger.queries.books import sources_of, standing_contract, standing_procurement
from govproj.ledger.states import BY_CONTRACT, ChangeState, PaymentKind, PaymentState
from govproj.projects.models import Method, State
from govproj.villages.models import LocalRule
from tests import factories
from tests.ledger.things import (
    TERMS,
    WAN,
    a_cast,
    a_change,
    a_contract,
    a_payment,
    a_settlement,
    an_application,
    an_award,
    funds,
    signed,
)


@pytest.fixture(autouse=True)
def _june(on_day):
    with on_day("2022-06-20"):
        yield


@pytest.fixture
def cast(app):
    return a_cast()


def plan(as_, cast, expect=422, **typed):
    facts = {
        "sources-0-name": "上级交通补助",
        "sources-0-kind": "subsidy",
        "sources-0-fen": "86",
        "sources-0-subsidy_number": "安交建〔2022〕1号",
        "lines-0-name": "建安工程费",
        "lines-0-fen": "86",
    }
    form = as_(cast.cadre).open(f"/projects/{cast.project.id}/ledger/funds")
    return form.press("保存", {**facts, **typed}, expect=expect)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"lines-0-fen": "85"}, "预算各项合计 85.00 万元，资金来源合计 86.00 万元"),
        ({"sources-0-subsidy_number": ""}, "上级补助要填补助文号"),
        ({"sources-0-pledged_fen": "90"}, "落实金额不能超过计划金额"),
        ({"sources-1-name": "村集体自有"}, "名称和金额要一起填写"),
        ({"sources-0-name": "长" * 10_000}, "最多 40 个字"),
        ({"sources-0-fen": "两万三"}, "请填写数字"),
        ({"sources-0-fen": "三百"}, "请写明单位"),
        ({"sources-0-fen": "80", "lines-0-fen": "80"}, "预算总额只能由镇三资代理中心调整"),
    ],
)
def test_a_plan_that_does_not_add_up_keeps_what_was_typed(as_, cast, typed, sentence):
    page = plan(as_, cast, **typed)

    assert sentence in page.main
    assert page.html.select_one('[name="lines-0-name"]')["value"] == "建安工程费"
    assert db.session.scalars(select(FundSource)).all() == []


def test_two_people_plan_at_once_and_the_second_reads_it(as_, cast):
    url = f"/projects/{cast.project.id}/ledger/funds"
    mine, theirs = as_(cast.cadre).open(url), as_(cast.town).open(url)
    facts = {
        "sources-0-name": "自有",
        "sources-0-kind": "own",
        "sources-0-fen": "86",
        "lines-0-name": "工程",
        "lines-0-fen": "86",
    }
    theirs.press("保存", facts)

    late = mine.press("保存", {**facts, "sources-0-name": "别的"}, expect=409)

    assert "内容刚被他人更新" in late.text
    assert [source.name for source in sources_of(cast.project.id)] == ["自有"]


def test_a_subsidy_number_stands_once_in_the_county(as_, cast):
    plan(as_, cast, expect=303)
    neighbour = a_cast()
    neighbour.village.town.county_id = cast.village.town.county_id
    db.session.commit()

    page = plan(as_, neighbour, **{"sources-0-subsidy_number": "安交建〔2022〕1号 "})

    assert "同一笔补助不能用两次" in page.main
    assert sources_of(neighbour.project.id) == []


def test_the_database_itself_refuses_the_second_use_of_a_number(cast):
    for project in (cast.project, factories.a_project(cast.village)):
        county_id, name = cast.village.town.county_id, "补助"
        db.session.add(
            FundSource(
                project_id=project.id,
                county_id=county_id,
                name=name,
                kind="subsidy",
                fen=1,
                subsidy_number="1",
            )
        )
    with pytest.raises(Exception, match=r"UNIQUE|unique"):
        db.session.flush()
    db.session.rollback()


def test_more_than_planned_does_not_come_in_and_what_was_spent_is_not_taken_back(as_, cast):
    source = funds(cast.project, cast.cadre, received=20 * WAN)
    form = as_(cast.cadre).open(f"/fund-sources/{source.id}/receive")
    assert "再登记就超过计划了" in form.press("登记到账", {"fen": "70", "voucher": "2"}, expect=422).main
    a_contract(cast)
    a_payment(cast, source)

    refused = as_(cast.cadre).send(
        f"/fund-receipts/{source.receipts[0].id}/reverse", {"note": "登记错了"}, expect=409
    )

    assert "余额只有 10.00 万元" in refused.main


def test_a_source_with_receipts_stays(as_, cast):
    funds(cast.project, cast.cadre)
    page = plan(as_, cast, **{"sources-0-name": "别的来源", "sources-0-kind": "other"})
    assert "“村集体自有”已有到账记录，不能删去" in page.main


# ---- procurement and contract ----


def test_a_laxer_way_than_the_amount_asks_for_is_refused(as_, cast):
    form = as_(cast.cadre).open(f"/projects/{cast.project.id}/ledger/procurement")

    page = form.press("开始招采", {"method": "village_comparison"}, expect=422)

    assert "按本地限额至少要“乡级平台公开招标”，不能用“村级公开比选”" in page.main
    assert db.session.scalars(select(Procurement)).all() == []


def test_two_offers_are_not_enough(cast):
    procurement = procuring.open_procurement(
        cast.project,
        method=Method.TOWN_PLATFORM,
        estimate_fen=86 * WAN,
        ceiling_fen=86 * WAN,
        announced_on=date(2022, 1, 4),
        by=cast.cadre,
    )
    db.session.flush()
    day = date(2022, 1, 14)
    bids = [
        procuring.add_bid(
            procurement,
            firm=factories.a_firm(),
            fen=fen * WAN,
            delivered_on=day,
            valid=fen < 85,
            by=cast.cadre,
        )
        for fen in (82, 84, 85)
    ]
    db.session.flush()

    def award(**changed):
        facts = {
            "bid": bids[0],
            "bids_opened_on": day,
            "publicised_from": day,
            "publicised_to": date(2022, 1, 18),
        }
        facts |= {"number": "1", "reason": "低", "by": cast.cadre, "on": date(2022, 1, 20)}
        procuring.award(procurement, **facts | changed)

    with pytest.raises(MoveRefused, match="现在只有 2 家"):
        award()
    bids[2].valid = True
    with pytest.raises(MoveRefused, match="公示不少于 3 天"):
        award(publicised_to=date(2022, 1, 15), on=date(2022, 1, 16))
    procurement.ceiling_fen = 80 * WAN
    with pytest.raises(MoveRefused, match="高于最高限价"):
        award()
    db.session.rollback()


def test_a_failed_round_is_followed_by_the_next(as_, cast):
    an_award(cast.project, cast.cadre)
    procurement = standing_procurement(cast.project.id)
    page = as_(cast.cadre).open(f"/procurements/{procurement.id}")

    page.press("登记流标", {"note": "中标单位放弃"})

    assert standing_procurement(cast.project.id) is None
    as_(cast.cadre).open(f"/projects/{cast.project.id}/ledger/procurement").press("开始招采")
    assert standing_procurement(cast.project.id).number == 2
    assert not db.session.scalars(select(Bid).where(Bid.won)).all()


@pytest.mark.parametrize(
    ("terms", "sentence"),
    [
        ({"fen": 82_300_001}, "高于中标价"),
        ({"signed_on": date(2022, 1, 19)}, "签订日期不能早于定标日期"),
        ({"signed_on": date(2022, 6, 21)}, "日期不能晚于今天"),
        ({"ends_on": date(2022, 2, 1)}, "完工日期早于开工日期"),
        ({"advance_pct": 31}, "预付款不超过 30%"),
        ({"progress_pct": 81}, "审定前付款不超过 80%"),
        ({"retention_pct": 4}, "质保金不超过 3%"),
        ({"safety_fen": 90_000_000}, "安全文明施工费不能超过合同价"),
    ],
)
def test_a_contract_keeps_to_the_award_and_to_the_local_rules(cast, terms, sentence):
    an_award(cast.project, cast.cadre)
    with pytest.raises(MoveRefused, match=sentence):
        contracting.enter(cast.project, by=cast.cadre, **{**TERMS, **terms})
    db.session.rollback()
    assert standing_contract(cast.project.id) is None


def test_a_contract_above_the_award_comes_back_as_typed(as_, cast):
    an_award(cast.project, cast.cadre)
    form = as_(cast.cadre).open(f"/projects/{cast.project.id}/ledger/contract")
    facts = {"number": "HT-77", "fen": "８３万元", "signed_on": "2022-01-25", "retention_pct": "3"}
    facts |= {"starts_on": "2022-02-21", "ends_on": "2022-07-15"}

    page = form.press("登记合同", facts, expect=422)

    assert "合同价 83.00 万元高于中标价 82.30 万元" in page.main
    assert page.html.select_one('[name="number"]')["value"] == "HT-77"
    assert page.html.select_one('[name="fen"]')["value"] == "83"
    assert db.session.scalars(select(Contract)).all() == []


def test_a_filed_contract_is_never_edited(as_, cast):
    contract = a_contract(cast)
    form = as_(cast.cadre).open(f"/contracts/{contract.id}/edit")

    page = form.press("修改合同", {"fen": "80"}, expect=422)

    assert "合同已经备案，不能修改" in page.main
    assert standing_contract(cast.project.id).fen == 82_300_000


def test_a_contract_with_payments_is_not_voided(as_, cast):
    source = funds(cast.project, cast.cadre)
    contract = a_contract(cast)
    payment = a_payment(cast, source)
    page = as_(cast.town).open(f"/contracts/{contract.id}")

    assert "还有 10.00 万元付款没有冲销" in page.press("作废合同", {"note": "签错了"}, expect=409).main
    paying.reverse(payment, reason="付错", by=cast.town)
    db.session.commit()
    as_(cast.town).open(f"/contracts/{contract.id}").press("作废合同", {"note": "签错了"})

    assert standing_contract(cast.project.id) is None
    assert cast.project.contract_fen is None


# ---- payments ----


def ask(cast, kind, fen, **kw):
    return paying.apply(cast.project, kind=kind, fen=fen, purpose="x", by=cast.cadre, **kw)


def test_nothing_is_paid_on_a_contract_that_is_not_filed(cast):
    a_contract(cast, filed=False)
    with pytest.raises(MoveRefused, match="还没有在镇三资代理中心备案"):
        ask(cast, PaymentKind.PROGRESS, WAN)
    db.session.rollback()


@pytest.mark.parametrize(
    ("kind", "fen", "physical", "sentence"),
    [
        (PaymentKind.ADVANCE, 24_690_001, 0, "合同约定 30%"),
        (PaymentKind.PROGRESS, 65_840_001, 100, "上限 80%"),
        (PaymentKind.SETTLEMENT, WAN, 100, "结算还没有审定"),
        (PaymentKind.RETENTION, WAN, 100, "没有质保金可退"),
        (PaymentKind.PROGRESS, 0, 100, "要大于 0"),
    ],
)
def test_every_kind_of_payment_has_its_limit(cast, kind, fen, physical, sentence):
    a_contract(cast)
    with pytest.raises(MoveRefused, match=sentence):
        ask(cast, kind, fen, physical_pct=physical)
    db.session.rollback()


def test_what_is_being_signed_counts_towards_the_limit(cast):
    a_contract(cast)
    an_application(cast, fen=60 * WAN, physical_pct=100)
    with pytest.raises(MoveRefused, match="上限 80%"):
        ask(cast, PaymentKind.PROGRESS, 6 * WAN, physical_pct=100)
    db.session.rollback()


def test_running_ahead_of_the_work_warns_and_where_the_rule_says_so_refuses(cast, as_):
    a_contract(cast)
    payment = an_application(cast, fen=50 * WAN, physical_pct=40)
    assert "超前 20.8 个百分点" in as_(cast.supervisor).open(f"/payments/{payment.id}").main

    rule = {"key": "payment.over_progress", "value": {"value": "refuse"}, "effective_from": date(2022, 1, 1)}
    factories.saved(LocalRule(village_id=cast.village.id, **rule))
    with pytest.raises(MoveRefused, match="超前"):
        ask(cast, PaymentKind.PROGRESS, WAN, physical_pct=40)
    db.session.rollback()


def test_more_than_is_on_the_account_is_not_paid(as_, cast):
    source = funds(cast.project, cast.cadre, received=5 * WAN)
    a_contract(cast)
    payment = signed(an_application(cast), cast)

    page = (
        as_(cast.town)
        .open(f"/payments/{payment.id}/pay")
        .press("付款记账", {"source_id": str(source.id), "receipt_number": "HD-1"}, expect=422)
    )

    assert "“村集体自有”的余额只有 5.00 万元，不够付这一笔" in page.main
    assert page.html.select_one('[name="receipt_number"]')["value"] == "HD-1"
    db.session.refresh(payment)
    assert (payment.state, source.paid_fen) == (PaymentState.APPROVED, 0)


def test_a_source_of_another_project_pays_nothing_here(cast):
    a_contract(cast)
    other = factories.a_project(cast.village, contact=cast.cadre)
    payment = signed(an_application(cast), cast)
    with pytest.raises(MoveRefused, match="不能串用"):
        paying.pay(payment, source=funds(other, cast.cadre), receipt_number="1", by=cast.town)
    db.session.rollback()


def test_days_keep_their_order(cast):
    a_contract(cast)
    payment = an_application(cast, on=date(2022, 5, 18))
    with pytest.raises(MoveRefused, match="日期不能早于 2022年5月18日"):
        paying.sign(payment, by=cast.director, on=date(2022, 5, 17))
    with pytest.raises(MoveRefused, match="日期不能晚于今天"):
        paying.sign(payment, by=cast.director, on=date(2022, 6, 21))
    db.session.rollback()


def test_a_payment_is_reversed_once_and_both_stay_on_the_books(as_, cast):
    source = funds(cast.project, cast.cadre)
    a_contract(cast)
    payment = a_payment(cast, source)
    page = as_(cast.town).open(f"/payments/{payment.id}")

    page.press("冲销", {"note": "付给了别的账户"})
    again = as_(cast.town).send(
        f"/payments/{payment.id}/reverse", {"note": "再来一次", "version": str(payment.version)}, expect=409
    )

    assert "已经冲销过" in again.main
    db.session.refresh(source)
    assert source.paid_fen == 0
    assert [row.fen for row in db.session.scalars(select(Payment).order_by(Payment.id))] == [
        10 * WAN,
        -10 * WAN,
    ]
    assert cast.project.paid_fen == 0


def test_a_draft_has_no_payments(cast):
    cast.project.state = State.DECIDING
    with pytest.raises(MoveRefused, match="还不能登记合同和付款"):
        ask(cast, PaymentKind.OTHER, WAN, payee="示例")
    db.session.rollback()


# ---- changes and settlement ----


def test_a_change_is_checked_before_it_is_entered_and_shows_its_shares(as_, cast):
    contract = a_contract(cast)
    a_change(contract, cast.cadre)
    form = as_(cast.cadre).open(f"/contracts/{contract.id}/changes/new")
    facts = {"number": "B-02", "fen": "6.5", "requested_on": "2022-04-20", "reason": "地基换填"}

    check = form.press("下一步：核对", facts, expect=200)

    assert "占合同 7.90%" in check.main
    assert "累计 8.30 万元，占合同 10.09%" in check.main
    assert "由镇里审批" in check.main
    assert len(db.session.scalars(select(ChangeOrder)).all()) == 1
    check.press("确认提交")
    change = db.session.scalars(select(ChangeOrder).where(ChangeOrder.number == "B-02")).one()
    assert (change.fen, change.needs_town, change.reason) == (6_500_000, True, "地基换填")


def test_the_share_is_shown_while_typing(as_, cast):
    contract = a_contract(cast)
    url = f"/contracts/{contract.id}/change-share?fen=4.2万&direction=less"

    assert "占合同 5.10%" in as_(cast.cadre).open(url, htmx=True).response.text
    assert "<html" not in as_(cast.cadre).open(url, htmx=True).response.text


def test_what_was_done_before_it_was_approved_is_recorded_as_it_was_and_marked(as_, cast):
    contract = a_contract(cast)
    change = a_change(contract, cast.cadre, implemented_on=date(2022, 4, 14))
    as_(cast.secretary).open(f"/contracts/{contract.id}").press("批准变更")

    assert "未批先做" in as_().open(f"/projects/{cast.project.id}/ledger").main
    db.session.refresh(change)
    assert change.implemented_on < change.approved_on


def test_a_settlement_waits_for_every_change(cast):
    contract = a_contract(cast)
    a_change(contract, cast.cadre)
    with pytest.raises(MoveRefused, match="变更 B-01 还没有审批或实施"):
        settling.submit(contract, fen=WAN, reviewer=factories.a_firm(), on=date(2022, 5, 1), by=cast.cadre)
    contract.changes[0].state = ChangeState.REJECTED
    with pytest.raises(MoveRefused, match="不能就是施工单位"):
        settling.submit(contract, fen=WAN, reviewer=contract.firm, on=date(2022, 5, 1), by=cast.cadre)
    db.session.rollback()


def test_an_extension_moves_the_planned_end_once_it_is_approved(as_, cast):
    contract = a_contract(cast)
    a_change(contract, cast.cadre, fen=0, extends_to=date(2022, 8, 30))
    assert cast.project.planned_end == date(2022, 7, 15)

    as_(cast.secretary).open(f"/contracts/{contract.id}").press("批准变更")

    assert cast.project.planned_end == date(2022, 8, 30)


def test_a_settlement_below_what_was_paid_is_refused(cast):
    source = funds(cast.project, cast.cadre)
    contract = a_contract(cast)
    a_payment(cast, source, fen=60 * WAN, physical_pct=100)
    settlement = a_settlement(contract, cast, reviewed=False)
    with pytest.raises(MoveRefused, match="请先冲销多付的"):
        settling.review(settlement, reviewed_fen=61 * WAN, report_number="1", by=cast.town)
    db.session.rollback()


def test_without_a_contract_only_what_needs_none_can_be_applied_for(as_, cast):
    form = as_(cast.cadre).open(f"/projects/{cast.project.id}/payments/new")
    offered = [option["value"] for option in form.html.select('[name="kind"] option')]
    assert offered == [kind.value for kind in PaymentKind if kind not in BY_CONTRACT]
    form.press("申请付款", {"kind": "advance", "fen": "5", "purpose": "预付"}, expect=422)

    a_contract(cast)
    page = as_(cast.cadre).open(f"/projects/{cast.project.id}/payments/new").html
    assert page.select_one('[name="kind"] option')["value"] == "advance"


def test_an_award_is_offered_once_there_is_somebody_to_award_to(as_, cast):
    procurement = procuring.open_procurement(
        cast.project,
        method=Method.TOWN_PLATFORM,
        estimate_fen=80 * WAN,
        ceiling_fen=80 * WAN,
        announced_on=date(2022, 6, 1),
        by=cast.cadre,
    )
    db.session.commit()
    url = f"/procurements/{procurement.id}"
    assert "定标" not in as_(cast.cadre).open(url).links

    offer = {"firm": factories.a_firm().name, "fen": "79", "delivered_on": "2022-06-15"}
    as_(cast.cadre).open(f"{url}/bids/new").press("登记报价", offer)
    assert "定标" in as_(cast.cadre).open(url).links
