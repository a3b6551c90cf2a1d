"""Paper for those who want paper: printed with serials, keyed twice by different people, counted with the slips."""

import pytest
from sqlalchemy import select

from govproj.core.audit import AuditEntry
from govproj.core.db import db
from govproj.evaluations import actions
from govproj.evaluations.models import Comment, HolderKey, PaperForm, QuestionTotal, State
from tests.evaluations.scenes import PASSPHRASE, a_village_that_evaluates, an_answer, an_open_round
from tests.factories import a_cadre, a_supervisor

LATER = "2022-05-31"


@pytest.fixture
def scene(app):
    scene = a_village_that_evaluates()
    scene.cadre, scene.second = a_cadre(scene.village), a_supervisor(scene.village)
    return scene


def a_round_with_paper(scene, on_day, returned=2):
    """Ten slips cast, `returned` paper forms in the box."""
    round_, codes = an_open_round(scene)
    with on_day("2022-05-25"):
        for code in codes[:10]:
            actions.cast(round_, code, an_answer(round_))
    with on_day(LATER):
        typed = {"signatures": 10, "left_over": 10, "paper_issued": 3, "complaints": 0}
        actions.close(round_, by=scene.supervisor, paper_returned=returned, **typed)
        db.session.commit()
    return round_


def signs(scene, sign, **rest):
    asked = ("openness", "participation", "schedule", "quality", "safety", "integrity", "lead_performance")
    return {f"{scene.project.id}-{key}": sign for key in (*asked, "overall")} | rest


def test_paper_forms_are_printed_with_serials_and_no_names(as_, scene):
    round_, _codes = an_open_round(scene)
    form = as_(scene.supervisor).open(f"/evaluations/{round_.id}/paper/print")
    assert form.press("生成问卷", {"number": "26"}, expect=422).errors == [
        "问卷不能比名册上的人多，最多 25 份。"
    ]

    sheets = form.press("生成问卷", {"number": "3"}, expect=200)

    assert [f"编号 {round_.id}-{n}" in sheets.main for n in (5, 6, 8, 9)] == [False, True, True, False]
    assert len(sheets.html.select(".paper-form")) == 3
    assert "村民示" not in sheets.main
    assert round_.paper_printed == 8


def test_two_people_key_every_form_and_then_it_counts_with_the_slips(as_, scene, on_day):
    round_ = a_round_with_paper(scene, on_day)
    with on_day(LATER):
        for keyer in (scene.cadre, scene.second):
            page = as_(keyer).open(f"/evaluations/{round_.id}/paper/key")
            said = {"comment": "路灯太暗"}
            page.press("录入，下一份", {"serial": "1", **signs(scene, "d"), **said})
            page.press("录入，下一份", {"serial": "3", "is_invalid": "y"})
        form = as_(scene.supervisor).open(f"/evaluations/{round_.id}/count")
        form.press("打开票箱，计票", {"passphrase": PASSPHRASE})

    assert round_.state is State.COUNTED
    assert tuple(round_.turnout) == (30, 13, 12, 1)
    total = db.session.get(QuestionTotal, (round_.id, scene.project.id, "overall"))
    assert (total.very_satisfied, total.dissatisfied) == (10, 1)
    assert db.session.scalars(select(Comment.text)).all() == ["路灯太暗"]
    assert db.session.scalars(select(PaperForm)).all() == [], "nothing single is kept"


def test_it_is_not_counted_while_a_form_was_keyed_once_or_differently(as_, scene, on_day):
    round_ = a_round_with_paper(scene, on_day, returned=1)
    with on_day(LATER):
        as_(scene.cadre).open(f"/evaluations/{round_.id}/paper/key").press(
            "录入，下一份", {"serial": "2", **signs(scene, "a")}
        )
        assert "还差第二个人录的编号：2" in as_(scene.supervisor).open(f"/evaluations/{round_.id}/paper").main
        refused = as_(scene.supervisor).send(
            f"/evaluations/{round_.id}/count",
            {"passphrase": PASSPHRASE, "witness": scene.inspector.id},
            expect=409,
        )
        assert "纸质问卷收回 1 份，两个人录得一样的有 0 份" in refused.main

        other = as_(scene.second).open(f"/evaluations/{round_.id}/paper/key")
        other.press("录入，下一份", {"serial": "2", **signs(scene, "a"), f"{scene.project.id}-safety": "d"})
        listed = as_(scene.second).open(f"/evaluations/{round_.id}/paper")
        assert listed.rows() == [f"2 安全文明 {scene.cadre.name}、{scene.second.name}"]
        again = {"passphrase": PASSPHRASE, "witness": scene.inspector.id}
        as_(scene.supervisor).send(f"/evaluations/{round_.id}/count", again, expect=409)

        again = as_(scene.second).open(listed.links["2"])
        chosen = again.html.select_one(f'[name="{scene.project.id}-safety"][checked]')
        assert chosen["value"] == "d", "one's own keying is there to be corrected"
        again.press("录入，下一份", signs(scene, "a"))
        as_(scene.supervisor).open(f"/evaluations/{round_.id}/count").press(
            "打开票箱，计票", {"passphrase": PASSPHRASE}
        )


def test_nobody_sees_what_the_other_one_keyed(as_, scene, on_day):
    round_ = a_round_with_paper(scene, on_day)
    with on_day(LATER):
        as_(scene.cadre).open(f"/evaluations/{round_.id}/paper/key").press(
            "录入，下一份", {"serial": "2", **signs(scene, "c")}
        )
        page = as_(scene.second).open(f"/evaluations/{round_.id}/paper/key?serial=2")
    assert not page.html.select("input[type=radio][checked]")


def test_a_third_person_is_sent_back_to_the_two(as_, scene, on_day):
    round_ = a_round_with_paper(scene, on_day)
    with on_day(LATER):
        for keyer in (scene.cadre, scene.second):
            actions.key_forms(round_, {1: an_answer(round_)}, by=keyer)
            db.session.commit()
        third = as_(scene.supervisor).open(f"/evaluations/{round_.id}/paper/key")
        refused = third.press("录入，下一份", {"serial": "1", **signs(scene, "d")}, expect=409)
    assert "1 号已经有两个人录过了" in refused.main


def test_a_blank_form_and_a_number_nobody_printed_are_said(as_, scene, on_day):
    round_ = a_round_with_paper(scene, on_day)
    with on_day(LATER):
        page = as_(scene.cadre).open(f"/evaluations/{round_.id}/paper/key")
        assert "一道题也没有选" in page.press("录入，下一份", {"serial": "1"}, expect=422).main
        wrong = page.press("录入，下一份", {"serial": "6", **signs(scene, "a")}, expect=422)
    assert wrong.errors == ["这一轮的问卷编号是 1 到 5。"]


def test_whoever_leads_or_looks_after_the_project_does_not_key(as_, scene, on_day):
    scene.project.contact_id = scene.cadre.id
    db.session.commit()
    round_ = a_round_with_paper(scene, on_day)
    with on_day(LATER):
        for other in (scene.cadre, scene.secretary, scene.inspector):
            as_(other).open(f"/evaluations/{round_.id}/paper/key", expect=403)
        as_(scene.inspector).open(f"/evaluations/{round_.id}/paper")
        line = f"录入纸质问卷：{round_.title}"
        assert line in as_(scene.second).open("/workbench").links
        assert line not in as_(scene.cadre).open("/workbench").links


def test_the_log_says_how_many_forms_were_keyed_and_nothing_of_any(as_, scene, on_day):
    round_ = a_round_with_paper(scene, on_day, returned=1)
    with on_day(LATER):
        for keyer in (scene.cadre, scene.second):
            actions.key_forms(round_, {1: an_answer(round_, comment="石榴树下")}, by=keyer)
        key = db.session.get(HolderKey, scene.supervisor.id)
        actions.count(round_, key, PASSPHRASE, by=scene.supervisor, witness=scene.inspector)
        db.session.commit()
    entries = db.session.scalars(select(AuditEntry)).all()
    keyed = [entry.facts for entry in entries if entry.event == "evaluations.paper_keyed"]
    assert keyed == [{"forms": 1}, {"forms": 1}]
    assert not any("石榴树下" in entry.content for entry in entries)
