"""Who says whether he stood by, and who keeps the papers that were signed."""

from govproj.evaluations.models import State
from govproj.evaluations.policy.running import can_run


def can_answer_attendance(user, attendance) -> bool:
    """Nobody but the one who is named knows."""
    return attendance.user_id == user.id


def can_keep_signed_papers(user, round_) -> bool:
    """Those who run the round, as long as it is one; helpers' names are nobody else's business."""
    return can_run(user, round_) and round_.state is not State.VOID


def can_read_signed_papers(user, round_, _paper=None) -> bool:
    """They and the county above; the village's officials see only that there are some."""
    return user.supervises(round_.village_id) or user.inspects(round_.village_id)


def can_stand_by(user, round_) -> bool:
    """The body that watches, whether it keys or not."""
    return can_run(user, round_) and round_.state is State.CLOSED
