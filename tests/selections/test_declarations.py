"""Everybody who may have a part in a project declares relatives and interests; only checkers read them."""

from govproj.accounts.models import DeclaredRelative
from govproj.core.db import db
from govproj.firms.models import Interest

INTEREST = {"firm": "样板建设（虚构）", "nature": "租给机械"}


def test_an_interest_is_declared_once_and_taken_back(as_, cast):
    page = as_(cast.cadre).open("/declarations")
    page.press("申报利益关系", INTEREST)
    twice = page.press("申报利益关系", INTEREST, expect=409)
    assert "已经申报过" in twice.main
    assert db.session.query(Interest).count() == 1
    as_(cast.cadre).open("/declarations").press("撤回 样板建设（虚构）")
    assert db.session.query(Interest).count() == 0


def test_what_is_missing_is_said_beside_the_field(as_, cast):
    page = as_(cast.member).open("/declarations")
    assert page.press("申报利益关系", expect=422).errors == [
        "请填写企业名称。",
        "请写明关系，例如股东、任职、供货、借贷。",
    ]


def test_relatives_and_firms_stand_on_one_page_and_nobody_else_s(as_, cast):
    db.session.add(DeclaredRelative(user_id=cast.member.id, name="徐示弟", relation="兄弟"))
    db.session.commit()

    page = as_(cast.member).open("/declarations")
    assert page.heading == "我的申报"
    assert "徐示弟" in page.rows()[0]
    assert {"撤下 徐示弟", "申报利益关系"} <= set(page.buttons)
    assert "徐示弟" not in as_(cast.other).open("/declarations").main


def test_nobody_takes_back_what_another_declared(as_, cast):
    as_(cast.member).open("/declarations").press("申报利益关系", INTEREST)
    interest = db.session.query(Interest).one()
    as_(cast.other).send(f"/declarations/interests/{interest.id}/withdraw", expect=404)
    as_(cast.secretary).send(f"/declarations/interests/{interest.id}/withdraw", expect=404)
