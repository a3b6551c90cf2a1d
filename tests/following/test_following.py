"""Who follows hears of the next notice: by feed or calendar without an account, on the workbench with one."""

from datetime import UTC, date, datetime
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govproj.core.audit import AuditEntry
from govproj.core.db import db
from govproj.disclosures.models import State
from govproj.following.feeds import ATOM, Day, Entry, atom, calendar
from govproj.following.models import Follow
from tests.disclosures.factories import a_disclosure, a_duty
from tests.factories import a_party_member, a_project, a_village, a_villager, last_audit_entry

NAMES = {"a": ATOM}


@pytest.fixture
def village(app, on_day):
    with on_day("2022-06-12"):
        yield a_village(name="示例村")


@pytest.fixture
def creek(village):
    return a_project(village, name="示例溪整治，二期;甲", lead=a_party_member(village))


def test_the_feed_of_a_project_tells_what_was_published_newest_first(as_, creek):
    a_disclosure(
        creek, month="2022-04", state=State.PUBLISHED, published="2022-05-09", summary="四月\x0b & <b>"
    )
    newest = a_disclosure(creek, month="2022-05", state=State.PUBLISHED)
    a_disclosure(creek, month="2022-03")  # a draft is nobody's business
    answer = as_(None).open(f"/projects/{creek.id}/disclosures.atom")

    assert answer.response.mimetype == "application/atom+xml"
    feed = ET.fromstring(answer.response.data)  # noqa: S314 - our own
    titles = [title.text for title in feed.findall("a:entry/a:title", NAMES)]
    assert titles == [f"{creek.name}：2022年5月公示", f"{creek.name}：2022年4月公示"]
    assert feed.find("a:entry/a:link", NAMES).get("href") == f"http://localhost/disclosures/{newest.id}"
    assert feed.find("a:updated", NAMES).text.startswith("2022-06-09")
    for needed in ("id", "title", "updated", "author"):
        assert feed.find(f"a:{needed}", NAMES) is not None


def test_the_feed_of_a_village_holds_its_projects_and_no_others(as_, creek, village):
    a_disclosure(creek, state=State.PUBLISHED)
    a_disclosure(a_project(), state=State.PUBLISHED)
    feed = ET.fromstring(as_(None).open(f"/villages/{village.id}/disclosures.atom").response.data)  # noqa: S314
    assert len(feed.findall("a:entry", NAMES)) == 1


def test_an_empty_feed_is_still_one(as_, village):
    feed = ET.fromstring(as_(None).open(f"/villages/{village.id}/disclosures.atom").response.data)  # noqa: S314
    assert feed.findall("a:entry", NAMES) == []


def unfolded(answer) -> list[str]:
    return answer.response.data.decode().replace("\r\n ", "").split("\r\n")


def test_the_calendar_has_periods_and_days_to_come(as_, creek):
    notice = a_disclosure(creek, state=State.PUBLISHED)  # hangs from the 9th to the 16th
    a_duty(creek, "2022-06")
    a_duty(creek, "2022-01")  # overdue: no day to come
    answer = as_(None).open(f"/projects/{creek.id}/disclosures.ics")

    assert answer.response.mimetype == "text/calendar"
    lines = unfolded(answer)
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert f"UID:notice-{notice.id}@govproj" in lines
    assert {"DTSTART;VALUE=DATE:20220609", "DTEND;VALUE=DATE:20220617"} <= set(lines)
    assert "SUMMARY:应公示：示例溪整治，二期\\;甲 2022年6月" in lines
    assert lines.count("BEGIN:VEVENT") == 2


@given(st.text(max_size=200))
def test_no_line_of_a_calendar_is_too_long_and_none_is_torn(title):
    out = calendar(
        title, [Day("1", title, date(2022, 6, 1), date(2022, 6, 1), "x")], datetime(2022, 6, 1, tzinfo=UTC)
    )
    assert all(len(line) <= 75 for line in out.split(b"\r\n"))
    assert out.decode().count("BEGIN:VEVENT") >= 1


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_was_written_the_feed_can_be_read(title, words):
    entry = Entry("http://x/1", title, words, datetime(2022, 6, 1, tzinfo=UTC))
    ET.fromstring(atom("示例", "http://x", "http://x", [entry]))  # noqa: S314


def test_the_page_to_follow_needs_no_account_and_shows_both_addresses_as_codes(as_, creek):
    page = as_(None).open(as_(None).open(f"/projects/{creek.id}/disclosures").links["关注"])
    assert f"http://localhost/projects/{creek.id}/disclosures.ics" in page.main
    assert f"http://localhost/projects/{creek.id}/disclosures.atom" in page.main
    assert len(page.html.select("main img")) == 2
    assert "关注" not in page.buttons


def test_with_an_account_a_new_notice_stands_on_the_workbench_until_it_is_read(as_, creek, village):
    a_disclosure(creek, month="2022-04", state=State.PUBLISHED)  # was there before
    reader = a_villager(village)
    as_(reader).open(f"/projects/{creek.id}/follow").press("关注")
    assert "新公示" not in as_(reader).open("/workbench").main
    a_disclosure(creek, state=State.PUBLISHED)
    a_disclosure(a_project(village), state=State.PUBLISHED)

    page = as_(reader).open(as_(reader).open("/workbench").links["您关注的项目有 1 期新公示"])
    assert f"{creek.name}：2022年5月公示" in page.main
    page.press("都看过了")
    assert "新公示" not in as_(reader).open("/workbench").main
    as_(reader).open(f"/projects/{creek.id}/follow").press("不再关注")
    assert db.session.scalars(db.select(Follow)).all() == []


def test_a_village_and_one_of_its_projects_followed_give_one_line_for_one_notice(as_, creek, village):
    reader = as_(a_villager(village))
    reader.open(f"/projects/{creek.id}/follow").press("关注")
    reader.open(f"/villages/{village.id}/follow").press("关注")
    a_disclosure(creek, state=State.PUBLISHED)
    assert "您关注的项目有 1 期新公示" in reader.open("/workbench").main


def test_the_log_does_not_say_who_follows_what(as_, creek, village):
    as_(a_villager(village)).open(f"/projects/{creek.id}/follow").press("关注")
    assert last_audit_entry() == ("disclosures.followed", None)
    entry = db.session.scalars(db.select(AuditEntry).filter_by(event="disclosures.followed")).one()
    assert entry.subject == f"Project:{creek.id}"
