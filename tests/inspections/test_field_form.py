"""The weekly check on a phone: arrival, checklist, photos, problems; on a bad line, with a wrong clock, twice."""

import re
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from govproj.checklists import actions as checklists
from govproj.checklists.models import ChecklistItem
from govproj.core.db import db
from govproj.core.todo import all_for
from govproj.core.workflow import MoveRefused
from govproj.inspections.actions import cosign, submit_check
from govproj.inspections.models import Check, Problem, Report
from govproj.inspections.seen import Raised
from govproj.inspections.states import Answer, CheckKind, ProblemKind, Standing
from govproj.projects.models import State
from govproj.rectifications.models import Rectification
from govproj.rectifications.states import Level, Source
from govproj.villages.models import LocalRule
from tests.factories import a_cadre, last_audit_entry, saved
from tests.inspections.things import a_cast, a_check, a_month, a_photo, a_plan, seen


@pytest.fixture
def cast(app, on_day):
    with on_day("2022-06-10"):
        yield a_cast()


def filled(page, **kw) -> dict:
    """Everything the form asks for; each item of the checklist is fine."""
    items = {field["name"]: "fine" for field in page.html.select("input[name^=item_]")}
    words = {
        "arrived_on": "2022-06-10",
        "arrived_time": "09:30",
        "percent": "58",
        "done_words": "砌护岸 40 米",
        "next_words": "压顶",
        "workers": "9",
        "manager": "yes",
        "quality_words": "都戴安全帽",
        "photos": [a_photo(), a_photo()],
    }
    return items | words | kw


def form_of(as_, user, check):
    return as_(user).open(f"/checks/{check.id}/report")


def test_a_week_is_checked_and_everybody_sees_that_it_was(as_, cast):
    check = a_check(cast.project)
    page = form_of(as_, cast.contact, check)

    shown = page.press("交检查记录", filled(page)).follow()

    assert (check.done_day.isoformat(), check.standing) == ("2022-06-10", Standing.ON_TIME)
    assert "2022年第23周周查" in shown.heading
    assert "砌护岸 40 米" in shown.main
    assert len(shown.html.select("main img")) == 2
    report = db.session.scalars(select(Report)).one()
    assert (report.percent, report.workers, report.manager_present) == (58, 9, True)
    assert report.arrived_at == datetime(2022, 6, 10, 1, 30, tzinfo=UTC)
    assert {item.answer for item in report.items} == {Answer.FINE}
    public = as_(None).open(f"/projects/{cast.project.id}/inspections")
    assert "1 ÷ 1" in public.main
    assert "砌护岸" not in public.main


def test_the_lead_confirms_once(as_, cast):
    check = a_check(cast.project)
    submit_check(check, seen(), by=cast.contact)
    db.session.commit()
    as_(cast.lead).open(f"/checks/{check.id}").press("我在场，确认属实")
    assert check.report.cosigned_by_id == cast.lead.id
    assert last_audit_entry() == ("inspections.cosigned", cast.lead.id)
    assert as_(cast.lead).open(f"/checks/{check.id}").buttons == []


def test_a_problem_stays_on_top_of_every_form_until_it_is_solved(as_, cast, on_day):
    check = a_check(cast.project)
    page = form_of(as_, cast.contact, check)
    page.press("交检查记录", filled(page, problem_1="缺水泵", asked_of_1="镇里"))
    with on_day("2022-06-17"):
        later = a_check(cast.project, number=24)
        page = form_of(as_, cast.contact, later)
        assert page.main.index("缺水泵") < page.main.index("到场日期")
        assert "要镇里协调" in page.main
        page.press("交检查记录", filled(page, arrived_on="2022-06-17"))
    with on_day("2022-06-24"):
        last = a_check(cast.project, number=25)
        page = form_of(as_, cast.contact, last)
        assert "缺水泵" in page.main, "two weeks later it still stands there"
        problem = db.session.scalars(select(Problem)).one()
        page.press(
            "交检查记录", filled(page, arrived_on="2022-06-24", **{f"solved_{problem.id}": "镇里送来一台"})
        )
        assert problem.solution == "镇里送来一台"
        assert "缺水泵" not in form_of(as_, cast.contact, a_check(cast.project, number=26)).main


def test_the_secretary_arranges_it_in_between(as_, cast):
    submit_check(a_check(cast.project), seen(raised=[Raised("缺水泵")]), by=cast.contact)
    db.session.commit()
    problem = db.session.scalars(select(Problem)).one()
    as_(cast.secretary).send(f"/inspection-problems/{problem.id}/solve", {"note": "借到了"})
    assert problem.solved_by_id == cast.secretary.id
    as_(cast.secretary).send(f"/inspection-problems/{problem.id}/solve", {"note": "又借"})
    assert problem.solution == "借到了", "solved once"


def test_something_grave_becomes_a_rectification(as_, cast):
    check = a_check(cast.project)
    page = form_of(as_, cast.contact, check)

    shown = page.press("交检查记录", filled(page, problem_1="护栏没有焊牢", how_1="major")).follow()

    case = db.session.scalars(select(Rectification)).one()
    assert (case.level, case.source, case.project_id) == (Level.MAJOR, Source.INSPECTION, cast.project.id)
    assert case.found_by_id == cast.contact.id
    assert len(case.evidence) == 2, "the photos go along"
    problem = db.session.scalars(select(Problem)).one()
    assert (problem.kind, problem.rectification_id) == (ProblemKind.FINDING, case.id)
    assert f"/rectifications/{case.id}" == shown.links["护栏没有焊牢"]
    refusal = as_(cast.secretary).send(
        f"/inspection-problems/{problem.id}/solve", {"note": "好了"}, expect=409
    )
    assert "转为整改" in refusal.text


def test_the_same_form_sent_twice_is_one_check(as_, cast):
    check = a_check(cast.project)
    page = form_of(as_, cast.contact, check)
    words = filled(page, problem_1="缺水泵")
    for _time in range(2):
        words["photos"] = [a_photo(), a_photo()]
        assert page.press("交检查记录", words).headers["Location"] == f"/checks/{check.id}"
    assert len(db.session.scalars(select(Report)).all()) == 1
    assert len(db.session.scalars(select(Problem)).all()) == 1


def test_from_two_phones_the_second_is_told_who_was_first(as_, cast):
    cast.project.contact_id = None
    db.session.commit()
    other, check = a_cadre(cast.village), a_check(cast.project)
    one, two = form_of(as_, cast.contact, check), form_of(as_, other, check)
    one.press("交检查记录", filled(one))
    page = two.press("交检查记录", filled(two, done_words="我看到的是 30 米"), expect=409)
    assert f"{cast.contact.name}已经在 2022年6月10日 交过" in page.text
    assert "我看到的是 30 米" in page.text, "what was typed is given back"
    assert check.report.by_id == cast.contact.id
    again = as_(other).open(f"/checks/{check.id}/report", expect=303)
    assert "已经交过了" in again.follow().notices


def test_a_key_of_another_form_opens_nothing(as_, cast):
    first, second = a_check(cast.project), a_check(cast.project, number=22)
    submit_check(first, seen("K1"), by=cast.contact)
    db.session.commit()
    page = form_of(as_, cast.contact, second)
    assert "已经用过了" in page.press("交检查记录", filled(page, key="K1"), expect=409).text
    assert second.done_day is None


@pytest.mark.parametrize(
    ("when", "sentence", "status"),
    [
        ({"arrived_on": "2022-06-11"}, "到场时间还没有到", 422),
        ({"arrived_time": "23:50"}, "现在是 12:00", 422),
        ({"arrived_on": "2022-06-05"}, "不能早于 2022年6月6日", 409),
        ({"arrived_on": "1970-01-01"}, "日期应在 2000 年到 2100 年之间", 422),
        ({"arrived_time": "25:99"}, "", 422),
    ],
)
def test_a_phone_whose_clock_is_wrong_is_asked_again(as_, cast, when, sentence, status):
    check = a_check(cast.project)
    page = form_of(as_, cast.contact, check)
    refusal = page.press("交检查记录", filled(page, **when), expect=status)
    assert sentence in refusal.text
    assert check.done_day is None


def test_on_time_is_by_the_clock_of_the_server(as_, cast, on_day):
    """Whoever says on Monday that he was there on Sunday is late, and both days are shown."""
    check = a_check(cast.project)
    with on_day("2022-06-13"):
        page = form_of(as_, cast.contact, check)
        shown = page.press("交检查记录", filled(page, arrived_on="2022-06-12")).follow()
    assert check.standing is Standing.LATE
    assert "迟查" in shown.main
    assert "2022年6月12日 09:30" in shown.main


def test_a_form_with_gaps_keeps_what_was_typed(as_, cast):
    page = form_of(as_, cast.contact, a_check(cast.project))
    refusal = page.press("交检查记录", {"done_words": "砌护岸"}, expect=422)
    assert "砌护岸" in refusal.html.select_one("[name=done_words]").text
    assert "至少要 2 张照片" in refusal.text
    assert "这一条还没有勾" in refusal.text
    summary = refusal.html.select_one(".form-errors").text
    assert re.search(r"还有 \d+ 条没有勾", summary), "one line for the whole list"
    assert summary.count("没有勾") == 1
    assert refusal.html.select_one("[name=key]")["value"] == page.html.select_one("[name=key]")["value"]


def test_a_project_that_has_stopped_hands_in_what_it_owes(as_, cast):
    check = a_check(cast.project)
    cast.project.state = State.SUSPENDED
    db.session.commit()
    page = form_of(as_, cast.contact, check)
    page.press("交检查记录", filled(page))
    assert check.standing is Standing.ON_TIME


def test_money_is_on_every_monthly_form_and_the_plan_comes_first(as_, cast):
    month = a_month(cast.project)
    page = form_of(as_, cast.supervisor, month)
    assert "付款和进度相符" in page.main
    assert page.links["看监督方案"] == f"/projects/{cast.project.id}/inspections", (
        "told before it is filled in"
    )
    words = {k: v for k, v in filled(page, mode="onsite", summary="账实相符").items() if k in _fields(page)}
    words.pop("photos")
    assert "监督方案还没有批准" in page.press("交检查记录", words, expect=409).text
    a_plan(cast.project)
    page = form_of(as_, cast.supervisor, month)
    page.press("交检查记录", words | {"key": page.html.select_one("[name=key]")["value"]})
    assert [item.words for item in month.report.items if item.about_money]
    without = {k: v for k, v in words.items() if not k.startswith("item_")}
    assert "这一条还没有勾" in form_of_month(as_, cast).press("交检查记录", without, expect=422).text


def form_of_month(as_, cast):
    other = a_check(cast.project, kind=CheckKind.MONTHLY, number=5, due=date(2022, 5, 25))
    return form_of(as_, cast.supervisor, other)


def _fields(page) -> set[str]:
    return {field["name"] for field in page.html.select("form [name]")}


def test_the_workbench_reminds_whoever_has_to(as_, cast, on_day):
    check = a_check(cast.project)

    def lines(user):
        return [(t.title, t.waiting_for) for t in all_for(user) if t.endpoint.startswith("inspections")]

    words = f"周查：{cast.project.name}"
    assert lines(cast.contact) == [(words, "")]
    assert lines(cast.secretary) == lines(cast.lead) == []
    with on_day("2022-06-13"):
        late = f"第23周的周查还没做：{cast.project.name}"
        assert lines(cast.secretary) == [(late, "联系人")], "the secretary hears of what is overdue"
    submit_check(check, seen(), by=cast.contact)
    db.session.commit()
    assert lines(cast.contact) == []
    assert lines(cast.lead) == [(f"确认周查：{cast.project.name}", "")]
    a_month(cast.project)
    assert lines(cast.supervisor) == [(f"月督：{cast.project.name}", "")]


def test_two_at_the_same_moment_make_one_report(cast):
    """The row is claimed by one conditional update, whatever was read before."""
    check = a_check(cast.project)
    stale = Check.done_day.is_(None)
    assert db.session.scalars(select(Check).where(stale)).all() == [check]
    submit_check(check, seen("K1"), by=cast.contact)
    check.__dict__["done_day"] = None  # as the other one had read it
    with pytest.raises(MoveRefused, match="没有重复记录"):
        submit_check(check, seen("K2"), by=cast.contact)


def test_past_the_form_the_future_is_refused_and_nothing_confirmed_twice(cast):
    check = a_check(cast.project)
    tomorrow = datetime(2022, 6, 11, 2, tzinfo=UTC)
    with pytest.raises(MoveRefused, match="还没有到"):
        submit_check(check, seen(at=tomorrow), by=cast.contact)
    report = submit_check(check, seen(), by=cast.contact)
    cosign(report, by=cast.lead)
    with pytest.raises(MoveRefused, match="已经确认过"):
        cosign(report, by=cast.lead)


def test_a_month_nobody_looked_at_climbs_and_stays_until_it_is_done(cast, on_day):
    """The committee is reminded from the day of one rule on, the town is told on that of another; nobody forgets."""
    month, town = a_month(cast.project), cast.village.town_id

    def lines(user):
        return [(t.title, t.due, t.waiting_for) for t in all_for(user) if "inspections" in t.endpoint]

    def a_rule(key, day):
        laid_down = {"key": key, "value": {"value": day}, "effective_from": date(2022, 1, 1)}
        return saved(LocalRule(town_id=town, **laid_down))

    words = f"2022年6月的月督还没做：{cast.project.name}"
    waits = [(words, month.due_day, "村监会")]
    with on_day("2022-06-25"):
        assert lines(cast.supervisor) == [(f"月督：{cast.project.name}", month.due_day, "")]
    with on_day("2022-06-27"):
        assert lines(cast.supervisor) == [(words, month.due_day, "")]
        assert (lines(cast.secretary), lines(cast.inspector)) == (waits, [])
    with on_day("2022-06-28"):
        assert lines(cast.inspector) == waits
    a_rule("monthly.reminder_day", 28)
    a_rule("monthly.escalation_day", 27)
    with on_day("2022-06-27"):
        assert lines(cast.supervisor) == [(f"月督：{cast.project.name}", month.due_day, "")]
        assert (lines(cast.secretary), lines(cast.inspector)) == (waits, waits)
    with on_day("2022-09-01"):
        assert lines(cast.supervisor) == [(words, month.due_day, "")]
        assert lines(cast.secretary) == lines(cast.inspector) == waits
        cast.project.state = State.TERMINATED
        assert lines(cast.supervisor) == lines(cast.secretary) == lines(cast.inspector) == []


def test_a_month_asks_for_the_small_powers_that_apply(as_, cast):
    """Those carried out while work goes on; what was agreed not to apply is not asked for."""
    checklists.lay_out(cast.project)
    db.session.commit()
    month = a_month(cast.project)
    page = form_of(as_, cast.supervisor, month)
    assert "P14" in page.main
    assert "P05" not in page.main
    item = db.session.scalars(
        select(ChecklistItem).where(ChecklistItem.project_id == cast.project.id, ChecklistItem.code == "P12")
    ).one()
    assert "P12" in page.main
    checklists.propose_exemption(item, reason="不租设备", by=cast.contact)
    checklists.decide_exemption(item, approved=True, answer="属实", by=cast.supervisor)
    db.session.commit()
    assert "P12" not in form_of(as_, cast.supervisor, month).main
    assert "P14" not in form_of(as_, cast.contact, a_check(cast.project)).main
