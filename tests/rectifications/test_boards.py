"""Rates by village, theme, source and person: the same figures as the report, and the rows behind each."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govproj.core import dates
from govproj.core.db import db
from govproj.rectifications import actions
from govproj.rectifications.boards import Asked, behind, boards
from govproj.rectifications.figures import RATES, Span, counted, figures
from govproj.rectifications.states import Level, Theme
from tests.factories import a_town_inspector, a_village
from tests.rectifications.test_demo_cases import dust, overpaid, town, unapproved  # noqa: F401
from tests.rectifications.things import a_case, a_cast, day, hand_in, plan_and_start


@pytest.fixture
def the_three(dust, overpaid, unapproved):  # noqa: F811
    return dust, overpaid, unapproved


@pytest.fixture
def inspector(the_three, town):  # noqa: F811
    return a_town_inspector(town)


def test_the_board_prints_the_figures_of_the_report_with_what_they_were_counted_from(
    as_, the_three, inspector, on_day
):
    with on_day("2022-06-20"):
        page = as_(inspector).open("/rectifications/boards")
        whole = page.html.select_one(".rates").get_text(" ", strip=True)
        assert "反馈率 66.7 % 2 ÷ 3 · 件数少" in whole
        assert "整改率 66.7 % 2 ÷ 3 · 件数少" in whole
        assert "按期销号率 66.7 % 2 ÷ 3 · 件数少" in whole
        assert "反弹率 50.0 % 1 ÷ 2 · 件数少" in whole
        by_village = page.rows("section[aria-label='按村'] tbody tr")
        assert len(by_village) == 3
        assert "▲ 1" in by_village[0], "villages with overdue cases come first"


def test_behind_every_figure_stand_its_rows(as_, the_three, inspector, on_day):
    with on_day("2022-06-20"):
        page = as_(inspector).open("/rectifications/boards")
        rows = as_(inspector).open(page.html.select(".rates a")[2]["href"])
        assert "分母 3 件，其中算进分子的 2 件" in rows.main
        assert len(rows.rows()) == 3
        assert [("不算" in row) for row in rows.rows()] == [True, False, False]
        rebound = as_(inspector).open(page.html.select(".rates a")[3]["href"])
        assert [("没有反弹" in row) for row in rebound.rows()] == [False, True]
        assert "ZG-2022-003" in rebound.rows()[0]


def test_a_rate_of_a_village_leads_to_the_rows_of_that_village(as_, the_three, inspector, on_day):
    with on_day("2022-06-20"):
        line = (
            as_(inspector)
            .open("/rectifications/boards")
            .html.select("section[aria-label='按村'] tbody tr")[0]
        )
        rows = as_(inspector).open(line.select("a")[0]["href"])
        assert len(rows.rows()) == 1
        assert "付款超进度" in rows.rows()[0]


def test_villages_without_a_case_have_their_line_and_no_rate(as_, the_three, inspector, town, on_day):  # noqa: F811
    quiet = a_village(town=town)
    with on_day("2022-06-20"):
        found = as_(inspector).open("/rectifications/boards").rows("section[aria-label='按村'] tbody tr")
        assert next(row for row in found if quiet.name in row).split()[1:] == ["0", "0", "—", "—", "—", "—"]


def test_a_span_counts_what_fell_due_in_it(the_three):
    villages = [case.village_id for case in the_three]
    may = counted(villages, Span(day("2022-05-31"), day("2022-05-01")))
    assert (may.found, may.due, may.closed_in_time, may.look_backs, may.rebounds) == (1, 2, 2, 1, 0)
    june = counted(villages, Span(day("2022-06-20"), day("2022-06-01")))
    assert (june.found, june.due, june.closed_of_due, june.look_backs, june.rebounds) == (1, 1, 0, 1, 1)
    assert june.rate(RATES["rebound"]) == Decimal("100.0")


def test_days_the_wrong_way_round_are_refused_in_words(as_, the_three, inspector):
    page = as_(inspector).open("/rectifications/boards?since=2022-06-20&until=2022-05-01", expect=422)
    assert "后一天不能早于前一天" in page.text


def test_nobody_reads_the_rows_of_a_village_that_is_not_theirs(as_, the_three, on_day):
    stranger = a_cast()
    with on_day("2022-06-20"):
        page = as_(stranger.secretary).open("/rectifications/boards")
        assert len(page.rows("section[aria-label='按村'] tbody tr")) == 1
        url = f"/rectifications/rates/in-time?village={the_three[0].village_id}"
        assert as_(stranger.secretary).open(url, expect=422).rows() == []


def test_the_rate_that_is_none_is_not_there(as_, inspector):
    as_(inspector).open("/rectifications/rates/whatever", expect=404)
    as_(inspector).open("/rectifications/rates/in-time?person=x&theme=y&source=z")


def test_a_case_is_counted_under_its_theme_and_the_one_who_assigns_may_correct_it(as_):
    cast = a_cast()
    case = a_case(cast.project, level=Level.MINOR)
    form = as_(cast.inspector).open(f"/rectifications/{case.id}/assign")
    form.press("交办", {"responsible": cast.lead.id, "requirement": "改", "theme": "safety"})
    assert case.theme is Theme.SAFETY
    lines = boards([cast.village], Span(dates.today())).themes
    assert [(line.key, line.counts.found) for line in lines] == [(Theme.SAFETY, 1)]


def test_the_parts_add_up_and_the_rows_are_those_that_were_counted(app):
    """Whatever happens to some cases, every board sums up to the whole and lists what it counted."""
    cast = a_cast()
    user, start = cast.inspector, day("2022-03-01")

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        st.lists(st.tuples(st.sampled_from(list(Theme)), st.integers(0, 4), st.integers(0, 40)), max_size=5),
        st.integers(0, 90),
    )
    def holds(cases, seen):
        for theme, stage, late in cases:
            _case_at(cast, theme, stage, start, late)
        span = Span(start + dates.timedelta(days=seen))
        found = boards([cast.village], span)
        for lines in (found.villages, found.themes, found.sources, found.people):
            for number in range(len(found.whole)):
                assert sum(line.counts[number] for line in lines) == found.whole[number]
        for rate in RATES.values():
            rows, _more = behind(user, rate, span, Asked())
            assert len(rows) == found.whole.whole(rate)
            assert sum(row.counts for row in rows) == found.whole.part(rate)
        assert figures([cast.village.id], span.until).due == found.whole.due
        db.session.rollback()

    holds()


def _case_at(cast, theme, stage, start, late):
    """Found on the first day; each further stage `late` days after the one before."""
    with dates.set_to(start + dates.timedelta(days=200)):
        facts = {"title": "题", "fact": "事", "theme": theme, "found_on": start}
        case = actions.open_case(
            village_id=cast.village.id,
            project=cast.project,
            level=Level.MAJOR,
            source="inspection",
            by=cast.inspector,
            responsible=cast.lead,
            **facts,
        )
        on = start
        if stage >= 1:
            plan_and_start(case, cast.lead, on=on)
            on += dates.timedelta(days=late)
            hand_in(case, cast.lead, on=on)
        if stage >= 2:
            actions.verify(case, result="看过", by=cast.supervisor, on=on)
            actions.verify(case, result="看过", by=cast.county, on=on)
            actions.close(case, assessment="好了", by=cast.county, on=on)
        if stage >= 3:
            on += dates.timedelta(days=late)
            actions.look_back(case, passed=stage == 3, note="看过", by=cast.inspector, on=on)


def test_two_hundred_villages_cost_as_many_questions_as_two(as_, town, statements, on_day):  # noqa: F811
    inspector = a_town_inspector(town)
    for _number in range(2):
        a_case(a_cast(town).project)

    def asked(url) -> int:
        browser = as_(inspector)
        browser.open(url)
        statements.clear()
        browser.open(url)
        return len(statements)

    pages = (
        "/rectifications/boards",
        "/rectifications/lists",
        "/weak-spots",
        "/rectifications/rates/closure",
    )
    with on_day("2022-06-20"):
        few = {url: asked(url) for url in pages}
        for _number in range(198):
            a_village(town=town)
        many = {url: asked(url) for url in pages}
    assert few == many
    assert max(many.values()) <= 12
