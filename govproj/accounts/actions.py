"""What happens to accounts: signing in and out, passwords, offices."""

from govproj.accounts import passwords, sessions
from govproj.accounts.models import User
from govproj.core.audit import Event
from govproj.core.dates import machine_now
from govproj.core.i18n import _l

PASSWORD_CHANGED = Event("accounts.password_changed", says=_l("更改了密码"), technical=True)


class SignInRefused(Exception):
    """Wrong name or password, or too many tries; `too_many` says which."""

    def __init__(self, *, too_many: bool):
        super().__init__("too many tries" if too_many else "wrong name or password")
        self.too_many = too_many


def sign_in(user: User | None, username: str, password: str, address: str) -> None:
    """Open a session for `user` (None when nobody has that name) or raise SignInRefused.

    The try is remembered either way, so the caller commits in both cases.
    """
    if passwords.too_many_tries(username, address):
        raise SignInRefused(too_many=True)
    right = passwords.matches(user, password) and user.is_active
    passwords.remember_try(username, address, succeeded=right)
    if not right:
        raise SignInRefused(too_many=False)
    if passwords.hasher.check_needs_rehash(user.password_hash):
        user.password_hash = passwords.hashed(password)
    sessions.open_session(user)


def sign_out(user: User) -> None:
    sessions.close_session(user.token)


def change_password(user: User, new: str) -> None:
    user.password_hash = passwords.hashed(new)
    sessions.close_others(user)
    PASSWORD_CHANGED.record(user, by=user)


def disable(user: User) -> None:
    """From now on the account opens nothing; its past acts stay on record."""
    user.disabled_at = machine_now()
    sessions.close_others(user)
