"""What may be typed about a declaration, its targets and its reports."""

from wtforms import FieldList, Form, FormField, IntegerField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, NumberRange, Optional, ValidationError

from govproj.core import dates
from govproj.core.forms import BaseForm, InputRequired, VersionedForm, clean, long_text, row_number, text
from govproj.core.i18n import _, _l
from govproj.engagement.forms.numbers import QuantityField, YuanField

TARGET_LINES = 4
MOST_WORDS = 2000


class Line(Form):
    """Fields inside a form that carries the token; trimmed like its own."""

    class Meta:
        def bind_field(self, form, unbound_field, options):
            options["filters"] = [clean, *options.get("filters", ())]
            return unbound_field.bind(form=form, **options)


class TargetLine(Line):
    """One target; a line left blank is none."""

    name = StringField(_l("指标"), [Length(max=40, message=_l("最多 40 个字。"))])
    target_thousandths = QuantityField(_l("目标值"), [Optional()])
    unit = StringField(_l("单位"), [Length(max=10, message=_l("最多 10 个字。"))])
    target_price_fen = YuanField(_l("单价（元，按数量×单价算钱的才填）"), [Optional()])

    @property
    def is_blank(self) -> bool:
        return not any((self.name.data, self.unit.data, self.target_thousandths.raw_data[0:1] != [""]))

    def validate_name(self, field):
        given = [bool(field.data), bool(self.unit.data), self.target_thousandths.data is not None]
        if any(given) and not all(given):
            raise ValidationError(_("指标、目标值、单位三样要一起填。"))

    def validate_target_thousandths(self, field):
        if field.data == 0:
            raise ValidationError(_("目标值要大于 0。"))

    def validate_target_price_fen(self, field):
        if field.data is not None and (field.data == 0 or not self.name.data):
            raise ValidationError(_("单价要大于 0，并写明是哪项指标的。"))

    def facts(self) -> dict:
        names = ("name", "unit", "target_thousandths", "target_price_fen")
        return {name: self[name].data for name in names}


class DeclarationForm(VersionedForm):
    """What the secretary takes upon himself this year."""

    year = IntegerField(
        _l("年度"),
        [
            InputRequired(_l("请填写年度，例如 2022。")),
            NumberRange(2000, 2100, _l("请填写 2000 到 2100 之间的年度。")),
        ],
    )
    title = text(_l("项目题目"), most=80, required=_l("请填写项目题目。"))
    project = SelectField(_l("对应村里的哪个项目"), coerce=row_number, default=0)
    goal = long_text(_l("目标"), most=MOST_WORDS, required=_l("请写明这一年要办成什么。"))
    targets = FieldList(FormField(TargetLine), min_entries=TARGET_LINES, max_entries=TARGET_LINES)

    def __init__(self, projects, declaration=None, **kwargs):
        known = {"year": dates.today().year}
        if declaration is not None:
            known = {name: getattr(declaration, name) for name in ("year", "title", "goal", "version")}
            known["project"] = declaration.project_id or 0
            known["targets"] = [
                {name: getattr(target, name) for name in TargetLine().facts()}
                for target in declaration.targets
            ]
        super().__init__(data=known, **kwargs)
        self.projects = {project.id: project for project in projects}
        self.project.choices = [
            SelectChoice(0, _("不对应某个项目")),
            *(SelectChoice(project.id, project.name) for project in projects),
        ]

    def validate_targets(self, field):
        if not self.filled and not any(line.errors for line in field):
            raise ValidationError(_("至少填一项能量化的目标。"))

    @property
    def filled(self) -> list[dict]:
        return [line.form.facts() for line in self.targets if line.form.name.data]

    def facts(self) -> dict:
        """In the words of the actions."""
        return {
            "year": self.year.data,
            "title": self.title.data,
            "goal": self.goal.data,
            "project": self.projects.get(self.project.data),
            "targets": self.filled,
        }


class ActualLine(Line):
    """How far one target has come."""

    quantity = QuantityField(_l("实际值"), [Optional()])
    price = YuanField(_l("实际单价（元）"), [Optional()])


class ActualsForm(VersionedForm):
    """The actual value of every target, each kept as it was until somebody types another one."""

    actuals = FieldList(FormField(ActualLine), max_entries=TARGET_LINES)

    def __init__(self, declaration, **kwargs):
        self.targets = list(declaration.targets)
        known = [{"quantity": t.actual_thousandths, "price": _price(t)} for t in self.targets]
        super().__init__(data={"version": declaration.version, "actuals": known, **kwargs})

    def validate_actuals(self, field):
        if len(field.entries) != len(self.targets):
            raise ValidationError(_("目标刚被改过，请刷新页面后重填。"))
        for line, target in zip(field, self.targets, strict=True):
            given = (line.form.quantity.data is None, line.form.price.data is None)
            if target.is_priced and given == (False, True):
                raise ValidationError(_("“%(name)s”按数量×单价计算，实际单价也要填。", name=target.name))

    def values(self) -> list[tuple[int | None, int | None]]:
        """(quantity, price) of each target; a price without a quantity says nothing."""
        return [
            (
                line.form.quantity.data,
                line.form.price.data if target.is_priced and line.form.quantity.data is not None else None,
            )
            for line, target in zip(self.actuals, self.targets, strict=True)
        ]


def _price(target) -> int | None:
    """The price that was aimed at, until another one is known."""
    return target.target_price_fen if target.actual_price_fen is None else target.actual_price_fen


class ReportForm(ActualsForm):
    quarter = SelectField(_l("哪个季度"), coerce=row_number)
    text = long_text(_l("做了什么"), most=MOST_WORDS, required=_l("请写明这个季度做了什么。"))

    def __init__(self, declaration, quarters, **kwargs):
        super().__init__(declaration, **kwargs)
        self.quarter.choices = [SelectChoice(q, _("第 %(quarter)s 季度", quarter=q)) for q in quarters]


class HandInForm(ActualsForm):
    outcome = long_text(_l("年终成效"), most=MOST_WORDS, required=_l("请写明一年下来的成效。"))


class StepForm(VersionedForm):
    """The words beside a button."""

    note = long_text(_l("说明"), most=1000)


class YearForm(BaseForm):
    """Which year the list is about, in the address so that it can be passed on."""

    class Meta(BaseForm.Meta):
        csrf = False

    year = IntegerField(_l("年度"), [NumberRange(2000, 2100, _l("请填写 2000 到 2100 之间的年度。"))])
