"""Machines on a site, and how they did."""

from wtforms import RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from govproj.core.forms import BaseForm, InputRequired, long_text, text
from govproj.core.i18n import _l


class EquipmentForm(BaseForm):
    name = text(_l("设备名称"), most=60, required=_l("请填写设备名称。"))
    mark = text(_l("车牌或编号"), most=40, required=_l("请填写车牌或编号。"))
    owner = text(_l("谁家的"), most=80, required=_l("请填写是谁家的，租的写租赁单位。"))
    upkeep = long_text(_l("保养和燃料"), most=300, description=_l("什么时候保养的、用什么油、加没加尿素。"))


class TestForm(BaseForm):
    __test__ = False  # no test case

    result = RadioField(
        _l("抽测结果"),
        [InputRequired(_l("请选择结果。"))],
        choices=[SelectChoice("passed", _l("合格")), SelectChoice("failed", _l("不合格"))],
    )
    note = StringField(
        _l("测了什么"), [Length(max=300, message=_l("最多 %(most)s 个字。", most=300))], default=""
    )
