"""What may be typed about accounts."""

from collections.abc import Callable
from datetime import timedelta

from wtforms import BooleanField, HiddenField, PasswordField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import EqualTo, Length, Optional, Regexp, ValidationError

from govproj.accounts.addresses import reaches_here, site_address
from govproj.accounts.models import Post, Role
from govproj.accounts.offices import LEVELS, PLACES, code_of, kind_of
from govproj.accounts.passwords import SHORTEST
from govproj.core.forms import (
    BaseForm,
    DayField,
    InputRequired,
    OpenForm,
    VersionedForm,
    choices_of,
    row_number,
    text,
)
from govproj.core.i18n import _, _l
from govproj.core.number_fields import CountField
from govproj.villages.forms import HIGHEST_HOUSEHOLD, PHONE, phone

USERNAME = Regexp(
    r"^[a-z0-9][a-z0-9._-]{2,39}$", message=_l("用户名用 3 到 40 个小写字母、数字、点或横线，例如 zhang-3。")
)
# Near relatives as the county's rule on recusal counts them.
RELATIONS = {
    "配偶": _l("配偶"),
    "父母": _l("父母"),
    "子女": _l("子女"),
    "兄弟姐妹": _l("兄弟姐妹"),
    "祖父母、外祖父母": _l("祖父母、外祖父母"),
    "孙子女、外孙子女": _l("孙子女、外孙子女"),
    "子女的配偶": _l("子女的配偶"),
    "配偶的父母": _l("配偶的父母"),
    "配偶的兄弟姐妹": _l("配偶的兄弟姐妹"),
}


def new_password(label):
    return PasswordField(
        label,
        [InputRequired(_l("请填写密码。")), Length(SHORTEST, 200, message=_l("密码至少 8 个字符。"))],
        render_kw={"autocomplete": "new-password"},
    )


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


def a_code(label):
    """Of the phone or from paper; a browser may offer to fill it in, and never keeps it."""
    return StringField(
        label,
        [InputRequired(_l("请填写动态码或备用码。")), Length(max=40, message=_l("码没有这么长，请核对。"))],
        render_kw={"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"},
    )


class CodeForm(BaseForm):
    """The second step of signing in."""

    code = a_code(_l("动态码或备用码"))


class FirstCodeForm(BaseForm):
    """The first code of a new phone."""

    code = StringField(
        _l("手机上现在显示的 6 位动态码"),
        [InputRequired(_l("请填写手机上显示的 6 位数。")), Length(max=20, message=_l("动态码是 6 位数。"))],
        id="first-code",
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric"},
    )


class ConfirmForm(BaseForm):
    """That it is still the same person who sits here: the password, and a code where codes are in use."""

    password = PasswordField(
        _l("登录密码"),
        [InputRequired(_l("请填写登录密码。")), Length(max=200, message=_l("密码最多 200 个字。"))],
        render_kw={"autocomplete": "current-password"},
    )
    code = a_code(_l("动态码或备用码"))
    what = SelectField(choices=["start", "renew_codes", "turn_off"], default="start")  # the button pressed


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

    def validate_new(self, field):
        if field.data and field.data == self.current.data:
            raise ValidationError(_("新密码要和现在的不一样。"))


class RelativeForm(BaseForm):
    """One near relative."""

    name = text(_l("亲属姓名"), most=40, required=_l("请填写姓名。"))
    relation = SelectField(_l("是您的"), choices=[SelectChoice(*kind) for kind in RELATIONS.items()])
    occupation = text(
        _l("工作单位、企业或从事的行业"), most=80, description=_l("用来和施工单位、供应商比对；没有就空着。")
    )
    phone = text(
        _l("亲属电话"),
        most=40,
        rules=[PHONE],
        render_kw={"inputmode": "tel", "autocomplete": "off"},
        description=_l("用来和施工单位、供应商的电话比对，不公开；没有就空着。"),
    )
    household = CountField(
        _l("本村户号"),
        [Optional()],
        most=HIGHEST_HOUSEHOLD,
        description=_l("是本村人、又有同名的，填户号分得清；不知道就空着。"),
    )

    def facts(self) -> dict:
        return {name: self[name].data for name in ("name", "relation", "occupation", "phone", "household")}


class UserForm(VersionedForm):
    """Who an account belongs to; the line of the roster says which villager."""

    name = text(_l("姓名"), most=40, required=_l("请填写姓名。"))
    phone = phone(_l("电话"))
    village = SelectField(_l("在哪个村的名册上"), coerce=row_number)
    number = CountField(
        _l("名册序号"),
        [Optional()],
        description=_l("对上名册后，评议时才知道这个账号是哪位村民；不是本村村民就空着。"),
    )

    find: Callable = staticmethod(lambda village_id, number: None)  # who stands there on the roster
    account_of: Callable = staticmethod(lambda resident: None)
    person_id = None
    resident = None

    def validate_number(self, field):
        """The names must agree, so that nobody is tied to somebody else's line or learns names by trying."""
        if field.data is None:
            return
        self.resident = self.find(self.village.data, field.data)
        if self.resident is None or self.resident.name != self.name.data:
            raise ValidationError(_("名册上这一号没有这个姓名的人，请核对。"))
        other = self.account_of(self.resident)
        if other is not None and other.id != self.person_id:
            raise ValidationError(_("名册上这个人已经有账号了。"))

    def facts(self) -> dict:
        facts = {"name": self.name.data, "phone": self.phone.data}
        return {**facts, "resident_id": self.resident and self.resident.id} if "number" in self else facts


class AccountForm(BaseForm):
    """Whom a new account is for."""

    username = text(
        _l("用户名"),
        most=40,
        required=_l("请填写用户名。"),
        rules=[USERNAME],
        description=_l("登录用，定了不能改。3 到 40 个小写字母、数字、点或横线。"),
    )
    name = text(_l("姓名"), most=40, required=_l("请填写姓名。"))
    phone = phone(_l("电话"))

    is_taken: Callable = staticmethod(lambda username: None)

    def validate_username(self, field):
        if self.is_taken(field.data):
            raise ValidationError(_("这个用户名已经有人用了，请换一个。"))


class OfficeForm(BaseForm):
    """An office and where it is held; the choices are those the user may give."""

    role = SelectField(_l("职务"))
    post = SelectField(
        _l("村委会里的职务"),
        choices=choices_of(Post, first=_l("没有")),
        default="",
        description=_l("村干部才填。付款审批由主任先签。"),
    )
    place = SelectField(_l("在哪里"))
    since = DayField(_l("从哪天起"), [InputRequired(_l("请填写任职日期。"))])
    until = DayField(_l("到哪天止"), [Optional()], description=_l("没有定就空着。"))

    def offer(self, roles, places: dict[type, list]) -> None:
        """`places` by kind; an office of the whole site has none."""
        self.role.choices = [SelectChoice(role.value, role.label) for role in roles]
        self.place.choices = {
            str(label): [SelectChoice(code_of(place), place.name) for place in places[kind]]
            for kind, label in PLACES.items()
            if kind in places
        }
        if Role.ADMIN in roles:
            self.place.choices[str(_l("全站"))] = [SelectChoice("", _l("全站（只用于系统管理员）"))]

    def validate_post(self, field):
        if field.data and self.role.data != Role.CADRE:
            raise ValidationError(_("只有村干部才有这一项，请改成“没有”。"))

    def validate_place(self, field):
        level = LEVELS.get(self.role.data)
        if kind_of(field.data) != (level and level.__name__):
            raise ValidationError(_("这个职务不在这一级，请另选地方。"))

    def validate_until(self, field):
        if field.data and self.since.data and field.data < self.since.data:
            raise ValidationError(_("止期不能早于任职日期。"))


class NewUserForm(AccountForm, OfficeForm):
    """A new account and its first office."""


class EndForm(BaseForm):
    """The last day of an office."""

    until = DayField(_l("最后一天"), [InputRequired(_l("请填写最后一天。"))])
    since = None

    def validate_until(self, field):
        """An office given by mistake ends the day before it begins, and so was never held."""
        if field.data and self.since and field.data < self.since - timedelta(days=1):
            raise ValidationError(_("最后一天不能早于任职日期。任错了，就填任职的前一天。"))


class SearchForm(OpenForm):
    """Looking up an account; sent by GET."""

    words = text(_l("姓名、用户名或电话"), most=40)
    village = SelectField(_l("村"), coerce=row_number, default=0)


class SetupForm(BaseForm):
    """What an empty site needs to come to life."""

    code = text(_l("启动码"), most=60, required=_l("请填写启动时控制台显示的启动码。"))
    county = text(_l("县（区、市）名称"), most=40, required=_l("请填写县名。"))
    town = text(_l("乡镇（街道）名称"), most=40, required=_l("请填写乡镇名。"))
    village = text(_l("第一个村的名称"), most=40, required=_l("请填写村名。"))
    name = text(_l("管理员姓名"), most=40, required=_l("请填写姓名。"))
    username = text(_l("管理员用户名"), most=40, required=_l("请填写用户名。"), rules=[USERNAME])
    password = new_password(_l("密码"))
    again = PasswordField(
        _l("再填一次密码"),
        [EqualTo("password", _l("两次填写的密码不一样。"))],
        render_kw={"autocomplete": "new-password"},
    )
    public_url = text(_l("本站网址"), most=200)
    second_step = BooleanField(_l("纪检干部、镇业务干部和系统管理员要用手机动态码登录"), default=True)

    opened_at = ""  # the address under which this very page was opened

    def validate_public_url(self, field):
        if not field.data:
            return
        try:
            field.data = site_address(field.data)
        except ValueError as why:
            raise ValidationError(str(why)) from None
        if not reaches_here(field.data, self.opened_at):
            raise ValidationError(_("请先用这个网址打开本页再设置，以免填错后谁也进不来；也可以先空着。"))
