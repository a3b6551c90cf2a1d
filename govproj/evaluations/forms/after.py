"""What may be typed once a round is counted: answers to weak links, to what it set off, and to villagers' words."""

from wtforms import BooleanField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from govproj.core.forms import BaseForm, DayField, InputRequired, VersionedForm, long_text, text
from govproj.core.i18n import _, _l
from govproj.rectifications.states import Level

LONGEST_ITEM = 200  # characters of a line of what is handed over


class ConfirmForm(BaseForm):
    """What the rectification will say."""

    fact = long_text(_l("问题"), most=500, required=_l("请写明问题。"))
    place = text(_l("地点"), most=120)
    level = SelectField(
        _l("程度"), choices=[SelectChoice(level.value, level.label) for level in Level], coerce=Level
    )


class DeclineForm(BaseForm):
    note = long_text(_l("不列入整改的理由"), most=500, required=_l("请写明理由。"))


class ConsequenceForm(VersionedForm):
    answer = long_text(_l("办了什么"), most=1000, required=_l("请写明办了什么。"))


class RecheckForm(ConsequenceForm):
    answer = long_text(_l("怎么核对的，结果怎样"), most=500, required=_l("请写明办了什么。"))
    at_fault = BooleanField(_l("公示和台账、现场对不上，开整改单"))


class ReplacementForm(VersionedForm):
    """Everything the replacement of a lead asks for; why is known."""

    note = long_text(_l("具体情况（只有村里和上级看得到）"), most=500, required=_l("请写明具体情况。"))
    hand_over = long_text(_l("交接清单，一行一项"), most=2000, required=_l("请列出要交接的事项。"))

    def validate_hand_over(self, field):
        if any(len(item) > LONGEST_ITEM for item in self.items):
            raise ValidationError(_("交接清单每一行最多 200 个字，请分行写。"))

    @property
    def items(self) -> list[str]:
        return [line.strip() for line in (self.hand_over.data or "").splitlines() if line.strip()]


class ReplyForm(VersionedForm):
    text = long_text(_l("答复"), most=500, required=_l("请写明怎么答复、怎么办。"))
    done = BooleanField(_l("已经办好"))


class FollowUpForm(BaseForm):
    title = text(_l("名称"), most=60, required=_l("请给这次回访起个名称。"))
    listed = text(_l("只请点名的人（名册序号，可以不填）"), most=2000)
    opens_on = DayField(_l("开始日期"), [InputRequired(_l("请填写。"))])
    closes_on = DayField(_l("最后一天"), [InputRequired(_l("请填写。"))])

    def validate_closes_on(self, field):
        if self.opens_on.data and field.data and field.data < self.opens_on.data:
            raise ValidationError(_("最后一天不能早于开始日期。"))
