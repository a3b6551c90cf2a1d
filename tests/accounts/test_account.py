"""One's own account: the password, other browsers, declared relatives."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from govproj.accounts import passwords
from govproj.accounts.models import DeclaredRelative, SignInSession
from govproj.core import dates
from govproj.core.db import db
from tests.factories import (
    a_party_member,
    a_secretary,
    a_supervisor,
    a_town_inspector,
    a_village,
    an_admin,
    last_audit_entry,
    saved,
)
from tests.villages.things import a_resident

PASSWORD = "green-bamboo-1949"
NEW = {"current": PASSWORD, "new": "white-crane-1950", "again": "white-crane-1950"}
COUSIN = {"name": "示例亲", "relation": "子女", "occupation": "样板建设(虚构)"}


@pytest.fixture
def secretary(app):
    return a_secretary(a_village("示例村"), password_hash=passwords.hashed(PASSWORD))


def relatives() -> list[DeclaredRelative]:
    return db.session.scalars(select(DeclaredRelative).order_by(DeclaredRelative.id)).all()


def test_the_account_shows_who_one_is_and_where_one_holds_office(as_, secretary):
    page = as_(secretary).open("/account")
    assert secretary.username in page.main
    assert "村党组织书记 · 示例村" in page.main


def test_the_workbench_leads_to_the_account(as_, secretary):
    assert as_(secretary).open("/workbench").links["我的账号"] == "/account"


# ---- the password ----


def test_a_new_password_opens_the_site_and_ends_the_other_browsers(as_, secretary):
    other, mine = as_(secretary), as_(secretary)
    mine.open("/account").press("改密码", NEW)

    assert passwords.matches(secretary, NEW["new"])
    assert last_audit_entry() == ("accounts.password_changed", secretary.id)
    other.open("/workbench", expect=303)
    mine.open("/workbench")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"current": "wrong"}, "现在的密码不对"),
        ({"again": "another"}, "两次填写的新密码不一样"),
        ({"new": "short", "again": "short"}, "至少 8 个字符"),
        ({"new": PASSWORD, "again": PASSWORD}, "不一样"),
    ],
)
def test_a_password_that_cannot_be_is_refused(as_, secretary, typed, says):
    page = as_(secretary).open("/account").press("改密码", {**NEW, **typed}, expect=422)
    assert says in " ".join(page.errors)
    assert passwords.matches(secretary, PASSWORD)


def test_at_an_open_browser_the_password_cannot_be_guessed(as_, secretary):
    page = as_(secretary).open("/account")
    for _ in range(passwords.TRIES_PER_ACCOUNT):
        page.press("改密码", {**NEW, "current": "guess"}, expect=422)
    page.press("改密码", NEW, expect=429)


def test_a_password_somebody_else_has_seen_opens_nothing_until_it_is_changed(as_, secretary):
    secretary.must_change_password = True
    db.session.commit()
    browser = as_(secretary)

    for closed in ("/workbench", f"/villages/{secretary.offices[0].village_id}/settings"):
        assert browser.open(closed, expect=303).headers["Location"] == "/account"
    browser.open("/")  # what is public stays public
    page = browser.open("/account")
    assert "请先改成只有自己知道的" in page.notices
    page.press("改密码", NEW)
    browser.open("/workbench")


# ---- other browsers ----


def test_other_browsers_are_listed_and_can_be_signed_out(as_, secretary):
    other, mine = as_(secretary), as_(secretary)

    page = mine.open("/account")
    assert len(page.rows("#elsewhere ~ ul li")) == 1
    page.press("退出别处的登录")

    other.open("/workbench", expect=303)
    assert "现在只在这里登录" in mine.open("/account").main


def test_a_browser_that_has_idled_out_is_not_listed(as_, secretary):
    as_(secretary)
    ages = dates.machine_now() - timedelta(minutes=31)
    db.session.execute(update(SignInSession).values(seen_at=ages))
    db.session.commit()
    assert "现在只在这里登录" in as_(secretary).open("/account").main


# ---- relatives ----


def test_a_relative_is_declared_and_withdrawn_but_not_erased(as_, secretary, on_day):
    browser = as_(secretary)
    with on_day("2022-05-01"):
        page = browser.open("/account/relatives/new").press("申报近亲属", COUSIN).follow()
        assert "示例亲" in page.main
        assert last_audit_entry() == ("accounts.relative_declared", secretary.id)
    with on_day("2022-06-01"):
        page = browser.open("/declarations").press("撤下 示例亲").follow()

    assert "示例亲" not in page.main
    assert last_audit_entry() == ("accounts.relative_ended", secretary.id)
    (kept,) = relatives()
    assert (kept.declared_on, kept.ended_on) == (dates.date(2022, 5, 1), dates.date(2022, 6, 1))


def test_withdrawing_twice_finds_nothing_the_second_time(as_, secretary):
    page = as_(secretary).open("/account/relatives/new").press("申报近亲属", COUSIN).follow()
    page.press("撤下 示例亲")
    page.press("撤下 示例亲", expect=404)


def test_nobody_sees_or_ends_somebody_else_s_declaration(as_, secretary):
    theirs = saved(DeclaredRelative(user_id=a_supervisor().id, name="别人亲", relation="配偶"))

    assert "别人亲" not in as_(secretary).open("/declarations").main
    as_(secretary).send(f"/account/relatives/{theirs.id}/end", expect=404)
    assert theirs.ended_on is None


def test_whoever_neither_carries_out_nor_supervises_is_not_asked(as_):
    for person in (a_town_inspector(), an_admin()):
        assert "我的申报" not in as_(person).open("/account").main
        as_(person).send("/account/relatives/new", COUSIN, expect=403)
    assert relatives() == []


def test_the_page_says_who_sees_them(as_):
    page = as_(a_party_member()).open("/account")
    page = page.browser.open(page.links["去我的申报"])
    assert "只有您自己、核查利益冲突的村监会成员和纪检干部看得到" in page.main


@pytest.mark.parametrize(
    ("residents", "household", "linked"),
    [
        ([("示例亲", 7)], "", True),
        ([("示例亲", 7)], "8", False),
        ([("示例亲", 7), ("示例亲", 8)], "", False),
        ([("示例亲", 7), ("示例亲", 8)], "8", True),
        ([("别人", 7)], "7", False),
    ],
)
def test_a_relative_is_tied_to_the_roster_where_only_one_can_be_meant(
    as_, secretary, residents, household, linked
):
    village = secretary.offices[0].village
    for name, number in residents:
        a_resident(village, name=name, household=number)
    a_resident(name="示例亲", household=7)  # of another village

    as_(secretary).open("/account/relatives/new").press("申报近亲属", {**COUSIN, "household": household})

    (kept,) = relatives()
    assert (kept.resident is not None and kept.resident.village_id == village.id) is linked


@pytest.mark.parametrize(
    "typed", [{"name": "  "}, {"name": "长" * 41}, {"relation": "朋友"}, {"household": "七"}]
)
def test_bad_declarations_are_refused_with_what_was_typed_kept(as_, secretary, typed):
    page = as_(secretary).open("/account/relatives/new").press("申报近亲属", {**COUSIN, **typed}, expect=422)
    assert page.errors
    assert page.html.select_one('[name="occupation"]')["value"] == COUSIN["occupation"]
    assert relatives() == []


def test_the_relative_s_name_is_not_in_the_log(as_, secretary):
    from govproj.core.audit import AuditEntry

    as_(secretary).open("/account/relatives/new").press("申报近亲属", COUSIN)
    assert not db.session.scalar(select(AuditEntry).where(AuditEntry.content.contains("示例亲")))
