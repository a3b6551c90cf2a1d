"""Anybody reports without an account; one person sees to it, answers, and the reporter says whether it satisfied."""

import re

import pytest

from govproj.core.audit import AuditEntry
from govproj.core.db import db
from govproj.matters.models import Matter
from govproj.matters.states import State
from tests.factories import last_audit_entry
from tests.matters.things import a_cast

WORDS = "村口第三盏路灯不亮，晚上老人走路危险。"


@pytest.fixture
def cast(app, on_day):
    with on_day("2022-06-09"):  # a Thursday
        yield a_cast()


def sent(as_, cast, **said):
    page = as_().open(f"/villages/{cast.village.id}/matters/report")
    typed = {"kind": "suggestion", "text": WORDS, "name": "村民示明", "phone": "13812345678", **said}
    return page.press("提交", typed, expect=200)


def only_matter() -> Matter:
    return db.session.scalars(db.select(Matter)).one()


def receipt_on(page) -> dict:
    number, code = (one.text for one in page.html.select("code"))
    return {"number": number, "code": code}


def test_from_the_phone_of_a_villager_to_satisfied(as_, cast):
    received = sent(as_, cast)
    assert "Set-Cookie" not in received.headers
    assert received.headers["Cache-Control"] == "no-store"
    assert "最迟 2022年6月10日 23:59 有人受理" in received.main
    assert last_audit_entry() == ("matters.received", 0)
    matter = only_matter()
    mine = receipt_on(received)
    assert (mine["number"], matter.state) == ("SX-2022-001", State.RECEIVED)
    assert re.fullmatch(r"(\w{4}-){3}\w{4}", mine["code"])

    secretary = as_(cast.secretary).open("/matters")
    assert "路灯" in secretary.rows()[0]
    show = secretary.browser.open(f"/matters/{matter.id}")
    assert "村民示明 13812345678" in show.main
    show.browser.open(show.links["受理"]).press("受理", {"owner": cast.cadre.id})
    assert (matter.state, matter.owner_id, matter.first_minutes) == (State.ACCEPTED, cast.cadre.id, 0)

    cadre = as_(cast.cadre)
    cadre.open(f"/matters/{matter.id}").press("开始办理")
    cadre.open(f"/matters/{matter.id}/finish").press("办好了", {"result": "电工换了灯泡和线"})
    reply = cadre.open(f"/matters/{matter.id}/reply")
    reply.press("回复", {"words": "村民示明您好，灯换好了。", "title": "村口路灯不亮"})
    assert matter.state is State.REPLIED

    public = as_().open(f"/villages/{cast.village.id}/matters")
    assert "村口路灯不亮" in public.main
    assert "某村民您好，灯换好了" in public.main
    for secret in ("村民示明", "13812345678", "第三盏"):
        assert secret not in public.main

    state = as_().open("/matters/receipts").press("查看", mine, expect=200)
    assert "灯换好了" in state.main
    assert "Set-Cookie" not in state.headers
    thanks = state.press("提交评价", {"satisfied": "yes"}, expect=200)
    assert "您评价过这次答复：满意" in thanks.main
    assert (matter.state, last_audit_entry()) == (State.CLOSED, ("matters.close", 0))
    assert "提交评价" not in thanks.buttons
    log = " ".join(entry.content for entry in db.session.scalars(db.select(AuditEntry)))
    assert not [secret for secret in ("村民示明", "13812345678", "第三盏", mine["code"]) if secret in log]


def test_an_empty_one_is_refused_and_keeps_what_was_typed(as_, cast):
    page = as_().open(f"/villages/{cast.village.id}/matters/report")
    refused = page.press("提交", {"text": " ", "phone": "0572-1234567"}, expect=422)
    assert "请写是什么事" in refused.main
    assert "请选是哪一类事" in refused.main
    assert refused.html.select_one('[name="phone"]')["value"] == "0572-1234567"
