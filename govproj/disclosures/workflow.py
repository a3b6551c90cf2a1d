"""The life of a notice: workflows.md 3.1 as a table. Published notices are never edited, only followed by a new version."""

from govproj.core import dates
from govproj.core.filters import day as in_words
from govproj.core.i18n import _, _l
from govproj.core.workflow import Missing, Move, Workflow
from govproj.disclosures import policy
from govproj.disclosures.models import State
from govproj.disclosures.queries.books import differences
from govproj.villages import rules


def recorded_figures(disclosure):
    """Whoever leads the work or looks after it writes them down, on the page this leads to."""
    project = disclosure.project
    recorded = project.month(disclosure.month)
    if recorded is None:
        sentence = _("本月的进度还没有登记，由领办人或村两委联系人登记。")
    elif not recorded.is_final:
        day = in_words(recorded.stands_on)
        sentence = _("进度是%(day)s登记的，那时这个月还没有过完，要再登记一次。", day=day)
    else:
        return None
    return Missing(sentence, at="projects.month", project_id=project.id, month=disclosure.month)


def a_summary(disclosure):
    if not disclosure.summary.strip():
        return _("还没有写本月完成的情况。")


def a_plan(disclosure):
    if not disclosure.next_plan.strip():
        return _("还没有写下月计划。")


def a_reason_for_delay(disclosure):
    month = disclosure.project.month(disclosure.month)
    if month is None or disclosure.deviation_reason.strip():
        return None
    behind, limit = month.planned_pct - month.actual_pct, tolerated_delay(disclosure.village_id)
    if behind > limit:
        return _("比计划慢 %(behind)s 个百分点，超过 %(limit)s 个，要写明原因。", behind=behind, limit=limit)


def agreement_with_the_books(disclosure):
    """What is signed and hung out is what the ledger says; whoever books later has the notice made anew."""
    wrong = differences([disclosure]).get(disclosure.id)
    if not wrong:
        return None
    sentence = _(
        "%(project)s：公示和资金台账（到月底）不一致：%(what)s。请退回重新生成。",
        project=disclosure.project.name,
        what=_("；").join(one.sentence for one in wrong),
    )
    return Missing(sentence, at="ledger.of_project")


def tolerated_delay(village_id: int) -> int:
    """Percentage points behind the plan that need no explanation."""
    return rules.value("disclosure.tolerated_delay", village_id)


def after_one_more_signature(disclosure) -> State:
    needed = rules.value("disclosure.signatures", disclosure.village_id)
    enough = len(disclosure.signatures) + 1 >= needed
    return State.SUPERVISION_PASSED if enough else State.VILLAGE_REVIEWED


def replaced_by_a_published_version(disclosure) -> bool:
    return disclosure.successor is not None and disclosure.successor.is_public


def of_a_past_year(disclosure) -> bool:
    return disclosure.month[:4] < dates.month_of(dates.today())[:4] and disclosure.successor is None


def publicised_to_the_end(disclosure):
    if disclosure.publicising:
        return _("公示期还没有结束。")


# One line an arrow: name, label, from, to, by whom, what must hold.
# fmt: off
WORKFLOW = Workflow(
    "disclosures",
    Move("submit", _l("提交审核"), frozenset({State.DRAFT, State.RETURNED}), State.SUBMITTED, policy.can_write, (recorded_figures, a_summary, a_plan, a_reason_for_delay)),
    Move("review", _l("通过村级审核"), frozenset({State.SUBMITTED}), State.VILLAGE_REVIEWED, policy.can_review),
    Move("sign", _l("审查签字"), frozenset({State.VILLAGE_REVIEWED}), after_one_more_signature, policy.can_sign, (agreement_with_the_books,)),
    Move("publish", _l("发布公示"), frozenset({State.SUPERVISION_PASSED}), State.PUBLISHED, policy.can_publish, (agreement_with_the_books,)),
    Move("send_back", _l("退回修改"), frozenset({State.SUBMITTED, State.VILLAGE_REVIEWED, State.SUPERVISION_PASSED}), State.RETURNED, policy.can_send_back, why=True),
    Move("correct", _l("以新版更正"), frozenset({State.PUBLISHED}), State.CORRECTED, policy.can_correct, when=replaced_by_a_published_version),
    Move("archive", _l("归档"), frozenset({State.PUBLISHED}), State.ARCHIVED, policy.can_publish, (publicised_to_the_end,), when=of_a_past_year),
)
# fmt: on

STEPS = ("review", "sign", "publish")


def next_step(user, disclosure) -> Move | None:
    """The step forward that waits for this user."""
    return next((move for move in WORKFLOW.open_to(user, disclosure) if move.name in STEPS), None)
