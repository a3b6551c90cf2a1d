"""What rules and small powers rest on: dated rows that a town keeps, never constants."""

import json
from datetime import date

import pytest
from sqlalchemy import func, select

from govproj.checklists.catalogue import POWERS
from govproj.core.db import db
from govproj.villages import rules
from govproj.villages.actions.legal_bases import SEED
from govproj.villages.models import LegalBasis, Standing
from tests.factories import a_cadre, a_town_admin, a_town_inspector, a_village, last_audit_entry

TYPED = {
    "document": "样板镇招标办法",
    "edition": "2022年文本",
    "article": "第3条",
    "summary": "五万元以上比选",
    "effective_from": "2022-01-01",
    "why": "镇里新文件",
}


@pytest.fixture
def village(app):
    return a_village("示例村")


def bases() -> list[LegalBasis]:
    return db.session.scalars(select(LegalBasis).order_by(LegalBasis.id)).all()


def test_the_list_that_comes_with_the_site_is_loaded_once(as_, village):
    clerk, url = a_town_admin(village.town), f"/towns/{village.town_id}/legal-bases"
    as_(clerk).open(url).press("载入随系统附带的清单")
    lines = json.loads(SEED.read_text())
    assert db.session.scalar(select(func.count(LegalBasis.id))) == len(lines)
    assert last_audit_entry() == ("legal_bases.seeded", clerk.id)
    page = as_(clerk).open(url)
    assert "待核对" in page.main
    assert "P22 " in page.main
    as_(clerk).send(f"{url}/seed", expect=409)


def test_the_seed_names_only_what_exists():
    subjects = {line["subject"] for line in json.loads(SEED.read_text())}
    assert subjects <= set(rules.DEFAULTS) | set(POWERS)


def test_a_basis_is_written_down_read_and_ended(as_, village):
    clerk = a_town_admin(village.town)
    as_(clerk).open(f"/towns/{village.town_id}/legal-bases/tender.tiers/new").press("保存", TYPED)
    (row,) = bases()
    assert (row.state, row.document, row.verified, row.by_name) == (
        Standing.SET,
        "样板镇招标办法",
        False,
        clerk.name,
    )
    shown = as_(a_cadre(village)).open(f"/villages/{village.id}/rules/tender.tiers").main
    assert "《样板镇招标办法》2022年文本 第3条" in shown

    page = as_(clerk).open(f"/legal-bases/{row.id}/edit")
    page.press("保存", {"verified": "y", "effective_until": "2022-06-30", "why": "读过原文；七月起废止"})
    assert row.verified
    assert not row.holds_on(date(2022, 7, 1))
    assert row.holds_on(date(2022, 6, 30))
    assert last_audit_entry() == ("legal_bases.changed", clerk.id)


def test_an_inspector_proposes_one(as_, village):
    page = as_(a_town_inspector(village.town)).open(f"/towns/{village.town_id}/legal-bases/P08/new")
    page.press("保存", TYPED)
    (row,) = bases()
    assert row.state is Standing.PROPOSED
    clerk = as_(a_town_admin(village.town))
    assert "有 1 条依据建议，请决定" in clerk.open("/workbench").main
    clerk.open(f"/towns/{village.town_id}/legal-bases").press("采纳")
    assert row.state is Standing.SET


def test_or_it_is_declined(as_, village):
    page = as_(a_town_inspector(village.town)).open(f"/towns/{village.town_id}/legal-bases/P08/new")
    page.press("保存", TYPED)
    clerk, (row,) = as_(a_town_admin(village.town)), bases()
    clerk.open(f"/towns/{village.town_id}/legal-bases").press("不采纳", {"note": "文件还没发"})
    assert (row.state, row.answer) == (Standing.DECLINED, "文件还没发")


def test_the_second_of_two_editors_is_told(as_, village):
    clerk = a_town_admin(village.town)
    as_(clerk).open(f"/towns/{village.town_id}/legal-bases/P08/new").press("保存", TYPED)
    (row,) = bases()
    page = as_(clerk).open(f"/legal-bases/{row.id}/edit")
    as_(a_town_admin(village.town)).open(f"/legal-bases/{row.id}/edit").press(
        "保存", {"article": "第4条", "why": "改"}
    )
    page.press("保存", {"article": "第5条", "why": "改"}, expect=409)
    assert row.article == "第4条"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"document": ""}, "请填写文件名称"),
        ({"why": ""}, "请写明理由"),
        ({"effective_from": "去年"}, "日期"),
        ({"effective_until": "2021-12-31"}, "止期不能早于"),
        ({"document": "长" * 81}, "最多 80"),
    ],
)
def test_bad_bases_are_refused(as_, village, typed, says):
    page = as_(a_town_admin(village.town)).open(f"/towns/{village.town_id}/legal-bases/P08/new")
    refused = page.press("保存", {**TYPED, **typed}, expect=422)
    assert says in " ".join(refused.errors)
    assert bases() == []


@pytest.mark.parametrize("subject", ["P99", "x", "no.such"])
def test_nothing_is_written_about_what_does_not_exist(as_, village, subject):
    as_(a_town_admin(village.town)).open(f"/towns/{village.town_id}/legal-bases/{subject}/new", expect=404)


def test_another_towns_bases_are_not_found(as_, village):
    clerk = a_town_admin(village.town)
    as_(clerk).open(f"/towns/{village.town_id}/legal-bases/P08/new").press("保存", TYPED)
    (row,) = bases()
    as_(a_town_admin(a_village().town)).open(f"/legal-bases/{row.id}/edit", expect=404)
