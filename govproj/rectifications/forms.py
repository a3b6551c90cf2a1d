"""What may be typed about a rectification."""

from wtforms import BooleanField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional, ValidationError

from govproj.core import dates
from govproj.core.filters import day as in_words
from govproj.core.forms import (
    BaseForm,
    DayField,
    InputRequired,
    VersionedForm,
    choices_of,
    long_text,
    row_number,
    text,
)
from govproj.core.i18n import _, _l
from govproj.core.number_fields import CountField, TenthsField
from govproj.core.upload_fields import FilesField, PhotosField
from govproj.rectifications.states import Level, Source, State, Theme

MOST_WORDS = 1000
FIELDS_OF_THE_FRAME = {"csrf_token", "version"}


class ActForm(VersionedForm):
    """A form whose fields are named like the words of its action."""

    def facts(self) -> dict:
        return {
            field.name: field.data
            for field in self
            if field.name not in FIELDS_OF_THE_FRAME and not isinstance(field, FilesField)
        }


class FindForm(BaseForm):
    """A problem somebody found."""

    project = SelectField(_l("哪个项目"), coerce=row_number)
    source = SelectField(_l("怎么发现的"), choices=choices_of(Source))
    level = RadioField(
        _l("严重程度"),
        [InputRequired(_l("请选择严重程度。"))],
        choices=choices_of(Level),
    )
    theme = SelectField(_l("哪方面"), choices=choices_of(Theme), default=Theme.OTHER.value)
    title = text(
        _l("问题"),
        most=80,
        required=_l("请用一句话写明问题。"),
        description=_l("交办后会在项目页公开，请不要写人名。"),
    )
    fact = long_text(_l("事实"), most=MOST_WORDS, required=_l("请写明看到了什么、在什么时候。"))
    place = text(_l("地点"), most=120)
    found_on = DayField(_l("发现日期"), [InputRequired(_l("请填写发现日期。"))])
    photos = PhotosField(_l("现场照片"), most=6)
    another = BooleanField(_l("是另一个问题，不是已销号问题的反弹"))

    def __init__(self, projects, closed=(), **kwargs):
        """`closed` are (project, number) of cases that wait for their look-back."""
        super().__init__(**kwargs)
        self.closed = closed
        if not closed:
            del self.another
        self.project.choices = [
            SelectChoice(0, _("不属于某个项目")),
            *(SelectChoice(p.id, p.name) for p in projects),
        ]
        if not self.is_submitted():
            self.found_on.data = dates.today()

    def validate_found_on(self, field):
        if field.data and field.data > dates.today():
            raise ValidationError(_("日期不能晚于今天。"))

    def validate_project(self, field):
        """What came back is the old case: a new one would hide the rebound."""
        numbers = [number for project_id, number in self.closed if project_id == field.data]
        if numbers and not self.another.data:
            raise ValidationError(
                _(
                    "这个项目的 %(numbers)s 销号不久，还没有回头看。"
                    "同一个问题反弹的，请在那里点“重新整改”；确实是另一个问题，请勾选最后一项。",
                    numbers=_("、").join(numbers),
                )
            )


class AssignForm(ActForm):
    responsible = SelectField(_l("责任人"), coerce=row_number)
    unit = text(_l("责任单位"), most=80)
    requirement = long_text(_l("整改要求"), most=MOST_WORDS, required=_l("请写明整改要求。"))
    theme = SelectField(_l("哪方面"), choices=choices_of(Theme), coerce=Theme)
    due_on = DayField(_l("整改期限"), [Optional()])

    def __init__(self, case, people, **kwargs):
        turn = case.turn
        known = {"responsible": turn.responsible_id, "unit": turn.unit, "requirement": turn.requirement}
        super().__init__(
            data=known | {"version": case.version, "due_on": turn.due_on, "theme": case.theme}, **kwargs
        )
        self.people = {person.id: person for person in people}
        self.responsible.choices = [SelectChoice(person.id, person.name) for person in people]
        self.due_on.description = _(
            "%(level)s问题最迟 %(day)s；不填就是这一天。", level=case.level.label, day=in_words(turn.due_on)
        )

    def facts(self) -> dict:
        return super().facts() | {"responsible": self.people[self.responsible.data]}


class PlanForm(ActForm):
    cause = long_text(_l("问题原因"), most=MOST_WORDS, required=_l("请写明问题出在哪里。"))
    measures = long_text(_l("整改措施"), most=MOST_WORDS, required=_l("请写明准备怎么改。"))
    own_due_on = DayField(_l("计划完成日"), [InputRequired(_l("请填写计划完成的日期。"))])

    def __init__(self, case, **kwargs):
        super().__init__(obj=case.turn, data={"version": case.version}, **kwargs)
        self.own_due_on.description = _("整改期限是 %(day)s。", day=in_words(case.turn.due_on))
        if not self.is_submitted() and not self.own_due_on.data:
            self.own_due_on.data = max(case.turn.due_on, dates.today())


class NoteForm(ActForm):
    text = long_text(_l("做了什么"), most=MOST_WORDS, required=_l("请写明做了什么。"))
    photos = PhotosField(_l("照片"), most=6)


class SubmitForm(ActForm):
    shown = False  # whether an earlier note or hand-in of this turn brought a picture of the result

    lasting_measures = long_text(
        _l("完善措施"),
        most=MOST_WORDS,
        required=_l("请写明完善措施，不写不能销号。"),
        description=_l(
            "靠什么不再发生：立了什么规矩、建了什么清单、做了什么培训。销号后公开，请不要写人名。"
        ),
    )
    before = PhotosField(_l("整改前照片"), most=6)
    after = PhotosField(_l("整改后照片"), most=6)
    document = FilesField(
        _l("证明材料"), description=_l("整改后的照片和证明材料至少要有一样。可以是照片、PDF、Word 或 Excel。")
    )

    def validate_document(self, field):
        """Said beside the field, not after everything was sent; the move itself checks it too."""
        if not (self.shown or self.after.stored or field.stored):
            raise ValidationError(_("请上传整改后的照片或证明材料，没有佐证不能申请销号。"))


class ExtensionForm(ActForm):
    days = CountField(_l("延长几天"), [InputRequired(_l("请填写天数。"))], most=60)
    reason = long_text(_l("理由"), most=500, required=_l("请写明为什么要延期。"))


class CloseForm(ActForm):
    assessment = long_text(
        _l("成效评估"),
        most=MOST_WORDS,
        required=_l("请写明成效：整改前后的变化，或者村民怎么说。"),
        description=_l("会在项目页公开，请不要写人名。"),
    )
    metric = text(_l("用哪个数说明"), most=40, description=_l("例如：安全文明满意率。没有就不填。"))
    before_tenths = TenthsField(_l("整改前（%）"), [Optional()])
    after_tenths = TenthsField(_l("整改后（%）"), [Optional()])

    def validate_metric(self, field):
        """A figure without a name, or a name without both figures, tells nobody anything."""
        given = [bool(field.data), self.before_tenths.data is not None, self.after_tenths.data is not None]
        if any(given) and not all(given):
            raise ValidationError(_("名称、整改前、整改后三样要一起填。"))


class AnswerForm(VersionedForm):
    """The answer to a letter about an overdue case."""

    answer = long_text(_l("答复"), most=MOST_WORDS, required=_l("请写明答复。"))


class BriefingForm(BaseForm):
    """What the inspectors add to the facts of the month; a further edition says why."""

    remarks = long_text(_l("通报意见"), most=MOST_WORDS, description=_l("对各村的要求。没有就不填。"))
    reason = long_text(_l("更正的理由"), most=500)

    def __init__(self, *, corrects: bool):
        super().__init__()
        if not corrects:
            del self.reason

    @property
    def why(self) -> str:
        return self.reason.data if self.reason else ""


class KeeperForm(VersionedForm):
    """Who keeps a clue from now on."""

    keeper = SelectField(_l("移交给谁"), coerce=row_number)

    def __init__(self, people, **kwargs):
        super().__init__(**kwargs)
        self.keeper.choices = [SelectChoice(person.id, person.name) for person in people]


class SpanForm(BaseForm):
    """Which days a board counts and over which village, in the address."""

    class Meta(BaseForm.Meta):
        csrf = False

    since = DayField(_l("从哪天起（不填就从头）"), [Optional()])
    until = DayField(_l("到哪天为止"), [Optional()])
    village = SelectField(_l("村"), coerce=row_number, default=0)

    def __init__(self, villages, formdata):
        super().__init__(formdata)
        self.village.choices = [SelectChoice(0, _("全部村")), *(SelectChoice(v.id, v.name) for v in villages)]

    def validate_until(self, field):
        if field.data and self.since.data and field.data < self.since.data:
            raise ValidationError(_("后一天不能早于前一天。"))

    @property
    def last_day(self):
        """Nothing is counted that has not happened yet."""
        return min(self.until.data or dates.today(), dates.today())


class YearForm(BaseForm):
    """Which year and village the three lists are about."""

    class Meta(BaseForm.Meta):
        csrf = False

    year = SelectField(_l("年份"), coerce=row_number)
    village = SelectField(_l("村"), coerce=row_number, default=0)


class ListForm(BaseForm):
    """Filters of the list, in the address so that a list can be passed on."""

    class Meta(BaseForm.Meta):
        csrf = False

    which = SelectField(
        _l("办到哪一步"),
        default="open",
        choices=[
            SelectChoice("open", _l("没有办结的")),
            SelectChoice("overdue", _l("已逾期的")),
            SelectChoice("look_back", _l("该回头看的")),
            SelectChoice("all", _l("全部")),
            *choices_of(State),
        ],
    )
    village = SelectField(_l("村"), coerce=row_number, default=0)
