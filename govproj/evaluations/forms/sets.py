"""What may be typed as a question set."""

from wtforms.validators import ValidationError

from govproj.core.forms import BaseForm, long_text, text
from govproj.core.i18n import _l
from govproj.evaluations.wording import Understood, read


class SetForm(BaseForm):
    name = text(_l("这套题叫什么"), most=40, required=_l("请给这套题起个名称。"))
    lines = long_text(_l("题目，一行一题"), most=4000, required=_l("请写题目。"))
    understood = Understood([], [])

    def validate_lines(self, field):
        self.understood = read(field.data)
        if self.understood.problems:
            raise ValidationError(" ".join(self.understood.problems))
