"""What may be typed by those who prepare, run and count a round."""

import re

from wtforms import BooleanField, PasswordField, RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import EqualTo, Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from govproj.core.forms import BaseForm, DayField, InputRequired, choices_of, row_number, text
from govproj.core.i18n import _, _l
from govproj.core.number_fields import CountField
from govproj.evaluations.answers import fits
from govproj.evaluations.models import Electorate, Method, Purpose, SlipTrouble
from govproj.evaluations.questions import Asked

MOST_PROJECTS = 12  # a cell of the urn holds twice as many
LONGEST_STRETCH = 3000
SHORTEST_PASSPHRASE = 10
MOST_AT_ONCE = 100  # complaints taken down together
REQUIRED = _l("请填写。")


def read_numbers(typed: str) -> set[int]:
    """What cannot be read as a number is left out; a stretch is at most the length of a roster."""
    found: set[int] = set()
    for first, last in re.findall(r"(\d{1,6})(?:\s*[-－—~～]\s*(\d{1,6}))?", typed):
        found.update(range(int(first), min(int(last or first), int(first) + LONGEST_STRETCH) + 1))
    return found


class DraftForm(BaseForm):
    lines: frozenset[int] = frozenset()
    asked = Asked()  # of the set that was chosen
    fewest_who_ask = 0  # villagers who together may have an extra round
    own: frozenset[int] = frozenset()  # projects the one who asks leads or looks after

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
    set = SelectField(_l("问哪些题"), coerce=row_number)
    electorate = SelectField(_l("请谁来评"), choices=choices_of(Electorate), default=Electorate.ALL)
    listed = text(_l("点名的人在名册上的序号"), most=2000)
    method = SelectField(_l("怎么算"), choices=choices_of(Method), default=Method.SHARES)
    asked_by = text(_l("谁要求加开"), most=80)
    opens_on = DayField(_l("开始日期"), [InputRequired(REQUIRED)])
    closes_on = DayField(_l("最后一天"), [InputRequired(REQUIRED)])

    def validate_projects(self, field):
        if len(field.data or ()) > MOST_PROJECTS:
            raise ValidationError(_("一轮最多评 %(most)s 个项目，再多村民填不下去。", most=MOST_PROJECTS))

    def validate_set(self, field):
        if field.data is not None and not fits(self.projects.data or (), self.asked):
            raise ValidationError(_("题目乘上项目太多，一张答卷装不下。请少选几个项目，或换一套短的题目。"))

    def validate_electorate(self, field):
        """Nobody picks the people who judge his own work."""
        if field.data != Electorate.ALL and self.own & set(self.projects.data or ()):
            raise ValidationError(_("您自己领办或联系的项目，要请全体成年村民来评。"))

    def validate_listed(self, field):
        """Numbers with commas or blanks between them, 3-9 for a whole stretch."""
        self.lines = frozenset(read_numbers(field.data or ""))
        if self.electorate.data == Electorate.LISTED and not self.lines:
            raise ValidationError(_("请写名册上的序号，例如 3, 5, 9-14。"))

    def validate_asked_by(self, field):
        if self.purpose.data == Purpose.EXTRA.value and not field.data:
            raise ValidationError(_("加开要写明谁要求的：村监会，或联名的村民人数。"))
        people = re.search(r"(\d{1,5})\s*[名位人]", field.data or "")
        if people and int(people[1]) < self.fewest_who_ask:
            raise ValidationError(_("村民联名要求加开，至少 %(fewest)s 名。", fewest=self.fewest_who_ask))

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


class PaperPrintForm(BaseForm):
    number = CountField(_l("打印份数"), [InputRequired(_l("请填写打印份数。"))], most=20_000)
    most = 0  # people on the roll

    def validate_number(self, field):
        if not 1 <= (field.data or 0) <= self.most:
            raise ValidationError(_("问卷不能比名册上的人多，最多 %(most)s 份。", most=self.most))


class SerialForm(BaseForm):
    """The number on the paper form that is being keyed."""

    serial = CountField(_l("问卷上的编号"), [InputRequired(_l("请填写问卷上的编号。"))], most=20_000)
    is_invalid = BooleanField(_l("这份作废（空白、涂改不清或一题选了几个）"))
    most = 0

    def validate_serial(self, field):
        if not 1 <= (field.data or 0) <= self.most:
            raise ValidationError(_("这一轮的问卷编号是 1 到 %(most)s。", most=self.most))


class CloseForm(BaseForm):
    """What was counted on the table after the last day."""

    signatures = CountField(_l("签名领票人数"), [InputRequired(REQUIRED)])
    left_over = CountField(_l("剩下没发的票"), [InputRequired(REQUIRED)])
    paper_issued = CountField(_l("发出的纸质问卷"), [InputRequired(REQUIRED)], default=0)
    paper_returned = CountField(_l("收回的纸质问卷"), [InputRequired(REQUIRED)], default=0)
    complaints = CountField(_l("来反映票不能用的人次"), [InputRequired(REQUIRED)], default=0)
    helpers = text(_l("给别人代读代写的人（没有就不填）"), most=200)
    printed = 0
    taken_down = 0  # complaints, as they came
    paper_printed = 0

    def validate_paper_issued(self, field):
        if (field.data or 0) > self.paper_printed:
            raise ValidationError(_("这一轮只打印了 %(printed)s 份纸质问卷。", printed=self.paper_printed))

    def validate_complaints(self, field):
        if (field.data or 0) < self.taken_down:
            raise ValidationError(_("评议期间已经记下 %(times)s 人次，不能比它少。", times=self.taken_down))

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


class CountForm(SecretForm):
    witness = SelectField(_l("在场见证的人"), coerce=row_number)


class WitnessForm(BaseForm):
    witness = SelectField(_l("在场见证的人"), coerce=row_number)


class ComplaintForm(BaseForm):
    """No name and no code of a slip."""

    trouble = RadioField(
        _l("怎么回事"), [InputRequired(_l("请选择。"))], choices=choices_of(SlipTrouble), coerce=SlipTrouble
    )
    times = CountField(_l("几人次"), [InputRequired(REQUIRED)], default=1, most=MOST_AT_ONCE)

    def validate_times(self, field):
        if field.data == 0:
            raise ValidationError(_("至少记 1 人次。"))


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
