"""What may be typed about villages and their residents."""

from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional, Regexp, ValidationError

from govproj.core import dates
from govproj.core.forms import BaseForm, DayField, InputRequired, OpenForm, VersionedForm, text
from govproj.core.i18n import _, _l
from govproj.core.number_fields import CountField
from govproj.villages import spreadsheet
from govproj.villages.roster import MOST_LINES

PHONE = Regexp(r"^$|^[0-9+()（） ,，、转/-]{3,40}$", message=_l("请填写电话号码，例如 0572-5000000。"))
LONGEST_PASTE = 200_000  # characters: a large village with room to spare
HIGHEST_HOUSEHOLD = 999_999


def phone(label):
    return text(label, most=40, rules=[PHONE], render_kw={"inputmode": "tel", "autocomplete": "off"})


class FactsForm(VersionedForm):
    """A form whose fields are those of the thing it edits."""

    def facts(self) -> dict:
        return {field.name: field.data for field in self if field.name not in {"version", "csrf_token"}}


class PlaceForm(FactsForm):
    """The name of a place; `taken` are the names beside it."""

    name = text(_l("名称"), most=40, required=_l("请填写名称。"))
    taken: frozenset = frozenset()

    def validate_name(self, field):
        if field.data in self.taken:
            raise ValidationError(_("已经有“%(name)s”了。", name=field.data))


class OfficePlaceForm(PlaceForm):
    """A county or a town, which has a discipline office."""

    discipline_phone = phone(_l("纪委电话"))


class SettingsForm(FactsForm):
    """What a village says about itself."""

    supervision_phone = phone(_l("村监会电话"))
    letter_box = text(_l("意见箱在哪里"), most=80)
    notice_board = text(_l("公开栏在哪里"), most=80)
    tablet_place = text(_l("大厅平板在哪里"), most=80)
    households = CountField(_l("户数"), [InputRequired(_l("请填写户数，没有就填 0。"))])
    adults = CountField(_l("18 周岁以上人数"), [InputRequired(_l("请填写人数，没有就填 0。"))])
    party_members = CountField(_l("党员人数"), [InputRequired(_l("请填写人数，没有就填 0。"))])

    def validate_party_members(self, field):
        if field.data is not None and self.adults.data is not None and field.data > self.adults.data:
            raise ValidationError(_("党员人数不应多于 18 周岁以上人数。"))


class ResidentForm(FactsForm):
    """One line of the roster."""

    name = text(_l("姓名"), most=40, required=_l("请填写姓名。"))
    group_name = text(_l("村民小组"), most=40)
    household = CountField(_l("户号"), [InputRequired(_l("请填写户号。"))], most=HIGHEST_HOUSEHOLD)
    is_party_member = BooleanField(_l("党员"))


class ChangeResidentForm(ResidentForm):
    """The same, and that somebody has left."""

    left_on = DayField(_l("离开日期"), [Optional()], description=_l("迁出或去世的日期；还在村里就空着。"))

    def validate_left_on(self, field):
        if field.data and field.data > dates.today():
            raise ValidationError(_("日期不能晚于今天。"))


class SearchForm(OpenForm):
    """Looking somebody up; sent by GET."""

    words = text(_l("姓名或户号"), most=40)
    gone = SelectField(
        _l("在册"),
        choices=[SelectChoice("", _l("在册的人")), SelectChoice("1", _l("已离开的人"))],
        default="",
    )


class ImportForm(BaseForm):
    """A pasted list or an Excel file, looked through first and added when confirmed."""

    lines = TextAreaField(_l("名册"), render_kw={"rows": 12})
    file = FileField(_l("或者选一个 Excel 文件"), render_kw={"accept": ".xlsx"})
    confirmed = HiddenField()

    def validate_file(self, field):
        """What the file says becomes the text, so that it is looked through and corrected like a pasted one."""
        upload = field.data
        if not (upload and getattr(upload, "filename", "")):
            return
        try:
            self.lines.data = spreadsheet.lines_of(upload.read())
        except spreadsheet.Unreadable as error:
            raise ValidationError(str(error)) from None

    def validate(self, extra_validators=None):
        """The file first: it fills in the text."""
        known = super().validate(extra_validators)
        return known and self._has_lines()

    def _has_lines(self) -> bool:
        words = self.lines.data or ""
        if not words.strip():
            self.lines.errors = [_("请把名册粘贴到这里，或者选一个 Excel 文件。")]
        elif len(words) > LONGEST_PASTE or words.count("\n") > MOST_LINES:
            self.lines.errors = [_("一次最多 3000 行，请分几次导入。")]
        return not self.lines.errors
