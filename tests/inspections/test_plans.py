"""一项一方案、一项一督查: one plan and one group, apart from those who carry out, approved by the town."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from govproj.accounts.models import DeclaredRelative, Office, Role
from govproj.core.db import db
from govproj.firms.models import Interest
from govproj.inspections import separation
from govproj.inspections.models import GroupMember, SupervisionPlan
from govproj.inspections.separation import Person
from govproj.inspections.states import GroupBody, PlanMode, PlanState
from govproj.inspections.workflow import an_approved_plan
from tests.factories import last_audit_entry, saved, somebody
from tests.inspections.things import a_cast, a_plan


@pytest.fixture
def cast(app):
    return a_cast()


def url_of(cast, act=""):
    return f"/projects/{cast.project.id}/supervision-plan{act}"


def words(cast, **kw):
    facts = {
        "money": "付款和进度",
        "mode": "both",
        "visits": "2",
        "leader": cast.supervisor.id,
        "members": [cast.other_supervisor.id, cast.inspector.id],
    }
    return facts | kw


def only_plan() -> SupervisionPlan:
    return db.session.scalars(select(SupervisionPlan)).one()


def test_the_committee_draws_it_up_and_the_town_approves(as_, cast):
    tab = f"/projects/{cast.project.id}/inspections"
    form = as_(cast.supervisor).open(as_(cast.supervisor).open(tab).links["写方案"])
    form.press("保存方案", words(cast)).follow().press("报镇里审批")
    assert "批准方案" not in as_(cast.supervisor).open(tab).buttons, "nobody approves their own"
    assert "还没有批准的监督方案" in as_(None).open(tab).main

    as_(cast.inspector).open(tab).press("批准方案")

    assert only_plan().state is PlanState.APPROVED
    assert last_audit_entry() == ("inspections.plan.approve", cast.inspector.id)
    public = as_(None).open(tab).main
    assert "付款和进度" in public
    assert f"{cast.inspector.name}（镇纪委）" in public, "who watches is public"


def test_the_money_is_always_looked_at(as_, cast):
    form = as_(cast.supervisor).open(url_of(cast))
    assert "资金是每个项目必查的" in form.press("保存方案", words(cast, money="  "), expect=422).text
    with pytest.raises(IntegrityError):
        saved(
            SupervisionPlan(
                project=cast.project,
                money="",
                mode=PlanMode.BOTH,
                visits_a_month=1,
                drafted_by_id=cast.supervisor.id,
            )
        )


def test_a_second_plan_of_a_project_cannot_be(cast):
    a_plan(cast.project)
    with pytest.raises(IntegrityError):
        saved(
            SupervisionPlan(
                project=cast.project,
                money="钱",
                mode=PlanMode.BOTH,
                visits_a_month=1,
                drafted_by_id=cast.supervisor.id,
            )
        )


def refused(as_, cast, **kw) -> str:
    page = as_(cast.supervisor).open(url_of(cast)).press("保存方案", words(cast, **kw), expect=409)
    assert db.session.scalars(select(GroupMember)).all() == []
    assert "付款和进度" in page.text, "what was typed is given back"
    return page.text


def test_a_member_who_is_also_the_lead_is_refused(as_, cast):
    cast.project.lead = cast.other_supervisor
    db.session.commit()
    assert "不能监督自己领办的项目" in refused(as_, cast)


def test_the_lead_does_not_get_in_by_name_either(as_, cast):
    text = refused(as_, cast, name_1=cast.lead.name, body_1="representative")
    assert "不能监督自己领办的项目" in text


def test_the_contact_and_cadres_are_refused(as_, cast):
    assert "村两委联系人" in refused(as_, cast, name_1=cast.contact.name)
    db.session.add(Office(user_id=cast.other_supervisor.id, role=Role.CADRE, village_id=cast.village.id))
    db.session.commit()
    assert "办事的人不监督" in refused(as_, cast)


def test_relatives_of_the_lead_and_people_of_the_firm_are_refused(as_, cast):
    saved(DeclaredRelative(user_id=cast.lead.id, name=cast.other_supervisor.name, relation="兄弟"))
    assert "近亲属" in refused(as_, cast)
    partner = somebody(name="样合伙")
    saved(Interest(user_id=partner.id, firm_id=cast.project.contractor_id, nature="股东"))
    assert "和施工单位有关系" in refused(as_, cast, members=[cast.inspector.id], name_1="样合伙")


def test_the_same_person_twice_is_refused(as_, cast):
    assert "同一个人写了两次" in refused(as_, cast, name_1="样甲", name_2="样甲")


@pytest.mark.parametrize(
    ("group", "sentence"),
    [
        ({"leader": "0"}, "还没有组长"),
        ({"members": []}, "除组长外至少要 2 人"),
    ],
)
def test_a_group_that_is_not_whole_is_not_submitted(as_, cast, group, sentence):
    page = as_(cast.supervisor).open(url_of(cast)).press("保存方案", words(cast, **group)).follow()
    assert sentence in page.press("报镇里审批", expect=409).text


def test_a_large_project_has_somebody_from_outside(as_, cast):
    cast.project.budget_fen = 298_0000_00
    db.session.commit()
    inside = {"members": [cast.other_supervisor.id], "name_1": "样代表", "body_1": "representative"}
    page = as_(cast.supervisor).open(url_of(cast)).press("保存方案", words(cast, **inside)).follow()
    assert "至少要有一名村外的人" in page.press("报镇里审批", expect=409).text
    form = as_(cast.supervisor).open(url_of(cast))
    page = form.press("保存方案", words(cast, members=[cast.other_supervisor.id, cast.inspector.id])).follow()
    page.press("报镇里审批")
    assert only_plan().state is PlanState.SUBMITTED


def test_a_plan_is_sent_back_with_a_reason_and_changed_only_as_a_draft(as_, cast):
    plan = a_plan(
        cast.project, supervisors=(cast.supervisor, cast.other_supervisor), inspector=cast.inspector
    )
    refusal = as_(cast.supervisor).open(url_of(cast)).press("保存方案", words(cast), expect=409)
    assert "要先退回修改" in refusal.text
    tab = f"/projects/{cast.project.id}/inspections"
    as_(cast.supervisor).open(tab).press("修改方案", {"note": "换组员"})
    assert plan.state is PlanState.DRAFT
    assert an_approved_plan(cast.project), "until the town has said yes again there is none"
    as_(cast.supervisor).open(tab).press("报镇里审批")
    as_(cast.inspector).open(tab).press("退回修改", {"note": "再加一名村外的"})
    assert plan.state is PlanState.DRAFT


def test_without_an_approved_plan_a_project_is_not_ready(cast):
    assert "监督方案还没有批准" in an_approved_plan(cast.project)
    a_plan(cast.project, approved=False)
    assert "监督方案还没有批准" in an_approved_plan(cast.project)


def test_whoever_becomes_the_lead_later_leaves_the_group_first(cast):
    a_plan(cast.project, supervisors=(cast.supervisor, cast.other_supervisor), inspector=cast.inspector)
    assert an_approved_plan(cast.project) is None
    cast.project.lead = cast.other_supervisor
    db.session.commit()
    assert "监督小组要调整" in an_approved_plan(cast.project)


def test_the_guard_hangs_on_the_move_to_ready():
    from govproj.projects.workflow import WORKFLOW

    assert an_approved_plan in WORKFLOW.needs_of("make_ready")


def test_a_group_has_one_leader(cast):
    plan = a_plan(cast.project)
    with pytest.raises(IntegrityError):
        saved(GroupMember(plan=plan, name="样乙", body=GroupBody.CONGRESS, is_leader=True))


def test_two_who_write_at_once_the_second_is_told(as_, cast):
    a_plan(cast.project, supervisors=(cast.supervisor, cast.other_supervisor), approved=False)
    first, second = as_(cast.supervisor).open(url_of(cast)), as_(cast.other_supervisor).open(url_of(cast))
    first.press("保存方案", words(cast, other="隐蔽工程"))
    assert "刚被他人更新" in second.press("保存方案", words(cast, other="别的"), expect=409).text
    assert only_plan().other == "隐蔽工程"


def test_whoever_is_no_officer_is_no_officer_of_the_group(cast):
    stranger = somebody(name="样丙")
    for body, sentence in (
        (GroupBody.SUPERVISION, "不是本村村监会成员"),
        (GroupBody.DISCIPLINE, "不是本镇纪检干部"),
    ):
        assert sentence in separation.against(cast.project, [Person("样丙", body, stranger)])[0]


def test_a_group_without_the_committee_is_not_whole(cast):
    people = [
        Person("顾样", GroupBody.DISCIPLINE, cast.inspector, is_leader=True),
        Person("样丁", GroupBody.CONGRESS),
        Person("样戊", GroupBody.OUTSIDE),
    ]
    assert separation.lacking(cast.project, people) == ["至少要有一名村监会成员。"]
