"""A case through the pages, from the finding to the look-back that fails and the one that passes."""

import io
from datetime import timedelta

import pytest
from PIL import Image
from sqlalchemy import select

from govproj.core import dates
from govproj.core.audit import AuditEntry
from govproj.core.db import db
from govproj.core.workflow import MoveRefused
from govproj.rectifications import actions
from govproj.rectifications.models import Rectification
from govproj.rectifications.states import Level, State
from tests.factories import last_audit_entry
from tests.rectifications.things import a_case, a_case_handed_in, a_cast, day, plan_and_start


@pytest.fixture
def cast(app):
    return a_cast()


def a_photo():
    content = io.BytesIO()
    Image.new("RGB", (80, 60), "grey").save(content, "JPEG")
    content.seek(0)
    return content, "工地.jpg"


def url_of(case, act=""):
    return f"/rectifications/{case.id}{act}"


def found_by(cast, as_):
    """Written down by a supervisor on the tab of the project."""
    tab = as_(cast.supervisor).open(f"/projects/{cast.project.id}/rectifications")
    page = as_(cast.supervisor).open(tab.links["登记发现的问题"])
    words = {"level": "major", "title": "变更未批先做", "fact": "桩基先施工后报批", "place": "桥头"}
    page.press("登记", words | {"photos": [a_photo()]})
    return db.session.scalars(select(Rectification)).one()


def test_a_case_that_comes_back(as_, cast, on_day):
    with on_day("2022-05-09"):
        case = found_by(cast, as_)
        assert last_audit_entry() == ("rectifications.add_evidence", cast.supervisor.id)
        assert case.project_id == cast.project.id
        _assigned_and_planned(as_, cast, case)
    with on_day("2022-05-20"):
        _handed_in_and_verified(as_, cast, case)
    with on_day("2022-05-23"):
        page = as_(cast.inspector).open(url_of(case, "/close"))
        page.press(
            "销号",
            {"assessment": "变更单已批", "metric": "手续齐全", "before_tenths": "61.3", "after_tenths": "85"},
        )
        assert case.state is State.CLOSED
        assert "61.3% → 85.0%" in as_(cast.lead).open(url_of(case)).main
    with on_day("2022-06-16"):
        page = as_(cast.other_supervisor).open(url_of(case))
        page.press("重新整改", {"note": "又有一处先做后批"})
        assert case.state is State.REOPENED
        assert case.turn.due_on == day("2022-07-01")
        again = as_(cast.lead).open(url_of(case))
        assert "反弹重开" in again.main
        assert "又有一处先做后批" in again.main
        assert "变更单已批" in again.main, "nothing of the first turn is lost"
        assert "提出整改方案" in again.links


def _assigned_and_planned(as_, cast, case):
    page = as_(cast.inspector).open(url_of(case)).links["交办"]
    form = as_(cast.inspector).open(page)
    form.press("交办", {"responsible": cast.lead.id, "requirement": "补办手续", "due_on": "2022-05-24"})
    lead = as_(cast.lead)
    lead.open(url_of(case, "/plan")).press("整改方案", {"cause": "图省事", "measures": "补办变更单"})
    lead.open(url_of(case)).press("开始整改")
    lead.open(url_of(case, "/note")).press("记录进展", {"text": "已报镇里", "photos": [a_photo()]})
    assert case.state is State.FIXING


def _handed_in_and_verified(as_, cast, case):
    words = {"lasting_measures": "变更一律先批后做", "after": [a_photo()]}
    as_(cast.lead).open(url_of(case, "/submit")).press("申请销号", words)
    assert case.state is State.SUBMITTED
    as_(cast.supervisor).open(url_of(case)).press("核实", {"note": "手续已补"})
    assert case.state is State.SUBMITTED, "one of two bodies"
    assert "核实" not in as_(cast.other_supervisor).open(url_of(case)).buttons
    as_(cast.inspector).open(url_of(case)).press("核实", {"note": "手续已补"})
    assert case.state is State.VERIFIED


def test_every_step_is_on_record(as_, cast):
    case = a_case_handed_in(cast)
    as_(cast.supervisor).open(url_of(case)).press("核实", {"note": "好了"})
    as_(cast.supervisor).open(url_of(case, "/close")).press("销号", {"assessment": "村民说好"})
    as_(cast.inspector).open(url_of(case)).press("回头看通过", {"note": "没有反弹"})

    events = db.session.scalars(select(AuditEntry.event).order_by(AuditEntry.leaf_index)).all()
    assert [event.partition(".")[2] for event in events if event.startswith("rectifications.")] == [
        "open",
        "assign",
        "plan",
        "start",
        "add_evidence",
        "submit",
        "verify",
        "close",
        "pass_look_back",
    ]


def test_what_is_sent_back_comes_again(as_, cast):
    case = a_case_handed_in(cast)

    as_(cast.supervisor).open(url_of(case)).press("退回", {"note": "照片看不清"})
    assert case.state is State.RETURNED
    page = as_(cast.lead).open(url_of(case))
    assert "照片看不清" in page.main
    as_(cast.lead).open(page.links["申请销号"]).press("申请销号")
    assert case.state is State.SUBMITTED


def test_work_without_evidence_cannot_be_handed_in(as_, cast):
    case = a_case(cast.project, by=cast.inspector, responsible=cast.lead)
    plan_and_start(case, cast.lead)
    db.session.commit()

    form = as_(cast.lead).open(url_of(case, "/submit"))

    nothing = form.press("申请销号", expect=422).errors
    assert nothing == [
        "请写明完善措施，不写不能销号。",
        "请上传整改后的照片或证明材料，没有佐证不能申请销号。",
    ]
    words = {"lasting_measures": "每天收工前巡一遍"}
    refusal = form.press("申请销号", words, expect=422)
    assert refusal.errors == nothing[1:]
    with pytest.raises(MoveRefused, match="没有佐证不能申请销号"):
        actions.submit(case, by=cast.lead, **words)
    assert "每天收工前巡一遍" in refusal.text, "what was typed is given back"
    assert case.state is State.FIXING


def test_the_responsible_one_is_told_who_judges(as_, cast):
    case = a_case_handed_in(cast)

    page = as_(cast.lead).open(url_of(case))

    assert page.buttons == []
    assert "村监会成员或纪检干部" in page.main
    as_(cast.lead).send(url_of(case, "/verify"), {"version": case.version, "note": "自己看过"}, expect=403)


def test_a_supervisor_cannot_be_made_responsible(as_, cast):
    case = a_case(cast.project)

    form = as_(cast.inspector).open(url_of(case, "/assign"))
    refused = form.press("交办", {"responsible": cast.supervisor.id, "requirement": "改"}, expect=422)

    assert refused.errors
    assert case.state is State.FOUND


def test_a_day_later_than_the_rule_is_refused_with_the_day(as_, cast, on_day):
    with on_day("2022-06-01"):
        case = a_case(cast.project)
        words = {"responsible": cast.lead.id, "requirement": "改", "due_on": "2022-07-02"}
        refusal = as_(cast.inspector).open(url_of(case, "/assign")).press("交办", words, expect=409)
        assert "最迟 2022年7月1日" in refusal.text


def test_a_form_that_could_only_be_refused_is_not_offered(as_, cast):
    case = a_case_handed_in(cast)

    for user, act in ((cast.lead, "/plan"), (cast.lead, "/note"), (cast.inspector, "/close")):
        back = as_(user).open(url_of(case, act), expect=303).follow()
        assert "“申请销号”状态下不能这样做" in back.notices
    refusal = as_(cast.inspector).send(
        url_of(case, "/close"), {"version": case.version, "assessment": "好"}, expect=409
    )
    assert "“申请销号”状态下不能销号" in refusal.text


def test_whoever_judges_what_has_changed_meanwhile_is_told(as_, cast):
    case = a_case_handed_in(cast, level=Level.MAJOR)
    page = as_(cast.supervisor).open(url_of(case))

    as_(cast.inspector).open(url_of(case)).press("核实", {"note": "还差一处"})

    refusal = page.press("核实", {"note": "我看改好了"}, expect=409)
    assert "我看改好了" in refusal.text, "what was typed is given back"
    assert [act.by_id for act in case.verifications] == [cast.inspector.id]


def test_more_time_is_asked_once_and_answered_a_level_up(as_, cast, on_day):
    with on_day("2022-06-01"):
        case = a_case(cast.project, by=cast.secretary, responsible=cast.lead)
        form = as_(cast.lead).open(url_of(case, "/extension"))
        assert "延期最多 15 天" in form.press("申请延期", {"days": "16", "reason": "雨季"}, expect=409).text
        form.press("申请延期", {"days": "10", "reason": "雨季"})
        assert "同意延期" not in as_(cast.secretary).open(url_of(case)).buttons
        as_(cast.inspector).open(url_of(case)).press("同意延期")
        assert case.turn.due_on == day("2022-07-11")
        assert "由 2022年7月1日 延期" in as_(cast.lead).open(url_of(case)).main
        again = as_(cast.lead).open(url_of(case, "/extension"))
        assert "只能申请一次" in again.press("申请延期", {"days": "1", "reason": "又下雨"}, expect=409).text


def test_a_refused_extension_leaves_the_day(as_, cast):
    case = a_case(cast.project, by=cast.secretary, responsible=cast.lead)
    due = case.turn.due_on
    as_(cast.lead).open(url_of(case, "/extension")).press("申请延期", {"days": "10", "reason": "雨季"})

    as_(cast.inspector).open(url_of(case)).press("不同意延期", {"note": "没有下雨"})

    assert case.turn.due_on == due
    assert "没有下雨" in as_(cast.lead).open(url_of(case)).main


def test_whoever_is_late_cannot_ask_for_more_time(as_, cast, on_day):
    with on_day("2022-05-01"):
        case = a_case(cast.project, by=cast.secretary, responsible=cast.lead)
    with dates.set_to(case.turn.due_on + timedelta(days=7)):
        page = as_(cast.lead).open(url_of(case))
        assert "已逾期 7 天" in page.main
        assert "督办" in page.main
        assert "申请延期" not in page.links
        form = as_(cast.lead).open(url_of(case, "/extension"))
        assert "已经逾期" in form.press("申请延期", {"days": "3", "reason": "忙"}, expect=409).text


def test_somebody_else_is_named_when_the_first_one_cannot(as_, cast):
    case = a_case(cast.project, by=cast.inspector, responsible=cast.lead)
    plan_and_start(case, cast.lead)
    db.session.commit()

    form = as_(cast.inspector).open(as_(cast.inspector).open(url_of(case)).links["改派责任人"])
    form.press("交办", {"responsible": cast.cadre.id, "requirement": "接着改"})

    assert (case.state, case.turn.responsible_id) == (State.ASSIGNED, cast.cadre.id)


def test_the_workbench_leads_each_to_what_they_can_do(as_, cast):
    from govproj.core import todo

    def titles(user):
        return [line.title for line in todo.all_for(user) if "rectifications" in line.endpoint]

    case = a_case(cast.project, title="围挡")
    assert titles(cast.secretary) == titles(cast.inspector) == ["交办整改：围挡"]
    assert titles(cast.supervisor) == titles(cast.lead) == []
    as_(cast.inspector).open(url_of(case, "/assign")).press(
        "交办", {"responsible": cast.lead.id, "requirement": "改"}
    )
    assert titles(cast.lead) == ["写整改方案：围挡"]
    other = a_case_handed_in(cast, title="便道")
    assert titles(cast.supervisor) == ["核实整改：便道"]
    waiting = [line for line in todo.all_for(cast.lead) if line.waiting_for]
    assert [(line.title, line.waiting_for) for line in waiting] == [
        ("整改已交：便道", "村监会成员或纪检干部")
    ]
    assert as_(cast.supervisor).open(url_of(other)).buttons[0] == "核实"
