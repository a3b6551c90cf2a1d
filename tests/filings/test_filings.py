"""夜间施工报备: filed in time, approved by others, told to the neighbours, inspected, closed; and complaints."""

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from govproj.core import dates, todo
from govproj.core.db import db
from govproj.core.workflow import MoveRefused
from govproj.filings import actions
from govproj.filings.models import Filing, FilingComplaint
from govproj.filings.queries import covering
from govproj.filings.states import Result, State
from govproj.rectifications.models import Rectification
from govproj.rectifications.states import Source
from govproj.villages.rules import DEFAULTS
from tests.factories import a_town_admin, a_villager, last_audit_entry
from tests.filings.things import FACTS, a_filing, approved
from tests.inspections.things import a_photo
from tests.matters.things import a_matter
from tests.rectifications.things import a_cast, day


@pytest.fixture
def cast(app):
    return a_cast()


@pytest.fixture
def office(cast):
    """The town's administration."""
    return a_town_admin(cast.village.town)


def url(filing, act=""):
    return f"/filings/{filing.id}{act}"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=dates.BEIJING)


def test_a_night_of_concrete_from_the_filing_to_its_closing(as_, cast, office, on_day):
    with on_day("2022-06-20"):
        tab = as_(cast.lead).open(as_(cast.lead).open(f"/projects/{cast.project.id}").links["施工告知"])
        form = as_(cast.lead).open(tab.links["登记报备"])
        typed = {"first_on": "2022-06-22", "last_on": "2022-06-23", "starts_at": "22:00", "ends_at": "02:00"}
        typed |= {name: FACTS[name] for name in ("place", "reason", "measures", "unit", "contact", "phone")}
        form.press("报备", typed)
        filing = db.session.scalars(select(Filing)).one()
        assert (filing.number, filing.project_id) == ("BA-2022-001", cast.project.id)
        assert last_audit_entry() == ("filings.file", cast.lead.id)
        board = f"/villages/{cast.village.id}/filings"
        assert "云溪桥头" not in as_().open(board).main, "not announced before it is approved"
        as_().open(url(filing), expect=404)

        as_(office).open(url(filing)).press("核准", {"note": "同意，两点停机"})
        public = as_().open(board).main
        assert "2022年6月22日到2022年6月23日，每天 22:00–次日 02:00" in public
        assert "云溪桥头" in public
        front = as_().open(f"/villages/{cast.village.id}")
        banner = front.html.select_one(".notice--soon").get_text()
        assert "施工告知" in banner
        assert "2022年6月22日到2022年6月23日，每天 22:00" in banner
        assert front.links["夜间施工"] == url(filing)
        assert "0572-5000206" in public
        assert "夜间施工" in as_(a_villager(cast.village)).open(f"/projects/{cast.project.id}").main
        assert "夜间施工告知" in as_().open(url(filing, "/print")).main
    with on_day("2022-06-22"):
        assert "巡查报备的作业：云溪桥头" in lines(cast.supervisor)
        page = as_(cast.supervisor).open(url(filing, "/inspect"))
        page.press("登记", {"result": "fine", "note": "两点停机", "photos": [a_photo()]})
        photo = filing.inspections[0].photos[0]
        assert len(as_(office).open(url(filing)).html.select("main img")) == 1, "kept though all was right"
        assert as_().open(url(filing)).html.select("main img") == []
        as_(a_villager(cast.village)).open(f"/filing-photos/{photo.id}", expect=404)
        assert "还在报备的时段里" in as_(office).open(url(filing)).main
    with on_day("2022-06-24"):
        assert "办结报备：云溪桥头" in lines(office)
        as_(office).open(url(filing)).press("办结", {"note": "按报备完成，没有投诉"})
        assert filing.state is State.CLOSED
        assert "按报备完成，没有投诉" in as_().open(url(filing)).main
        assert cast.supervisor.name not in as_().open(url(filing)).main
        assert as_().open(f"/villages/{cast.village.id}").html.select(".notice--soon") == []


def lines(user):
    return [line.title for line in todo.all_for(user)]


def test_work_is_filed_in_time_unless_it_is_an_emergency(as_, cast, on_day):
    with on_day("2022-06-20"):
        form = as_(cast.cadre).open(f"/villages/{cast.village.id}/filings/new")
        typed = {name: FACTS[name] for name in ("place", "reason", "measures", "unit", "contact", "phone")}
        typed |= {"starts_at": "22:00", "ends_at": "2:00", "first_on": "2022-06-20", "last_on": "2022-06-20"}
        refused = form.press("报备", typed, expect=409)
        assert "至少提前 1 天" in refused.text
        assert "混凝土要连续浇筑" in refused.text, "what was typed is given back"
        assert (
            "最多报备 15 天"
            in form.press(
                "报备", typed | {"first_on": "2022-06-22", "last_on": "2022-07-22"}, expect=409
            ).text
        )
        assert (
            "最后一天不能早于第一天"
            in form.press("报备", typed | {"first_on": "2022-06-25"}, expect=422).text
        )
        assert (
            "时段已经过了"
            in form.press(
                "报备", typed | {"first_on": "2022-06-01", "last_on": "2022-06-02", "urgent": "y"}, expect=409
            ).text
        )
        form.press("报备", typed | {"urgent": "y"})


def test_what_came_back_is_mended_and_filed_again(as_, cast, office):
    filing = a_filing(cast.village, cast.cadre)
    as_(office).open(url(filing)).press("退回", {"note": "写明停机时间"})
    assert "报备被退回，请改正：云溪桥头" in lines(cast.cadre)
    page = as_(cast.cadre).open(as_(cast.cadre).open(url(filing)).links["改好再报"])
    page.press("保存", {"measures": "两点停机，用静音泵车"})
    assert (filing.state, filing.measures) == (State.SUBMITTED, "两点停机，用静音泵车")
    assert "核准报备：云溪桥头" in lines(office)


def test_whoever_files_work_neither_approves_nor_inspects_nor_closes_it(cast):
    both = a_town_admin(cast.village.town)
    filing = a_filing(cast.village, cast.cadre)
    filing.filed_by_id = both.id
    db.session.commit()
    with pytest.raises(MoveRefused, match="没有权限"):
        actions.approve(filing, by=both)
    db.session.rollback()
    with pytest.raises(IntegrityError):
        db.session.execute(update(Filing).values(decided_by_id=both.id, decided_on=dates.today()))
    db.session.rollback()


def test_approved_work_is_not_changed_any_more_but_may_be_withdrawn(as_, cast, office):
    filing = approved(a_filing(cast.village, cast.cadre), office)
    as_(cast.cadre).open(url(filing, "/edit"), expect=403)
    as_(cast.cadre).open(url(filing)).press("撤回", {"note": "下雨不做了"})
    assert filing.state is State.WITHDRAWN
    assert "云溪桥头" not in as_().open(f"/villages/{cast.village.id}/filings").main


def test_what_is_not_as_it_was_filed_becomes_a_rectification_at_once(as_, cast, office, on_day):
    with on_day("2022-06-20"):
        filing = approved(a_filing(cast.village, cast.cadre, project=cast.project), office)
    with on_day("2022-06-22"):
        page = as_(cast.inspector).open(url(filing, "/inspect"))
        page.press("登记", {"result": "violation", "level": "major", "note": "三点还在打桩"})
        case = db.session.scalars(select(Rectification)).one()
        assert (case.source, case.project_id, case.fact) == (
            Source.INSPECTION,
            cast.project.id,
            "三点还在打桩",
        )
        assert case.number in as_(cast.secretary).open(url(filing)).main
        public = as_().open(url(filing)).main
        assert "巡查：有违规" in public
        assert "三点还在打桩" not in public
        as_(cast.inspector).open(url(filing)).press("叫停", {"note": "违规，停工整改"})
        assert filing.state is State.STOPPED


def test_a_complaint_is_tied_to_the_filing_of_its_hour(as_, cast, office, on_day):
    with on_day("2022-06-20"):
        filing = approved(a_filing(cast.village, cast.cadre), office)
    with on_day("2022-06-24"):
        form = as_(cast.cadre).open(f"/villages/{cast.village.id}/filings/complaint")
        form.press("登记", {"day": "2022-06-23", "hour": "01:30", "place": "桥头", "words": "泵车太响"})
        complaint = db.session.scalars(select(FilingComplaint)).one()
        assert (complaint.filing_id, complaint.rectification_id) == (filing.id, None)
        actions.inspect(filing, by=cast.supervisor, result=Result.FINE, note="看过", on=day("2022-06-22"))
        db.session.commit()
        with pytest.raises(MoveRefused, match="投诉以后还没有人去看过"):
            actions.close(filing, by=office, note="完成")
        db.session.rollback()
        actions.inspect(filing, by=cast.supervisor, result=Result.FINE, note="又去看过", on=day("2022-06-23"))
        actions.close(filing, by=office, note="完成")
        db.session.commit()
        assert "泵车太响" not in as_().open(url(filing)).main


def test_a_complaint_about_work_nobody_filed_goes_to_the_supervisors(as_, cast, office, on_day):
    with on_day("2022-06-20"):
        approved(a_filing(cast.village, cast.cadre), office)
    with on_day("2022-06-24"):
        form = as_(cast.supervisor).open(f"/villages/{cast.village.id}/filings/complaint")
        page = form.press(
            "登记", {"day": "2022-06-23", "hour": "12:00", "place": "东塘", "words": "中午打桩"}
        )
        assert "已转督查整改" in page.follow().notices
        case = db.session.scalars(select(Rectification)).one()
        assert (case.source, case.place, case.fact) == (Source.VILLAGER, "东塘", "中午打桩")
        refused = form.press(
            "登记", {"day": "2022-06-24", "hour": "23:00", "place": "东塘", "words": "吵"}, expect=409
        )
        assert "时间不能晚于现在" in refused.text


def test_an_inspection_lies_within_the_hours_that_were_filed(cast, office, on_day):
    with on_day("2022-06-20"):
        filing = approved(a_filing(cast.village, cast.cadre), office)
        for wrong in ("2022-06-20", "2022-06-23"):
            with pytest.raises(MoveRefused, match="巡查日期"):
                actions.inspect(filing, by=cast.supervisor, result=Result.FINE, note="看过", on=day(wrong))


def test_a_place_names_its_own_kinds(as_, cast, monkeypatch):
    monkeypatch.setitem(DEFAULTS, "filing.kinds", ["night", "唱大戏"])
    options = (
        as_(cast.cadre).open(f"/villages/{cast.village.id}/filings/new").html.select("[name=kind] option")
    )
    assert [option.text for option in options] == ["夜间施工", "唱大戏"]


HOURS = st.times().map(lambda t: t.replace(second=0, microsecond=0))


@given(HOURS, HOURS, st.integers(0, 3), st.integers(-1, 5), HOURS)
def test_the_hours_of_a_filing_are_those_of_the_clock_on_the_wall(starts, ends, days, off, hour):
    """A night belongs to the day it begins on; checked against counting the minutes of each night."""
    first = day("2022-06-22")
    filing = Filing(first_on=first, last_on=first + timedelta(days=days), starts_at=starts, ends_at=ends)
    moment = datetime.combine(first + timedelta(days=off), hour)
    nights = []
    for number in range(days + 1):
        begin = datetime.combine(first + timedelta(days=number), starts)
        end = datetime.combine(begin.date(), ends)
        nights.append((begin, end if ends > starts else end + timedelta(days=1)))
    assert filing.covers(moment) == any(begin <= moment <= end for begin, end in nights)


def test_what_was_withdrawn_or_stopped_covers_nothing(cast, office, on_day):
    with on_day("2022-06-20"):
        filing = approved(a_filing(cast.village, cast.cadre), office)
        assert covering(cast.village.id, at("2022-06-22T23:00")) == filing
        assert covering(a_cast().village.id, at("2022-06-22T23:00")) is None
        actions.stop(filing, by=cast.supervisor, note="叫停")
        db.session.commit()
        assert covering(cast.village.id, at("2022-06-22T23:00")) is None
        assert filing.starts_at == time(22)


# ---- beside what people report ----


def test_a_matter_about_noise_shows_what_was_announced_in_the_night_before(as_, cast, office, on_day):
    with on_day("2022-06-09"):
        filing = approved(a_filing(cast.village, cast.cadre), office)  # nights of 11 and 12 June, 22:00–2:00

    def said(moment, text="昨晚机器响一夜"):
        with dates.set_to(datetime.fromisoformat(f"{moment}+08:00")):
            matter = a_matter(cast.village, text=text + moment)
            return as_(cast.cadre).open(f"/matters/{matter.id}")

    page = said("2022-06-12T07:30")
    assert page.links["夜间施工"] == f"/filings/{filing.id}"
    assert "云溪桥头" in page.main
    assert "夜间施工" in said("2022-06-13T20:00").main, "the night of the 12th ended at two on the 13th"
    for moment in ("2022-06-11T21:00", "2022-06-14T03:00"):
        assert said(moment).links["登记扰民投诉"] == f"/villages/{cast.village.id}/filings/complaint"
    assert "施工" not in said("2022-06-12T08:00", "路灯坏了").main
