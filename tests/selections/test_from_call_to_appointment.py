"""The whole way through the pages: call, nominations, marks, conflicts, decision, publicity, appointment."""

from datetime import date

import pytest

from govproj.core.db import db
from govproj.projects.models import State as ProjectState
from govproj.selections.models import LeadSelection
from govproj.selections.states import State, Way
from tests.factories import a_project, last_audit_entry
from tests.selections.things import WORDS

CALL = {
    "reason": "汛期行洪不畅",
    "call": "请全村党员报名领办清淤",
    "task": "盯进度",
    "requirements": "每周在村五天",
    "period": "2022年3月至9月",
    "openings": "1",
}
MYSELF = {"statement": "住在溪边，熟悉水情", "age_band": "46-59", "education": "college"}
DECISION = {
    "reason": "熟悉情况，村民认可",
    "held_on": "2022-03-12",
    "expected": "5",
    "attendance": "丁示爽、沈示安等五人",
    "votes_for": "4",
    "votes_against": "0",
    "abstained": "1",
    "minutes": "讨论了两名候选人的情况。",
    "team": "老中青三人",
    "division": "领办人管进度，副手管材料",
}


def marks(best=5):
    fields = dict.fromkeys(
        ("project_nature_fit", "progress_demand_fit", "willingness", "communication"), best
    )
    return {**fields, **WORDS, "integrity_record": "pass"}


@pytest.fixture
def project(cast):
    return a_project(cast.village, name="坞溪提升", contact=cast.cadre, state=ProjectState.INITIATED)


def the_selection() -> LeadSelection:
    return db.session.query(LeadSelection).one()


def test_a_lead_is_called_assessed_checked_publicised_and_appointed(as_, on_day, cast, project):
    page = f"/projects/{project.id}/selection"

    def press_next(person, link, button=None, **fields):
        """Follow the page's one next thing, fill the form it leads to, send it."""
        form = as_(person).open(as_(person).open(page).links[link])
        return form.press(button or link, fields).follow()

    with on_day("2022-03-01"):
        press_next(cast.secretary, "起草领办招募", "保存草稿", **CALL)
        assert "起草" not in as_(cast.member).open(page).main
        press_next(cast.secretary, "发布招募")
    with on_day("2022-03-03"):
        assert "坞溪提升" in as_(cast.member).open("/calls").main
        press_next(cast.member, "我要报名", "报名", **MYSELF)
        press_next(cast.member, "推荐别人", "推荐", person_id=cast.other.id, recommendation="年轻肯干")
    with on_day("2022-03-08"):
        press_next(cast.other, "答复推荐：我愿意领办", "同意参选", **{**MYSELF, "age_band": "up_to_35"})
    with on_day("2022-03-09"):
        press_next(cast.secretary, "截止报名，开始研判")
        for assessor in cast.assessors:
            press_next(assessor, "给徐示荣打分", "提交打分", **marks(5))
            press_next(assessor, "给邵试明打分", "提交打分", **marks(4))
        press_next(cast.secretary, "研判完成，转回避核查")
        for name in ("徐示荣", "邵试明"):
            press_next(cast.other_supervisor, f"核查{name}", "记录结论", outcome="clear")
        press_next(cast.secretary, "提交村两委会议")
    with on_day("2022-03-12"):
        best = next(n for n in the_selection().candidates if n.person_id == cast.member.id)
        assert str(best.mean) == "99.0"  # 100, less one step of schooling
        decision = {**DECISION, "nomination_id": best.id, "deputy_id": cast.other.id}
        press_next(cast.secretary, "登记村两委会议的决定", "登记", **decision)
        press_next(cast.secretary, "公示人选")
        assert "徐示荣" in as_().open(page).main
    with on_day("2022-03-18"):  # Monday 14 to Friday 18: the period began on a Saturday
        assert "公示到 2022年3月18日 期满，还没有到期" in as_(cast.secretary).open(page).main
    with on_day("2022-03-19"):
        press_next(cast.secretary, "拟领办责任书", "保存责任书", contact_id=cast.cadre.id, mentor="丁示爽")
        press_next(cast.member, "看责任书，点同意", "我已看过，同意")
        press_next(cast.secretary, "看责任书，点同意", "我已看过，同意")
        press_next(cast.secretary, "聘任")
        shown = as_().open(page)

    db.session.refresh(project)
    assert (project.lead_id, project.contact_id) == (cast.member.id, cast.cadre.id)
    selection = the_selection()
    assert selection.state is State.APPOINTED
    assert [n.way for n in selection.nominations] == [Way.SELF, Way.RECOMMENDED]
    assert selection.nominations[1].recommended_by_id == cast.member.id
    assert [step.occurred_on for step in selection.steps][-2:] == [date(2022, 3, 12), date(2022, 3, 19)]
    assert last_audit_entry() == ("projects.changed", cast.secretary.id)
    assert "徐示荣" in shown.main
    assert "主动报名" in shown.main
    assert "2022年3月19日" in shown.main
