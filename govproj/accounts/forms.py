"""What may be typed about accounts."""

from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

from govproj.accounts.passwords import SHORTEST
from govproj.core.forms import BaseForm
from govproj.core.i18n import _l


class SignInForm(BaseForm):
    next = HiddenField()
    username = StringField(
        _l("用户名"),
        [InputRequired(_l("请填写用户名。")), Length(max=40, message=_l("用户名最多 40 个字。"))],
        render_kw={"autocomplete": "username", "autocapitalize": "none"},
    )
    password = PasswordField(
        _l("密码"),
        [InputRequired(_l("请填写密码。")), Length(max=200, message=_l("密码最多 200 个字。"))],
        filters=(),
        render_kw={"autocomplete": "current-password"},
    )


class PasswordForm(BaseForm):
    """Changing one's own password."""

    current = PasswordField(
        _l("现在的密码"),
        [InputRequired(_l("请填写现在的密码。"))],
        render_kw={"autocomplete": "current-password"},
    )
    new = PasswordField(
        _l("新密码"),
        [InputRequired(_l("请填写新密码。")), Length(SHORTEST, 200, message=_l("新密码至少 8 个字符。"))],
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        _l("再填一次新密码"),
        [EqualTo("new", _l("两次填写的新密码不一样。"))],
        render_kw={"autocomplete": "new-password"},
    )
