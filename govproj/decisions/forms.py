"""What may be typed about a decision and its meetings."""

import re
import unicodedata

from wtforms import BooleanField, RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional, ValidationError

from govproj.core.forms import (
    BaseForm,
    DayField,
    InputRequired,
    VersionedForm,
    choices_of,
    long_text,
    not_in_the_future,
    row_number,
    text,
)
from govproj.core.i18n import _, _l
from govproj.core.number_fields import CountField
from govproj.core.upload_fields import FilesField, PhotosField
from govproj.decisions import order
from govproj.decisions.checks import Facts, Vote, wrong, wrong_vote
from govproj.decisions.local import Local
from govproj.decisions.states import HELD_BY, CountedBy, Matter, MeetingKind, Step

MOST_WORDS = 2000
MOST_PEOPLE = 100_000
LONGEST_NAME, LONGEST_WHY = 40, 200


class LinesField(TextAreaField):
    """A list, one entry a line, pasted or typed."""

    def lines(self) -> list[str]:
        return [line.strip() for line in (self.data or "").splitlines() if line.strip()]


class VoteForm(VersionedForm):
    """One vote: what was put, how it came out, who left the room for it."""

    words = long_text(_l("决议内容"), most=MOST_WORDS, required=_l("请写明决议了什么。"))
    votes_for = CountField(_l("赞成（票）"), [InputRequired(_l("请填写票数，没有填 0。"))], most=MOST_PEOPLE)
    votes_against = CountField(
        _l("反对（票）"), [InputRequired(_l("请填写票数，没有填 0。"))], most=MOST_PEOPLE
    )
    abstained = CountField(_l("弃权（票）"), [InputRequired(_l("请填写票数，没有填 0。"))], most=MOST_PEOPLE)
    passed = RadioField(
        _l("结果"),
        [InputRequired(_l("请选择通过还是没有通过。"))],
        choices=[SelectChoice("yes", _l("通过")), SelectChoice("no", _l("没有通过"))],
    )
    recused = LinesField(
        _l("回避的人"),
        [Optional()],
        description=_l("到会但这一项回避的，一行一个：姓名，原因。表决时不算到会。没有就不填。"),
        render_kw={"rows": 2},
    )

    def validate_recused(self, field):
        for line in field.lines():
            who, why = _who_and_why(line)
            if not (who and why) or len(who) > LONGEST_NAME or len(why) > LONGEST_WHY:
                raise ValidationError(_("“%(line)s”要写成：姓名，原因。", line=line[:30]))

    def vote(self) -> Vote:
        return Vote(
            words=self.words.data,
            votes_for=self.votes_for.data,
            votes_against=self.votes_against.data,
            abstained=self.abstained.data,
            passed=self.passed.data == "yes",
            recused=[_who_and_why(line) for line in self.recused.lines()],
        )

    def refuse(self, found) -> bool:
        """Put the sentence beside the field it is about; True when there is none."""
        if found is None:
            return True
        field = self._fields.get(found.field) or self.words
        field.errors = [*field.errors, found.sentence]
        return False


def _who_and_why(line: str) -> tuple[str, str]:
    who, *why = re.split(r"[,，:：、\s]", line, maxsplit=1)
    return who.strip(), "".join(why).strip()


class ResolutionForm(VoteForm):
    """A further vote of a meeting whose figures are known."""

    def __init__(self, meeting, **kwargs):
        super().__init__(data={"version": meeting.version}, **kwargs)
        self.meeting = meeting

    def validate(self, **kwargs) -> bool:
        if not super().validate(**kwargs):
            return False
        rules = Local(self.meeting.process.village_id, self.meeting.held_on)
        return self.refuse(wrong_vote(rules, self.meeting, self.vote()))


class MeetingForm(VoteForm):
    """The minutes of a meeting; filled in from the last one, so that two minutes are enough."""

    kind = SelectField(_l("什么会议"))
    counted_by = SelectField(_l("怎么算人数"), choices=choices_of(CountedBy))
    notified_on = DayField(_l("通知开会的日期"))
    held_on = DayField(_l("开会日期"), [InputRequired(_l("请填写开会日期。"))])
    place = text(_l("地点"), most=80, required=_l("请填写地点。"))
    chair = SelectField(_l("主持人"), coerce=row_number)
    recorder = SelectField(_l("记录人"), coerce=row_number)
    entitled = CountField(_l("应到（人）"), [InputRequired(_l("请填写应到人数。"))], most=MOST_PEOPLE)
    present = CountField(_l("实到（人）"), [InputRequired(_l("请填写实到人数。"))], most=MOST_PEOPLE)
    attendance = LinesField(
        _l("到会名单"),
        description=_l(
            "一行一个名字，可以整列粘贴；村民代表会议要写全。名单只给村镇干部看，不公开。同名的请加组别区分。"
        ),
        render_kw={"rows": 4},
    )
    opinions = long_text(
        _l("公示期间征求到的意见和采纳情况"), most=MOST_WORDS, required=_l("请写明；没有人提意见也写一句。")
    )
    summary = long_text(_l("讨论情况"), most=MOST_WORDS)
    reason = long_text(_l("为什么更正"), most=500, required=_l("请写明原来哪里错了。"))
    files = FilesField(
        _l("签到表、会议照片"), description=_l("照片、PDF、Word 或 Excel，一次最多 12 个。"), most=12
    )

    def __init__(self, process, step: Step, people, *, households: bool, correcting=False, **kwargs):
        super().__init__(**kwargs)
        self.process, self.step = process, step
        self.kind.choices = [SelectChoice(kind.value, kind.label) for kind in HELD_BY[step]]
        for field in (self.chair, self.recorder):
            field.choices = [SelectChoice(person.id, person.name) for person in people]
        unused = {
            "counted_by": not (households and step is Step.VOTE),
            "opinions": step is not Step.VOTE,
            "reason": not correcting,
        }
        for name in (name for name, leave_out in unused.items() if leave_out):
            delattr(self, name)

    def validate_attendance(self, field):
        names = field.lines()
        if any(len(name) > LONGEST_NAME for name in names):
            raise ValidationError(_("一行一个名字，每个不超过 %(most)s 个字。", most=LONGEST_NAME))
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValidationError(_("“%(name)s”写了两次；同名的请加组别区分。", name=twice[0]))

    def validate_held_on(self, field):
        if field.data and (reason := order.why_not_on(self.process, self.step, field.data)):
            raise ValidationError(reason)

    def validate(self, **kwargs) -> bool:
        if not super().validate(**kwargs):
            return False
        return self.refuse(wrong(self.process, self.step, self.facts(), self.vote()))

    def facts(self) -> Facts:
        kind = MeetingKind(self.kind.data)
        by_households = "counted_by" in self and kind is MeetingKind.VILLAGER_ASSEMBLY
        return Facts(
            kind=kind,
            held_on=self.held_on.data,
            place=self.place.data,
            chair_id=self.chair.data,
            recorder_id=self.recorder.data,
            entitled=self.entitled.data,
            present=self.present.data,
            notified_on=self.notified_on.data,
            counted_by=CountedBy(self.counted_by.data) if by_households else CountedBy.PEOPLE,
            attendance=[unicodedata.normalize("NFKC", name) for name in self.attendance.lines()],
            summary=self.summary.data or "",
            opinions=self.opinions.data if "opinions" in self else "",
        )


class PostingForm(VersionedForm):
    """From when until when something hangs on the board."""

    on = DayField(_l("贴出日期（首日）"), [InputRequired(_l("请填写首日。"))])
    until = DayField(_l("公示到（末日）"), [InputRequired(_l("请填写末日。"))])
    photos = PhotosField(_l("公示照片"), description=_l("首日的照片；末日的照片以后可以补。"), most=6)

    def __init__(self, process, step: Step, **kwargs):
        super().__init__(**kwargs)
        self.process, self.step = process, step

    def validate_on(self, field):
        if field.data and (reason := order.why_not_on(self.process, self.step, field.data)):
            raise ValidationError(reason)

    def validate_until(self, field):
        if not (field.data and self.on.data):
            return
        if reason := order.too_short(self.on.data, field.data, self.days_needed()):
            raise ValidationError(reason)

    def days_needed(self) -> int:
        raise NotImplementedError


class PlanForm(PostingForm):
    """The plan as everybody reads it."""

    plan = long_text(_l("公示的方案"), most=4000, required=_l("请写明要公示的方案。"))
    concerns_assets = BooleanField(
        _l("动用集体资金、资产或资源"), description=_l("集体资产的事公示天数更长。")
    )

    def __init__(self, process, days, **kwargs):
        """`days` says how long it must hang, with and without collective assets."""
        super().__init__(process, Step.CONSULTATION, **kwargs)
        self._days = days

    def days_needed(self) -> int:
        return self._days[self.concerns_assets.data]


class ResultForm(PostingForm):
    """The result as everybody reads it."""

    def __init__(self, process, days: int, **kwargs):
        super().__init__(process, Step.RESULT, **kwargs)
        self._days = days

    def days_needed(self) -> int:
        return self._days


class StepForm(VersionedForm):
    """A step that is only said to have been taken, on a day."""

    on = DayField(_l("日期"), [InputRequired(_l("请填写日期。"))])
    note = long_text(_l("说明"), most=MOST_WORDS)

    def __init__(self, process, step: Step, **kwargs):
        super().__init__(**kwargs)
        self.process, self.step = process, step

    def validate_on(self, field):
        if field.data and (reason := order.why_not_on(self.process, self.step, field.data)):
            raise ValidationError(reason)


class AppraisalForm(StepForm):
    note = long_text(
        _l("评议情况"), most=MOST_WORDS, required=_l("请写明有多少人评议、怎么评的，不要写人名。")
    )


class ReasonForm(VersionedForm):
    """Why a plan is taken back, or a matter given up."""

    note = long_text(_l("理由"), most=500, required=_l("请写明理由。"))


class SignForm(VersionedForm):
    opinion = text(_l("程序意见"), most=300, default="")


class PapersForm(VersionedForm):
    """Photos and papers that come later, such as the board on the last day."""

    step = SelectField(_l("哪一步的材料"))
    dated_on = DayField(_l("材料上的日期"), [InputRequired(_l("请填写日期。")), not_in_the_future])
    files = FilesField(_l("照片或材料"), most=12)

    def __init__(self, process, **kwargs):
        super().__init__(**kwargs)
        taken = {step.step for step in process.steps} | {meeting.step for meeting in process.meetings}
        self.step.choices = [SelectChoice(step.value, step.label) for step in Step if step in taken]

    def validate_files(self, field):
        if not field.stored:
            raise ValidationError(_("请选择照片或材料。"))


class NewForm(BaseForm):
    """A matter of a project besides its initiation."""

    matter = SelectField(_l("什么事项"), choices=choices_of(Matter))
    subject = text(_l("议题"), most=120, required=_l("请写明议题。"))
    proposed_on = DayField(_l("村党组织提议的日期"), [InputRequired(_l("请填写日期。")), not_in_the_future])
    plan = long_text(_l("初步方案"), most=4000, required=_l("请写明初步方案。"))

    def __init__(self, taken=(), **kwargs):
        super().__init__(**kwargs)
        self.matter.choices = choices_of(Matter, leave_out=taken)
