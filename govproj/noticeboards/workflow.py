"""The life of a combined sheet: the leads write their lines, the village hands it in, two sign, the village publishes."""

from govproj.core.i18n import _, _l
from govproj.core.workflow import Move, Workflow
from govproj.noticeboards import policy
from govproj.noticeboards.models import SheetState
from govproj.villages import rules


def all_lines(sheet):
    if sheet.unwritten:
        names = _("、").join(line.project.name for line in sheet.unwritten)
        return _("这些项目还没有写：%(names)s。", names=names)


def after_one_more_signature(sheet) -> SheetState:
    needed = rules.value("disclosure.signatures", sheet.village_id)
    return SheetState.PASSED if len(sheet.signatures) + 1 >= needed else SheetState.SUBMITTED


def replaced_by_a_published_version(sheet) -> bool:
    return sheet.successor is not None and sheet.successor.is_public


S = SheetState
# fmt: off
WORKFLOW = Workflow(
    "disclosures.sheet",
    Move("submit", _l("送村监会审查"), frozenset({S.DRAFT}), S.SUBMITTED, policy.can_submit, (all_lines,)),
    Move("sign", _l("审查签字"), frozenset({S.SUBMITTED}), after_one_more_signature, policy.can_sign),
    Move("publish", _l("发布公示"), frozenset({S.PASSED}), S.PUBLISHED, policy.can_publish),
    Move("send_back", _l("退回修改"), frozenset({S.SUBMITTED, S.PASSED}), S.DRAFT, policy.can_send_back, why=True),
    Move("correct", _l("以新版更正"), frozenset({S.PUBLISHED}), S.CORRECTED, policy.can_correct, when=replaced_by_a_published_version, follows=True),
)
# fmt: on


def next_step(user, sheet) -> Move | None:
    """The step forward that waits for this user."""
    return next((move for move in WORKFLOW.open_to(user, sheet) if move.name != "send_back"), None)
