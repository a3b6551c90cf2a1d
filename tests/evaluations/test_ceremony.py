"""Beside the urn: who stood by, who needed help, whose slip did not work, and what becomes of the paper."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from govproj.core import dates
from govproj.core.audit import AuditEntry
from govproj.core.db import db
from govproj.core.workflow import MoveRefused
from govproj.evaluations import actions, urn
from govproj.evaluations.models import HolderKey, SlipComplaint, State
from tests.evaluations.scenes import (
    AFTER,
    LAST,
    PASSPHRASE,
    a_closed_round,
    a_published_round,
    a_round,
    a_village_that_evaluates,
    an_answer,
    an_open_round,
)
from tests.factories import a_party_member, a_supervisor, a_town_inspector

ANSWERS = ["a" * 8] * 12
LATER = "2022-05-31"


@pytest.fixture
def scene(app):
    return a_village_that_evaluates()


# ---- the witness ----


def test_the_urn_is_opened_before_a_witness_and_his_name_stands_in_the_record(as_, scene, on_day):
    round_ = a_closed_round(scene, ANSWERS)
    second = a_supervisor(scene.village)
    with on_day(LATER):
        form = as_(scene.supervisor).open(f"/evaluations/{round_.id}/count")
        assert {o.text for o in form.html.select("#witness option")} == {scene.inspector.name, second.name}
        nobody = form.press("打开票箱，计票", {"passphrase": PASSPHRASE, "witness": ""}, expect=422)
        assert "请从列出的里面选。" in nobody.errors
        assert urn.path_of(round_.id).exists()
        form.press("打开票箱，计票", {"passphrase": PASSPHRASE, "witness": second.id})
    assert (round_.state, round_.witness_id) == (State.COUNTED, second.id)
    stood_by = as_(None).open(f"/evaluations/{round_.id}/ceremony").rows()
    assert [second.name in row for row in stood_by if row.startswith("打开票箱计票")] == [True]


@pytest.mark.parametrize("who", ["nobody", "himself", "two of the town", "whose work is judged", "secretary"])
def test_not_everybody_can_stand_by(scene, who):
    round_ = a_closed_round(scene, ANSWERS)
    by = scene.supervisor
    witness = {"himself": by, "secretary": scene.secretary}.get(who)
    if who == "two of the town":
        by = scene.inspector
        witness = a_town_inspector(scene.village.town)
    if who == "whose work is judged":
        witness = a_supervisor(scene.village)
        scene.project.contact_id = witness.id
    db.session.commit()
    key = db.session.get(HolderKey, by.id)
    with dates.set_to(AFTER), pytest.raises(MoveRefused, match="在场见证"):
        actions.count(round_, key, PASSPHRASE, by=by, witness=witness)
    db.session.rollback()
    assert urn.path_of(round_.id).exists()


def test_a_step_of_the_early_morning_stands_under_the_day_of_the_village(as_, scene):
    round_ = a_round(scene)
    with dates.set_to(datetime(2022, 5, 19, 23, tzinfo=UTC)):
        actions.print_paper(round_, 1, by=scene.supervisor)
        db.session.commit()
    page = as_(scene.supervisor).open(f"/evaluations/{round_.id}/ceremony")
    assert "2022年5月20日 打印了 1 份纸质问卷" in page.main


# ---- help ----


def test_how_many_were_helped_is_counted_and_the_helpers_are_named_in_the_log_alone(as_, scene, on_day):
    round_, codes = an_open_round(scene)
    field = f"{scene.project.id}-overall"
    with dates.set_to(LAST):
        for number, code in enumerate(codes[:11]):
            helped = {"assisted": "1"} if number < 3 else {}
            checked = as_(None).send("/v", {"code": code, "answered": "1", field: "a", **helped}, expect=200)
            assert bool(checked.html.select("[name=assisted]")) is bool(helped)
            as_(None).send("/v/cast", {"code": code, field: "a", **helped}, expect=200)
    with on_day(LATER):
        counted = {"signatures": "11", "left_over": "9", "helpers": "义工陈示好"}
        as_(scene.supervisor).open(f"/evaluations/{round_.id}/close").press("截止，作废余票", counted)
        form = as_(scene.supervisor).open(f"/evaluations/{round_.id}/count")
        form.press("打开票箱，计票", {"passphrase": PASSPHRASE})
        as_(scene.supervisor).open(f"/evaluations/{round_.id}").press("公布结果")
        result = as_(None).open(f"/evaluations/{round_.id}").main
        ceremony = as_(None).open(f"/evaluations/{round_.id}/ceremony").main
    assert round_.assisted == 3
    assert "其中 3 份是请人代读或代写的" in result
    assert "记下代读代写的人" in ceremony
    assert "陈示好" not in result + ceremony
    named = select(AuditEntry).where(AuditEntry.event == "evaluations.helpers_named")
    assert db.session.scalars(named).one().facts == {"names": "义工陈示好"}


# ---- slips that do not work ----


def test_complaints_are_taken_down_as_they_come_and_counted_in_the_result(as_, scene, on_day):
    round_, codes = an_open_round(scene)
    with dates.set_to(LAST):
        for code in codes[:12]:
            actions.cast(round_, code, an_answer(round_))
        page = as_(scene.supervisor).open(
            as_(scene.supervisor).open(f"/evaluations/{round_.id}").links["有人来说票不能用"]
        )
        assert page.press("记下", {"trouble": "", "times": "1"}, expect=422).errors == ["请选择。"]
        page.press("记下", {"trouble": "used"})
        page.press("记下", {"trouble": "used", "times": "2"})
        page.press("记下", {"trouble": "lost"})
    taken = db.session.scalars(select(SlipComplaint).order_by(SlipComplaint.trouble)).all()
    assert [(row.trouble, row.times, row.day) for row in taken] == [("lost", 1, LAST), ("used", 3, LAST)]
    with on_day(LATER):
        form = as_(scene.supervisor).open(f"/evaluations/{round_.id}/close")
        assert form.html.select_one("#complaints")["value"] == "4"
        counted = {"signatures": "12", "left_over": "8"}
        fewer = form.press("截止，作废余票", {**counted, "complaints": "3"}, expect=422)
        assert fewer.errors == ["评议期间已经记下 4 人次，不能比它少。"]
        form.press("截止，作废余票", {**counted, "complaints": "5"})
    assert round_.complaints == 5
    assert "来反映票不能用 5 人次" in as_(None).open(f"/evaluations/{round_.id}/ceremony").main


def test_only_those_the_refused_are_sent_to_take_complaints_down(as_, scene):
    round_, _codes = an_open_round(scene)
    url, said = f"/evaluations/{round_.id}/complaints", {"trouble": "used", "times": "1"}
    for other in (scene.secretary, scene.lead, a_party_member(scene.village)):
        as_(other).send(url, said, expect=403)
    with dates.set_to(LAST):
        as_(scene.inspector).send(url, said)
    published = a_published_round(scene, ANSWERS)
    as_(scene.supervisor).send(f"/evaluations/{published.id}/complaints", said, expect=403)


# ---- paper ----


def test_paper_is_kept_a_year_then_destroyed_before_a_witness(as_, scene, on_day):
    round_ = a_published_round(scene, ANSWERS)
    line, url = f"当面销毁签名册和纸质问卷：{round_.title}", f"/evaluations/{round_.id}/papers"
    with on_day("2023-05-30"):
        assert line not in as_(scene.supervisor).open("/workbench").links
        assert "要保存到2023年5月31日" in as_(scene.supervisor).open(url).main
        early = as_(scene.supervisor).send(url, {"witness": scene.inspector.id}, expect=409)
        assert "到期以后再销毁" in early.main
    with on_day("2023-05-31"):
        assert line in as_(scene.inspector).open("/workbench").links
        page = as_(scene.supervisor).open(as_(scene.supervisor).open("/workbench").links[line])
        page.press("已经当面销毁", {"witness": scene.inspector.id})
        assert line not in as_(scene.supervisor).open("/workbench").links
        as_(scene.supervisor).open(url, expect=403)
        assert "已在2023年5月31日销毁" in as_(None).open(f"/evaluations/{round_.id}/ceremony").main


def test_nobody_destroys_paper_alone(scene):
    round_ = a_published_round(scene, ANSWERS)
    with dates.set_to(round_.papers_until), pytest.raises(MoveRefused, match="在场见证"):
        actions.destroy_papers(round_, by=scene.supervisor, witness=scene.supervisor)
    db.session.rollback()
