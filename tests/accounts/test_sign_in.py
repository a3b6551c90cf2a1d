"""Signing in: who gets in, who is slowed down, and what a cookie is worth afterwards."""

from datetime import timedelta

import pytest
from flask import request, session
from sqlalchemy import select, update

from govproj import create_app
from govproj.accounts import actions, passwords
from govproj.accounts.models import Role, SignInSession
from govproj.core import dates
from govproj.core.db import db
from govproj.demo.accounts import Listed, ListedVillage
from tests.factories import a_party_member, a_secretary, a_town, a_town_inspector, a_village, somebody
from tests.pages import Browser

PASSWORD = "green-bamboo-1949"
A_KEY = "a-key-for-tests-0123456789-abcdefghijklmnop"


@pytest.fixture
def secretary(app):
    return a_secretary(password_hash=passwords.hashed(PASSWORD))


def sign_in(as_, username, password, expect=303):
    return as_().open("/sign-in").press("登录", {"username": username, "password": password}, expect=expect)


def test_a_secretary_signs_in_and_lands_on_the_workbench(as_, secretary):
    answer = sign_in(as_, secretary.username, PASSWORD)

    assert answer.headers["Location"] == "/workbench"
    assert answer.follow().heading == "今天要办"


def test_a_wrong_password_and_an_unknown_name_read_the_same(as_, secretary):
    wrong = sign_in(as_, secretary.username, "red-bamboo", expect=422)
    unknown = sign_in(as_, "nobody", "red-bamboo", expect=422)

    assert wrong.errors == unknown.errors
    assert "用户名或密码不对" in wrong.text


def test_a_guesser_is_stopped_after_ten_tries_and_the_owner_elsewhere_is_not(as_, secretary):
    home, stranger = as_(), as_()
    home.client.environ_base["REMOTE_ADDR"] = "10.0.0.1"
    stranger.client.environ_base["REMOTE_ADDR"] = "10.0.0.2"
    right = {"username": secretary.username, "password": PASSWORD}
    home.open("/sign-in").press("登录", right)

    for _ in range(10):
        stranger.open("/sign-in").press("登录", {**right, "password": "guess"}, expect=422)

    assert "尝试次数太多" in stranger.open("/sign-in").press("登录", right, expect=429).text
    home.client.delete_cookie("session")
    home.open("/sign-in").press("登录", right)


def test_after_sign_out_the_old_cookie_opens_nothing(as_, secretary):
    browser = as_(secretary)
    cookie = browser.client.get_cookie("session").value
    browser.open("/workbench").press("退出", within="header")

    browser.client.set_cookie("session", cookie)

    assert browser.open("/workbench", expect=303).headers["Location"].startswith("/sign-in")


def test_after_a_change_of_password_the_other_browsers_are_out(as_, secretary):
    other, mine = as_(secretary), as_(secretary)

    actions.change_password(secretary, "another-bamboo")
    db.session.commit()

    other.open("/workbench", expect=303)
    mine.open("/workbench")


def test_a_disabled_account_is_out_at_once(as_, secretary):
    browser = as_(secretary)

    secretary.disabled_at = dates.machine_now()
    db.session.commit()

    browser.open("/workbench", expect=303)


def test_an_office_that_is_over_opens_nothing_in_a_browser_that_is_still_open(as_, secretary):
    office = secretary.offices[0]
    browser, url = as_(secretary), f"/villages/{office.village_id}/work-items/new"
    browser.open(url)

    office.until = dates.today() - timedelta(days=1)
    db.session.commit()

    assert browser.client.get(url).status_code in {403, 404}
    assert "新建账号" not in browser.open("/workbench").main


@pytest.mark.parametrize(("minutes", "status"), [(29, 200), (31, 303)])
def test_an_official_is_signed_out_after_half_an_hour_of_silence(as_, secretary, minutes, status):
    browser = as_(secretary)
    _last_seen(minutes)

    browser.open("/workbench", expect=status)


def test_a_party_member_may_pause_longer_but_not_beyond_twelve_hours(as_):
    browser = as_(a_party_member())
    _last_seen(120)
    browser.open("/workbench")

    db.session.execute(
        update(SignInSession).values(started_at=dates.machine_now() - timedelta(hours=12, minutes=1))
    )
    db.session.commit()

    browser.open("/workbench", expect=303)


def _last_seen(minutes):
    db.session.execute(update(SignInSession).values(seen_at=dates.machine_now() - timedelta(minutes=minutes)))
    db.session.commit()


def test_the_database_holds_no_token_that_would_open_a_session(as_, secretary):
    as_(secretary)
    assert secretary.token not in db.session.scalars(select(SignInSession.token_hash)).all()


@pytest.mark.parametrize(
    "elsewhere", ["//evil.example", "/\\evil.example", "https://evil.example", "/\tx", "/nowhere"]
)
def test_signing_in_never_leads_off_the_site(as_, secretary, elsewhere):
    page = as_().open("/sign-in")
    answer = page.press("登录", {"username": secretary.username, "password": PASSWORD, "next": elsewhere})

    assert answer.headers["Location"] == "/workbench"


def test_signing_in_leads_back_to_where_one_was_sent_from(as_, secretary, app):
    away = app.test_client().get("/workbench").headers["Location"]
    browser = Browser(app)
    answer = browser.open(away).press("登录", {"username": secretary.username, "password": PASSWORD})

    assert answer.headers["Location"] == "/workbench"


def test_an_inspector_of_the_town_reaches_all_its_villages_and_no_other(app):
    town = a_town()
    near, far = a_village(town=town), a_village()
    inspector = a_town_inspector(town)

    assert inspector.inspects(near.id)
    assert not inspector.inspects(far.id)
    assert inspector.scope == (near.id,)


def test_an_office_reaches_only_as_long_as_it_is_held(app, on_day):
    village = a_village()
    with on_day("2022-06-20"):
        from govproj.accounts.models import Office

        former = somebody(
            Office(role=Role.SECRETARY, village_id=village.id, until=dates.date(2022, 6, 19)),
            Office(role=Role.CADRE, village_id=village.id, since=dates.date(2022, 6, 20)),
        )
        assert not former.is_secretary_of(village.id)
        assert former.is_cadre_of(village.id)


def test_one_press_on_a_listed_account_signs_into_the_demo(app, as_, monkeypatch):
    known = somebody(password_hash=passwords.hashed("demo2022"))
    listed = [
        ListedVillage("马家弄村", [Listed("lead", "徐海荣", "党员")], [Listed(known.username, "方", "党员")])
    ]
    monkeypatch.setitem(app.extensions, "demo_accounts", lambda: listed)

    page = as_().open("/sign-in?next=/projects")
    assert "更多账号" in page.main
    assert page.press(known.username).headers["Location"] == "/projects"


def test_a_real_site_offers_no_account(as_):
    assert as_().open("/sign-in").buttons == ["登录"]


def test_a_cookie_planted_before_signing_in_is_worth_nothing_afterwards(as_, secretary):
    browser = as_()
    browser.open("/sign-in")
    with browser.client.session_transaction() as planted:
        planted["planted"] = "x"
        token = planted["csrf_token"]
    browser.open("/sign-in").press("登录", {"username": secretary.username, "password": PASSWORD})

    with browser.client.session_transaction() as kept:
        assert "planted" not in kept
        assert kept.get("csrf_token") != token


def test_under_https_the_cookie_travels_no_other_way(tmp_path):
    """Named so that no neighbouring site can set it, and out of reach of scripts."""
    behind = create_app(tmp_path, HTTPS=True, TESTING=True, SECRET_KEY=A_KEY, PROXY_HOPS=1)
    assert behind.config["SESSION_COOKIE_SECURE"]
    with behind.test_request_context(base_url="https://localhost"):
        answer = behind.response_class()
        session["x"] = 1
        behind.session_interface.save_session(behind, session, answer)
        cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-session=")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert "Domain" not in cookie


@pytest.mark.parametrize(("hops", "seen"), [(0, "127.0.0.1"), (1, "10.9.9.9")])
def test_an_address_a_client_claims_is_believed_only_behind_a_proxy(tmp_path, hops, seen):
    """Or whoever guesses passwords would come from another address each time."""
    site = create_app(tmp_path, TESTING=True, SECRET_KEY=A_KEY, PROXY_HOPS=hops)
    addresses = []
    site.before_request_funcs.setdefault(None, []).insert(
        0, lambda: addresses.append(request.remote_addr) or "x"
    )
    site.test_client().get("/", headers={"X-Forwarded-For": "10.1.1.1, 10.9.9.9"})
    assert addresses == [seen]
