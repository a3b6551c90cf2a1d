"""Who signs, in which order, and what happens when two press at once."""

import threading
from datetime import date

import pytest
from sqlalchemy import select

from govproj.accounts.models import Office, Post, Role
from govproj.core.db import db
from govproj.core.workflow import MoveRefused
from govproj.ledger.actions import paying
from govproj.ledger.chain import chain
from govproj.ledger.models import FundSource, Payment, PaymentAct
from govproj.ledger.states import ActKind, PaymentKind, PaymentState, Seat
from tests import factories
from tests.ledger.things import WAN, a_cast, a_contract, a_payment, an_application, funds, signed
from tests.pages import Browser

D, J, M, S = Seat.DIRECTOR, Seat.SUPERVISION, Seat.TOWN, Seat.SECRETARY


@pytest.fixture(autouse=True)
def _june(on_day):
    with on_day("2022-06-20"):
        yield


@pytest.fixture
def cast(app):
    cast = a_cast()
    a_contract(cast)
    return cast


@pytest.mark.parametrize(
    ("order", "one_man", "seats"),
    [
        (["director", "supervision", "town", "secretary"], False, [D, J, M, S]),
        (["secretary", "director", "town"], False, [D, M, S]),
        (["director", "secretary"], False, [D, S]),
        (["director", "secretary"], True, [J, M, S]),
        (["town", "director", "supervision", "secretary"], True, [M, J, S]),
        (["nobody", "director", "director"], False, [D, S]),
    ],
)
def test_the_order_is_a_local_rule_and_the_secretary_always_comes_last(order, one_man, seats):
    assert chain(order, one_man=one_man) == seats


def test_who_is_director_and_secretary_signs_once_behind_the_committee_and_the_town(app, as_):
    cast = a_cast()
    cast.secretary.offices.append(Office(role=Role.CADRE, post=Post.DIRECTOR, village_id=cast.village.id))
    db.session.commit()
    a_contract(cast)

    payment = an_application(cast)

    assert payment.seats == [J, M, S]
    for person in (cast.supervisor, cast.town, cast.secretary):
        as_(person).open(f"/payments/{payment.id}").press("签字同意")
    db.session.refresh(payment)
    assert payment.state is PaymentState.APPROVED
    assert len({act.by_id for act in payment.signatures}) == 3


def test_without_a_director_nobody_can_ask_for_money(app):
    cast = a_cast()
    cast.director.offices[0].post = None
    db.session.commit()
    a_contract(cast)
    with pytest.raises(MoveRefused, match="还没有登记村委会主任"):
        an_application(cast)
    db.session.rollback()


def test_nobody_signs_out_of_turn_or_twice(cast, as_):
    payment = an_application(cast)
    url = f"/payments/{payment.id}/sign"

    assert "您没有权限签字同意" in as_(cast.secretary).send(url, expect=409).main
    as_(cast.director).open(f"/payments/{payment.id}").press("签字同意")
    assert "您没有权限签字同意" in as_(cast.director).send(url, expect=409).main
    as_(cast.cadre).send(url, expect=403)


def test_a_director_who_applied_himself_cannot_sign(cast, as_):
    payment = paying.apply(cast.project, kind=PaymentKind.PROGRESS, fen=WAN, purpose="x", by=cast.director)
    db.session.commit()

    assert "签字同意" not in as_(cast.director).open(f"/payments/{payment.id}").buttons
    with pytest.raises(MoveRefused, match="没有权限"):
        paying.sign(payment, by=cast.director)
    db.session.rollback()


def test_the_lead_of_a_project_does_not_sign_for_it(app):
    cast = a_cast()
    a_contract(cast)
    cast.project.lead_id = cast.supervisor.id
    db.session.commit()
    payment = signed(an_application(cast), cast, but=3)
    with pytest.raises(MoveRefused, match="没有权限"):
        paying.sign(payment, by=cast.supervisor)
    db.session.rollback()


def test_what_is_sent_back_is_corrected_and_signed_anew(cast, as_):
    payment = signed(an_application(cast), cast, but=2)
    page = as_(cast.town).open(f"/payments/{payment.id}")
    assert "请写明理由" in page.press("退回", expect=409).main
    page.press("退回", {"note": "发票金额不符"})
    assert f"付款被退回，请改正：{cast.project.name}" in as_(cast.cadre).open("/workbench").main

    form = as_(cast.cadre).open(f"/payments/{payment.id}/correct")
    form.press("改正付款申请", {"fen": "9", "invoice": "FP-2"})

    db.session.refresh(payment)
    assert (payment.fen, payment.round, payment.next_seat) == (9 * WAN, 2, D)
    assert payment.signatures == []
    assert "发票金额不符" in as_(cast.supervisor).open(f"/payments/{payment.id}").main


def test_a_correction_keeps_its_payee_or_names_another(cast, as_):
    payment = an_application(cast, kind=PaymentKind.OTHER, payee="示例店")
    paying.send_back(payment, reason="写错了", by=cast.secretary)
    db.session.commit()
    form = as_(cast.cadre).open(f"/payments/{payment.id}/correct")

    assert "请填写收款人" in form.press("改正付款申请", {"payee": ""}, expect=422).main
    form.press("改正付款申请", {"payee": "示例铺"})

    db.session.refresh(payment)
    assert payment.payee == "示例铺"


def test_an_application_is_withdrawn_by_whoever_made_it(cast, as_):
    payment = an_application(cast)
    as_(cast.cadre).open(f"/payments/{payment.id}").press("撤回申请", {"note": "重复了"})
    db.session.refresh(payment)
    assert payment.state is PaymentState.WITHDRAWN


def test_two_members_press_at_once_and_the_second_reads_who_was_first(cast, as_):
    payment = signed(an_application(cast), cast, but=3)
    other = factories.a_supervisor(cast.village)
    mine, theirs = (as_(who).open(f"/payments/{payment.id}") for who in (other, cast.supervisor))

    theirs.press("签字同意")
    late = mine.press("签字同意", expect=409)

    assert f"{cast.supervisor.name}刚刚已经签字同意" in late.main
    acts = select(PaymentAct).where(PaymentAct.kind == ActKind.SIGNED, PaymentAct.seat == J)
    assert len(db.session.scalars(acts).all()) == 1


def at_once(app, *asks) -> list[int]:
    """Each of (person, address, fields) in a thread of its own, at the same moment; the answers' codes."""
    start, codes = threading.Barrier(len(asks)), []
    browsers = [(Browser(app, person), url, fields) for person, url, fields in asks]
    ready = [(b, url, {**fields, "csrf_token": b.token()}) for b, url, fields in browsers]
    db.session.remove()

    def press(browser, url, data):
        start.wait()
        with app.app_context():
            codes.append(browser.client.post(url, data=data).status_code)

    threads = [threading.Thread(target=press, args=one) for one in ready]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(codes)


def test_of_two_requests_at_the_same_moment_one_signs(app, cast):
    payment = signed(an_application(cast), cast, but=3)
    other = factories.a_supervisor(cast.village)
    url, version = f"/payments/{payment.id}/sign", str(payment.version)

    codes = at_once(app, *((who, url, {"version": version}) for who in (cast.supervisor, other)))

    assert codes == [303, 409]


def test_of_two_bookings_at_the_same_moment_one_gets_the_money(app, cast):
    source = funds(cast.project, cast.cadre, received=15 * WAN)
    first, second = (signed(an_application(cast), cast) for _ in range(2))
    fields = {"source_id": str(source.id), "on": "2022-06-20", "receipt_number": "HD"}
    number = source.id

    codes = at_once(app, *((cast.town, f"/payments/{p.id}/pay", fields) for p in (first, second)))

    assert codes == [303, 422]
    assert db.session.get(FundSource, number).balance_fen == 5 * WAN
    assert len(db.session.scalars(select(Payment).where(Payment.state == PaymentState.PAID)).all()) == 1


def test_the_slip_has_the_sum_in_capitals_and_a_line_for_every_signature(cast, as_):
    source = funds(cast.project, cast.cadre)
    payment = a_payment(cast, source, fen=10_5000_05, on=date(2022, 5, 18))

    page = as_(cast.town).open(f"/payments/{payment.id}/slip")

    assert "壹拾万伍仟元零伍分" in page.text
    for seat in (D, J, M, S):
        assert str(seat.label) in page.text
