"""A supervision plan: draft → submitted → approved; and what a project needs of it before it may begin."""

from sqlalchemy import select

from govproj.core.db import db
from govproj.core.i18n import _, _l
from govproj.core.workflow import Missing, Move, Workflow
from govproj.inspections import policy, separation
from govproj.inspections.models import SupervisionPlan
from govproj.inspections.states import PlanState as S


def a_whole_group(plan):
    return " ".join(separation.lacking(plan.project, separation.people_of(plan)))


def a_separate_group(plan):
    return " ".join(separation.against(plan.project, separation.people_of(plan)))


WORKFLOW = Workflow(
    "inspections.plan",
    Move(
        "submit",
        _l("报镇里审批"),
        frozenset({S.DRAFT}),
        S.SUBMITTED,
        allowed=policy.can_draft,
        needs=(a_whole_group, a_separate_group),
    ),
    Move(
        "approve",
        _l("批准方案"),
        frozenset({S.SUBMITTED}),
        S.APPROVED,
        allowed=policy.can_approve,
        needs=(a_whole_group, a_separate_group),
    ),
    Move(
        "send_back",
        _l("退回修改"),
        frozenset({S.SUBMITTED}),
        S.DRAFT,
        allowed=policy.can_approve,
        why=True,
    ),
    Move("revise", _l("修改方案"), frozenset({S.APPROVED}), S.DRAFT, allowed=policy.can_draft, why=True),
)


def an_approved_plan(project):
    """Whoever became lead or contact after the approval has to leave the group first."""
    plan = db.session.scalar(select(SupervisionPlan).where(SupervisionPlan.project_id == project.id))
    if plan is None or plan.state is not S.APPROVED:
        return Missing(_("监督方案还没有批准（一项一方案）。"), "inspections.of_project")
    if reasons := a_separate_group(plan):
        return Missing(_("监督小组要调整：%(reasons)s", reasons=reasons), "inspections.of_project")
