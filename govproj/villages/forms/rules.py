"""What may be typed about a local rule: a field, or fields, as its kind has it."""

from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    RadioField,
    SelectField,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.form import Form
from wtforms.validators import Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from govproj.core.forms import BaseForm, DayField, InputRequired, OpenForm, clean, long_text, text
from govproj.core.i18n import _, _l
from govproj.core.number_fields import NumberText, TenthsField, WanField
from govproj.villages.catalogue.kinds import MAPPINGS, NUMBERS, Kind, Rule
from govproj.villages.catalogue.shapes import MOST_TIERS
from govproj.villages.forms import FactsForm

MOST_NUMBER = 10**12


class WholeField(NumberText):
    """A whole number; its limits are the rule's."""

    def shown(self, value):
        return str(value)

    def understood(self, number):
        if number != number.to_integral_value() or abs(number) > MOST_NUMBER:
            raise ValidationError(_("请填写整数。"))
        return int(number)


FIELDS = {Kind.FEN: WanField, Kind.TENTHS: TenthsField}


BY_PART = MAPPINGS | {Kind.YEARLY, Kind.WORDS_BY, Kind.CHOICES_BY}
BOXES = {"widget": ListWidget(prefix_label=False), "option_widget": CheckboxInput()}


class BandForm(Form):
    """One line of tiers by amount; a line left empty is left out."""

    below_fen = WanField(_l("低于多少（万元）"), [Optional()], filters=[clean])
    days = WholeField(_l("多少天"), [Optional()], filters=[clean])


class TierForm(Form):
    """The same with a way of giving out work."""

    below_fen = WanField(_l("低于多少（万元）"), [Optional()], filters=[clean])
    method = SelectField(_l("方式"), validate_choice=False)
    bidders = WholeField(_l("至少几家"), [Optional()], filters=[clean])


LINES = {"bidders": TierForm, "days": BandForm}


class RuleForm(BaseForm):
    """From when, why, and whether the place gives the word back; the value's own fields are added by `form_for`."""

    effective_from = DayField(_l("从哪天起"), [InputRequired(_l("请填写从哪天起用。"))])
    reason = long_text(_l("理由或文件"), most=500, required=_l("请写明理由或文件名称。"))
    inherit = BooleanField(_l("不再单独规定，跟随上级"))
    rule: Rule

    def value(self):
        """What was typed, in the shape the rule is stored in; None for `inherit`."""
        if self.inherit.data:
            return None
        rule = self.rule
        if rule.kind in BY_PART:
            typed = {name: self[f"part_{number}"].data for number, name in enumerate(rule.parts)}
            return (
                {name: lines_of(data) for name, data in typed.items()}
                if rule.kind is Kind.WORDS_BY
                else typed
            )
        match rule.kind:
            case Kind.TIERS:
                lines = [line.data for line in self.tiers.entries]
                return [line for line in lines if (line["below_fen"], line[rule.figure]) != (None, None)]
            case Kind.YES_NO:
                return {"yes": True, "no": False}.get(self.typed.data)
            case Kind.WORDS:
                return rule.coded(lines_of(self.typed.data))
            case Kind.ORDERED:
                return [field.data for field in self.fields_of_value if field.data]
        return self.typed.data

    @property
    def fields_of_value(self) -> list:
        return [field for field in self if field.name.startswith(("typed", "part_", "tiers"))]

    def validate(self, extra_validators=None) -> bool:
        fine = super().validate(extra_validators)
        if self.inherit.data or any(field.errors for field in self.fields_of_value):
            return fine
        if problem := self.rule.problem(self.value()):
            last = self.fields_of_value[-1]
            last.errors = [*last.errors, problem] if last.type != "FieldList" else last.errors
            if last.type == "FieldList":
                self.form_errors.append(problem)
            return False
        return fine


def lines_of(typed: str | None) -> list[str]:
    return [line.strip() for line in (typed or "").splitlines() if line.strip()]


def form_for(rule: Rule, value, **kwargs) -> RuleForm:
    """A form with the fields of this rule's kind, filled with the value in force."""
    members, data = _fields(rule, value)
    form_class = type("RuleFormOfKind", (RuleForm,), {**members, "rule": rule})
    form = form_class(data={**data, **kwargs})
    for line in form.tiers.entries if "tiers" in form and rule.parts else ():
        line.form.method.choices = _options(rule.parts)
    return form


def _fields(rule: Rule, value) -> tuple[dict, dict]:
    """(unbound fields, what they show) of a kind."""
    if rule.kind in BY_PART:
        names = {f"part_{number}": name for number, name in enumerate(rule.parts)}
        members = {field: _part(rule, rule.parts[name]) for field, name in names.items()}
        return members, {field: _shown(rule, value.get(name)) for field, name in names.items()}
    if rule.kind in NUMBERS:
        return {"typed": _number(rule, rule.label)}, {"typed": value}
    match rule.kind:
        case Kind.YES_NO:
            choices = [SelectChoice("yes", _("是")), SelectChoice("no", _("否"))]
            return {"typed": RadioField(rule.label, choices=choices)}, {"typed": "yes" if value else "no"}
        case Kind.CHOICE:
            return {"typed": RadioField(rule.label, choices=_options(rule.parts))}, {"typed": value}
        case Kind.CHOICES:
            return {"typed": _part(rule, rule.label)}, {"typed": value}
        case Kind.WORDS:
            shown = "\n".join(str(rule.parts.get(word, word)) for word in value)
            return {"typed": _lines(rule.label)}, {"typed": shown}
        case Kind.ORDERED:
            return _places(rule, value)
    return _tiers(rule, value)


def _places(rule: Rule, value) -> tuple[dict, dict]:
    """A select for each place of the order; what is too many stays empty."""
    choices = [SelectChoice("", _("（空着）")), *_options(rule.parts)]
    names = [f"typed_{number}" for number in range(len(rule.parts))]
    places = {
        name: SelectField(_("第 %(number)s 位", number=number), choices=choices)
        for number, name in enumerate(names, start=1)
    }
    return places, dict(zip(names, value, strict=False))


def _tiers(rule: Rule, value) -> tuple[dict, dict]:
    """Two spare lines stand before the last, which has no limit."""
    spare = [dict.fromkeys(value[-1])] * min(2, MOST_TIERS - len(value))
    lines = FieldList(FormField(LINES[rule.figure]), min_entries=1, max_entries=MOST_TIERS)
    return {"tiers": lines}, {"tiers": [*value[:-1], *spare, value[-1]]}


def _part(rule: Rule, label):
    match rule.kind:
        case Kind.WORDS_BY:
            return _lines(label)
        case Kind.CHOICES | Kind.CHOICES_BY:
            return SelectMultipleField(label, choices=_options(rule.options), **BOXES)
    return _number(rule, label)


def _shown(rule: Rule, part):
    return "\n".join(part or ()) if rule.kind is Kind.WORDS_BY else part


def _lines(label):
    return TextAreaField(_("%(label)s（每行一项）", label=label), render_kw={"rows": 8})


def _options(labels) -> list[SelectChoice]:
    return [SelectChoice(code, str(label)) for code, label in labels.items()]


def _number(rule: Rule, label):
    kind = rule.number_kind
    unit = _("万元") if kind is Kind.FEN else str(rule.shown_unit)
    words = _("%(label)s（%(unit)s）", label=label, unit=unit) if unit else str(label)
    return FIELDS.get(kind, WholeField)(words, [InputRequired(_("请填写%(what)s。", what=label))])


class OnDayForm(OpenForm):
    """Which day is asked about; sent by GET."""

    on = DayField(_l("哪一天"), [Optional()])


class DecideForm(BaseForm):
    """Accepting, declining, withdrawing."""

    note = long_text(_l("说明"), most=500)


class CalendarDayForm(BaseForm):
    """A day that is worked here, or not, against the national calendar."""

    day = DayField(_l("日期"), [InputRequired(_l("请填写日期。"))])
    works = RadioField(
        _l("这一天"),
        [InputRequired(_l("请选择上班还是放假。"))],
        choices=[SelectChoice("yes", _l("上班")), SelectChoice("no", _l("放假"))],
    )
    reason = text(_l("原因"), most=120, required=_l("请写明原因，例如文件名称。"))


class LegalBasisForm(FactsForm):
    """What a rule or a small power rests on."""

    document = text(_l("文件名称"), most=80, required=_l("请填写文件名称。"))
    edition = text(_l("版本"), most=60, description=_l("哪一年的文本、文号。"))
    article = text(_l("条款"), most=60)
    summary = text(_l("内容提要"), most=300)
    verified = BooleanField(_l("已核对原文"))
    effective_from = DayField(_l("从哪天起适用"), [InputRequired(_l("请填写从哪天起适用。"))])
    effective_until = DayField(_l("到哪天止"), [Optional()], description=_l("还在用就空着。"))
    why = text(_l("为什么写上或改动"), most=200, required=_l("请写明理由。"))

    def facts(self) -> dict:
        facts = super().facts()
        facts["reason"] = facts.pop("why")
        return facts

    def validate_effective_until(self, field):
        if field.data and self.effective_from.data and field.data < self.effective_from.data:
            raise ValidationError(_("止期不能早于起用的日期。"))
