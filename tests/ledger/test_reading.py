"""Who reads what about money: the public page, the offices' pages, lists and the table file."""

import io
import zipfile
from datetime import date

import pytest

from govproj.core.db import db
from govproj.ledger.actions import bookings, contracting
from govproj.ledger.models import Payment
from govproj.ledger.states import PayeeAccount, PaymentKind, PaymentState
from tests import factories
from tests.ledger.things import (
    WAN,
    a_cast,
    a_change,
    a_contract,
    a_payment,
    a_settlement,
    an_application,
    an_asset,
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


def test_a_page_with_two_hundred_payments_and_forty_changes_asks_twelve_questions_at_most(
    as_, cast, statements
):
    source = funds(cast.project, cast.cadre)
    contract = a_contract(cast)
    for number in range(40):
        a_change(contract, cast.cadre, number=f"B-{number}", fen=10_000)
    first = a_payment(cast, source, fen=100_000)
    same = ("project_id", "village_id", "contract_id", "kind", "fen", "state", "chain", "applied_on", "payee")
    same += ("source_id", "paid_on", "receipt_number")
    copied = {name: getattr(first, name) for name in same}
    db.session.add_all(Payment(serial=number, **copied) for number in range(2, 201))
    db.session.commit()
    for person in (None, cast.cadre, cast.town):
        browser = as_(person)
        browser.open(f"/projects/{cast.project.id}/ledger")
        statements.clear()
        page = browser.open(f"/projects/{cast.project.id}/ledger")
        assert len(statements) <= 12
    assert "200" in page.rows()[-201]


def test_what_is_never_public_is_not_on_the_public_page(as_, cast):
    source = funds(cast.project, cast.cadre)
    a_contract(cast, payee="示例秘密账户")
    worker = paid_to_a_person(cast, source)
    bookings.book_labour(
        cast.project,
        worker="示例工人甲",
        worked_on=date(2022, 6, 1),
        hours=8,
        job="搬运",
        fen=22000,
        by=cast.cadre,
    )
    db.session.commit()

    for reader in (None, factories.a_villager(cast.village), factories.a_secretary()):
        page = as_(reader).open(f"/projects/{cast.project.id}/ledger").text
        assert "示例秘密账户" not in page
        assert worker not in page
        assert "示例工人甲" not in page
        assert "个人（不公开姓名）" in page
        assert "正在办的付款" not in page


def paid_to_a_person(cast, source) -> str:
    facts = {"payee": "示例小工乙", "payee_account": PayeeAccount.PERSON}
    a_payment(cast, source, kind=PaymentKind.LABOUR, fen=22_000, **facts)
    an_application(cast)
    return "示例小工乙"


def test_papers_and_signatures_are_for_those_in_office_and_the_lead(as_, cast):
    a_contract(cast)
    payment = an_application(cast)
    url = f"/payments/{payment.id}"

    for reader in (cast.lead, cast.supervisor, factories.a_town_inspector(cast.village.town)):
        as_(reader).open(url)
    for stranger in (factories.a_villager(cast.village), factories.a_cadre(), factories.an_admin()):
        as_(stranger).open(url, expect=404)


def test_the_ledger_of_a_village_is_filtered_and_paged(as_, cast):
    source = funds(cast.project, cast.cadre)
    a_contract(cast)
    for _ in range(51):
        an_application(cast, kind=PaymentKind.OTHER, fen=1_000, payee="示例店")
    a_payment(cast, source)
    url = f"/villages/{cast.village.id}/ledger"

    first = as_(cast.town).open(url)
    assert len(first.rows()) == 50
    assert len(as_(cast.town).open(first.links["下一页 →"]).rows()) == 2
    assert len(as_(cast.town).open(f"{url}?kind=progress&state=paid&month=2022-05").rows()) == 1
    assert "这里没有付款" in as_(cast.town).open(f"{url}?month=2021-01").main
    assert [o.text for o in first.html.select("[name=month] option")] == ["全部月份", "2022年5月"]
    assert "请从列出的里面选" in as_(cast.town).open(f"{url}?month=mai", expect=422).main
    as_(factories.a_cadre()).open(url, expect=403)


def test_the_table_file_takes_nothing_for_a_formula(as_, cast):
    source = funds(cast.project, cast.cadre)
    a_payment(cast, source, kind=PaymentKind.OTHER, payee='=HYPERLINK("http://x")')

    answer = as_(cast.town).open(f"/villages/{cast.village.id}/ledger.xlsx").response

    with zipfile.ZipFile(io.BytesIO(answer.data)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        assert "HYPERLINK" in book.read("xl/sharedStrings.xml").decode()
    assert "<f>" not in sheet
    assert "<v>100000</v>" in sheet
    assert "attachment" in answer.headers["Content-Disposition"]


def test_days_worked_and_goods_delivered_are_listed_with_the_moment_of_entering(as_, cast):
    as_(cast.cadre).open(f"/projects/{cast.project.id}/labour/new").press(
        "登记用工", {"worker": "示例工人甲", "worked_on": "2022-06-18", "job": "搬运", "fen": "贰佰贰拾元"}
    )
    as_(cast.cadre).open(f"/projects/{cast.project.id}/goods/new").press(
        "登记材料设备",
        {
            "item": "水泥",
            "supplier": "模型建材(虚构)",
            "arrived_on": "2022-06-19",
            "quantity_milli": "2.5",
            "unit": "吨",
            "unit_fen": "460元",
            "receivers": "示例甲、示例乙",
        },
    )

    page = as_(cast.supervisor).open(f"/projects/{cast.project.id}/bookings").main

    assert "示例工人甲" in page
    assert "220.00" in page
    assert "2022年6月20日" in page
    assert "1,150.00" in page


def test_the_desk_shows_what_waits_and_what_each_village_has_spent(as_, cast):
    source = funds(cast.project, cast.cadre)
    a_contract(cast)
    a_payment(cast, source)
    waiting = signed(an_application(cast), cast)

    desk = as_(cast.town).open("/ledger")

    assert waiting.state is PaymentState.APPROVED
    assert f"付款记账：{cast.project.name} 10.00 万元" in desk.main
    assert "10.00" in desk.rows()[0]
    assert cast.project.paid_fen == 10 * WAN


def test_what_the_books_hold_need_not_be_brought_to_the_file_again(as_, cast):
    def missing():
        main = as_(cast.cadre).open(f"/projects/{cast.project.id}/papers").main
        return main.split("还缺：")[1].split("。")[0]

    funds(cast.project, cast.cadre)
    contract = a_contract(cast, filed=False)
    assert "招采资料" not in missing()
    assert "合同" in missing(), "entered, and not filed yet"

    contracting.file(contract, filing_number="三资备1", on=date(2022, 1, 27), by=cast.town)
    db.session.commit()
    assert "合同" not in missing()
    assert "结算审定书" in missing()

    a_settlement(contract, cast)
    an_asset(cast.project)
    assert "结算审定书" not in missing()
    assert "资产卡片" not in missing()
