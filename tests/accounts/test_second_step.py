"""The second step of signing in: set up on a phone, asked for afterwards, lost and taken away."""

import re
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pyotp
import pytest
from sqlalchemy import select, update
from werkzeug.exceptions import NotFound

from govproj.accounts import actions, passwords, second_step
from govproj.accounts.actions import second_step as steps
from govproj.accounts.models import Office, RecoveryCode, Role, SecondStep, User
from govproj.core import dates
from govproj.core.db import db
from tests.factories import (
    a_county_inspector,
    a_party_member,
    a_secretary,
    a_town,
    a_town_admin,
    a_town_inspector,
    a_village,
    an_admin,
    last_audit_entry,
)

PASSWORD = "green-bamboo-1949"


@pytest.fixture
def clock(monkeypatch):
    """The machine's clock, to be put forward by half minutes, minutes or days."""

    class Clock:
        ahead = timedelta()

        def forward(self, **how):
            self.ahead += timedelta(**how)

    clock, real = Clock(), dates.machine_now
    for module in (dates, second_step, passwords):
        monkeypatch.setattr(module, "machine_now", lambda: real() + clock.ahead)
    return clock


@pytest.fixture
def village(app):
    return a_village("示例村")


@pytest.fixture
def inspector(village):
    return a_town_inspector(village.town, password_hash=passwords.hashed(PASSWORD))


class Phone:
    """What the person scanned."""

    def __init__(self, secret, clock):
        self.codes, self.clock = pyotp.TOTP(secret), clock

    @property
    def code(self) -> str:
        return self.codes.at(dates.machine_now())

    def next_code(self) -> str:
        self.clock.forward(seconds=30)
        return self.code


@pytest.fixture
def phone(inspector, clock, monkeypatch):
    """Already set up, without a walk through the pages and with two codes on paper: each takes long to hash."""
    monkeypatch.setattr(second_step, "RECOVERY_CODES", 2)
    step = SecondStep(user_id=inspector.id)
    steps.start(inspector, step)
    phone = Phone(second_step.text_of(step.pending, inspector.id), clock)
    phone.paper = steps.finish(inspector, step, phone.code)
    db.session.commit()
    return phone


def with_password(as_, person, expect=303):
    page = as_().open("/sign-in?next=/projects")
    return page.press("登录", {"username": person.username, "password": PASSWORD}, expect=expect)


def with_code(as_, person, code, expect=303):
    return with_password(as_, person).follow().press("登录", {"code": code}, expect=expect)


def test_an_inspector_sets_it_up_and_from_then_on_the_password_is_not_enough(as_, inspector, clock):
    browser = as_(inspector)
    page = browser.open("/account").browser.open("/account/second-step")
    page = page.press("开始设置", {"password": PASSWORD}).follow()
    secret = page.html.select_one("li code").text.replace(" ", "")
    assert page.html.select_one("main img")["src"].startswith("data:image/svg+xml")
    assert page.links["点这里打开动态码程序"] == second_step.address_of(step_of(inspector).pending, inspector)
    assert (
        with_password(as_, inspector).headers["Location"] == "/projects"
    )  # not before the phone has proved itself

    phone = Phone(secret, clock)
    codes = page.press("设好了", {"code": phone.code}, expect=200)
    assert codes.heading == "备用码"
    assert len(codes.rows(".codes li")) == second_step.RECOVERY_CODES
    assert last_audit_entry() == ("accounts.second_step_set_up", inspector.id)

    asked = with_password(as_, inspector).follow()
    assert asked.heading == "再填一个动态码"
    asked.browser.open("/workbench", expect=303)
    answer = asked.press("登录", {"code": phone.next_code()})
    assert answer.headers["Location"] == "/projects"
    answer.browser.open("/workbench")


def step_of(person) -> SecondStep:
    return db.session.scalars(select(SecondStep).where(SecondStep.user_id == person.id)).one()


def test_a_code_is_worth_nothing_a_second_time(as_, inspector, phone):
    code = phone.next_code()
    with_code(as_, inspector, code)

    page = with_code(as_, inspector, code, expect=422)
    assert "已经用过了" in " ".join(page.errors)
    phone.clock.forward(seconds=30)
    with_code(as_, inspector, code, expect=422)  # nor as that of the half minute before


def test_the_code_that_set_it_up_signs_nobody_in(as_, inspector, phone):
    with_code(as_, inspector, phone.code, expect=422)


def test_one_code_sent_twice_at_once_opens_one_session(app, inspector, phone):
    code, person_id = phone.next_code(), inspector.id
    db.session.rollback()

    def send(_):
        with app.app_context():
            accepted = second_step.accept_from_phone(db.session.get(User, person_id), code)
            db.session.commit()
            return accepted

    with ThreadPoolExecutor(4) as together:
        assert sorted(together.map(send, range(4))) == [False, False, False, True]


@pytest.mark.parametrize(("seconds", "status"), [(-30, 303), (60, 303), (-90, 422), (120, 422)])
def test_a_phone_may_be_half_a_minute_off_and_no_more(as_, inspector, phone, seconds, status):
    phone.clock.forward(minutes=5)
    moment = dates.machine_now()
    code = phone.codes.at(moment + timedelta(seconds=seconds - (30 if seconds > 0 else 0)))
    with_code(as_, inspector, code, expect=status)


def test_a_code_on_paper_stands_in_for_the_phone_once(as_, inspector, phone):
    page = with_code(as_, inspector, phone.paper[0].lower().replace("-", " ")).follow()
    assert "还剩 1 个" in page.notices
    assert last_audit_entry() == ("accounts.recovery_code_used", inspector.id)

    with_code(as_, inspector, phone.paper[0], expect=422)
    with_code(as_, inspector, phone.paper[1])


def test_wrong_codes_count_with_wrong_passwords_and_the_right_password_forgives_none(as_, inspector, phone):
    guesses = as_().open("/sign-in")
    for _ in range(passwords.TRIES_PER_ACCOUNT - 1):
        guesses.press("登录", {"username": inspector.username, "password": "guess"}, expect=422)
    with_code(as_, inspector, "000000", expect=422)
    with_password(as_, inspector, expect=429)


def test_while_the_code_page_is_open_codes_cannot_be_guessed_without_end(as_, inspector, phone):
    page = with_password(as_, inspector).follow()
    for _ in range(passwords.TRIES_PER_ACCOUNT):
        page.press("登录", {"code": "000000"}, expect=422)
    page.press("登录", {"code": phone.next_code()}, expect=429)


def test_a_thief_with_the_password_does_not_lock_the_owner_out(as_, inspector, phone):
    home = as_()
    home.client.environ_base["REMOTE_ADDR"] = "10.0.0.1"
    asked = (
        home.open("/sign-in").press("登录", {"username": inspector.username, "password": PASSWORD}).follow()
    )
    asked.press("登录", {"code": phone.next_code()})

    thief = with_password(as_, inspector).follow()
    for _ in range(passwords.TRIES_PER_ACCOUNT):
        thief.press("登录", {"code": "000000"}, expect=422)
    with_password(as_, inspector, expect=429)

    home.client.delete_cookie("session")
    asked = (
        home.open("/sign-in").press("登录", {"username": inspector.username, "password": PASSWORD}).follow()
    )
    asked.press("登录", {"code": phone.next_code()})


def test_half_a_session_opens_nothing_and_ends_soon(as_, inspector, phone):
    asked = with_password(as_, inspector).follow()
    with asked.browser.client.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = cookie["half"], True  # as if the cookie's key were known
    asked.browser.open("/workbench", expect=303)

    phone.clock.forward(minutes=11)
    assert asked.press("登录", {"code": phone.code}).headers["Location"] == "/sign-in?next=/projects"


def test_a_changed_password_ends_half_sessions_too(as_, inspector, phone):
    asked = with_password(as_, inspector).follow()
    actions.change_password(inspector, "another-bamboo-1950")
    db.session.commit()
    asked.press("登录", {"code": phone.next_code()})
    asked.browser.open("/workbench", expect=303)


def test_whoever_sits_at_an_open_browser_changes_nothing_without_password_and_code(as_, inspector, phone):
    page = as_(inspector).open("/account/second-step")
    for what in ("换一部手机", "换一份备用码"):
        page.press(what, {"password": "guess", "code": phone.next_code()}, expect=422)
        refused = page.press(what, {"password": PASSWORD, "code": "000000"}, expect=422)
        assert "码不对" in " ".join(refused.errors)
    assert step_of(inspector).pending is None


def test_a_new_phone_takes_over_only_when_it_has_shown_a_code(as_, inspector, phone):
    page = as_(inspector).open("/account/second-step")
    page = page.press("换一部手机", {"password": PASSWORD, "code": phone.next_code()}).follow()
    new = Phone(page.html.select_one("li code").text.replace(" ", ""), phone.clock)
    with_code(as_, inspector, phone.next_code())  # the old one still works

    page.press("设好了", {"code": "000000"}, expect=422)
    page.press("设好了", {"code": new.code}, expect=200)

    with_code(as_, inspector, phone.next_code(), expect=422)
    with_code(as_, inspector, new.next_code())
    with_code(as_, inspector, phone.paper[0], expect=422)  # the old list is void


def test_new_codes_on_paper_make_the_old_ones_void(as_, inspector, phone):
    page = as_(inspector).open("/account/second-step")
    answer = page.press("换一份备用码", {"password": PASSWORD, "code": phone.next_code()}, expect=200)
    with_code(as_, inspector, phone.paper[0], expect=422)
    with_code(as_, inspector, answer.rows(".codes li")[0])


def test_other_browsers_are_signed_out_when_it_is_set_up(as_, inspector, clock):
    elsewhere, here = as_(inspector), as_(inspector)
    page = here.open("/account/second-step").press("开始设置", {"password": PASSWORD}).follow()
    page.press(
        "设好了",
        {"code": Phone(page.html.select_one("li code").text.replace(" ", ""), clock).code},
        expect=200,
    )
    elsewhere.open("/workbench", expect=303)


# ---- who has to have one ----


def days_pass(days):
    due = db.session.execute(select(User.id, User.second_step_due_at)).all()
    for person_id, moment in due:
        if moment:
            earlier = moment - timedelta(days=days)
            db.session.execute(update(User).where(User.id == person_id).values(second_step_due_at=earlier))
    db.session.commit()


@pytest.mark.parametrize(
    ("somebody", "asked"),
    [
        (lambda **how: a_town_inspector(a_town(), **how), True),
        (lambda **how: a_county_inspector(a_town().county, **how), True),
        (lambda **how: a_town_admin(a_town(), **how), True),
        (an_admin, True),
        (a_secretary, False),
        (a_party_member, False),
    ],
)
def test_inspectors_and_whoever_keeps_accounts_have_days_of_grace_and_then_nothing_else(
    as_, village, somebody, asked
):
    person = somebody(password_hash=passwords.hashed(PASSWORD))
    browser = with_password(as_, person).browser
    assert ("请设置手机动态码" in browser.open("/workbench").main) is asked

    days_pass(15)
    answer = browser.open("/workbench", expect=303 if asked else 200)
    assert answer.headers.get("Location") == ("/account/second-step" if asked else None)
    browser.open("/")
    if asked:
        browser.open("/account/second-step").press("开始设置", {"password": PASSWORD})


def test_signing_in_again_does_not_put_off_the_day(as_, inspector):
    with_password(as_, inspector)
    days_pass(13)
    with_password(as_, inspector).browser.open("/workbench")
    days_pass(2)
    with_password(as_, inspector).browser.open("/workbench", expect=303)


def test_whoever_comes_into_such_an_office_has_the_days_from_then_on(as_, village):
    person = a_party_member(village, password_hash=passwords.hashed(PASSWORD))
    with_password(as_, person)
    days_pass(15)
    office = Office(role=Role.TOWN_INSPECTOR, town_id=village.town_id, user_id=person.id)
    db.session.add(office)
    db.session.commit()
    assert "请设置手机动态码" in with_password(as_, person).browser.open("/workbench").main


def test_a_site_may_leave_it_to_each_person(app, as_, inspector, monkeypatch, clock):
    monkeypatch.setitem(app.config, "SECOND_STEP_REQUIRED", False)
    browser = with_password(as_, inspector).browser
    days_pass(15)
    browser.open("/workbench")
    page = browser.open("/account/second-step").press("开始设置", {"password": PASSWORD}).follow()
    phone = Phone(page.html.select_one("li code").text.replace(" ", ""), clock)
    page.press("设好了", {"code": phone.code}, expect=200)

    page = browser.open("/account/second-step")
    page.press("关掉手机动态码", {"password": PASSWORD, "code": phone.next_code()})
    assert with_password(as_, inspector).headers["Location"] == "/projects"


def test_where_the_office_asks_for_it_it_cannot_be_turned_off(as_, inspector, phone):
    page = as_(inspector).open("/account/second-step")
    assert "关掉手机动态码" not in page.buttons
    typed = {"password": PASSWORD, "code": phone.next_code(), "what": "turn_off"}
    page.browser.send("/account/second-step/change", typed, expect=409)
    assert with_password(as_, inspector).headers["Location"] == "/sign-in/code"


def test_a_demo_asks_nobody(app, inspector, phone, monkeypatch):
    """Its accounts are everybody's."""
    monkeypatch.setitem(app.config, "DEMO", True)
    assert not second_step.asked_of(inspector)
    assert not second_step.required_of(inspector)
    with pytest.raises(NotFound):
        second_step.own_or_404(inspector)


# ---- lost ----


def test_an_administrator_takes_a_lost_one_away_and_the_next_is_due_at_once(as_, inspector, phone):
    admin = an_admin()
    signed_in = as_(inspector)
    page = as_(admin).open(f"/users/{inspector.id}")
    page.press("取消手机动态码")

    assert last_audit_entry() == ("accounts.second_step_reset", admin.id)
    signed_in.open("/workbench", expect=303)
    browser = with_password(as_, inspector).browser
    assert browser.open("/workbench", expect=303).headers["Location"] == "/account/second-step"
    assert not db.session.scalars(select(RecoveryCode)).all()


def test_nobody_takes_away_his_own(as_, village):
    admin = an_admin()
    as_(admin).send(f"/users/{admin.id}/reset-second-step", expect=403)


def test_the_last_administrator_comes_back_through_the_shell(app, as_, inspector, phone):
    done = app.test_cli_runner().invoke(args=["reset-totp", inspector.username])
    assert done.exit_code == 0, done.output
    assert last_audit_entry() == ("accounts.second_step_reset", None)
    assert with_password(as_, inspector).headers["Location"] == "/projects"
    assert app.test_cli_runner().invoke(args=["reset-totp", "nobody-here"]).exit_code == 1


# ---- what a copy of the database is worth ----


def test_neither_secret_nor_codes_lie_open_in_the_database(app, inspector, phone):
    step = step_of(inspector)
    secret = second_step._opened(step.sealed, inspector.id)
    assert secret not in step.sealed
    assert pyotp.TOTP(second_step.text_of(step.sealed, inspector.id)).secret == phone.codes.secret
    kept = b"".join(db.session.scalars(select(RecoveryCode.code_hash)))
    assert not any(code.replace("-", "").encode() in kept for code in phone.paper)
    key = Path(app.instance_path) / "keys" / "second-step.key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert key.read_bytes() not in step.sealed


def test_a_secret_moved_to_somebody_else_s_row_opens_nothing(as_, village, inspector, phone):
    other = a_town_inspector(village.town, password_hash=passwords.hashed(PASSWORD))
    mine = step_of(inspector)
    db.session.add(SecondStep(user_id=other.id, salt=mine.salt, sealed=mine.sealed))
    other.second_step_since = dates.machine_now()
    db.session.commit()
    with_code(as_, other, phone.next_code(), expect=422)


def test_without_the_site_s_key_the_codes_on_paper_still_work(app, as_, inspector, phone):
    key = Path(app.instance_path) / "keys" / "second-step.key"
    kept = key.read_bytes()
    try:
        key.write_bytes(bytes(32))
        with_code(as_, inspector, phone.next_code(), expect=422)
        with_code(as_, inspector, phone.paper[0])
    finally:
        key.write_bytes(kept)


def test_the_log_holds_no_code_and_no_secret(app, as_, inspector, phone):
    from govproj.core.audit import AuditEntry

    with_code(as_, inspector, phone.paper[0])
    said = " ".join(filter(None, db.session.scalars(select(AuditEntry.content))))
    assert phone.codes.secret not in said
    assert not re.search("|".join(phone.paper), said)
