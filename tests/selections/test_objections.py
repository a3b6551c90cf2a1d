"""Anybody objects, without an account or a trace; every objection is answered in public before the appointment."""

from datetime import date

import pytest

from govproj.accounts.models import DeclaredRelative
from govproj.core.audit import AuditEntry
from govproj.core.db import db
from govproj.projects.models import State as ProjectState
from govproj.selections.actions import objections
from govproj.selections.models import SelectionObjection
from govproj.selections.states import Channel, State
from tests.factories import a_project, last_audit_entry, saved
from tests.selections.things import a_letter, a_selection

WORDS = "他常年不在村里"


def page_of(selection):
    return f"/projects/{selection.project_id}/selection"


def answer(as_, person, objection, finding="explained", words="核实每月在村二十天以上", expect=303):
    form = as_(person).open(f"/selection-objections/{objection.id}/answer")
    return form.press("答复", {"finding": finding, "answer": words}, expect=expect)


@pytest.fixture
def selection(cast):
    return a_selection(cast, State.PUBLICISED)


def test_a_passer_by_objects_from_the_public_page_and_leaves_no_trace(as_, on_day, cast, selection):
    with on_day("2022-03-22"):
        board = as_().open(page_of(selection))
        form = as_().open(board.links["我有不同意见"])
        sent = form.press("提交意见", {"text": WORDS}, expect=200)

    assert "最迟 2022年3月29日 答复" in sent.main
    assert "Set-Cookie" not in sent.headers
    assert "csrf" not in str(form.html)
    objection = selection.objections[0]
    assert (objection.text, objection.by_id, objection.channel) == (WORDS, None, Channel.WEB)
    assert last_audit_entry() == ("selections.objection_recorded", 0)


def test_somebody_signed_in_objects_as_anonymously(as_, on_day, cast, selection):
    with on_day("2022-03-22"):
        as_(cast.other).send(f"{page_of(selection)}/object", {"text": WORDS}, expect=200)
    assert selection.objections[0].by_id is None
    assert last_audit_entry() == ("selections.objection_recorded", 0)


def test_another_site_cannot_object_in_somebodys_name(as_, cast, selection):
    as_().send(
        f"{page_of(selection)}/object", {"text": WORDS}, expect=403, Origin="https://elsewhere.example"
    )
    assert selection.objections == []


def test_an_empty_objection_is_sent_back_and_a_long_one_keeps_its_words(as_, cast, selection):
    empty = as_().send(f"{page_of(selection)}/object", {"text": "  "}, expect=422)
    assert empty.errors == ["请写您的意见。"]
    long = as_().send(f"{page_of(selection)}/object", {"text": "长" * 1001}, expect=422)
    assert "长" * 1001 in str(long.html)
    assert selection.objections == []


def test_outside_the_publicity_nothing_is_taken(as_, cast):
    chosen = a_selection(cast, State.APPOINTED)
    assert "现在不在公示期" in as_().open(f"{page_of(chosen)}/object").main
    as_().send(f"{page_of(chosen)}/object", {"text": WORDS}, expect=409)
    searching = a_selection(cast, State.ASSESSING)
    as_().open(f"{page_of(searching)}/object", expect=404)
    as_().send(f"{page_of(searching)}/object", {"text": WORDS}, expect=404)


def test_the_same_words_sent_twice_are_one_objection(as_, cast, selection):
    for _ in range(2):
        as_().send(f"{page_of(selection)}/object", {"text": WORDS}, expect=200)
    assert db.session.query(SelectionObjection).count() == 1


def test_a_flood_does_not_grow_without_end(as_, cast, selection):
    selection.objections = [
        SelectionObjection(text=f"第{n}条", channel=Channel.WEB) for n in range(objections.MOST_OPEN)
    ]
    db.session.commit()
    refused = as_().send(f"{page_of(selection)}/object", {"text": WORDS}, expect=409)
    assert "请打村监会或镇纪委的电话" in refused.main


def test_without_an_answer_nobody_is_appointed(as_, on_day, cast, selection):
    as_(cast.cadre).open(as_(cast.cadre).open(page_of(selection)).links["登记异议"]).press(
        "登记", {"channel": "phone", "text": WORDS}
    )
    a_letter(cast, selection)
    with on_day("2022-03-26"):
        refused = as_(cast.secretary).send(f"{page_of(selection)}/appoint", expect=409)
        assert "还有 1 条异议没有答复" in refused.main
        answer(as_, cast.cadre, selection.objections[0])
        as_(cast.secretary).send(f"{page_of(selection)}/appoint")
    assert selection.state is State.APPOINTED


def test_the_public_reads_the_reply_and_not_the_accusation(as_, cast, selection):
    as_().send(f"{page_of(selection)}/object", {"text": WORDS}, expect=200)
    waiting = as_().open(page_of(selection)).main
    assert "收到异议 1 条，已答复 0 条" in waiting
    assert WORDS not in waiting
    answer(as_, cast.cadre, selection.objections[0])
    for reader in (None, cast.other, cast.member):
        shown = as_(reader).open(page_of(selection)).main
        assert "说明情况" in shown
        assert "核实每月在村二十天以上" in shown
        assert WORDS not in shown
        assert cast.cadre.name not in shown.partition("公示异议")[2]
    assert WORDS in as_(cast.supervisor).open(page_of(selection)).main


def test_a_reply_names_no_relative(as_, cast, selection):
    saved(DeclaredRelative(user_id=cast.member.id, name="徐示弟", relation="兄弟姐妹"))
    as_().send(f"{page_of(selection)}/object", {"text": WORDS}, expect=200)
    refused = answer(as_, cast.cadre, selection.objections[0], words="徐示弟已离职", expect=422)
    assert refused.errors == ["答复会公开，不能写亲属的姓名（徐示弟）。"]


def test_an_answer_is_given_once_and_the_second_reads_why(as_, cast, selection):
    as_().send(f"{page_of(selection)}/object", {"text": WORDS}, expect=200)
    url = f"/selection-objections/{selection.objections[0].id}/answer"
    one, other = as_(cast.cadre).open(url), as_(cast.secretary).open(url)
    one.press("答复", {"finding": "explained", "answer": "在村"})
    late = other.press("答复", {"finding": "unfounded", "answer": "不属实"}, expect=409)
    assert "内容刚被他人更新" in late.main
    assert "不属实" in str(late.html)
    assert selection.objections[0].answer == "在村"


def test_where_an_objection_is_right_the_committees_decide_again(as_, on_day, cast, selection):
    as_().send(f"{page_of(selection)}/object", {"text": WORDS}, expect=200)
    answer(as_, cast.cadre, selection.objections[0], finding="upheld", words="情况属实")
    a_letter(cast, selection)
    with on_day("2022-03-28"):
        refused = as_(cast.secretary).send(f"{page_of(selection)}/appoint", expect=409)
    assert "有异议成立，请重新确定人选" in refused.main
    as_(cast.secretary).send(f"{page_of(selection)}/reconsider", {"note": "异议属实"})
    assert selection.decision is None
    assert selection.letter is None


def test_the_candidate_and_outsiders_neither_read_nor_answer(as_, cast, selection):
    objection = saved(SelectionObjection(selection=selection, text=WORDS, channel=Channel.WEB))
    for person in (cast.member, cast.other, cast.supervisor):
        expect = 403 if person is cast.supervisor else 404
        as_(person).open(f"/selection-objections/{objection.id}/answer", expect=expect)


def test_the_notice_about_a_project_still_in_planning_is_for_everybody(as_, cast):
    project = a_project(cast.village, state=ProjectState.PROPOSED, contact=cast.cadre)
    hung = a_selection(cast, State.PUBLICISED, project=project)
    assert "拟由徐示荣领办" in as_().open(page_of(hung)).main
    as_().open(f"/projects/{project.id}", expect=404)
    as_().open(f"{page_of(hung)}/object")


def test_the_objection_is_due_in_five_working_days(app, on_day, cast, selection):
    with on_day("2022-03-24"):
        objection = objections.take_down(selection, text=WORDS, channel=Channel.PAPER, by=cast.cadre)
    assert objection.due_on == date(2022, 3, 31)
    db.session.rollback()


def test_the_log_does_not_say_who_objected(as_, cast, selection):
    as_(cast.other).send(f"{page_of(selection)}/object", {"text": WORDS}, expect=200)
    entries = db.session.query(AuditEntry).filter_by(event="selections.objection_recorded").all()
    assert [(entry.actor_id, entry.office) for entry in entries] == [(0, "")]
