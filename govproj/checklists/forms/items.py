"""What may be typed on a checklist."""

from flask_wtf.file import FileRequired
from wtforms import (
    BooleanField,
    FieldList,
    Form,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from govproj.core import dates
from govproj.core.forms import (
    BaseForm,
    DayField,
    InputRequired,
    OpenForm,
    VersionedForm,
    clean,
    long_text,
    not_in_the_future,
    row_number,
    text,
)
from govproj.core.i18n import _, _l
from govproj.core.upload_fields import FilesField
from govproj.core.versions import ChangedMeanwhile, same_version

MOST_WORDS = 500


class TickForm(BaseForm):
    """Steps that were taken, and the day."""

    steps = SelectMultipleField(
        _l("办了哪几步"),
        [InputRequired(_l("请至少勾选一步。"))],
        coerce=row_number,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    done_on = DayField(_l("办理日期"), [InputRequired(_l("请填写办理日期。")), not_in_the_future])

    def __init__(self, steps, **kwargs):
        super().__init__(**kwargs)
        self.numbers = [step.number for step in steps]
        self.steps.choices = [
            SelectChoice(step.number, f"{step.number}. {step.actor} · {step.text}") for step in steps
        ]
        if not self.is_submitted():
            self.done_on.data = dates.today()


class EvidenceForm(BaseForm):
    proves = SelectField(_l("是什么材料"), coerce=row_number)
    files = FilesField(_l("选择文件"), [FileRequired(_l("请选择照片或文件。"))])

    def __init__(self, item, **kwargs):
        super().__init__(**kwargs)
        self.proves.choices = [
            SelectChoice(number, str(kind)) for number, kind in enumerate(item.power.evidence, 1)
        ]


class SignForm(VersionedForm):
    opinion = long_text(_l("监督意见（可不填）"), most=MOST_WORDS)


class ReopenForm(BaseForm):
    reason = long_text(_l("为什么要重开"), most=MOST_WORDS, required=_l("请写明原因。"))


class ExemptionForm(BaseForm):
    reason = long_text(_l("为什么不适用"), most=MOST_WORDS, required=_l("请写明原因。"))


class DecisionForm(BaseForm):
    verdict = RadioField(
        _l("审定结果"),
        [InputRequired(_l("请选择审定结果。"))],
        choices=[
            SelectChoice("approve", _l("同意，本项不适用")),
            SelectChoice("refuse", _l("不同意，照常办理")),
        ],
    )
    answer = long_text(_l("理由"), most=MOST_WORDS)

    def validate_answer(self, field):
        """Those who proposed it must learn why not."""
        if self.verdict.data == "refuse" and not field.data:
            raise ValidationError(_("不同意要写明理由。"))


class SpotCheckForm(BaseForm):
    """The town looks again: fine, or what is wrong; then the item may be opened again at once."""

    verdict = RadioField(
        _l("抽查结果"),
        [InputRequired(_l("请选择抽查结果。"))],
        choices=[
            SelectChoice("fine", _l("没有发现问题")),
            SelectChoice("wrong", _l("有问题，请经办人答复")),
            SelectChoice("reopen", _l("有问题，重开这一项")),
        ],
    )
    text = long_text(_l("看了什么，发现了什么"), most=MOST_WORDS)

    def validate_text(self, field):
        """Those who have to put it right must know what."""
        if self.verdict.data in {"wrong", "reopen"} and not field.data:
            raise ValidationError(_("请写明问题。"))

    def facts(self) -> dict:
        fine = self.verdict.data == "fine"
        return {"fine": fine, "reopened": self.verdict.data == "reopen", "text": self.text.data}


class MatrixForm(OpenForm):
    """Which projects stand side by side."""

    village = SelectField(_l("哪个村"), coerce=row_number, default=0)
    deviating = SelectField(
        _l("看哪些"),
        choices=[
            SelectChoice("", _l("所有项目")),
            SelectChoice("y", _l("只看有异常的项目")),
        ],
        default="",
    )
    after = HiddenField()

    def __init__(self, villages, **kwargs):
        super().__init__(**kwargs)
        self.village.choices = [SelectChoice(0, _("全部")), *(SelectChoice(*row) for row in villages)]

    def wanted(self) -> dict:
        """What was asked for; anything that is no choice asks for everything."""
        known = {choice.value for choice in self.village.choices}
        after = self.after.data or ""
        return {
            "village_id": self.village.data if self.village.data in known else None,
            "only_deviating": self.deviating.data == "y",
            "after": int(after) if after.isdecimal() and len(after) < 10 else None,
        }


class NoteForm(BaseForm):
    text = long_text(_l("发现了什么问题"), most=MOST_WORDS, required=_l("请写明问题。"))


class AnswerForm(BaseForm):
    answer = long_text(_l("情况和处理"), most=MOST_WORDS, required=_l("请写明答复。"))


class DueForm(BaseForm):
    due_on = DayField(_l("办结期限"), [InputRequired(_l("请填写期限。"))])
    reason = text(_l("为什么改期限"), most=200)
    before = None  # the day that was set earlier

    def validate_reason(self, field):
        if self.before and self.due_on.data != self.before and not field.data:
            raise ValidationError(_("期限已经定过，改动要写明理由。"))


class SignRow(Form):
    """One line of the one-page signing; `version` is what the signer saw."""

    item_id = HiddenField()
    version = HiddenField()
    has_problem = BooleanField(_l("有问题，先不签"))
    problem = TextAreaField(_l("问题"), filters=[clean])

    def validate_problem(self, field):
        if self.has_problem.data and not field.data:
            raise ValidationError(_("请写明问题。"))
        if len(field.data or "") > MOST_WORDS:
            raise ValidationError(_("最多 %(most)s 个字。", most=MOST_WORDS))


class SignAllForm(BaseForm):
    """All items that are ready, each signed unless a problem is ticked."""

    rows = FieldList(FormField(SignRow), max_entries=50)
    opinion = long_text(_l("监督意见（可不填，写进每一项）"), most=MOST_WORDS)

    def __init__(self, ready, **kwargs):
        self.ready = {str(item.id): item for item in ready}
        super().__init__(data={"rows": [{"item_id": i.id, "version": i.version} for i in ready]}, **kwargs)

    def lines(self) -> list:
        """(row, item) for the page; a row whose item is no longer ready falls out."""
        return [
            (row, self.ready[str(row.item_id.data)])
            for row in self.rows
            if str(row.item_id.data) in self.ready
        ]

    def items(self) -> list:
        """What the signer had before him; ChangedMeanwhile when it is no longer what he would sign."""
        for row in self.rows:
            if row.item_id.data not in self.ready:
                raise ChangedMeanwhile
            same_version(self.ready[row.item_id.data], row.version.data)
        return [self.ready[row.item_id.data] for row in self.rows]

    def problems(self) -> dict[int, str]:
        """Item id → what is wrong with it."""
        rows = [row for row in self.rows if row.has_problem.data]
        return {self.ready[row.item_id.data].id: row.problem.data for row in rows}
