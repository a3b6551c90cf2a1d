"""Everybody who may have a part in a project declares relatives and interests; only checkers read them."""

from govproj.accounts.models import DeclaredRelative
from govproj.core.audit import AuditEntry
from govproj.core.db import db
from govproj.projects.models import Interest
from tests.factories import last_audit_entry

RELATIVE = {"name": "徐示弟", "relation": "兄弟", "occupation": "样板建设（虚构）司机"}
INTEREST = {"firm": "样板建设（虚构）", "nature": "租给机械"}


def test_a_relative_is_declared_and_taken_back_and_the_log_names_nobody(as_, cast):
    page = as_(cast.member).open("/declarations").press("申报近亲属", RELATIVE).follow()
    assert "徐示弟" in page.main
    assert last_audit_entry() == ("selections.relative_declared", cast.member.id)
    page.press("撤回 徐示弟")
    assert db.session.query(DeclaredRelative).count() == 0
    assert last_audit_entry() == ("selections.relative_withdrawn", cast.member.id)
    assert not any("徐示弟" in entry.content for entry in db.session.query(AuditEntry))


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
    assert page.press("申报近亲属", expect=422).errors == ["请填写姓名。", "请填写关系，例如配偶、兄弟。"]
    assert page.press("申报利益关系", expect=422).errors == [
        "请填写企业名称。",
        "请写明关系，例如股东、任职、供货、借贷。",
    ]


def test_nobody_reads_or_takes_back_what_another_declared(as_, cast):
    as_(cast.member).open("/declarations").press("申报近亲属", RELATIVE)
    relative = db.session.query(DeclaredRelative).one()
    assert "徐示弟" not in as_(cast.other).open("/declarations").main
    as_(cast.other).send(f"/declarations/relatives/{relative.id}/withdraw", expect=404)
    as_(cast.secretary).send(f"/declarations/relatives/{relative.id}/withdraw", expect=404)
