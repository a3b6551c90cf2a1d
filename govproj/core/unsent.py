"""What was typed into a form whose session had ended: where it goes, and how the form gets it back.

Accounts know whose session it was and keep the text (`register`). A view takes part with `requires(..., keeps=True)`;
the first form it makes without other data is then filled with what was kept.
"""

from typing import NamedTuple, Protocol

from flask import current_app, flash, g, request
from flask_login import current_user

from govproj.core.i18n import _


class Kept(NamedTuple):
    id: int
    fields: list  # [name, value]


class Keeper(Protocol):
    def keep(self, path: str, fields) -> bool: ...
    def waiting(self, user, path: str) -> Kept | None: ...
    def forget(self, user, path: str) -> None: ...


def register(app, keeper: Keeper) -> None:
    app.extensions["unsent"] = keeper


def keep_typed() -> bool:
    """Whether what this request brought is safe until its writer has signed in again."""
    if not current_app.extensions["unsent"].keep(request.path, list(request.form.items(multi=True))):
        flash(_("登录过期了，刚才写的内容没能存下来。"), "late")
        return False
    flash(_("登录过期了。刚才写的文字已经替您存好，重新登录后会放回表单里；照片要重新选。"), "soon")
    return True


def give_back() -> None:
    """On GET the kept text waits for the form; on POST it goes with the change that sends it in."""
    keeper = current_app.extensions["unsent"]
    if request.method == "GET":
        g.kept_text = keeper.waiting(current_user, request.path)
        if g.kept_text:
            flash(
                _("登录过期前写的文字已放回下面的表单，核对后提交。不要了，可以在“我的账号”里丢掉。"), "soon"
            )
    else:
        keeper.forget(current_user, request.path)


def given_back() -> Kept | None:
    return g.get("kept_text")
