"""A matter: received → accepted → in progress → done → replied → closed; turned down, passed on, merged, reopened."""

from govproj.core.i18n import _, _l
from govproj.core.workflow import Move, Workflow
from govproj.matters import policy
from govproj.matters.states import IN_HAND, UNFINISHED, State
from govproj.villages import rules


def _local(matter, key: str):
    """The rule of the day on which it came."""
    return rules.value(key, matter.village_id, matter.received_at.date())


def by_what_was_said(_user, _matter) -> bool:
    """Made by the reporter's code, by a visit or by the passing of days; what asks for it has seen to that."""
    return True


def somebody_sees_to_it(matter):
    if matter.owner is None:
        return _("请先定一名责任人。")


def the_owner_may(matter):
    if matter.owner is not None and not policy.can_own(matter.owner, matter):
        return _("这个人不能当责任人：要是村干部、书记、这个项目的领办人或镇业务干部，不能是村监会成员。")


def a_result(matter):
    if not matter.result.strip():
        return _("请写明办得怎么样。")


def needs_photo(matter) -> bool:
    return matter.kind in _local(matter, "matter.photo_kinds") and not matter.after_photos


def a_photo(matter):
    if needs_photo(matter):
        return _("这一类事要有办好后的照片才能办结。")


def needs_basis(matter) -> bool:
    return matter.kind in _local(matter, "matter.basis_kinds")


def what_it_rests_on(matter):
    if needs_basis(matter) and not matter.basis:
        return _("请先记下凭据：代办要有委托（签字照片或见证人），要事要有村党组织议事记录。")


def an_answer(matter):
    if not matter.reply.strip():
        return _("请写答复，反映人凭回执码看得到。")


def to_whom(matter):
    if not matter.passed_to.strip():
        return _("请写明转给了哪个单位。")


def of_which(matter):
    """Of one that stands by itself: a chain of duplicates would lead nobody to an answer."""
    other = matter.duplicate_of
    if (
        other is None
        or other.village_id != matter.village_id
        or other is matter
        or other.state is State.DUPLICATE
    ):
        return _("请写本村另一件事的编号，那一件不能也是并出去的。")


# fmt: off
WORKFLOW = Workflow(
    "matters",
    Move("accept", _l("受理"), frozenset({State.RECEIVED}), State.ACCEPTED, policy.can_accept, (somebody_sees_to_it, the_owner_may)),
    Move("start", _l("开始办理"), frozenset({State.ACCEPTED}), State.IN_PROGRESS, policy.can_work_on),
    Move("finish", _l("办好了"), IN_HAND, State.DONE, policy.can_work_on, (a_result, a_photo, what_it_rests_on)),
    Move("reply", _l("回复"), frozenset({State.DONE}), State.REPLIED, policy.can_reply, (an_answer,)),
    Move("turn_down", _l("不采纳"), UNFINISHED, State.NOT_ADOPTED, policy.can_accept, (an_answer,)),
    Move("pass_on", _l("转交"), UNFINISHED, State.PASSED_ON, policy.can_accept, (to_whom, an_answer)),
    Move("merge", _l("并入另一件"), UNFINISHED, State.DUPLICATE, policy.can_accept, (of_which,)),
    Move("close", _l("办结"), frozenset({State.REPLIED}), State.CLOSED, by_what_was_said, follows=True),
    Move("reopen", _l("重新办理"), frozenset({State.REPLIED, State.CLOSED}), State.IN_PROGRESS, by_what_was_said, why=True, follows=True),
    Move("look_again", _l("重新受理"), frozenset({State.NOT_ADOPTED}), State.RECEIVED, by_what_was_said, why=True, follows=True),
)
# fmt: on
