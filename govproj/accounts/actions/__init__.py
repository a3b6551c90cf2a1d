"""What happens to accounts: signing in and out, passwords, the second step, declared relatives, offices."""

from govproj.accounts.actions.keeping import (
    change_user,
    create_user,
    disable,
    enable,
    end_office,
    grant,
    reset_password,
    reset_second_step,
    set_up,
)
from govproj.accounts.actions.relatives import declare_relative, end_declaration
from govproj.accounts.actions.sign_in import (
    PASSWORD_CHANGED,
    SignInRefused,
    change_password,
    confirm_code,
    confirm_password,
    enter_code,
    sign_in,
    sign_out,
)

__all__ = [
    "PASSWORD_CHANGED",
    "SignInRefused",
    "change_password",
    "change_user",
    "confirm_code",
    "confirm_password",
    "create_user",
    "declare_relative",
    "disable",
    "enable",
    "end_declaration",
    "end_office",
    "enter_code",
    "grant",
    "reset_password",
    "reset_second_step",
    "set_up",
    "sign_in",
    "sign_out",
]
