"""What may be typed about a red flag: filters, an answer, a judgement, a threshold to try."""

from wtforms import RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from govproj.core.forms import BaseForm, InputRequired, VersionedForm, choices_of, long_text, row_number
from govproj.core.i18n import _, _l
from govproj.core.number_fields import CountField, TenthsField, WanField
from govproj.flags.rules import CATALOGUE
from govproj.flags.states import Answer, Level, Outcome, State
from govproj.rectifications.states import Level as CaseLevel
from govproj.villages.catalogue.kinds import NUMBERS, Kind
from govproj.villages.rules import rule_of

MOST_WORDS = 1000


class ListForm(BaseForm):
    """Filters of the list, in the address so that a list can be passed on."""

    class Meta(BaseForm.Meta):
        csrf = False

    which = SelectField(
        _l("办到哪一步"),
        default="standing",
        choices=[
            SelectChoice("standing", _l("没有了结的")),
            SelectChoice("open", _l("等答复或核定的")),
            SelectChoice("all", _l("全部")),
            *choices_of(State),
        ],
    )
    level = SelectField(_l("级别"), default="", choices=choices_of(Level, first=_l("黄和红")))
    rule = SelectField(_l("规则"), default="")
    village = SelectField(_l("村"), coerce=row_number, default=0)

    def __init__(self, villages, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.village.choices = [SelectChoice(0, _("全部村")), *(SelectChoice(v.id, v.name) for v in villages)]
        named = [SelectChoice(rule.id, f"{rule.id} {rule.name}") for rule in CATALOGUE.values()]
        self.rule.choices = [SelectChoice("", _("全部规则")), *named]

    @property
    def wanted(self) -> dict:
        """As the query wants it; nothing chosen where the address makes no sense."""
        if not self.validate():
            return {}
        names = {"which": self.which, "level": self.level, "rule": self.rule, "village_id": self.village}
        return {name: field.data for name, field in names.items()}


class AnswerForm(VersionedForm):
    answer = RadioField(
        _l("是什么情况"), [InputRequired(_l("请选择是什么情况。"))], choices=choices_of(Answer)
    )
    text = long_text(
        _l("说明"),
        most=MOST_WORDS,
        required=_l("请写明原因，或者已经怎么改正。"),
        description=_l("写清时间、依据和经手人；镇纪委据此核定。"),
    )


class ConfirmForm(VersionedForm):
    """What a confirmed problem leads to."""

    note = long_text(_l("核实的情况"), most=MOST_WORDS, required=_l("请写明核实了什么。"))
    outcome = RadioField(
        _l("怎么办"), [InputRequired(_l("请选择查实以后怎么办。"))], choices=choices_of(Outcome)
    )
    level = SelectField(
        _l("严重程度"),
        default=CaseLevel.MAJOR.value,
        choices=choices_of(CaseLevel),
        description=_l("立案整改时用；整改期限按它定。"),
    )
    responsible = SelectField(
        _l("责任人"), coerce=row_number, default=0, description=_l("立案整改时用；选了就直接交办。")
    )
    case = SelectField(_l("已有的整改"), coerce=row_number, default=0, description=_l("并入已有的整改时选。"))
    clue = long_text(
        _l("线索内容"), most=MOST_WORDS, description=_l("转为问题线索时写；只有镇、县纪检干部能看。")
    )

    def __init__(self, people, cases, *, may_clue=True, **kwargs):
        super().__init__(**kwargs)
        if not may_clue:
            self.outcome.choices = [c for c in self.outcome.choices if c.value != Outcome.CLUE]
            del self.clue
        self.people = {person.id: person for person in people}
        self.cases = {case.id: case for case in cases}
        nobody, none = SelectChoice(0, _("以后再交办")), SelectChoice(0, _("没有选"))
        self.responsible.choices = [nobody, *(SelectChoice(p.id, p.name) for p in people)]
        self.case.choices = [none, *(SelectChoice(c.id, f"{c.number} {c.title}") for c in cases)]

    def validate_case(self, field):
        if self.outcome.data == Outcome.KNOWN_CASE and not field.data:
            raise ValidationError(_("请选择并入哪一件整改。"))

    def validate_clue(self, field):
        if self.outcome.data == Outcome.CLUE and not (field.data or "").strip():
            raise ValidationError(_("请写明线索内容。"))

    def facts(self) -> dict:
        """The words of actions.confirm."""
        match self.outcome.data:
            case Outcome.KNOWN_CASE:
                return {"note": self.note.data, "case": self.cases[self.case.data]}
            case Outcome.CLUE:
                return {"note": self.note.data, "clue": self.clue.data}
        responsible = self.people.get(self.responsible.data)
        return {"note": self.note.data, "level": CaseLevel(self.level.data), "responsible": responsible}


class WordsForm(VersionedForm):
    """The one text of an act done on the page of the flag itself."""

    note = long_text(_l("说明"), most=MOST_WORDS)


class TrialForm(BaseForm):
    """Other values for the thresholds of one rule that are single numbers; see trial_of."""

    class Meta(BaseForm.Meta):
        csrf = False

    def values(self) -> dict:
        """By key, those that were filled in."""
        return {field.rule_key: field.data for field in self if field.data is not None}


FIELDS = {Kind.FEN: WanField, Kind.TENTHS: TenthsField}


def keys_to_try(rule) -> list[str]:
    return [key for key in rule.thresholds if rule_of(key).kind in NUMBERS]


def trial_of(rule, settings: dict, arguments) -> TrialForm:
    """A field for each of the rule's numbers, filled with what holds today."""

    class ThisTrial(TrialForm):
        pass

    for number, key in enumerate(keys_to_try(rule)):
        setattr(ThisTrial, f"value{number}", _field(key))
    form = ThisTrial(
        arguments or None, data={f"value{n}": settings[key] for n, key in enumerate(keys_to_try(rule))}
    )
    for number, key in enumerate(keys_to_try(rule)):
        form[f"value{number}"].rule_key = key
    return form


def _field(key):
    about = rule_of(key)
    unit = _("万元") if about.kind is Kind.FEN else str(about.shown_unit).strip()
    label = _("%(label)s（%(unit)s）", label=about.label, unit=unit) if unit else str(about.label)
    within = [InputRequired(_l("请填写数字。")), _Allowed(about)]
    made = FIELDS.get(about.kind)
    return made(label, within) if made else CountField(label, within, most=about.most)


class _Allowed:
    """What the rule itself says may be set."""

    def __init__(self, about):
        self.about = about

    def __call__(self, _form, field):
        if field.data is not None and (problem := self.about.problem(field.data)):
            raise ValidationError(problem)
