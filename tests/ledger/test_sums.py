"""Money adds up, whatever people do in whatever order."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from govproj.core import dates, numerals
from govproj.core.db import db
from govproj.core.workflow import MoveRefused
from govproj.ledger.actions import funding, paying
from govproj.ledger.actions.funding import SourceLine
from govproj.ledger.limits import ahead_of_work
from govproj.ledger.models import FundReceipt, FundSource, Payment
from govproj.ledger.models.settlement import Settlement
from govproj.ledger.queries.books import lines_of, sources_of
from govproj.ledger.queries.reading import Line, by_month
from govproj.ledger.states import PaymentKind, PaymentState, SourceKind
from govproj.ledger.tiers import is_enough, tier_of
from govproj.projects.models import Method, State
from govproj.villages.rules import DEFAULTS
from tests.ledger.things import WAN, a_cast, an_application, signed

FEW = settings(
    max_examples=12, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
FEN = st.integers(1, 90 * WAN)


@pytest.fixture(autouse=True)
def _june(on_day):
    with on_day("2022-06-20"):
        yield


# ---- amounts as people write them ----


@settings(max_examples=300, deadline=None, database=None, derandomize=True)
@given(st.integers(0, 10**14))
def test_capitals_say_the_amount_and_are_understood_again(fen):
    assert numerals.fen_from_text(numerals.capitals(fen)) == fen


@settings(max_examples=200, deadline=None, database=None, derandomize=True)
@given(st.integers(0, 10**12))
def test_yuan_with_separators_and_full_width_digits_are_understood(fen):
    text = f"{fen // 100:,}.{fen % 100:02}元"
    full_width = text.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789.,"})
    assert numerals.fen_from_text(text) == numerals.fen_from_text(full_width) == fen


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("１２．５", 12_5000_00),
        ("12。5 万元", 12_5000_00),
        ("1,200元", 1200_00),
        ("￥460", 460_00),
        ("壹拾贰万叁仟", 12_3000_00),
        ("十二万三千", 12_3000_00),
        ("十二万三千元五角", 12_3000_50),
        ("人民币壹万圆整", 1_0000_00),
        ("3万5千", 3_5000_00),
        ("一亿零五十元", 1_0000_0050_00),
        ("十二点五万", 12_5000_00),
        ("两万零三元", 2_0003_00),
        ("伍角", 50),
    ],
)
def test_amounts_as_they_are_written(text, fen):
    assert numerals.fen_from_text(text) == fen


@pytest.mark.parametrize(
    "text", ["", "abc", "两万三", "三百五元", "万", "一二三", "1e5", "长" * 500, "1" * 20]
)
def test_what_could_mean_two_things_or_nothing_is_no_amount(text):
    with pytest.raises(numerals.NoAmount):
        numerals.fen_from_text(text)


def test_a_bare_chinese_number_needs_its_unit_and_nothing_is_rounded():
    with pytest.raises(numerals.NoUnit):
        numerals.fen_from_text("三百")
    with pytest.raises(numerals.TooFine):
        numerals.fen_from_text("0.0000001")


# ---- sums ----


@FEW
@given(st.lists(FEN, min_size=1, max_size=5), st.lists(FEN, min_size=1, max_size=5))
def test_sources_and_budget_lines_always_add_up_to_the_budget(site, sources, lines):
    app, reset = site
    with app.app_context():
        reset()
        cast = a_cast(budget_fen=None, state=State.DRAFT)
        wanted = [SourceLine(f"来源{n}", SourceKind.OWN, fen) for n, fen in enumerate(sources)]
        parts = [(f"分项{n}", fen) for n, fen in enumerate(lines)]
        even = sum(sources) == sum(lines)
        try:
            funding.plan(cast.project, sources=wanted, lines=parts, by=cast.cadre)
            accepted = True
        except MoveRefused:
            db.session.rollback()
            accepted = False
        assert accepted == even
        lines[-1] += sum(sources) - sum(lines)
        if lines[-1] > 0:
            parts = [(f"分项{n}", fen) for n, fen in enumerate(lines)]
            funding.plan(cast.project, sources=wanted, lines=parts, by=cast.cadre)
            db.session.flush()
        kept = sum(s.fen for s in sources_of(cast.project.id)), sum(x.fen for x in lines_of(cast.project.id))
        assert kept[0] == kept[1] == (cast.project.budget_fen or 0)
        db.session.rollback()


ACTS = st.lists(st.tuples(st.sampled_from(["receive", "pay", "reverse", "take back"]), FEN), max_size=12)


@FEW
@given(ACTS)
def test_the_balance_is_what_came_in_less_what_went_out_and_never_below_zero(site, acts):
    app, reset = site
    with app.app_context():
        reset()
        cast = a_cast()
        funding.plan(
            cast.project,
            sources=[SourceLine("自有", SourceKind.OWN, 86 * WAN)],
            lines=[("工程", 86 * WAN)],
            by=cast.cadre,
        )
        db.session.commit()
        source = sources_of(cast.project.id)[0]
        for verb, fen in acts:
            try:
                _do(verb, fen, cast, source)
                db.session.commit()
            except MoveRefused:
                db.session.rollback()
            received = _sum(FundReceipt.fen, FundReceipt.source_id == source.id)
            paid = _sum(Payment.fen, Payment.source_id == source.id, Payment.state == PaymentState.PAID)
            row = db.session.get(FundSource, source.id, populate_existing=True)
            assert (row.received_fen, row.paid_fen) == (received, paid)
            assert 0 <= paid <= received <= row.fen
            assert cast.project.paid_fen == paid


def _sum(column, *where) -> int:
    return int(db.session.scalar(select(func.coalesce(func.sum(column), 0)).where(*where)))


def _do(verb, fen, cast, source):
    day = date(2022, 6, 1)
    if verb == "receive":
        funding.receive(source, fen=fen, on=day, voucher="1", by=cast.town)
    elif verb == "pay":
        payment = signed(an_application(cast, kind=PaymentKind.OTHER, fen=fen, on=day, payee="示例店"), cast)
        paying.pay(payment, source=source, receipt_number="1", by=cast.town)
    elif verb == "reverse":
        paid = db.session.scalars(
            select(Payment).where(Payment.state == PaymentState.PAID, Payment.fen > 0)
        ).all()
        if paid:
            paying.reverse(paid[fen % len(paid)], reason="错", by=cast.town)
    else:
        receipts = db.session.scalars(select(FundReceipt).where(FundReceipt.fen > 0)).all()
        if receipts:
            funding.reverse_receipt(receipts[fen % len(receipts)], reason="错", by=cast.town)


def test_the_database_itself_keeps_the_balance(app):
    cast = a_cast()
    county_id = cast.village.town.county_id
    source = FundSource(
        project_id=cast.project.id, county_id=county_id, name="自有", kind=SourceKind.OWN, fen=10
    )
    source.received_fen, source.paid_fen = 5, 6
    db.session.add(source)
    with pytest.raises(Exception, match="balance_not_negative"):
        db.session.flush()
    db.session.rollback()


@given(st.lists(st.tuples(st.integers(0, 800), st.integers(-5, 9)), max_size=30))
def test_months_add_up_to_everything(paid):
    rows = sorted((date(2021, 1, 1) + timedelta(days=days), fen) for days, fen in paid)
    lines = [
        Line(1, 1, PaymentKind.OTHER, fen, PaymentState.PAID, day, day, "", None, 1) for day, fen in rows
    ]
    months = by_month(lines)
    assert sum(month.fen for month in months) == sum(fen for _day, fen in rows)
    assert not months or months[-1].total_fen == sum(fen for _day, fen in rows)
    assert [month.month for month in months] == sorted({dates.month_of(day) for day, _fen in rows})


# ---- rates and tiers ----


@pytest.mark.parametrize(
    ("submitted", "reviewed", "rate"),
    [(18_120_000, 17_900_000, "1.21"), (83 * WAN, 82_300_000, "0.84"), (100, 100, "0.00"), (8, 7, "12.50")],
)
def test_the_reduction_rate_is_half_up_with_two_decimals(submitted, reviewed, rate):
    assert str(Settlement(submitted_fen=submitted, reviewed_fen=reviewed).reduction_rate) == rate


def test_how_far_payments_run_ahead_is_counted_in_points():
    assert str(ahead_of_work(61_880_000, 88_400_000, 56)) == "14.0"
    assert str(ahead_of_work(49_380_000, 82_300_000, 80)) == "-20.0"


@pytest.mark.parametrize(
    ("fen", "method"),
    [
        (999_999, Method.DIRECT),
        (1_000_000, Method.INQUIRY),
        (19_400_000, Method.VILLAGE_COMPARISON),
        (20_000_000, Method.TOWN_PLATFORM),
        (399_999_999, Method.TOWN_PLATFORM),
        (400_000_000, Method.STATUTORY_TENDER),
    ],
)
def test_an_amount_on_the_line_belongs_to_the_stricter_way(fen, method):
    tier = tier_of(fen, DEFAULTS["tender.tiers"])
    assert tier.method is method
    assert is_enough(Method.STATUTORY_TENDER, tier.method)
