"""Keeping accounts: who is seen, given an office, disabled, helped with a lost password."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import select

from govproj.accounts import passwords
from govproj.accounts.models import DeclaredRelative, Office, Role, User
from govproj.core import paging
from govproj.core.audit import AuditEntry
from govproj.core.db import db
from tests.factories import (
    a_cadre,
    a_county_inspector,
    a_party_member,
    a_secretary,
    a_supervisor,
    a_town_admin,
    a_town_inspector,
    a_village,
    an_admin,
    last_audit_entry,
    saved,
    somebody,
)
from tests.villages.things import a_resident

NEW = {"username": "zhang-3", "name": "示例张", "phone": "13800000000"}


@pytest.fixture
def village(app):
    return a_village("示例村")


@pytest.fixture
def clerk(village):
    """Of the town's own administration."""
    return a_town_admin(village.town)


def place(thing) -> str:
    return f"{type(thing).__name__}-{thing.id}"


def named(username="zhang-3") -> User:
    return db.session.scalars(select(User).where(User.username == username)).one()


def roles_of(person) -> list[Role]:
    return [office.role for office in person.offices]


# ---- who is seen ----


def test_the_town_sees_the_people_of_its_villages_and_nobody_above_or_beyond(as_, village, clerk):
    near, far = a_secretary(village, name="近处书记"), a_secretary(name="远处书记")
    inspector = a_town_inspector(village.town, name="镇纪检")
    both = somebody(
        Office(role=Role.PARTY_MEMBER, village_id=village.id),
        Office(role=Role.TOWN_INSPECTOR, town_id=village.town_id),
        name="纪检党员",
    )
    astride = somebody(
        Office(role=Role.PARTY_MEMBER, village_id=village.id),
        Office(role=Role.CADRE, village_id=a_village().id),
        name="两村干部",
    )

    rows = " ".join(as_(clerk).open("/users").rows())
    assert near.name in rows
    for hidden in (far, inspector, both, astride, clerk):
        assert hidden.name not in rows
        as_(clerk).open(f"/users/{hidden.id}", expect=404)
        as_(clerk).send(f"/users/{hidden.id}/reset-password", expect=404)


def test_who_used_to_hold_an_office_beyond_is_the_town_s_again(as_, village, clerk):
    back = somebody(
        Office(role=Role.PARTY_MEMBER, village_id=village.id),
        Office(role=Role.CADRE, village_id=a_village().id, until=date(2020, 1, 1)),
    )
    page = as_(clerk).open(f"/users/{back.id}")
    assert len([link for link in page.links if link == "免职"]) == 1


def test_the_list_is_searched_and_paged(as_, village, monkeypatch):
    monkeypatch.setattr(paging.page, "__kwdefaults__", {"size": 3})
    admin = an_admin()
    people = [a_party_member(village, name=f"党员示{n}") for n in range(7)]
    a_party_member(name="党员远")

    browser = as_(admin)
    page = browser.open(f"/users?words=党员&village={village.id}")
    assert "共 7 条" in page.main
    seen = page.rows()
    while "下一页 →" in page.links:
        page = browser.open(page.links["下一页 →"])
        seen += page.rows()
    assert [row.split()[0] for row in seen] == [person.name for person in people]
    page = browser.open(page.links["← 上一页"])
    assert [row.split()[0] for row in page.rows()] == [person.name for person in people[3:6]]
    page = browser.open(page.links["← 上一页"])
    assert "← 上一页" not in page.links


@pytest.mark.parametrize("many", [3, 30])
def test_a_long_list_asks_the_database_as_often_as_a_short_one(as_, village, statements, many):
    for _ in range(many):
        a_party_member(village)
    browser = as_(an_admin())
    statements.clear()
    browser.open("/users")
    assert len(statements) <= 9


# ---- a new account ----


def test_a_new_account_gets_an_office_and_a_password_shown_once(as_, village, clerk):
    browser = as_(clerk)
    page = browser.open("/users/new").press(
        "建立账号", {**NEW, "role": "cadre", "place": place(village)}, expect=200
    )

    person = named()
    password = page.html.select("main dd")[1].text.strip()
    assert passwords.matches(person, password)
    assert person.must_change_password
    assert roles_of(person) == [Role.CADRE]
    assert password not in browser.open(f"/users/{person.id}").text
    assert not db.session.scalar(select(AuditEntry).where(AuditEntry.content.contains(password)))
    assert page.headers["Cache-Control"] == "no-store"


def test_the_first_sign_in_leads_to_a_password_of_one_s_own(as_, village, clerk):
    page = (
        as_(clerk)
        .open("/users/new")
        .press("建立账号", {**NEW, "role": "cadre", "place": place(village)}, expect=200)
    )
    password = page.html.select("main dd")[1].text.strip()

    browser = as_()
    browser.open("/sign-in").press("登录", {"username": "zhang-3", "password": password})
    assert browser.open("/workbench", expect=303).headers["Location"] == "/account"
    own = "my-own-bamboo"
    browser.open("/account").press("改密码", {"current": password, "new": own, "again": own})
    browser.open("/workbench")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"username": "Zhang 3"}, "小写字母"),
        ({"username": "taken"}, "已经有人用了"),
        ({"name": ""}, "填写姓名"),
        ({"phone": "call me"}, "电话号码"),
        ({"role": "town_inspector"}, ""),
        ({"role": "admin", "place": ""}, ""),
        ({"place": "Village-999999"}, ""),
        ({"since": "", "until": "2020-01-01"}, "任职日期"),
        ({"since": "2022-06-20", "until": "2022-06-19"}, "不能早于"),
    ],
)
def test_an_account_that_cannot_be_is_refused(as_, village, clerk, typed, says):
    saved(User(username="taken", name="已有"))
    wanted = {**NEW, "role": "cadre", "place": place(village), **typed}
    page = as_(clerk).open("/users/new").press("建立账号", wanted, expect=422)

    assert says in " ".join(page.errors)
    assert not db.session.scalar(select(User).where(User.username == "zhang-3"))


def test_an_office_belongs_to_its_level(as_, village):
    wanted = {**NEW, "role": "town_inspector", "place": place(village)}
    page = as_(an_admin()).open("/users/new").press("建立账号", wanted, expect=422)
    assert "不在这一级" in " ".join(page.errors)


# ---- offices ----


def give(as_, user, person, role, where, expect=303, **term):
    form = {"role": role, "place": where and place(where), **term}
    return as_(user).open(f"/users/{person.id}/offices/new").press("任职", form, expect=expect)


def test_every_grant_says_who_gave_whom_what_and_inspectors_read_it(as_, village, clerk):
    person = a_party_member(village, name="示例李")
    give(as_, clerk, person, "supervisor", village, since="2022-06-20")

    assert last_audit_entry() == ("accounts.office_granted", clerk.id)
    line = as_(a_town_inspector(village.town)).open("/audit").rows()[0]
    for part in (clerk.name, "给示例李任职", "示例村", "村务监督委员会成员", "2022-06-20"):
        assert part in line


def test_what_the_administrator_gives_is_read_by_inspectors_too(as_, village):
    admin = an_admin()
    inspector = a_county_inspector(village.town.county)
    give(as_, admin, a_party_member(village), "town_admin", village.town)
    assert admin.name in as_(inspector).open("/audit").rows()[0]


def test_a_supervisor_does_not_also_carry_out(as_, village, clerk):
    person = a_supervisor(village)
    page = give(as_, clerk, person, "cadre", village, expect=422)

    assert "村监会成员不能同时是同一个村的村干部" in " ".join(page.errors)
    db.session.expire_all()
    assert roles_of(person) == [Role.SUPERVISOR]


def test_once_the_other_office_is_over_it_can_be_given(as_, village, clerk, on_day):
    person = a_supervisor(village)
    with on_day("2022-06-20"):
        browser = as_(clerk)
        page = browser.open(browser.open(f"/users/{person.id}").links["免职"])
        page.press("免职", {"until": "2022-06-30"})
        assert last_audit_entry() == ("accounts.office_ended", clerk.id)
        give(as_, clerk, person, "cadre", village, since="2022-07-01")
        assert person.offices[0].is_held_on(date(2022, 6, 30))


def test_a_last_day_of_blanks_is_no_last_day(as_, village, clerk):
    holder = a_cadre(village)
    holder.offices[0].until = date(2030, 1, 1)
    db.session.commit()

    page = as_(clerk).open(f"/users/{holder.id}/offices/{holder.offices[0].id}/end")
    refused = page.press("免职", {"until": "  "}, expect=422)

    assert "请填写最后一天。" in refused.errors[0]
    assert holder.offices[0].until == date(2030, 1, 1)


@pytest.mark.parametrize("who_declared", ["new", "holder"])
def test_near_relatives_are_not_on_both_committees(as_, village, clerk, who_declared):
    holder = a_cadre(village, resident=a_resident(village))
    new = a_party_member(village, resident=a_resident(village))
    one, other = (new, holder) if who_declared == "new" else (holder, new)
    tie = saved(DeclaredRelative(user_id=one.id, name="示", relation="配偶", resident_id=other.resident_id))

    page = give(as_, clerk, new, "supervisor", village, expect=422)
    assert "近亲属" in " ".join(page.errors)
    tie.ended_on = date(2022, 1, 1)
    db.session.commit()
    give(as_, clerk, new, "supervisor", village)


def test_a_declaration_without_a_line_of_the_roster_ties_nobody(as_, village, clerk):
    saved(DeclaredRelative(user_id=a_cadre(village).id, name="外地亲", relation="配偶"))
    give(as_, clerk, a_party_member(village), "supervisor", village)


def test_the_town_gives_no_office_above_or_beyond_its_villages(as_, village, clerk):
    person, url = a_party_member(village), "/users/{}/offices/new"
    for role, where in (
        ("town_inspector", place(village.town)),
        ("town_admin", place(village.town)),
        ("county_inspector", place(village.town.county)),
        ("admin", ""),
        ("cadre", place(a_village())),
    ):
        form = {"role": role, "place": where, "since": "2022-06-20"}
        as_(clerk).send(url.format(person.id), form, expect=422)
    assert roles_of(person) == [Role.PARTY_MEMBER]


def test_nobody_gives_himself_an_office(as_, village):
    admin = an_admin()
    form = {"role": "secretary", "place": place(village), "since": "2022-06-20"}
    assert "新任职务" not in as_(admin).open(f"/users/{admin.id}").links
    as_(admin).send(f"/users/{admin.id}/offices/new", form, expect=403)
    for act in ("disable", "reset-password", f"offices/{admin.offices[0].id}/end"):
        as_(admin).send(f"/users/{admin.id}/{act}", expect=403)
    assert roles_of(admin) == [Role.ADMIN]


def test_two_grants_at_once_do_not_pass_each_other_s_check(app, as_, village, clerk):
    person = a_party_member(village)
    url = f"/users/{person.id}/offices/new"
    browsers = [as_(clerk), as_(clerk)]
    tokens = [browser.token() for browser in browsers]
    where = place(village)
    db.session.remove()

    def post(number):
        role = ("cadre", "supervisor")[number]
        form = {"role": role, "place": where, "since": "2022-06-20", "csrf_token": tokens[number]}
        return browsers[number].client.post(url, data=form).status_code

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(post, range(2))) == [303, 422]


def test_an_end_can_be_brought_forward_but_not_put_off(as_, village, clerk, on_day):
    person = somebody(Office(role=Role.CADRE, village_id=village.id, until=date(2022, 7, 1)))
    url = f"/users/{person.id}/offices/{person.offices[0].id}/end"
    with on_day("2022-06-20"):
        as_(clerk).send(url, {"until": "2022-08-01"}, expect=409)
        as_(clerk).send(url, {"until": "2022-06-25"})
    with on_day("2022-06-26"):
        as_(clerk).send(url, {"until": "2022-06-27"}, expect=404)  # over is over


def test_an_office_given_by_mistake_is_ended_before_it_began(as_, village, clerk, on_day):
    with on_day("2022-06-20"):
        person = somebody(
            Office(role=Role.CADRE, village_id=village.id, since=date(2022, 6, 20)),
            Office(role=Role.PARTY_MEMBER, village_id=village.id),
        )
        url = f"/users/{person.id}/offices/{person.offices[0].id}/end"
        as_(clerk).send(url, {"until": "2022-06-18"}, expect=422)
        as_(clerk).send(url, {"until": "2022-06-19"})
        assert not person.offices[0].is_held_on(date(2022, 6, 20))


# ---- access ----


def test_a_disabled_account_is_out_at_once_and_can_come_back(as_, village, clerk):
    person = a_secretary(village)
    theirs = as_(person)
    as_(clerk).open(f"/users/{person.id}").press("停用账号")
    assert last_audit_entry() == ("accounts.disabled", clerk.id)
    theirs.open("/workbench", expect=303)

    as_(clerk).open(f"/users/{person.id}").press("重新启用")
    assert last_audit_entry() == ("accounts.enabled", clerk.id)
    as_(person).open("/workbench")


def test_a_reset_password_is_shown_once_and_ends_all_browsers(as_, village, clerk):
    person = a_secretary(village, password_hash=passwords.hashed("forgotten"))
    theirs = as_(person)
    page = as_(clerk).open(f"/users/{person.id}").press("重设密码", expect=200)

    password = page.html.select("main dd")[1].text.strip()
    db.session.expire_all()
    assert passwords.matches(person, password)
    assert person.must_change_password
    assert last_audit_entry() == ("accounts.password_reset", clerk.id)
    theirs.open("/account", expect=303)


# ---- who it is ----


def test_an_account_is_tied_to_its_line_of_the_roster(as_, village, clerk):
    line = a_resident(village, name="示例张", number=12)
    person = a_party_member(village, name="示例张")
    as_(clerk).open(f"/users/{person.id}/edit").press("保存", {"number": "12", "phone": "5000001"})

    assert (person.resident_id, person.phone) == (line.id, "5000001")
    assert last_audit_entry() == ("accounts.changed", clerk.id)
    page = as_(clerk).open(f"/users/{person.id}/edit")
    assert page.html.select_one('[name="number"]')["value"] == "12"
    page.press("保存", {"number": ""})
    db.session.expire_all()
    assert person.resident_id is None


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ({"name": "别人"}, "没有这个姓名"),
        ({"left_on": date(2020, 1, 1)}, "没有这个姓名"),
        ({"taken": True}, "已经有账号"),
    ],
)
def test_a_line_of_somebody_else_is_refused(as_, village, clerk, line, says):
    taken = line.pop("taken", False)
    resident = a_resident(village, **{"name": "示例张", "number": 12, **line})
    if taken:
        a_party_member(village, resident=resident)
    person = a_party_member(village, name="示例张")

    page = as_(clerk).open(f"/users/{person.id}/edit").press("保存", {"number": "12"}, expect=422)
    assert says in " ".join(page.errors)
    assert person.resident_id is None


def test_the_second_of_two_editors_is_told(as_, village, clerk):
    person = a_party_member(village)
    page = as_(clerk).open(f"/users/{person.id}/edit")
    as_(an_admin()).open(f"/users/{person.id}/edit").press("保存", {"name": "先改的"})
    page.press("保存", {"name": "后改的"}, expect=409)
    db.session.expire_all()
    assert person.name == "先改的"


# ---- from the shell ----


def test_a_locked_out_administrator_comes_back_through_the_shell(app, as_):
    admin = an_admin(password_hash=passwords.hashed("forgotten"))
    password = app.test_cli_runner().invoke(args=["reset-password", admin.username]).output.strip()

    as_().open("/sign-in").press("登录", {"username": admin.username, "password": password})
    assert last_audit_entry() == ("accounts.password_reset", None)
    assert app.test_cli_runner().invoke(args=["reset-password", "nobody"]).exit_code == 1
    assert "has been set up" in app.test_cli_runner().invoke(args=["setup-code"]).output


def test_a_new_site_asks_the_administrator_for_the_people_each_place_needs(as_):
    village, admin = a_village("石坑村"), as_(an_admin())
    line = "石坑村还没有村党组织书记的账号，请新建"
    form = admin.open(admin.open("/workbench").links[line])
    assert form.html.select_one("[name=role] [selected]")["value"] == "secretary"
    form.press("建立账号", {"username": "shikeng", "name": "石示一"}, expect=200)
    left = admin.open("/workbench").main
    assert line not in left
    assert "石坑村还没有村务监督委员会成员的账号" in left
    assert f"{village.town.name}还没有镇纪检干部的账号" in left
    assert "的账号，请新建" not in as_(a_town_admin(village.town)).open("/workbench").main
