"""What may be asked of the log."""

from wtforms import SelectField
from wtforms.validators import Optional

from govproj.core.forms import DayField, OpenForm, text
from govproj.core.i18n import _, _l
from govproj.core.kept_proofs import Receipt, Unreadable, read_receipt


class LettersForm(OpenForm):
    """The 16 letters printed on a notice."""

    letters = text(_l("纸上的 16 位核对码"), most=40)

    @property
    def receipt(self) -> Receipt | None:
        """Somebody may type the receipt of what he sent instead: a number before the letters."""
        try:
            return read_receipt(self.letters.data or "")
        except Unreadable:
            return None


class FilterForm(OpenForm):
    """Questions to the log; sent by GET, so that an answer has an address."""

    village = SelectField(_l("村"), default=0, coerce=lambda typed: int(typed or 0))
    project = SelectField(_l("项目"), default=0, coerce=lambda typed: int(typed or 0))
    kind = SelectField(_l("事项"), default="")
    person = text(_l("办理人姓名"), most=40)
    first = DayField(_l("从"), [Optional()])
    last = DayField(_l("到"), [Optional()])

    def offer(self, villages, projects, kinds) -> None:
        """Fill the lists with what this reader may choose from."""
        self.village.choices = [(0, _("全部")), *((village.id, village.name) for village in villages)]
        self.project.choices = [(0, _("全部")), *((project.id, project.name) for project in projects)]
        self.kind.choices = {_("不限"): [("", _("全部"))], **kinds}

    @property
    def asked(self) -> dict:
        """What narrows the list; nothing while something typed is wrong."""
        return {} if self.errors else {name: value for name, value in self.data.items() if value}
