"""What may be typed about those who stood by."""

from wtforms import SelectField
from wtforms.validators import ValidationError

from govproj.core.forms import BaseForm, choices_of
from govproj.core.i18n import _, _l
from govproj.core.upload_fields import FilesField
from govproj.evaluations.models.attendance import Part


class SignedPapersForm(BaseForm):
    part = SelectField(_l("哪一步"), choices=choices_of(Part), coerce=Part)
    papers = FilesField(_l("签字的扫描件或照片"), most=6)

    def validate_papers(self, field):
        if not field.stored:
            raise ValidationError(_("请选择签字的扫描件或照片。"))
