"""Setting up one's second step, putting it on another phone, giving it up."""

from govproj.accounts import second_step, sessions
from govproj.accounts.models import SecondStep, User
from govproj.accounts.offices import home_of
from govproj.core.audit import Event
from govproj.core.codes import tidy
from govproj.core.dates import machine_now
from govproj.core.i18n import _, _l
from govproj.core.workflow import MoveRefused

STARTED = Event("accounts.second_step_started", says=_l("开始设置手机动态码"), technical=True)
SET_UP = Event("accounts.second_step_set_up", says=_l("设好了手机动态码"), technical=True)
CODES_RENEWED = Event("accounts.recovery_codes_renewed", says=_l("换了一份新的备用码"), technical=True)
TURNED_OFF = Event("accounts.second_step_turned_off", says=_l("关掉了手机动态码"), technical=True)


def start(user: User, step: SecondStep) -> None:
    """A secret for a phone; the one in use stays until the new phone has shown a code."""
    second_step.new_pending(step)
    STARTED.record(user, by=user, village_id=home_of(user))


def finish(user: User, step: SecondStep, code: str) -> list[str] | None:
    """From now on the password alone opens nothing: the new codes for paper, or None where the code is wrong."""
    number = second_step.half_minute(step.pending, user.id, tidy(code))
    if number is None:
        return None
    step.sealed, step.pending, step.last_used = step.pending, None, number
    user.second_step_since = machine_now()
    sessions.close_others(user)
    SET_UP.record(user, by=user, village_id=home_of(user))
    return second_step.new_recovery_codes(step)


def renew_codes(user: User, step: SecondStep) -> list[str]:
    """A new list; the old one is void."""
    CODES_RENEWED.record(user, by=user, village_id=home_of(user))
    return second_step.new_recovery_codes(step)


def turn_off(user: User) -> None:
    """Only where the office does not ask for it."""
    if second_step.required_of(user):
        raise MoveRefused(_("您的职务要用手机动态码登录，不能关掉。换手机请按“换一部手机”。"))
    second_step.take_away(user)
    TURNED_OFF.record(user, by=user, village_id=home_of(user))
