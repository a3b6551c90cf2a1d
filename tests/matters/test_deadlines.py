"""By when a matter has to be taken and done; who hears of it when it is not."""

from datetime import date, datetime, timedelta

import pytest

from govproj.accounts.models import Office, Post, Role
from govproj.core import dates, todo, weak_spots
from govproj.core.audit import AuditEntry
from govproj.core.dates import BEIJING
from govproj.core.db import db
from govproj.core.workflow import MoveRefused
from govproj.matters import actions, queries
from govproj.matters.queries import search
from govproj.villages.models import CalendarDay
from govproj.villages.rules import DEFAULTS
from tests.factories import a_village, saved, somebody
from tests.matters.things import a_call, a_cast, a_matter, accepted

FRIDAY_EVENING = datetime(2022, 6, 10, 19, 30, tzinfo=BEIJING)


@pytest.fixture
def cast(app, on_day):
    with on_day("2022-06-09"):
        yield a_cast()


def lines(user) -> list[str]:
    return [line.title for line in todo.all_for(user)]


def spots(user, village) -> list:
    themes = {theme.key: theme for theme in weak_spots.themes()}
    return list(themes["matters"].tell(user, [village.id]))


def test_ordinary_ones_count_working_days_to_the_end_of_the_day(cast):
    with dates.set_to(FRIDAY_EVENING):
        matter = a_matter(cast.village, kind="snap")
    assert matter.first_due_at == datetime(2022, 6, 13, 23, 59, tzinfo=BEIJING), "Monday"
    assert matter.finish_due_at == datetime(2022, 6, 17, 23, 59, tzinfo=BEIJING)


def test_the_days_off_of_the_town_are_no_working_days(cast):
    saved(
        CalendarDay(
            town_id=cast.village.town_id, day=date(2022, 6, 13), works=False, reason="庙会", by_name="示"
        )
    )
    with dates.set_to(FRIDAY_EVENING):
        assert a_matter(cast.village, kind="snap").first_due_on == date(2022, 6, 14)


def test_urgent_ones_count_minutes_day_and_night(cast):
    with dates.set_to(FRIDAY_EVENING):
        matter = a_call(cast.village, cast.cadre)
    assert matter.first_due_at == FRIDAY_EVENING + timedelta(minutes=30)
    assert matter.finish_due_at == FRIDAY_EVENING + timedelta(minutes=60)


def test_each_kind_has_its_own_time_and_a_village_its_own_rules(cast, monkeypatch):
    longest = a_matter(cast.village, kind="suggestion")
    monkeypatch.setitem(DEFAULTS, "matter.kinds", ["snap", "山林防火"])
    monkeypatch.setitem(DEFAULTS, "matter.urgent_kinds", ["snap"])
    now_urgent = a_matter(cast.village, kind="snap", text="改成急的")
    own = a_matter(cast.village, kind="山林防火", text="有人烧荒")
    assert longest.finish_due_on == date(2022, 6, 30)
    assert now_urgent.urgent
    assert own.finish_due_on == date(2022, 6, 23), "as other kinds"


def test_a_rule_that_is_changed_later_does_not_reach_back(cast, monkeypatch):
    matter = a_matter(cast.village, kind="snap")
    monkeypatch.setitem(DEFAULTS, "matter.escalation", ["town_inspector"])
    assert {climb.office for climb in matter.climbs} == {"secretary", "town_admin"}


def test_what_was_put_down_later_counts_from_when_it_was_said(as_, cast):
    form = as_(cast.cadre).open(f"/villages/{cast.village.id}/matters/new")
    typed = {"kind": "urgent", "text": "停水", "channel": "phone", "day": "2022-06-09"}
    assert "几点也要填" in form.press("登记", typed, expect=422).main
    assert "不能晚于现在" in form.press("登记", typed | {"hour": "12:01"}, expect=409).text
    form.press("登记", typed | {"hour": "11:50"})
    matter = db.session.scalars(db.select(queries.Matter)).one()
    assert matter.finish_due_at == datetime(2022, 6, 9, 12, 50, tzinfo=BEIJING)


def test_overdue_it_climbs_step_by_step_until_somebody_takes_it(as_, cast, on_day):
    director = somebody(Office(role=Role.CADRE, village_id=cast.village.id, post=Post.DIRECTOR))
    matter = a_call(cast.village, cast.cadre, text="电线冒火花")
    reminder = "逾期的急事，请过问：电线冒火花"
    received = matter.received_at
    assert reminder not in lines(director)
    as_(cast.office).open(f"/matters/{matter.id}", expect=404)
    for minutes, told in (
        (31, {director}),
        (61, {director, cast.secretary}),
        (91, {director, cast.secretary, cast.office}),
    ):
        with dates.set_to(received + timedelta(minutes=minutes)):
            assert {who for who in (director, cast.secretary, cast.office) if reminder in lines(who)} == told
    with dates.set_to(received + timedelta(minutes=91)):
        assert "受理逾期" in as_(cast.office).open(f"/matters/{matter.id}").main, "the town may read it now"
        accepted(matter, cast.cadre)
        assert reminder in lines(director), "it is not done either"
        assert reminder not in lines(cast.office), (
            "whose turn comes half an hour after the other clock's next"
        )


def test_each_reminder_is_logged_once_whether_the_chores_ran_or_the_clock_was_stopped(as_, cast):
    matter = a_call(cast.village, cast.cadre, text="电线冒火花")
    with dates.set_to(matter.received_at + timedelta(minutes=62)):
        for _time in range(2):
            actions.daily(date(2022, 6, 9))
            db.session.commit()
        assert climbed() == [("受理", "村委会主任"), ("受理", "村党组织书记"), ("办结", "村委会主任")]
    with dates.set_to(matter.received_at + timedelta(minutes=95)):
        accepted(matter, cast.cadre)
        actions.finish(matter, result="断电修好", by=cast.cadre)
        db.session.commit()
    assert set(climbed()[3:]) == {("受理", "镇业务干部（三资代理）"), ("办结", "村党组织书记")}
    with dates.set_to(matter.received_at + timedelta(days=9)):
        actions.daily(date(2022, 6, 18))
        db.session.commit()
    assert len(climbed()) == 5, "its clocks stand still"
    log = as_(cast.inspector).open(f"/audit?village={cast.village.id}").main
    assert f"{matter.number} 受理逾期，2022年6月9日 12:30起提醒村委会主任过问" in log


def climbed() -> list[tuple]:
    wanted = (
        db.select(AuditEntry).where(AuditEntry.event == "matters.climbed").order_by(AuditEntry.leaf_index)
    )
    return [(entry.facts["clock"], entry.facts["reminded"]) for entry in db.session.scalars(wanted)]


def test_the_one_responsible_is_not_reminded_of_himself(cast, on_day):
    matter = accepted(a_matter(cast.village, text="水沟堵了"), cast.secretary)
    with on_day("2022-07-20"):
        assert [line for line in lines(cast.secretary) if "水沟" in line] == ["办意见建议：水沟堵了"]
        assert [line for line in lines(cast.cadre) if "水沟" in line] == []
        assert matter.is_overdue(dates.now())


def test_the_workbench_says_what_has_to_be_taken_and_answered(cast):
    matter = a_matter(cast.village, text="路灯坏了")
    assert "受理意见建议：路灯坏了" in lines(cast.cadre)
    assert "受理意见建议：路灯坏了" not in lines(cast.supervisor)
    accepted(matter, cast.cadre)
    queries_before = lines(cast.other)
    assert "受理意见建议：路灯坏了" not in queries_before


def test_the_list_shows_the_most_urgent_first_page_by_page(as_, cast, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 2)
    monkeypatch.setattr(search, "__kwdefaults__", {**search.__kwdefaults__, "most": 2})
    for text, kind in (("三", "suggestion"), ("二", "snap"), ("四", "suggestion")):
        accepted(a_matter(cast.village, kind=kind, text=f"第{text}件"), cast.cadre)
    a_call(cast.village, cast.cadre, text="第一件")
    page = as_(cast.cadre).open("/matters")
    first = [row[:3] for row in page.rows()]
    rest = [row[:3] for row in page.browser.open(page.links["下一页 →"]).rows()]
    assert first + rest == ["第一件", "第二件", "第三件", "第四件"]


def test_filters_narrow_the_list_and_odd_ones_are_ignored(as_, cast):
    matter = accepted(a_matter(cast.village, kind="snap", text="护栏"), cast.cadre)
    a_matter(cast.village, text="建议")
    mine = as_(cast.cadre).open("/matters?which=mine")
    assert [row[:2] for row in mine.rows()] == ["护栏"]
    assert len(as_(cast.cadre).open("/matters?kind=suggestion").rows()) == 1
    assert "这里没有事项" in as_(cast.cadre).open("/matters?which=overdue").main
    with dates.set_to(matter.finish_due_at + timedelta(minutes=1)):
        assert len(as_(cast.cadre).open("/matters?which=overdue").rows()) == 2
    as_(cast.cadre).open("/matters?which=nonsense&kind=x&village=99&key=zzz.9")


def test_overdue_ones_are_weak_spots_of_their_project(cast, on_day):
    about = a_matter(cast.village, kind="snap", text="围挡倒了", project_id=cast.project.id)
    a_matter(a_village(), kind="snap", text="别的村")
    assert spots(cast.inspector, cast.village) == []
    with on_day("2022-06-13"):
        (spot,) = spots(cast.inspector, cast.village)
        assert (spot.project_id, spot.words) == (cast.project.id, f"随手拍 {about.number} 过期没有受理")
        assert spots(cast.office, cast.village) == [], "it has not climbed to the town yet"
        assert queries.standing([cast.village.id]) == [(cast.village.id, cast.project.id, 1, 1)]


def test_what_is_urgent_falls_to_whoever_is_on_duty_that_day(as_, cast):
    form = as_(cast.secretary).open(f"/villages/{cast.village.id}/duty-roster")
    assert {option.text for option in form.html.select("[name=owner] option")} == {
        who.name for who in (cast.cadre, cast.other, cast.secretary)
    }
    week = {"owner": cast.other.id, "first": "2022-06-09", "last": "2022-06-15"}
    assert "一次最多排 28 天" in form.press("排上", week | {"last": "2022-06-08"}, expect=409).text
    form.press("排上", week)
    form.press("排上", {"owner": cast.cadre.id, "first": "2022-06-15", "last": "2022-06-15"})
    assert cast.other.name in as_(cast.inspector).open(form.url).main
    with dates.set_to(FRIDAY_EVENING):
        urgent = a_call(cast.village, cast.secretary, text="停水了")
        a_matter(cast.village, text="建议")
        assert "您值班，请受理急事：停水了" in lines(cast.other)
        assert "受理急事：停水了" in lines(cast.cadre), "the others still see it"
        assert "受理急事：停水了" not in lines(cast.other)
        page = as_(cast.secretary).open(f"/matters/{urgent.id}/accept")
        assert page.html.select_one("[name=owner] option[selected]")["value"] == str(cast.other.id)
    with dates.set_to(FRIDAY_EVENING + timedelta(days=5)):
        assert a_call(cast.village, cast.secretary, text="停电了").owner_id == cast.cadre.id
    with dates.set_to(FRIDAY_EVENING + timedelta(days=6)):
        assert a_call(cast.village, cast.secretary, text="漏水了").owner_id is None


def test_nobody_who_watches_the_village_is_put_on_duty(cast):
    days = {"first": date(2022, 6, 9), "last": date(2022, 6, 9)}
    with pytest.raises(MoveRefused, match="不能是村监会成员"):
        actions.set_duty(cast.village, person=cast.supervisor, by=cast.secretary, **days)
