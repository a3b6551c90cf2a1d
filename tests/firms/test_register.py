"""The register of firms: entered once, checked, kept by the town, read by few."""

from datetime import date

import pytest
from sqlalchemy import select

from govproj.core import paging
from govproj.core.audit import AuditEntry
from govproj.core.db import db
from govproj.core.workflow import MoveRefused
from govproj.firms import actions
from govproj.firms.models import Firm, FirmPerson, FirmTie, Qualification
from tests.factories import (
    a_cadre,
    a_project,
    a_supervisor,
    a_town_admin,
    a_village,
    last_audit_entry,
)
from tests.firms.things import a_code, a_registered_firm, behind, qualified


@pytest.fixture
def village(app):
    return a_village("示例村")


@pytest.fixture
def clerk(village):
    return a_town_admin(village.town)


def named(name) -> Firm:
    return db.session.scalars(select(Firm).where(Firm.name == name)).one()


# ---- entering ----


def test_a_cadre_enters_a_firm_by_name_and_code(as_, village):
    cadre, code = a_cadre(village), a_code()
    page = as_(cadre).open("/firms/new")
    answer = page.press("保存", {"name": "样板水建（虚构）", "credit_code": code.lower()}).follow()

    assert named("样板水建（虚构）").credit_code == code
    assert last_audit_entry() == ("firms.added", cadre.id)
    assert code in answer.main
    assert "关联人员" not in answer.main
    assert "修改资料" not in answer.links


def in_full_width(text) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if c.isalnum() else c for c in text)


@pytest.mark.parametrize(
    "written",
    [str.lower, in_full_width, lambda code: f" {code[:8]} {code[8:]} ", lambda code: "-".join(code)],
)
def test_a_code_is_taken_however_it_is_written(as_, village, written):
    code = a_code()
    as_(a_cadre(village)).open("/firms/new").press("保存", {"name": "样板甲", "credit_code": written(code)})
    assert named("样板甲").credit_code == code


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"name": ""}, "请填写单位名称"),
        ({"credit_code": ""}, "18 位"),
        ({"credit_code": "91330523MA00000010"}, "校验码"),
        ({"credit_code": "123"}, "校验码"),
        ({"credit_code": "９" * 40}, "校验码"),
        ({"credit_code": "x" * 41}, ""),
        ({"name": "长" * 81}, "最多 80"),
    ],
)
def test_what_cannot_be_a_firm_is_refused(as_, village, typed, says):
    page = as_(a_cadre(village)).open("/firms/new")
    refused = page.press("保存", {"name": "样板甲", "credit_code": a_code(), **typed}, expect=422)
    assert says in " ".join(refused.errors)
    assert db.session.scalars(select(Firm)).all() == []


@pytest.mark.parametrize("same", ["name", "credit_code"])
def test_a_firm_is_entered_once(as_, village, same):
    known = a_registered_firm("样板乙")
    form = {"name": "样板丙", "credit_code": a_code(), same: getattr(known, same)}
    refused = as_(a_cadre(village)).open("/firms/new").press("保存", form, expect=422)
    assert "已经登记过：样板乙" in refused.main
    assert len(db.session.scalars(select(Firm)).all()) == 1


ONE_FIRM = "样板水建(虚构)有限公司"


@pytest.mark.parametrize(
    "written",
    [
        "样板水建（虚构）有限公司",
        "样板水建 (虚构)　有限公司",
        "样板水建【虚构】有限责任公司",
        "样板水建(虚构)",
    ],
)
def test_a_firm_is_found_however_its_name_is_written(as_, village, written):
    known = a_registered_firm(ONE_FIRM)
    a_registered_firm("样板水建(虚构)股份有限公司")
    assert actions.firm(written) is known
    refused = as_(a_cadre(village)).open("/firms/new")
    refused = refused.press("保存", {"name": written, "credit_code": known.credit_code}, expect=422)
    assert f"已经登记过：{ONE_FIRM}" in refused.main
    assert len(db.session.scalars(select(Firm)).all()) == 2


def test_a_firm_is_found_by_its_credit_code(app, village):
    known = a_registered_firm(ONE_FIRM)
    assert actions.firm(known.credit_code.lower()) is known
    with pytest.raises(MoveRefused, match="请写单位名称"):
        actions.firm(a_code())


def test_firms_that_differ_by_more_than_spelling_stay_two(as_, village):
    a_registered_firm(ONE_FIRM)
    form = as_(a_cadre(village)).open("/firms/new")
    form.press("保存", {"name": "样板水建(虚构)", "credit_code": a_code()})
    assert actions.firm("样板水建（虚构）有限责任公司").name == "样板水建（虚构）有限责任公司"
    assert len(db.session.scalars(select(Firm)).all()) == 3


# ---- keeping ----


def test_the_town_keeps_what_is_behind_a_firm(as_, clerk):
    firm = a_registered_firm("样板乙")
    browser, url = as_(clerk), f"/firms/{firm.id}"
    facts = {"legal_person": "示例诚", "phone": "0572-5123456", "address": "样板路 1 号"}
    browser.open(f"{url}/edit").press("保存", facts)
    browser.open(f"{url}/people/new").press(
        "保存", {"name": "样板股", "tie": "shareholder", "phone": "138 0013 8000", "share_pct": "60%"}
    )
    page = browser.open(f"{url}/qualifications/new").press(
        "保存", {"name": "样板资质", "number": "示例-1", "valid_to": "2030-12-31"}
    )

    person = db.session.scalars(select(FirmPerson)).one()
    assert (person.tie, person.share_pct, person.phone_key) == (FirmTie.SHAREHOLDER, 60, "+8613800138000")
    assert firm.phone_key == "+865725123456"
    shown = page.follow().main
    assert all(words in shown for words in ("示例诚", "0572-5123456", "样板股", "60%", "样板资质"))
    assert last_audit_entry() == ("firms.qualified", clerk.id)


def test_the_log_names_nobody_behind_a_firm(as_, clerk):
    firm = a_registered_firm("样板乙")
    form = {"name": "样板股", "tie": "crew", "phone": "13800138000"}
    as_(clerk).open(f"/firms/{firm.id}/people/new").press("保存", form)
    log = " ".join(db.session.scalars(select(AuditEntry.content)))
    assert "样板股" not in log
    assert "13800138000" not in log


def test_a_renewed_certificate_takes_the_new_day(as_, clerk):
    firm = a_registered_firm()
    old = qualified(firm, "2022-05-31")
    form = {"name": old.name, "number": old.number, "valid_to": "2025-05-31"}
    as_(clerk).open(f"/firms/{firm.id}/qualifications/new").press("保存", form)
    assert [q.valid_to for q in db.session.scalars(select(Qualification))] == [date(2025, 5, 31)]


def test_whoever_left_stays_on_file(as_, clerk, on_day):
    firm = a_registered_firm()
    person = behind(firm, "样板股")
    with on_day("2022-06-20"):
        page = as_(clerk).open(f"/firms/{firm.id}")
        page.press("已离开")
        page.press("已离开", expect=409)
    assert person.ended_on == date(2022, 6, 20)
    assert "2022年6月20日 离开" in as_(clerk).open(f"/firms/{firm.id}").main


@pytest.mark.parametrize(
    ("where", "typed", "says"),
    [
        ("people/new", {"name": ""}, "请填写姓名"),
        ("people/new", {"name": "样板股", "phone": "1380013800"}, "打不通"),
        ("people/new", {"name": "样板股", "phone": "打我电话"}, "打不通"),
        ("people/new", {"name": "样板股", "tie": "cousin"}, ""),
        ("people/new", {"name": "样板股", "tie": "shareholder", "share_pct": "101"}, "0 到 100"),
        ("people/new", {"name": "样板股", "tie": "crew", "share_pct": "10"}, "只有股东"),
        ("qualifications/new", {"name": "资质", "number": "1", "valid_to": "明年"}, "日期"),
        ("qualifications/new", {"name": "资质", "number": "", "valid_to": "2025-01-01"}, "证书编号"),
        ("edit", {"name": ""}, "请填写单位名称"),
        ("edit", {"credit_code": "91330523MA00000010"}, "校验码"),
        ("edit", {"phone": "0572"}, "打不通"),
    ],
)
def test_bad_facts_are_refused(as_, clerk, where, typed, says):
    firm = a_registered_firm("样板乙")
    refused = as_(clerk).open(f"/firms/{firm.id}/{where}").press("保存", typed, expect=422)
    assert says in " ".join(refused.errors)


def test_nobody_is_entered_twice(as_, clerk):
    firm = a_registered_firm()
    behind(firm, "样板股")
    form = {"name": "样板股", "tie": "shareholder"}
    refused = as_(clerk).open(f"/firms/{firm.id}/people/new").press("保存", form, expect=422)
    assert "已经登记为股东" in refused.main


def test_the_second_of_two_editors_is_told(as_, clerk, village):
    firm = a_registered_firm("样板乙")
    page = as_(clerk).open(f"/firms/{firm.id}/edit")
    as_(a_town_admin(village.town)).open(f"/firms/{firm.id}/edit").press("保存", {"address": "先写的"})
    page.press("保存", {"address": "后写的"}, expect=409)
    assert firm.address == "先写的"


# ---- reading ----


@pytest.mark.parametrize(
    ("words", "which", "found"),
    [
        ("水建", "", 1),
        ("样板", "", 3),
        ("9133", "", 3),
        ("ma", "", 3),
        ("%", "", 0),
        ("", "expired", 1),
        ("", "expiring", 1),
    ],
)
def test_by_name_code_or_what_runs_out(as_, village, on_day, words, which, found):
    with on_day("2022-06-20"):
        qualified(a_registered_firm("样板水建"), "2022-06-19")
        qualified(a_registered_firm("样板路桥"), "2022-07-20")
        qualified(a_registered_firm("样板管网"), "2022-07-21")
        page = as_(a_supervisor(village)).open(f"/firms?words={words}&which={which}")
        assert len(page.rows()) == found


def test_page_by_page(as_, clerk, monkeypatch):
    monkeypatch.setattr(paging.page, "__kwdefaults__", {"size": 2})
    names = [a_registered_firm().name for _ in range(5)]
    browser, seen = as_(clerk), []
    page = browser.open("/firms")
    while True:
        seen += [row.split()[0] for row in page.rows()]
        if "下一页 →" not in page.links:
            break
        page = browser.open(page.links["下一页 →"])
    assert seen == names


def test_what_runs_out_is_marked_and_asked_for(as_, clerk, village, on_day):
    firm = a_registered_firm("样板路桥")
    with on_day("2022-06-20"):
        for day in ("2022-06-19", "2022-06-20", "2022-07-20", "2022-07-21"):
            qualified(firm, day, name=f"到 {day}")
        shown = as_(a_supervisor(village)).open(f"/firms/{firm.id}").main
        assert (shown.count("已过期"), shown.count("天到期"), shown.count("有效")) == (1, 2, 1)
        asked = as_(clerk).open("/workbench").main
        assert asked.count("请核实换证") == 3
        assert "请核实换证" not in as_(a_supervisor(village)).open("/workbench").main


def test_names_and_phones_are_for_those_who_compare(as_, village, clerk):
    firm = a_registered_firm(phone="0572-5123456")
    behind(firm, "样板股", phone="13800138000")
    url = f"/firms/{firm.id}"
    for reader in (clerk, a_supervisor(village)):
        assert "样板股" in as_(reader).open(url).main
    hidden = as_(a_cadre(village)).open(url).main
    assert not any(secret in hidden for secret in ("样板股", "13800138000", "0572-5123456"))
    as_().open(url, expect=303)


def test_the_public_reads_the_name_and_nothing_else(as_, village):
    firm = a_registered_firm("样板路桥", phone="0572-5123456", legal_person="示例诚")
    behind(firm, "样板股", phone="13800138000")
    project = a_project(village, contractor=firm)
    shown = as_().open(f"/projects/{project.id}").text
    assert "样板路桥" in shown
    assert not any(secret in shown for secret in ("样板股", "0572-5123456", "示例诚", firm.credit_code))


def test_its_projects_stand_on_a_tab(as_, village):
    firm = a_registered_firm("样板路桥")
    mine, foreign = a_project(village, contractor=firm), a_project(contractor=a_registered_firm())
    page = as_(a_supervisor(village)).open(f"/firms/{firm.id}")
    shown = as_(a_supervisor(village)).open(page.links["承接的项目"]).main
    assert mine.name in shown
    assert foreign.name not in shown
