"""What may be typed on a visit and about what was heard there."""

from wtforms import BooleanField, SelectField, TextAreaField
from wtforms.validators import Length, ValidationError

from govproj.core.forms import (
    BaseForm,
    DayField,
    InputRequired,
    VersionedForm,
    choices_of,
    long_text,
    not_in_the_future,
    row_number,
    text,
)
from govproj.core.i18n import _, _l
from govproj.rectifications.states import Level

LONGEST_OPINION = 300


class VisitForm(BaseForm):
    set = SelectField(_l("用哪张打分表"), coerce=row_number)
    place = text(_l("走访的地方"), most=80, required=_l("请写走访的地方，例如：吉山食堂。"))
    visited_on = DayField(_l("哪一天"), [InputRequired(_l("请填写。")), not_in_the_future])
    needs_mending = BooleanField(_l("这个地方要整改"))


class CardForm(BaseForm):
    """The opinion beside the marks; the marks themselves follow the set."""

    opinion = TextAreaField(
        _l("意见卡（可以不写，不用写名字）"),
        [Length(max=LONGEST_OPINION, message=_l("最多 300 个字。"))],
        render_kw={"rows": 4},
    )


class MendForm(BaseForm):
    """What the rectification will say."""

    fact = long_text(_l("问题"), most=500, required=_l("请写明问题。"))
    level = SelectField(_l("程度"), choices=choices_of(Level), coerce=Level)


class GatherForm(VersionedForm):
    demand = SelectField(_l("归到哪一条"), coerce=row_number)
    unit = text(_l("交给哪个单位"), most=80)
    text = text(_l("新的一条：要什么"), most=200)

    def validate_text(self, field):
        if not self.demand.data and not (field.data and self.unit.data):
            raise ValidationError(_("新的一条要写明要什么、交给哪个单位。"))


class DemandForm(VersionedForm):
    measure = long_text(_l("举措"), most=500, required=_l("请写明怎么办。"))
    result = long_text(_l("结果（办好了再写）"), most=500)


def read_points(asked, sent) -> tuple[dict, str]:
    """{"q1": 8} of a score sheet, and what is wrong with it. A criterion may be left out."""
    points = {}
    for criterion in asked.points:
        typed = sent.get(f"points-{criterion['key']}", "").strip()
        if not typed:
            continue
        if not typed.isascii() or not typed.isdecimal() or len(typed) > 3 or int(typed) > criterion["most"]:
            return points, _(
                "“%(name)s”请打 0 到 %(most)s 分。", name=criterion["name"], most=criterion["most"]
            )
        points[criterion["key"]] = int(typed)
    return points, ""
