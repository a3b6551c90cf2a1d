"""What may be typed about teams, activities and agreements."""

import re

from wtforms import RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional, ValidationError

from govproj.core import dates
from govproj.core.forms import (
    BaseForm,
    DayField,
    InputRequired,
    VersionedForm,
    choices_of,
    long_text,
    not_in_the_future,
    text,
)
from govproj.core.i18n import _, _l
from govproj.core.number_fields import CountField
from govproj.core.upload_fields import FilesField, PhotosField
from govproj.engagement.forms.numbers import HoursField
from govproj.engagement.states import AgreementKind, Link, Theme

MOST_WORDS = 1000
PHONE = re.compile(r"[+0-9][0-9 \-]{4,19}")
MOST_LINES, LONGEST_OUTCOME, LONGEST_QUESTION = 30, 200, 300


def lines_of(words: str) -> list[str]:
    """One thing a line; blank lines are none."""
    return [line.strip() for line in (words or "").splitlines() if line.strip()]


def _short_lines(words: str, longest: int) -> None:
    lines = lines_of(words)
    if len(lines) > MOST_LINES or any(len(line) > longest for line in lines):
        raise ValidationError(_("最多 %(most)s 行，每行最多 %(long)s 个字。", most=MOST_LINES, long=longest))


class TeamForm(BaseForm):
    name = text(_l("名称"), most=80, required=_l("请填写名称，例如：某某项目临时联合党支部。"))
    formed_on = DayField(
        _l("组建日期"), [InputRequired(_l("请填写组建日期。")), not_in_the_future], default=dates.today
    )
    purpose = long_text(_l("一起做什么"), most=MOST_WORDS)


class MemberForm(VersionedForm):
    """Somebody of any unit; no account is needed."""

    unit = text(_l("单位"), most=80, required=_l("请填写单位。"))
    name = text(_l("姓名"), most=40, required=_l("请填写姓名。"))
    post = text(_l("职务或分工"), most=40)
    phone = text(_l("电话"), most=20, description=_l("只有村里、镇里的工作人员和领办人看得到，从不公开。"))
    joined_on = DayField(
        _l("加入日期"), [InputRequired(_l("请填写加入日期。")), not_in_the_future], default=dates.today
    )

    def validate_phone(self, field):
        if field.data and not PHONE.fullmatch(field.data):
            raise ValidationError(_("请填写电话号码，只用数字和短横。"))

    def facts(self) -> dict:
        return {name: self[name].data for name in ("unit", "name", "post", "phone", "joined_on")}


class ActivityForm(VersionedForm):
    """What has taken place, or is to; the kinds are those of the village."""

    kind = SelectField(_l("类型"))
    title = text(_l("主题"), most=80, required=_l("请用一句话写明做了什么。"))
    held_on = DayField(
        _l("日期"),
        [InputRequired(_l("请填写日期。"))],
        default=dates.today,
        description=_l("填以后的日期就是计划，到了那天再登记开展情况。"),
    )
    place = text(_l("地点"), most=80)
    host = text(_l("主办单位"), most=80)
    attendance = CountField(
        _l("到场人次"), [], most=100_000, description=_l("到一次算一人次，来过两次的人算两人次。")
    )
    minutes = HoursField(_l("时长（小时）"), [Optional()])
    outcomes = long_text(_l("成果，一行一条"), most=3000)
    questions = long_text(
        _l("提出的专业问题，一行一个"), most=5000, description=_l("会公开，请不要写人名。答复以后再补。")
    )
    photos = PhotosField(_l("现场照片"), most=6)

    def __init__(self, kinds, activity=None, usual=None, **kwargs):
        super().__init__(data=usual or _known(activity), **kwargs)
        known = [(theme, word) for theme in Theme for word in kinds.get(theme, ())]
        if activity is not None and all(word != activity.kind for _theme, word in known):
            known.append((activity.theme, activity.kind))
        self.kind.choices = [SelectChoice(word, f"{theme.label} · {_(word)}") for theme, word in known]
        if activity is not None:
            del self.questions  # asked and answered on the page of the activity

    def validate_outcomes(self, field):
        _short_lines(field.data, LONGEST_OUTCOME)

    def validate_questions(self, field):
        _short_lines(field.data, LONGEST_QUESTION)

    def validate_attendance(self, field):
        if field.data is None and self.held_on.data and self.held_on.data <= dates.today():
            raise ValidationError(_("活动已经开展，请填写到场人次。"))

    def facts(self) -> dict:
        return {name: self[name].data for name in COLUMNS} | {"outcomes": lines_of(self.outcomes.data)}


COLUMNS = ("kind", "title", "held_on", "place", "host", "attendance", "minutes")


def _known(activity) -> dict:
    """What is on record, the lines of outcomes as one text."""
    if activity is None:
        return {}
    known = {name: getattr(activity, name) for name in (*COLUMNS, "version")}
    return known | {"outcomes": "\n".join(outcome.text for outcome in activity.outcomes)}


class QuestionForm(BaseForm):
    text = long_text(
        _l("专业问题"),
        most=LONGEST_QUESTION,
        required=_l("请写明问题。"),
        description=_l("会公开，请不要写人名。"),
    )


class AnswerForm(VersionedForm):
    answered_by = text(_l("谁答复的（单位或职务）"), most=80, required=_l("请填写谁答复的。"))
    answer = long_text(_l("答复"), most=MOST_WORDS, required=_l("请写明怎么答复的。"))


class AgreementForm(BaseForm):
    """Something signed on paper, with who signed."""

    kind = RadioField(
        _l("签了什么"),
        [InputRequired(_l("请选择签了什么。"))],
        choices=choices_of(AgreementKind),
        default=AgreementKind.COMMITMENT.value,
    )
    link = SelectField(
        _l("承诺方（廉洁承诺书才选）"), choices=choices_of(Link, first=_l("请选择")), default=""
    )
    title = text(_l("名称"), most=80, required=_l("请填写名称。"))
    parties = long_text(
        _l("谁签的，一行一方"),
        most=1000,
        required=_l("请写明谁签的。"),
        description=_l("单位或人名，后面空一格写签字人，例如：样板建设 王示例。只有工作人员和领办人看得到。"),
    )
    signed_on = DayField(
        _l("签署日期"), [InputRequired(_l("请填写签署日期。")), not_in_the_future], default=dates.today
    )
    valid_to = DayField(_l("有效期到"), [Optional()], description=_l("不填就是一直有效，直到终止。"))
    witness = text(_l("见证人"), most=40)
    edition = text(_l("文本版本"), most=40)
    text = long_text(_l("主要内容"), most=4000)
    scans = FilesField(_l("签字件扫描或照片"), most=6)

    def validate_link(self, field):
        if self.kind.data == AgreementKind.COMMITMENT and not field.data:
            raise ValidationError(_("请选择承诺方。"))

    def validate_parties(self, field):
        _short_lines(field.data, 120)
        if any(len(name) > 80 or len(hand) > 40 for name, hand in self.pairs):
            raise ValidationError(_("单位最多 80 个字，签字人最多 40 个字。"))

    def validate_valid_to(self, field):
        if field.data and self.signed_on.data and field.data < self.signed_on.data:
            raise ValidationError(_("有效期不能早于签署日期。"))

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """`样板建设 王示例` → (unit, whose hand); a name alone stands for itself."""
        halves = (line.rpartition(" ") for line in lines_of(self.parties.data))
        return [(unit.strip(), hand) if unit else (hand, "") for unit, _blank, hand in halves]

    def facts(self) -> dict:
        names = ("title", "signed_on", "valid_to", "witness", "edition", "text")
        return {name: self[name].data for name in names} | {
            "kind": AgreementKind(self.kind.data),
            "link": Link(self.link.data) if self.link.data else None,
            "parties": self.pairs,
        }


class MonthForm(BaseForm):
    class Meta(BaseForm.Meta):
        csrf = False

    month = text(_l("月份"), most=7)
