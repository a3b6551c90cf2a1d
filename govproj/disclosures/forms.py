"""What may be typed about a monthly notice."""

from wtforms import RadioField, SelectMultipleField
from wtforms.validators import Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from govproj.core import dates
from govproj.core.forms import (
    BaseForm,
    DayField,
    InputRequired,
    ReasonForm,
    VersionedForm,
    choices_of,
    hidden_number,
    long_text,
    row_number,
    text,
)
from govproj.core.i18n import _, _l
from govproj.core.upload_fields import PhotosField
from govproj.disclosures.models import Posting

MOST_PHOTOS = 12


class WhyForm(VersionedForm, ReasonForm):
    """Why a notice or a sheet is sent back or corrected."""


class NoticePhotos(BaseForm):
    """Photos with one caption and one day for all that are chosen at once."""

    photos = PhotosField(_l("现场照片"), most=6)
    caption = text(_l("照片说明"), most=80)
    taken_on = DayField(_l("拍摄日期"), [Optional()])

    def validate_caption(self, field):
        if self.photos.stored and not (field.data or "").strip():
            raise ValidationError(_("请写一句照片说明，看不清照片的人也能知道拍的是什么；照片要重新选一次。"))

    def validate_taken_on(self, field):
        if field.data and field.data > dates.today():
            raise ValidationError(_("拍摄日期不能晚于今天。"))


class WriteForm(VersionedForm, NoticePhotos):
    """The words of the month. A draft may be saved half done; submitting says what is missing."""

    summary = long_text(_l("本月完成"), most=1000)
    deviation_reason = long_text(_l("与计划有差距的原因"), most=500)
    next_plan = long_text(_l("下月计划"), most=500)
    problems_text = long_text(_l("上月问题整改情况"), most=500)
    change_text = long_text(_l("工程变更累计及占比"), most=300)
    labour_text = long_text(_l("采购和用工"), most=500)
    checks_text = long_text(_l("质量安全检查和隐蔽工程验收"), most=500)
    remove = SelectMultipleField(
        _l("拿掉这些照片"),
        coerce=row_number,
        choices=[],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validators=[Optional()],
    )

    kept: tuple = ()  # the photos the draft already has

    def offer(self, photos) -> None:
        self.kept = photos
        self.remove.choices = [(photo.id, photo.caption) for photo in photos]

    def validate_photos(self, field):
        if len(self.kept) - len(self.remove.data or ()) + len(field.stored) > MOST_PHOTOS:
            raise ValidationError(_("一期公示最多 %(most)s 张照片，请先拿掉几张。", most=MOST_PHOTOS))

    def content(self) -> dict:
        names = (
            "summary",
            "deviation_reason",
            "next_plan",
            "problems_text",
            "change_text",
            "labour_text",
            "checks_text",
            "caption",
            "taken_on",
            "remove",
        )
        return {name: self[name].data for name in names} | {"photos": self.photos.stored}


class HangOutForm(NoticePhotos):
    """The sheet as it hangs on the board, on its first or its last day."""

    posting = RadioField(
        _l("哪一天的"), [InputRequired(_l("请选择是首日还是末日。"))], choices=choices_of(Posting)
    )
    photos = PhotosField(_l("张贴照片"), most=2)

    def validate_photos(self, field):
        if not field.stored and not field.errors:
            raise ValidationError(_("请选一张张贴照片。"))

    def proof(self) -> dict:
        taken_on = self.taken_on.data or dates.today()
        return {"posting": Posting(self.posting.data), "caption": self.caption.data, "taken_on": taken_on}


class ReviewMonthForm(BaseForm):
    """Which notices were on the page, in which version (`12:3`), and which of them were ticked as exceptions."""

    seen = SelectMultipleField(choices=[], validate_choice=False)
    leave = SelectMultipleField(choices=[], validate_choice=False)

    def rest(self) -> dict[int, int]:
        """id → row version of all that were not ticked."""
        rows = [row.partition(":") for row in self.seen.data or () if row not in set(self.leave.data or ())]
        numbers = {hidden_number(id): hidden_number(version) for id, _colon, version in rows}
        return {id: version for id, version in numbers.items() if id and version}
