"""What may be typed against a notice, as a formal inquiry, as a complaint, and in reply."""

from wtforms import RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional, ValidationError

from govproj.core import dates
from govproj.core.forms import (
    BaseForm,
    DayField,
    InputRequired,
    OpenForm,
    VersionedForm,
    choices_of,
    long_text,
    not_in_the_future,
    row_number,
    text,
)
from govproj.core.i18n import _, _l
from govproj.core.number_fields import CountField
from govproj.inquiries.models import Asker, Channel, Finding, Grievance, Outcome, ReplyWay

MOST = 1000  # characters
FEWEST = 3
SAID_TO_SOMEBODY = choices_of(Channel, leave_out={Channel.WEB})


def some_row(typed):
    return row_number(typed) if typed else None


def lines_to_name(lines) -> list[SelectChoice]:
    """The projects on a combined sheet."""
    whole = SelectChoice("", _l("整张公示"))
    return [whole, *(SelectChoice(line.project_id, line.project.name) for line in lines)]


class WhoSpeaks:
    """Name and phone, for whoever wants to be called back; nothing is asked for."""

    name = text(_l("姓名（可不写）"), most=40)
    phone = text(_l("电话（可不写）"), most=40)


class ObjectForm(WhoSpeaks, OpenForm):
    """For anybody: no account, no name needed."""

    text = long_text(_l("您的意见"), most=MOST, required=_l("请写您的意见。"))

    def facts(self) -> dict:
        return {name: self[name].data for name in ("text", "name", "phone")}


class ObjectToSheetForm(ObjectForm):
    """The same against a combined sheet, where one of its projects may be named."""

    named_id = SelectField(_l("关于哪个项目"), [Optional()], coerce=some_row)

    def facts(self) -> dict:
        return super().facts() | {"named_id": self.named_id.data}


class TakeDownForm(WhoSpeaks, BaseForm):
    """Put down for somebody who came, wrote or phoned."""

    channel = RadioField(
        _l("怎样提出的"), [InputRequired(_l("请选择怎样提出的。"))], choices=SAID_TO_SOMEBODY
    )
    text = long_text(_l("意见内容（答复后公开，不写提出人的名字）"), most=MOST, required=_l("请写意见内容。"))

    def facts(self) -> dict:
        said = {name: self[name].data for name in ("text", "name", "phone")}
        return said | {"channel": Channel(self.channel.data)}


class TakeDownAboutSheetForm(TakeDownForm):
    named_id = SelectField(_l("关于哪个项目"), [Optional()], coerce=some_row)

    def facts(self) -> dict:
        return super().facts() | {"named_id": self.named_id.data}


class ReplyForm(VersionedForm):
    outcome = RadioField(
        _l("结论"), [InputRequired(_l("请选择结论。"))], choices=choices_of(Outcome), coerce=str
    )
    text = long_text(_l("答复（会公开，不写提出人的名字）"), most=MOST, required=_l("请写答复。"))

    def facts(self) -> dict:
        return {"outcome": Outcome(self.outcome.data), "text": self.text.data}


class AgainForm(OpenForm):
    """Whoever holds the receipt is not satisfied."""

    code = text(_l("回执码"), most=40, required=_l("请写提意见时给您的回执码。"))
    why = long_text(_l("还有哪里不满意"), most=500, required=_l("请写还有哪里不满意。"))


class ReceiptForm(OpenForm):
    """Whoever holds a receipt finds what it was given for."""

    code = text(_l("回执码"), most=40, required=_l("请写收到时给您的回执码。"))


class PutDownAgainForm(VersionedForm):
    """Said at the office."""

    why = long_text(_l("还有哪里不满意"), most=500, required=_l("请写还有哪里不满意。"))

    def validate_why(self, field):
        """Each asking uses up an instance of the villager: it needs their words, not a full stop."""
        if sum(character.isalnum() for character in field.data or "") < FEWEST:
            raise ValidationError(_("请把村民说的写清楚，一句话也行。"))


def project_choices(projects) -> list[SelectChoice]:
    named = [SelectChoice(project.id, f"{project.code} {project.name}") for project in projects]
    return [SelectChoice("", _l("不针对某个项目")), *named]


class InquiryForm(BaseForm):
    """As handed in on paper."""

    asked_by = RadioField(_l("谁提出的"), [InputRequired(_l("请选择谁提出的。"))], choices=choices_of(Asker))
    signers = CountField(_l("联名人数"), [InputRequired(_l("请填写联名人数。"))])
    project_id = SelectField(_l("关于哪个项目"), [Optional()], coerce=some_row)
    text = long_text(_l("质询内容（会公开，不写提出人的名字）"), most=MOST, required=_l("请写质询内容。"))
    received_on = DayField(_l("收到日期"), [InputRequired(_l("请填写收到日期。")), not_in_the_future])

    def validate_signers(self, field):
        if field.data is not None and not 1 <= field.data <= 100_000:
            raise ValidationError(_("联名人数至少 1 人。"))

    def facts(self) -> dict:
        plain = {name: self[name].data for name in ("signers", "project_id", "text", "received_on")}
        return plain | {"asked_by": Asker(self.asked_by.data)}


class InquiryReplyForm(VersionedForm):
    way = RadioField(
        _l("怎样答复的"), [InputRequired(_l("请选择怎样答复的。"))], choices=choices_of(ReplyWay)
    )
    reply = long_text(_l("答复内容（会公开）"), most=2000, required=_l("请写答复内容。"))

    def facts(self) -> dict:
        return {"way": ReplyWay(self.way.data), "reply": self.reply.data}


class GrievanceFields(WhoSpeaks):
    about = RadioField(_l("什么问题"), [InputRequired(_l("请选择什么问题。"))], choices=choices_of(Grievance))
    project_id = SelectField(_l("关于哪个项目"), [Optional()], coerce=some_row)
    text = long_text(_l("具体情况"), most=MOST, required=_l("请写具体情况。"))

    def facts(self) -> dict:
        plain = {name: self[name].data for name in ("project_id", "text", "name", "phone")}
        return plain | {"about": Grievance(self.about.data)}


class ComplainForm(GrievanceFields, OpenForm):
    """For anybody, to the town."""


class TakeDownComplaintForm(GrievanceFields, BaseForm):
    """Put down by the town for somebody who came, wrote or phoned."""

    channel = RadioField(
        _l("怎样提出的"), [InputRequired(_l("请选择怎样提出的。"))], choices=SAID_TO_SOMEBODY
    )

    def facts(self) -> dict:
        return super().facts() | {"channel": Channel(self.channel.data)}


class ComplaintReplyForm(VersionedForm):
    finding = RadioField(_l("调查结果"), [InputRequired(_l("请选择调查结果。"))], choices=choices_of(Finding))
    reply = long_text(_l("答复（会公开，不写投诉人的名字）"), most=2000, required=_l("请写答复。"))

    def facts(self) -> dict:
        return {"finding": Finding(self.finding.data), "reply": self.reply.data}


def today_by_default(form) -> None:
    """Most is put down on the day it comes."""
    if form.received_on.data is None and not form.is_submitted():
        form.received_on.data = dates.today()
