"""Signing in and out, and one's own password."""

from govproj.accounts import passwords, second_step, sessions
from govproj.accounts.models import User
from govproj.accounts.offices import home_of
from govproj.core import codes
from govproj.core.audit import Event
from govproj.core.i18n import _l

PASSWORD_CHANGED = Event("accounts.password_changed", says=_l("更改了密码"), technical=True)
RECOVERY_CODE_USED = Event(
    "accounts.recovery_code_used", says=_l("用掉了一个备用码（代替手机动态码）"), technical=True
)


class SignInRefused(Exception):
    """Wrong name or password, or too many tries; `too_many` says which."""

    def __init__(self, *, too_many: bool):
        super().__init__("too many tries" if too_many else "wrong name or password")
        self.too_many = too_many


def sign_in(user: User | None, username: str, password: str, address: str) -> bool:
    """Open a session for `user` (None when nobody has that name) or raise SignInRefused.

    False when the session is only half a one, because a code is still to come: see `enter_code`.
    The try is remembered either way, so the caller commits in all cases.
    """
    if passwords.too_many_tries(username, address):
        raise SignInRefused(too_many=True)
    right = passwords.matches(user, password) and user.is_active
    half = right and second_step.asked_of(user)
    if not half:  # until the code has come it is neither a failure nor a success
        passwords.remember_try(username, address, succeeded=right)
    if not right:
        raise SignInRefused(too_many=False)
    if passwords.hasher.check_needs_rehash(user.password_hash):
        user.password_hash = passwords.hashed(password)
    sessions.open_session(user, half=half)
    if not half:
        second_step.start_the_grace(user)
    return not half


def enter_code(user: User, code: str, address: str) -> None:
    """The second step: a whole session instead of the half one. Wrong codes count as wrong passwords do."""
    confirm_code(user, code, address)
    sessions.close_session(user.token)
    sessions.open_session(user)


def sign_out(user: User) -> None:
    sessions.close_session(user.token)


def confirm_password(user: User, password: str, address: str) -> None:
    """Whoever sits at an open browser must still know the password; wrong tries count as when signing in."""
    if passwords.too_many_tries(user.username, address):
        raise SignInRefused(too_many=True)
    right = passwords.matches(user, password)
    passwords.remember_try(user.username, address, succeeded=right)
    if not right:
        raise SignInRefused(too_many=False)


def confirm_code(user: User, code: str, address: str) -> None:
    """A code of the phone, or one from paper, that nobody has used before."""
    if passwords.too_many_tries(user.username, address):
        raise SignInRefused(too_many=True)
    from_paper = second_step.is_from_paper(code)
    accept = second_step.accept_from_paper if from_paper else second_step.accept_from_phone
    right = accept(user, codes.tidy(code))
    passwords.remember_try(user.username, address, succeeded=right)
    if not right:
        raise SignInRefused(too_many=False)
    if from_paper:
        RECOVERY_CODE_USED.record(user, by=user, village_id=home_of(user))


def change_password(user: User, new: str) -> None:
    user.password_hash = passwords.hashed(new)
    user.must_change_password = False
    sessions.close_others(user)
    PASSWORD_CHANGED.record(user, by=user)
