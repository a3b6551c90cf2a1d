"""The month's briefing: drafted from the record, issued by the inspectors, kept as it was, read by all villages."""

import pytest
from sqlalchemy import select

from govproj.core.db import db
from govproj.rectifications import actions
from govproj.rectifications.models import RectificationBriefing
from govproj.rectifications.states import Level
from tests.factories import a_cadre, a_secretary, a_supervisor, a_town_inspector, a_village, last_audit_entry
from tests.rectifications.test_demo_cases import dust, overpaid, town, unapproved  # noqa: F401
from tests.rectifications.test_letters import tick
from tests.rectifications.things import a_case_handed_in, a_cast


@pytest.fixture
def inspector(dust, overpaid, unapproved, town):  # noqa: F811
    return a_town_inspector(town)


def url(town, month, more=""):  # noqa: F811
    return f"/towns/{town.id}/rectification-briefings/{month}{more}"


def test_the_draft_of_may_tells_what_lasted_and_that_of_june_what_came_back(as_, inspector, town, on_day):  # noqa: F811
    tick("2022-06-18")
    with on_day("2022-06-20"):
        may = as_(inspector).open(url(town, "2022-05")).main
        assert "ZG-2022-001" in may
        assert "2022年5月26日回头看，圆满通过：围挡完好，路面干净" in may
        assert "本月没有反弹的" in may
        assert "没有逾期的整改" in may
        june = as_(inspector).open(url(town, "2022-06")).main
        assert "2022年6月16日回头看没有通过，已重新整改" in june
        assert "期限 2022年6月17日，逾期 3 天，已催办" in june
        assert "截至2022年6月20日" in june
        assert "到期 1 件，按期销号 0 件，月末逾期 1 件；回头看 1 件，反弹 1 件" in june


def test_a_problem_closed_in_may_and_looked_back_at_in_june_is_in_the_briefing_of_june(as_, on_day):
    cast = a_cast()
    with on_day("2022-05-10"):
        case = a_case_handed_in(cast)
        actions.verify(case, result="看过", by=cast.supervisor)
        actions.close(case, assessment="好了", by=cast.supervisor)
        db.session.commit()
    here = cast.village.town
    with on_day("2022-05-31"):
        assert "接下来要回头看" in as_(cast.inspector).open(url(here, "2022-05")).main
    with on_day("2022-06-12"):
        actions.look_back(case, passed=True, note="没有反弹", by=cast.inspector)
        db.session.commit()
        assert "圆满通过：没有反弹" in as_(cast.inspector).open(url(here, "2022-06")).main


def test_what_is_issued_stays_as_it_was(as_, inspector, town, unapproved, on_day):  # noqa: F811
    secretary = a_secretary(a_village(town=town))
    with on_day("2022-06-20"):
        page = as_(inspector).open(url(town, "2022-06"))
        assert "还没有印发" in as_(secretary).open(url(town, "2022-06")).main
        page.press("印发", {"remarks": "各村变更一律先批后做。"})
        assert last_audit_entry() == ("rectifications.issue_briefing", inspector.id)
    with on_day("2022-06-22"):
        actions.plan(
            unapproved,
            cause="因",
            measures="措施",
            own_due_on=unapproved.turn.due_on,
            by=unapproved.turn.responsible,
        )
        unapproved.title = "换了个说法"
        db.session.commit()
        read = as_(secretary).open(url(town, "2022-06"))
        assert "各村变更一律先批后做" in read.main
        assert "换了个说法" not in read.main
        assert "印发" not in read.buttons
        assert "2022年6月整改通报" in as_(secretary).open(url(town, "2022-06", "/print")).main
        assert "2022年6月整改通报" in as_(secretary).open("/rectification-briefings").main


def test_a_wrong_briefing_is_followed_by_another_with_a_reason(as_, inspector, town, on_day):  # noqa: F811
    with on_day("2022-06-20"):
        as_(inspector).open(url(town, "2022-05")).press("印发")
        draft = as_(inspector).open(as_(inspector).open(url(town, "2022-05")).links["按现在的记录再出一版"])
        assert "请写明更正的理由" in draft.press("印发", {"reason": " "}, expect=409).text
        draft.press("印发", {"reason": "漏了一件"})
        newest = as_(inspector).open(url(town, "2022-05"))
        assert "第 2 版，更正：漏了一件" in newest.main
        as_(inspector).open(newest.links["看第 1 版"])
    editions = select(RectificationBriefing.edition).order_by(RectificationBriefing.id)
    assert db.session.scalars(editions).all() == [1, 2]


def test_what_is_confidential_stays_wordless_where_others_read(as_, inspector, town, on_day):  # noqa: F811
    neighbour = a_supervisor(a_village(town=town))
    with on_day("2022-06-20"):
        as_(inspector).open(url(town, "2022-06")).press("印发")
        page = as_(neighbour).open(url(town, "2022-06")).main
    assert "ZG-2022-003" in page
    assert "（不公开的问题）" in page
    assert "变更未批先做" not in page
    assert "又有一处先做后批" not in page


def test_months_that_have_not_begun_and_other_towns_have_no_briefing(as_, inspector, town, on_day):  # noqa: F811
    with on_day("2022-06-20"):
        for month in ("2022-07", "2022-13", "2022-00", "1999-12", "x", "２０２２-05"):
            as_(inspector).open(url(town, month), expect=404)
        as_(a_cadre()).open(url(town, "2022-05"), expect=404)


def test_the_village_does_not_issue_its_own(as_, town, on_day):  # noqa: F811
    secretary = a_secretary(a_village(town=town))
    with on_day("2022-06-20"):
        as_(secretary).send(url(town, "2022-05", "/issue"), {}, expect=403)


def test_an_overdue_case_stays_in_the_briefing_of_its_month_after_it_was_closed(as_, on_day):
    cast = a_cast()
    with on_day("2022-05-01"):
        case = a_case_handed_in(cast, level=Level.MAJOR)
        actions.send_back(case, note="没改好", by=cast.supervisor)
        db.session.commit()
    with on_day("2022-06-10"):
        actions.submit(case, lasting_measures="规矩", by=cast.lead)
        db.session.commit()
        assert "逾期 15 天" in as_(cast.inspector).open(url(cast.village.town, "2022-05")).main
