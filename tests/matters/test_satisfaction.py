"""After the answer: once satisfied or not, opened again with a new term, asked by others, closed, forgotten."""

from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from govproj.accounts.models import Anonymous
from govproj.core import dates, todo
from govproj.core.audit import AuditEntry
from govproj.core.db import db
from govproj.core.uploads import path_of
from govproj.core.workflow import MoveRefused
from govproj.matters import actions
from govproj.matters.models import MatterVerdict
from govproj.matters.states import State, Teller
from govproj.villages.rules import DEFAULTS
from tests.factories import last_audit_entry
from tests.matters.things import A_CODE, a_cast, a_matter, a_picture, accepted, replied


@pytest.fixture
def cast(app, on_day):
    with on_day("2022-06-09"):
        yield a_cast()


@pytest.fixture
def answered(cast):
    """Done and answered, with the receipt at the reporter's."""
    return replied(a_matter(cast.village, name="村民示明", code=A_CODE), cast.cadre, by=cast.secretary)


def state_page(as_, matter):
    ask = as_().open("/matters/receipts")
    return ask.press("查看", {"number": matter.number, "code": A_CODE.lower()}, expect=200)


def test_not_satisfied_opens_it_again_with_what_was_said_before(as_, cast, answered, on_day):
    page = state_page(as_, answered)
    assert "不满意的，请写" in page.press("提交评价", {"satisfied": "no"}, expect=409).main
    with on_day("2022-06-13"):
        page.press("提交评价", {"satisfied": "no", "words": "晚上还是不亮"}, expect=200)
        assert (answered.state, answered.turn, answered.owner_id) == (State.IN_PROGRESS, 2, cast.cadre.id)
        assert answered.finish_due_on == date(2022, 7, 4), "the whole time anew"
        assert last_audit_entry()[0] == "matters.due_moved"
        (earlier,) = answered.earlier
        assert (earlier.reply, earlier.why) == ("灯已经换好，谢谢您。", "晚上还是不亮")
        again = state_page(as_, answered).main
        assert "重新办理，第 2 次" in again
        assert "灯已经换好" in again
        assert answered.after_photos == [], "a picture of the first time proves nothing"
        assert (answered.first_minutes, answered.finish_minutes) == (0, None)


def test_said_once_for_each_answer(as_, cast, answered):
    page = state_page(as_, answered)
    page.press("提交评价", {"satisfied": "yes"}, expect=200)
    refused = page.press("提交评价", {"satisfied": "no", "words": "又不亮"}, expect=409)
    assert "不能评价" in refused.main
    assert [v.satisfied for v in answered.verdicts] == [True]


def test_a_refusal_is_judged_once_as_well(cast):
    matter = a_matter(cast.village, code=A_CODE)
    actions.turn_down(matter, words="樟树不能砍", by=cast.cadre)
    actions.say(matter, satisfied=True, words="", by=Anonymous())
    with pytest.raises(MoveRefused, match="已经评价过"):
        actions.say(matter, satisfied=True, words="", by=Anonymous())


def test_the_database_keeps_a_second_word_of_the_reporter_out(cast, answered):
    for _time in range(2):
        db.session.add(MatterVerdict(matter=answered, turn=1, teller=Teller.REPORTER, satisfied=True))
    with pytest.raises(IntegrityError, match=r"UNIQUE|unique"):
        db.session.commit()


def test_without_the_code_nobody_speaks_for_the_reporter(as_, answered):
    said = {"number": answered.number, "code": "2345678923456789", "satisfied": "yes"}
    page = as_().send("/matters/receipts/verdict", said, expect=422)
    assert "编号或回执码不对" in page.main
    assert answered.verdicts == []


@pytest.fixture
def hopeless(cast, answered, monkeypatch):
    """Not satisfied once more, after it was opened again as often as the village's rule says."""
    monkeypatch.setitem(DEFAULTS, "matter.reopenings", 1)
    answered.phone = "13812345678"
    actions.say(answered, satisfied=False, words="还不亮", by=Anonymous())
    actions.finish(answered, result="又换", by=cast.cadre)
    actions.reply(answered, words="这次好了", by=cast.cadre)
    actions.say(answered, satisfied=False, words="还不亮", by=Anonymous())
    db.session.commit()
    return answered


def lines(user) -> list[str]:
    return [line.title for line in todo.all_for(user) if line.endpoint == "matters.call"]


def test_after_so_many_times_it_is_not_opened_again_but_asked_about_by_the_town(as_, cast, hopeless):
    line = "重办后仍不满意，请回访：村口的路灯坏了"
    assert (hopeless.state, hopeless.turn) == (State.CLOSED, 2)
    assert [v.satisfied for v in hopeless.verdicts] == [False, False]
    assert hopeless.call_due_on == date(2022, 6, 16)
    assert last_audit_entry()[0] == "matters.to_call"
    assert "镇里最迟 2022年6月16日 回访" in state_page(as_, hopeless).main
    assert lines(cast.office) == [line]
    assert lines(cast.secretary) == lines(cast.cadre) == lines(cast.inspector) == []

    page = as_(cast.office).open(f"/matters/{hopeless.id}")
    assert "13812345678" in page.main, "whoever asks has to be able to phone"
    form = page.browser.open(page.links["镇里回访"])
    assert "不满意的，请写" in form.press("记下回访", {"satisfied": "no"}, expect=422).main
    form.press("记下回访", {"satisfied": "no", "words": "镇里派电工来看"})

    assert (hopeless.state, hopeless.called_on) == (State.CLOSED, date(2022, 6, 9))
    assert last_audit_entry() == ("matters.called", cast.office.id)
    assert lines(cast.office) == []
    assert "镇里派电工来看" in as_(cast.cadre).open(f"/matters/{hopeless.id}").main
    assert "13812345678" not in as_(cast.office).open(f"/matters/{hopeless.id}").main
    assert "镇里 2022年6月9日 回访过" in state_page(as_, hopeless).main
    with pytest.raises(MoveRefused, match="已经回访过"):
        actions.call(hopeless, satisfied=True, words="", by=cast.office)


def test_when_the_town_lets_it_lie_or_did_it_itself_its_inspectors_ask(cast, hopeless, on_day):
    with on_day("2022-06-17"):
        assert lines(cast.inspector) == lines(cast.office) != []
        hopeless.done_by_id = cast.office.id
        assert lines(cast.office) == []
        with pytest.raises(MoveRefused, match="不用镇里回访"):
            actions.call(hopeless, satisfied=True, words="", by=cast.office)
        actions.call(hopeless, satisfied=True, words="", by=cast.inspector)
        assert lines(cast.inspector) == []


def test_whoever_did_it_does_not_ask_whether_it_satisfies(as_, cast, answered):
    as_(cast.cadre).open(f"/matters/{answered.id}/follow-up", expect=403)
    with pytest.raises(MoveRefused, match="没有经办"):
        actions.follow_up(answered, satisfied=True, words="", by=cast.cadre)
    for who, satisfied in ((cast.other, "yes"), (cast.secretary, "yes")):
        as_(who).open(f"/matters/{answered.id}/follow-up").press("记下回访", {"satisfied": satisfied})
    assert [v.teller for v in answered.verdicts] == [Teller.VISIT, Teller.VISIT]
    assert answered.state is State.CLOSED


def test_a_visit_that_finds_it_undone_opens_it_again(as_, cast, answered):
    form = as_(cast.other).open(f"/matters/{answered.id}/follow-up")
    assert "不满意的，请写" in form.press("记下回访", {"satisfied": "no"}, expect=422).text
    form.press("记下回访", {"satisfied": "no", "words": "灯还是坏的"})
    assert answered.state is State.IN_PROGRESS
    assert "第 2 次办理" in as_(cast.cadre).open(f"/matters/{answered.id}").main


def test_turned_down_and_not_satisfied_somebody_looks_at_it_again(as_, cast):
    matter = accepted(a_matter(cast.village, code=A_CODE), cast.cadre)
    actions.turn_down(matter, words="不归村里管", by=cast.secretary)
    db.session.commit()
    page = state_page(as_, matter)
    page.press("提交评价", {"satisfied": "no", "words": "请再看看"}, expect=200)
    assert (matter.state, matter.owner, matter.ended_on) == (State.RECEIVED, None, None)


def test_nobody_says_anything_and_it_is_closed(cast, answered):
    actions.daily(date(2022, 6, 16))
    assert answered.state is State.REPLIED
    actions.daily(date(2022, 6, 17))
    db.session.commit()
    assert answered.state is State.CLOSED
    assert last_audit_entry() == ("matters.close", None)
    with pytest.raises(MoveRefused, match="不能评价"):
        actions.say(answered, satisfied=False, words="晚了", by=Anonymous())


def test_name_and_phone_are_forgotten_some_time_after_the_end(as_, cast, answered):
    actions.say(answered, satisfied=True, words="", by=Anonymous())
    end = dates.today() + timedelta(days=90)
    actions.daily(end)
    assert answered.name == "村民示明"
    actions.daily(end + timedelta(days=1))
    db.session.commit()
    assert (answered.name, answered.phone, answered.forgotten_on) == ("", "", end + timedelta(days=1))
    assert "按规定删除" in as_(cast.cadre).open(f"/matters/{answered.id}").main
    log = " ".join(entry.content for entry in db.session.scalars(db.select(AuditEntry)))
    assert "村民示明" not in log


def test_papers_handed_in_for_an_errand_go_too_and_pictures_of_the_place_stay(cast):
    papers, hole = (
        a_matter(cast.village, kind=kind, text=kind, photos=[a_picture(size)])
        for kind, size in (("errand", (80, 60)), ("suggestion", (60, 80)))
    )
    for matter in (papers, hole):
        actions.turn_down(matter, words="请到镇里办", by=cast.cadre)
    files = [path_of(matter.photos[0].sha256) for matter in (papers, hole)]
    after = dates.today() + timedelta(days=91)
    for _time in range(2):
        actions.daily(after)
        db.session.commit()
    assert [len(matter.shown_photos) for matter in (papers, hole)] == [0, 1]
    assert files[0].exists(), "until it is certain that the row is gone"
    actions.daily(after + timedelta(days=1))
    db.session.commit()
    assert [file.exists() for file in files] == [False, True]


def test_a_picture_that_stands_elsewhere_too_keeps_its_file(cast):
    first, second = (
        a_matter(cast.village, kind="errand", text=t, photos=[a_picture((70, 60))]) for t in "一二"
    )
    actions.turn_down(first, words="请到镇里办", by=cast.cadre)
    file, after = path_of(second.photos[0].sha256), dates.today() + timedelta(days=91)
    for day in (after, after + timedelta(days=1)):
        actions.daily(day)
        db.session.commit()
    assert first.shown_photos == []
    assert file.exists()
