"""What every form shares: trimmed text, amounts and dates as people type them, versions of edited things."""

import re
import unicodedata
from datetime import date

from flask_wtf import FlaskForm
from markupsafe import escape
from werkzeug.datastructures import ImmutableMultiDict
from wtforms import (
    DateField,
    FieldList,
    FormField,
    HiddenField,
    SelectField,
    StringField,
    TextAreaField,
    validators,
)
from wtforms.fields.choices import SelectChoice
from wtforms.meta import DefaultMeta
from wtforms.validators import DataRequired, Length, ValidationError
from wtforms.widgets import Select

from govproj.core import dates
from govproj.core.dates import EARLIEST, LATEST
from govproj.core.i18n import _, _l, locale
from govproj.core.unsent import given_back

CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def clean(value):
    """Text without control and direction characters (they come along when pasting) and outer blanks."""
    return CONTROLS.sub("", value).replace("\r\n", "\n").strip() if isinstance(value, str) else value


PICK_ONE = _l("请从列出的里面选。")
INSTEAD = {  # what WTForms says of a choice that is none, for people who never heard of types
    "Not a valid choice.": PICK_ONE,
    "Invalid Choice: could not coerce.": PICK_ONE,
    "Invalid choice(s): one or more data inputs could not be coerced.": PICK_ONE,
}


class PlainWords:
    """WTForms' sentences, some of them said plainer."""

    def __init__(self, own):
        self.own = own

    def gettext(self, sentence):
        return str(INSTEAD[sentence]) if sentence in INSTEAD else self.own.gettext(sentence)

    def ngettext(self, one, many, number):
        return self.own.ngettext(one, many, number)


class LongSelect(Select):
    """The same options as WTForms draws, without sorting a table of attributes for each of hundreds of villages."""

    @classmethod
    def render_option(cls, choice, **attributes):
        if attributes or choice.render_kw:
            return super().render_option(choice, **attributes)
        selected = "selected " if choice.selected else ""
        label = choice.label or choice.value
        return f'<option {selected}value="{escape(choice.value)}">{escape(label)}</option>'


class BaseForm(FlaskForm):
    """A form of a signed-in page."""

    class Meta(FlaskForm.Meta):
        @property
        def locales(self):
            return [locale()]

        def get_translations(self, form):
            """WTForms' own sentences in the reader's language; Flask-WTF would ask Flask-Babel, which is not here."""
            return PlainWords(DefaultMeta.get_translations(self, form))

        def wrap_formdata(self, form, formdata):
            """What was typed when the session had ended goes back into the form it was typed into."""
            found = super().wrap_formdata(form, formdata)
            if found is None and formdata is not None and (kept := given_back()):
                return ImmutableMultiDict(map(tuple, kept.fields))
            return found

        def bind_field(self, form, unbound_field, options):
            if not issubclass(
                unbound_field.field_class, FieldList | FormField
            ):  # their inner fields have them
                options["filters"] = [clean, *options.get("filters", ())]
            if unbound_field.field_class is SelectField and "widget" not in unbound_field.kwargs:
                options["widget"] = LongSelect()
            return unbound_field.bind(form=form, **options)


class VersionedForm(BaseForm):
    """A form that edits a thing two people may have open; see core.versions."""

    version = HiddenField()


class OpenForm(BaseForm):
    """A form used without an account: no cookie, hence no token."""

    class Meta(BaseForm.Meta):
        csrf = False


def not_in_the_future(_form, field):
    """A day on which something happened."""
    if field.data and field.data > dates.today():
        raise ValidationError(_("日期不能晚于今天。"))


class InputRequired(validators.InputRequired):
    """Something has to be typed, and blanks are nothing: they would pass as input and leave no value."""

    def __call__(self, form, field):
        if field.data in (None, "") and not field.process_errors:
            field.raw_data = None
        super().__call__(form, field)


def row_number(text) -> int:
    """What a select of things sends back; no row has a number past this, and no database takes one."""
    number = int(text)
    if abs(number) >= 2**31:
        raise ValueError
    return number


def one_of(pairs) -> list[SelectChoice]:
    """(row, words) pairs for a select; nothing is picked beforehand where there is something to choose."""
    choices = [SelectChoice(*pair) for pair in pairs]
    return choices if len(choices) == 1 else [SelectChoice(0, _("请选择")), *choices]


def picked(words):
    """One of the rows of `one_of` has to be picked."""

    def check(form, field):
        if not field.data and not field.errors:
            raise validators.ValidationError(words)

    return check


def hidden_number(text: str | None) -> int | None:
    """What a hidden field brings back; None where it holds anything but a number a row can have."""
    typed = text or ""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else None


def choices_of(labelled, *, leave_out=(), first: str | None = None) -> list[SelectChoice]:
    """The members of a LabelledEnum for a select; `first` is the words of an empty choice before them."""
    members = [SelectChoice(member.value, member.label) for member in labelled if member not in leave_out]
    return members if first is None else [SelectChoice("", first), *members]


class ReasonForm(BaseForm):
    """The reason of a move that wants one."""

    note = TextAreaField(
        _l("理由"), [DataRequired(_l("请写明理由。")), Length(max=500, message=_l("理由不超过 500 字。"))]
    )


class DayField(DateField):
    """A day between 2000 and 2100, typed or picked."""

    def process_formdata(self, values):
        self.data = None
        typed = unicodedata.normalize("NFKC", "".join(values)).strip().replace("/", "-")
        if not typed:
            return
        try:
            day = date.fromisoformat(typed)
        except ValueError:
            raise ValueError(_("请按 2022-05-31 的样子填写日期。")) from None
        if not EARLIEST <= day <= LATEST:
            raise ValueError(_("日期应在 2000 年到 2100 年之间。"))
        self.data = day


def text(label, *, most: int, required=None, rules=(), **kwargs) -> StringField:
    """One line of text of at most `most` characters; `required` is the sentence for an empty one."""
    kwargs.setdefault("default", "")
    return StringField(label, [*_text_rules(most, required), *rules], **kwargs)


def long_text(label, *, most: int, required=None, **kwargs) -> TextAreaField:
    kwargs.setdefault("default", "")
    kwargs.setdefault("render_kw", {"rows": 4, "maxlength": most})
    kwargs.setdefault("default", "")
    return TextAreaField(label, _text_rules(most, required), **kwargs)


def _text_rules(most, required):
    length = Length(max=most, message=_l("最多 %(most)s 个字。", most=most))
    # DataRequired looks at the cleaned text: blanks alone are no answer.
    return [DataRequired(required), length] if required else [length]
