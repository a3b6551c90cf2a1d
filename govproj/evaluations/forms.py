"""What may be typed in an evaluation, and how a villager's answer is read."""

from typing import NamedTuple

from wtforms import PasswordField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import EqualTo, Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from govproj.core.forms import (
    BaseForm,
    CountField,
    DayField,
    InputRequired,
    clean,
    long_text,
    row_number,
    text,
)
from govproj.core.i18n import _, _l
from govproj.evaluations.answers import COMMENT_LENGTH, Answer
from govproj.evaluations.models import Purpose
from govproj.evaluations.questions import LEVELS, STRATA, THEMES
from govproj.evaluations.satisfaction import BLANK
from govproj.rectifications.states import Level

MOST_PROJECTS = 12  # a cell of the urn holds twice as many
SHORTEST_PASSPHRASE = 10
REQUIRED = _l("请填写。")


class DraftForm(BaseForm):
    title = text(_l("名称"), most=60, required=_l("请给这一轮评议起个名称。"))
    purpose = SelectField(
        _l("种类"), choices=[SelectChoice(p.value, p.label) for p in Purpose if p is not Purpose.FOLLOW_UP]
    )
    projects = SelectMultipleField(
        _l("评议哪些项目"),
        [InputRequired(_l("请至少选一个项目。"))],
        coerce=row_number,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    opens_on = DayField(_l("开始日期"), [InputRequired(REQUIRED)])
    closes_on = DayField(_l("最后一天"), [InputRequired(REQUIRED)])

    def validate_projects(self, field):
        if len(field.data or ()) > MOST_PROJECTS:
            raise ValidationError(_("一轮最多评 %(most)s 个项目，再多村民填不下去。", most=MOST_PROJECTS))

    def validate_closes_on(self, field):
        if self.opens_on.data and field.data and field.data < self.opens_on.data:
            raise ValidationError(_("最后一天不能早于开始日期。"))


class PrintForm(BaseForm):
    number = CountField(_l("打印张数"), [InputRequired(_l("请填写打印张数。"))], most=20_000)
    witness = SelectField(_l("另一家在场的人"), coerce=row_number)
    most = 0  # people on the roll who have not drawn one online

    def validate_number(self, field):
        if not 1 <= (field.data or 0) <= self.most:
            raise ValidationError(_("票不能比名册上的人多，最多还可打印 %(most)s 张。", most=self.most))


class CloseForm(BaseForm):
    """What was counted on the table after the last day."""

    signatures = CountField(_l("签名领票人数"), [InputRequired(REQUIRED)])
    left_over = CountField(_l("剩下没发的票"), [InputRequired(REQUIRED)])
    paper_issued = CountField(_l("发出的纸质问卷"), [InputRequired(REQUIRED)], default=0)
    paper_returned = CountField(_l("收回的纸质问卷"), [InputRequired(REQUIRED)], default=0)
    paper_invalid = CountField(_l("其中作废的纸质问卷"), [InputRequired(REQUIRED)], default=0)
    complaints = CountField(_l("来反映票不能用的人次"), [InputRequired(REQUIRED)], default=0)
    printed = 0

    def validate_left_over(self, field):
        """Fewer may be lost slips and are taken down as they are; more were never printed."""
        counted = (field.data or 0) + (self.signatures.data or 0)
        if counted > self.printed:
            raise ValidationError(
                _(
                    "签名人数加余票是 %(counted)s，比打印的 %(printed)s 张还多，请再清点一遍。",
                    counted=counted,
                    printed=self.printed,
                )
            )

    def validate_paper_invalid(self, field):
        if (field.data or 0) > (self.paper_returned.data or 0):
            raise ValidationError(_("作废的不能比收回的多。"))

    def validate_paper_returned(self, field):
        if (field.data or 0) > (self.paper_issued.data or 0):
            raise ValidationError(_("收回的不能比发出的多。"))


class SecretForm(BaseForm):
    """Opens a wrapped key."""

    passphrase = PasswordField(
        _l("计票口令或恢复码"),
        [InputRequired(_l("请输入计票口令。")), Length(max=200)],
        render_kw={"autocomplete": "off"},
    )


class KeyForm(BaseForm):
    passphrase = PasswordField(
        _l("自己定一个计票口令"),
        [
            InputRequired(_l("请定一个口令。")),
            Length(SHORTEST_PASSPHRASE, 200, message=_l("口令至少 10 个字符，可以是一句话。")),
        ],
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        _l("再输一次口令"),
        [EqualTo("passphrase", _l("两次输入的口令不一样。"))],
        render_kw={"autocomplete": "new-password"},
    )


class ChangeForm(KeyForm):
    """A new passphrase, by the old one or by the recovery code."""

    secret = PasswordField(
        _l("现在的口令，或恢复码"),
        [InputRequired(_l("请输入现在的口令或恢复码。")), Length(max=200)],
        render_kw={"autocomplete": "off"},
    )


class ConfirmForm(BaseForm):
    """What the rectification will say."""

    fact = long_text(_l("问题"), most=500, required=_l("请写明问题。"))
    place = text(_l("地点"), most=120)
    level = SelectField(
        _l("程度"), choices=[SelectChoice(level.value, level.label) for level in Level], coerce=Level
    )


class DeclineForm(BaseForm):
    note = long_text(_l("不列入整改的理由"), most=500, required=_l("请写明理由。"))


# ---- the villager's answer: no account, no cookie, no token, any old phone ----


class Sheet(NamedTuple):
    """An answer as it was sent, and what is wrong with it."""

    answer: Answer
    problem: str | None = None


def field_name(project_id: int, question: str) -> str:
    return f"{project_id}-{question}"


def read_sheet(round_, sent) -> Sheet:
    """`sent` is the posted form. What was never offered counts as blank; nothing is obligatory by itself."""
    levels, themes = {}, {}
    for project in round_.projects:
        signs = [sent.get(field_name(project.id, question["key"]), "") for question in round_.questions]
        levels[str(project.id)] = "".join(sign if sign in LEVELS else BLANK for sign in signs)
        named = sent.getlist(field_name(project.id, "theme"))
        themes[str(project.id)] = [theme for theme in THEMES if theme in named]
    stratum = sent.get("stratum", "")
    answer = Answer(
        levels, themes, stratum if stratum in STRATA else "", comment=clean(sent.get("comment", ""))
    )
    return Sheet(answer, _problem(answer))


def _problem(answer: Answer) -> str | None:
    if len(answer.comment) > COMMENT_LENGTH:
        return _("留言写多了，最多 %(most)s 个字，请删短一些。", most=COMMENT_LENGTH)
    if not answer.comment and not any(signs.strip(BLANK) for signs in answer.levels.values()):
        return _("一道题也没有选。请至少选一道再交。")
    return None
