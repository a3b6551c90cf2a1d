"""What the actions refuse by themselves, whoever calls them: a demo, an import, a form that let something through."""

from datetime import date

import pytest

from govproj.core.workflow import MoveRefused
from govproj.projects import actions
from govproj.projects.models import AreaUnit, Body, State
from tests.factories import a_cadre, a_party_member, a_project, a_supervisor
from tests.projects.things import (
    a_board,
    a_concealed_work,
    a_milestone,
    an_accepted_work,
    an_object,
)

pytestmark = pytest.mark.usefixtures("app")
FUTURE = date(2099, 1, 1)


def refused(sentence, do, *args, **kw):
    with pytest.raises(MoveRefused, match=sentence):
        do(*args, **kw)


@pytest.fixture
def project():
    project = a_project(lead=a_party_member(), entered={State.BUILDING: date(2022, 3, 1)})
    a_board(project)
    return project


def test_nothing_happens_in_the_future(project):
    by, sentence = project.contact, "日期不能晚于今天"
    refused(sentence, actions.record_concealed, project, name="沟槽", finished_on=FUTURE, by=by)
    refused(sentence, actions.report_completion, project, finished_on=FUTURE, text="做完了", by=by)
    refused(sentence, actions.report_milestone, a_milestone(project), actual_on=FUTURE, by=by)
    refused(sentence, actions.note_visit, an_object(project), visited_on=FUTURE, text="来过", by=by)
    project.state = State.COMPLETED
    meeting = {"opinions": "同意", "passed": True, "participants": {}}
    refused(sentence, actions.record_acceptance, project, held_on=FUTURE, by=by, **meeting)
    project.state = State.READY
    refused(sentence, actions.post_start_notice, project, posted_on=FUTURE, place="x", photos=(), by=by)


def test_a_notice_without_a_photo_is_no_notice(project):
    project.state = State.READY
    sentence, on = "请上传贴好的公示的照片", date(2022, 3, 2)
    refused(
        sentence, actions.post_start_notice, project, posted_on=on, place="x", photos=(), by=project.contact
    )


def test_who_has_covered_something_up_cannot_declare_that_there_was_nothing(project):
    an_accepted_work(project)
    report = {"finished_on": date(2022, 6, 1), "text": "做完了", "no_concealed": True}
    refused("登记过隐蔽工程，不能声明没有", actions.report_completion, project, by=project.lead, **report)


def test_records_belong_to_their_state(project):
    by = project.contact
    work = a_concealed_work(project)
    project.state = State.COMPLETED
    refused(
        "不能登记隐蔽工程", actions.record_concealed, project, name="x", finished_on=date(2022, 5, 1), by=by
    )
    refused("不能签认隐蔽工程", actions.sign_concealed, work, body=Body.VILLAGE, by=by)
    refused(
        "不能写完工报告", actions.report_completion, project, finished_on=date(2022, 6, 1), text="x", by=by
    )
    project.state = State.BUILDING
    meeting = {"held_on": date(2022, 6, 1), "opinions": "x", "passed": True, "participants": {}}
    refused("不能登记验收", actions.record_acceptance, project, by=by, **meeting)


def test_nobody_signs_for_a_body_they_do_not_belong_to(project):
    work = a_concealed_work(project)
    for person, body in (
        (project.contact, Body.SUPERVISION),
        (project.lead, Body.VILLAGE),
        (a_cadre(), Body.VILLAGE),
    ):
        refused("您不能代表", actions.sign_concealed, work, body=body, by=person)


def test_nobody_accepts_a_milestone_for_another_body(project):
    step = a_milestone(project, actual_on=date(2022, 5, 1))
    refused("这个节点由村监会验收", actions.accept_milestone, step, by=project.contact)
    actions.accept_milestone(step, by=a_supervisor(project.village))
    refused("已经验收过了", actions.accept_milestone, step, by=a_supervisor(project.village))
    refused(
        "还没有登记完成", actions.accept_milestone, a_milestone(project), by=a_supervisor(project.village)
    )


def test_weights_that_do_not_add_up_are_no_plan(project):
    rows = [{"name": "路基", "weight": 99, "planned_on": date(2022, 5, 1)}]
    refused("合计要等于 100", actions.plan_milestones, project, rows, by=project.contact)
    actions.plan_milestones(project, [{**rows[0], "weight": 100}], by=project.contact)
    assert [step.name for step in project.milestones] == ["路基"]


def test_what_has_ended_stays_as_it_was(project):
    by, step, thing = project.contact, a_milestone(project), an_object(project, stage=2)
    project.state = State.ARCHIVED
    ended = "项目已经结束"
    refused(ended, actions.plan_milestones, project, [], by=by)
    refused(ended, actions.report_milestone, step, actual_on=date(2022, 5, 1), by=by)
    refused(ended, actions.accept_milestone, step, by=by)
    refused(ended, actions.set_up_board, project, noun="户", unit=AreaUnit.MU, stages=["一", "二"], by=by)
    refused(ended, actions.enter_objects, project, [{"name": "一户"}], by=by)
    refused(ended, actions.put_object_back, thing, stage=1, reason="x", by=by)
    refused(ended, actions.change_object, thing, team="x", by=by)
    assert thing.stage == 2


@pytest.mark.parametrize("stage", [2, 3, -1])
def test_back_is_back(project, stage):
    thing = an_object(project, stage=2)
    refused(
        "只能退回到前面的环节", actions.put_object_back, thing, stage=stage, reason="x", by=project.contact
    )
    refused("退回要写明理由", actions.put_object_back, thing, stage=1, reason=" ", by=project.contact)
