"""One owner, a result, an answer; and the other ways a matter can end."""

import zipfile
from datetime import date, timedelta
from io import BytesIO

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from govproj.core import dates, todo
from govproj.core.audit import AuditEntry
from govproj.core.db import db
from govproj.core.workflow import MoveRefused
from govproj.matters import actions
from govproj.matters.models import Matter
from govproj.matters.states import State
from tests.disclosures.pictures import a_phone_photo
from tests.factories import a_cadre, a_county_inspector, a_secretary, a_villager, an_admin, last_audit_entry
from tests.matters.things import A_CODE, a_call, a_cast, a_matter, accepted, replied


@pytest.fixture
def cast(app, on_day):
    with on_day("2022-06-09"):
        yield a_cast()


def url(matter, act=""):
    return f"/matters/{matter.id}{act}"


def test_who_watches_the_village_is_not_made_responsible(as_, cast):
    both = a_cadre(cast.village)
    both.offices.append(type(both.offices[0])(role="supervisor", village_id=cast.village.id))
    db.session.commit()
    matter = a_matter(cast.village, project_id=cast.project.id)
    page = as_(cast.secretary).open(url(matter, "/accept"))
    offered = {option["value"] for option in page.html.select("[name=owner] option")}
    assert offered == {str(p.id) for p in (cast.cadre, cast.other, cast.secretary, cast.lead, cast.office)}
    with pytest.raises(MoveRefused, match="不能当责任人"):
        actions.accept(matter, owner=both, by=cast.secretary)


def test_only_the_owner_says_that_it_is_done(as_, cast):
    matter = accepted(a_matter(cast.village, project_id=cast.project.id), cast.lead, cast.secretary)
    as_(cast.secretary).open(url(matter, "/finish"), expect=403)
    with pytest.raises(MoveRefused, match="没有权限"):
        actions.finish(matter, result="办了", by=cast.secretary)
    db.session.rollback()
    as_(cast.lead).open(url(matter, "/finish")).press("办好了", {"result": "换了"})
    assert matter.state is State.DONE
    form = as_(cast.lead).open(url(matter, "/reply"))
    assert not form.html.select("[name=title]"), "the village decides what is public"
    form.press("回复", {"words": "换好了", "title": "我来公开"})
    assert (matter.state, matter.published_on) == (State.REPLIED, None)


def test_a_snapshot_is_not_done_without_a_picture_of_it(as_, cast):
    matter = accepted(a_matter(cast.village, kind="snap"), cast.cadre)
    form = as_(cast.cadre).open(url(matter, "/finish"))
    refused = form.press("办好了", {"result": "修了护栏"}, expect=422)
    assert "要有办好后的照片" in refused.text
    assert "修了护栏" in refused.text, "said in the page, and nothing typed is lost"
    with pytest.raises(MoveRefused, match="要有办好后的照片"):
        actions.finish(matter, result="修了", by=cast.cadre)
    db.session.rollback()
    stream, name = a_phone_photo("修好.jpg")
    form.press("办好了", {"result": "修了"}, files={"photos": (stream, name)})
    assert (matter.state, len(matter.after_photos)) == (State.DONE, 1)


def test_an_errand_rests_on_the_consent_of_whom_it_is_for(as_, cast):
    matter = accepted(a_call(cast.village, cast.cadre, kind="errand", text="办公交卡"), cast.cadre)
    form = as_(cast.cadre).open(url(matter, "/finish"))
    assert "请先记下凭据" in form.main
    refused = form.press("办好了", {"result": "办好了公交卡"}, expect=422).text
    assert "请先记下凭据" in refused
    assert "办好了公交卡" in refused
    as_(cast.cadre).open(url(matter, "/basis")).press("记下", {"words": "电话委托，邻居见证"})
    form.browser.open(url(matter, "/finish")).press("办好了", {"result": "办了"})
    assert last_audit_entry() == ("matters.finish", cast.cadre.id)


def test_arriving_is_pressed_once_and_the_minutes_are_kept(as_, cast):
    matter = accepted(a_call(cast.village, cast.cadre), cast.cadre)
    page = as_(cast.cadre).open(url(matter))
    page.press("到现场了")
    assert matter.on_site_at == dates.now()
    with pytest.raises(MoveRefused, match="不能记到场"):
        actions.arrive(matter, by=cast.cadre)
    with dates.set_to(matter.received_at + dates.timedelta(minutes=47, seconds=59)):
        actions.finish(matter, result="送医院了", by=cast.cadre)
        assert matter.finish_minutes == 47


def test_name_and_phone_are_for_those_who_handle_it(as_, cast):
    matter = a_matter(cast.village, name="村民示明", phone="13812345678", project_id=cast.project.id)
    accepted(matter, cast.lead, cast.secretary)
    for reads in (cast.cadre, cast.lead):
        assert "村民示明 13812345678" in as_(reads).open(url(matter)).main
    for does_not in (cast.supervisor, cast.inspector):
        assert "村民示明" not in as_(does_not).open(url(matter)).main
    for kept_out in (
        a_villager(cast.village),
        a_secretary(),
        a_county_inspector(cast.village.town.county),
        an_admin(),
    ):
        as_(kept_out).open(url(matter), expect=404)


def test_no_name_leaves_with_the_excel_list(as_, cast):
    a_matter(cast.village, text="=1+1 路灯", name="村民示明", phone="13812345678")
    book = as_(cast.cadre).open("/matters/export").response.data
    text = "".join(
        zipfile.ZipFile(BytesIO(book)).read(name).decode()
        for name in ("xl/sharedStrings.xml", "xl/worksheets/sheet1.xml")
    )
    assert "SX-2022-001" in text
    assert "=1+1 路灯" in text
    assert "<f>" not in text
    assert "示明" not in text
    assert "138" not in text


def test_turned_down_with_a_reason_passed_on_with_a_place_merged_with_another(as_, cast):
    first, second, third = (a_matter(cast.village, text=f"{n}", code=f"{n}" * 16) for n in (2, 3, 4))
    form = as_(cast.cadre).open(url(first, "/turn-down"))
    assert "请写明理由" in form.press("不采纳", {"words": " "}, expect=422).main
    form.press("不采纳", {"words": "樟树不能砍"})
    as_(cast.cadre).open(url(second, "/pass-on")).press("转交", {"to": "供电所", "words": "三天内来修"})
    form = as_(cast.cadre).open(url(third, "/merge"))
    assert "请写本村另一件事" in form.press("并入", {"number": third.number}, expect=422).text
    assert "请写本村另一件事" in form.press("并入", {"number": "SX-2022-99999"}, expect=422).text
    form.press("并入", {"number": first.number.lower()})
    assert [m.state for m in (first, second, third)] == [State.NOT_ADOPTED, State.PASSED_ON, State.DUPLICATE]
    receipt = as_().open("/matters/receipts")
    merged = receipt.press("查看", {"number": third.number, "code": "4" * 16}, expect=200)
    assert "樟树不能砍" in merged.main
    with pytest.raises(MoveRefused, match="不能"):
        actions.merge(second, into=third, by=cast.cadre)


def test_handed_over_with_a_reason(as_, cast):
    matter = accepted(a_matter(cast.village), cast.cadre)
    page = as_(cast.secretary).open(url(matter, "/hand-over"))
    assert str(cast.cadre.id) not in [o["value"] for o in page.html.select("[name=owner] option")]
    page.press("改责任人", {"owner": cast.other.id, "reason": "去学习了"})
    assert (matter.owner_id, last_audit_entry()) == (
        cast.other.id,
        ("matters.handed_over", cast.secretary.id),
    )


def test_two_who_take_it_at_once_see_each_other(as_, cast):
    matter = a_matter(cast.village)
    mine, yours = (as_(who).open(url(matter, "/accept")) for who in (cast.cadre, cast.secretary))
    mine.press("受理", {"owner": cast.cadre.id})
    assert "刚被他人更新" in yours.press("受理", {"owner": cast.other.id}, expect=409).text
    assert matter.owner_id == cast.cadre.id


def test_a_public_answer_can_be_taken_down_again(as_, cast):
    matter = replied(a_matter(cast.village, name="村民示明"), cast.cadre)
    as_(cast.cadre).open(url(matter, "/publish")).press("公开", {"title": "村民示明家的路灯"})
    board = f"/villages/{cast.village.id}/matters"
    assert "某村民家的路灯" in as_().open(board).main
    as_(cast.cadre).open(url(matter, "/take-off")).press("撤下", {"reason": "写错了"})
    assert "路灯" not in as_().open(board).main
    assert "还没有公开的答复" in as_().open(board).main


def test_nothing_is_public_before_it_is_answered(cast):
    matter = accepted(a_matter(cast.village), cast.cadre)
    with pytest.raises(MoveRefused, match="有了答复才能公开"):
        actions.publish(matter, title="路灯", by=cast.cadre)


@pytest.mark.parametrize(
    "broken",
    [
        {"owner_id": None},
        {"state": State.CLOSED},
        {"passed_to": "供电所"},
        {"result": "办了"},
        {"first_minutes": -1},
        {"published_on": dates.date(2022, 6, 9)},
        {"text": ""},
    ],
    ids=str,
)
def test_what_must_never_happen_the_schema_refuses(cast, broken):
    accepted(a_matter(cast.village), cast.cadre)
    with pytest.raises(IntegrityError):
        db.session.execute(update(Matter).values(**broken))


def test_a_villages_matters_are_no_other_villages_business(as_, cast):
    matter = a_matter(cast.village, code=A_CODE)
    for who in (a_cadre(), a_secretary()):
        assert as_(who).open("/matters?which=all").rows() == []
        as_(who).open(url(matter), expect=404)


# ---- another kind ----


def test_under_another_kind_it_runs_on_that_clock_from_the_same_arrival(as_, cast):
    matter = a_matter(cast.village, kind="suggestion", text="煤气味很重")
    actions.set_duty(
        cast.village, person=cast.other, first=date(2022, 6, 9), last=date(2022, 6, 9), by=cast.secretary
    )
    came = matter.received_at
    with dates.set_to(came + timedelta(minutes=100)):
        page = as_(cast.cadre).open(as_(cast.cadre).open(url(matter)).links["改类别"])
        assert "请选改成哪一类" in page.press("改类别", {"reason": "要马上办"}, expect=422).main
        page.press("改类别", {"kind": "urgent", "reason": "可能漏气，要马上办"})
        assert (matter.kind, matter.urgent, matter.owner_id) == ("urgent", True, cast.other.id)
        assert (matter.first_due_at, matter.finish_due_at) == (
            came + timedelta(minutes=30),
            came + timedelta(minutes=60),
        )
        assert last_audit_entry() == ("matters.due_moved", cast.cadre.id)
        changed = entry_of("matters.kind_changed")
        assert (changed["old"], changed["new"], changed["reason"]) == (
            "意见建议",
            "急事",
            "可能漏气，要马上办",
        )
        assert "逾期的急事，请过问：煤气味很重" in [line.title for line in todo.all_for(cast.secretary)]
    with pytest.raises(MoveRefused, match="请选另一类"):
        actions.change_kind(matter, kind="urgent", reason="再改", by=cast.cadre)
    with pytest.raises(MoveRefused, match="请选另一类"):
        actions.change_kind(matter, kind="没有的", reason="再改", by=cast.cadre)


def test_opened_again_it_counts_from_then_and_once_done_its_kind_stays(cast):
    with dates.set_to(dates.now() - timedelta(days=30)):
        matter = replied(a_matter(cast.village), cast.cadre)
    actions.follow_up(matter, satisfied=False, words="还坏着", by=cast.other)
    again, first = matter.earlier[-1].reopened_at, matter.first_due_at
    actions.change_kind(matter, kind="urgent", reason="线露在外面", by=cast.secretary)
    assert (matter.first_due_at, matter.finish_due_at) == (first, again + timedelta(minutes=60))
    actions.finish(matter, result="接好了", by=cast.cadre)
    with pytest.raises(MoveRefused, match="不能再改类别"):
        actions.change_kind(matter, kind="snap", reason="改", by=cast.cadre)


def entry_of(event) -> dict:
    return db.session.scalars(select(AuditEntry).where(AuditEntry.event == event)).one().facts
