"""Objections, the responsibility letter, the replacement, firms and interests."""

from wtforms import RadioField, SelectField
from wtforms.validators import ValidationError

from govproj.core.forms import (
    BaseForm,
    InputRequired,
    OpenForm,
    VersionedForm,
    choices_of,
    long_text,
    one_of,
    picked,
    row_number,
    text,
)
from govproj.core.i18n import _, _l
from govproj.core.upload_fields import FilesField
from govproj.selections.states import Channel, Finding, Part, ReplacedBecause


class OpenObjectionForm(OpenForm):
    """For anybody: no name is asked for, no account needed."""

    text = long_text(_l("您的意见"), most=1000, required=_l("请写您的意见。"))


class ObjectionForm(BaseForm):
    """Taken down for somebody who came, wrote or phoned."""

    channel = SelectField(
        _l("怎样提出的"),
        [InputRequired(_l("请选择怎样提出的。"))],
        choices=choices_of(Channel, leave_out={Channel.WEB}, first=_l("请选择")),
    )
    text = long_text(_l("异议内容（不写提出人的名字）"), most=1000, required=_l("请写异议内容。"))

    def facts(self) -> dict:
        return {"channel": Channel(self.channel.data), "text": self.text.data}


class AnswerForm(VersionedForm):
    finding = RadioField(_l("核实结果"), [InputRequired(_l("请选择核实结果。"))], choices=choices_of(Finding))
    answer = long_text(_l("答复（会公开，不写提出人和亲属的名字）"), most=1000, required=_l("请写答复。"))

    def __init__(self, person, **kwargs):
        super().__init__(**kwargs)
        self.person = person

    def validate_answer(self, field):
        named = (r.name for r in self.person.current_relatives if r.name in field.data)
        if name := next(named, ""):
            raise ValidationError(_("答复会公开，不能写亲属的姓名（%(name)s）。", name=name))

    def facts(self) -> dict:
        return {"finding": Finding(self.finding.data), "answer": self.answer.data}


class LetterForm(VersionedForm):
    """Prefilled from the template; the village may change every word until one side has agreed."""

    contact_id = SelectField(_l("村两委联系人"), [picked(_l("请选择联系人。"))], coerce=row_number)
    mentor = text(_l("帮带导师（没有可不填）"), most=40)
    text = long_text(_l("责任书正文"), most=4000, required=_l("请写责任书正文。"))

    def __init__(self, contacts, **kwargs):
        super().__init__(**kwargs)
        self.contact_id.choices = one_of((person.id, person.name) for person in contacts)


class AgreeForm(VersionedForm):
    """Nothing but which wording was read."""


class ScanForm(BaseForm):
    files = FilesField(_l("签好的责任书（拍照或扫描）"), [InputRequired(_l("请选择照片或 PDF。"))], most=6)


class ReplaceForm(BaseForm):
    because = SelectField(
        _l("更换原因"),
        [InputRequired(_l("请选择原因。"))],
        choices=choices_of(ReplacedBecause, first=_l("请选择")),
    )
    note = long_text(_l("具体情况"), most=500, required=_l("请写明具体情况。"))
    hand_over = long_text(
        _l("交接清单，一行一项（资料、未办事项、款项、对外联系）"),
        most=2000,
        required=_l("请列出要交接的事项。"),
        default=lambda: _("工程资料和照片\n还没办完的事\n款项和票据\n对外联系的人和电话"),
    )

    def validate_hand_over(self, field):
        if any(len(item) > 200 for item in self.items):
            raise ValidationError(_("交接清单每一行最多 200 个字，请分行写。"))

    @property
    def items(self) -> list[str]:
        return [line.strip() for line in (self.hand_over.data or "").splitlines() if line.strip()]


class FirmForm(BaseForm):
    firm = text(_l("企业名称"), most=80, required=_l("请填写企业名称。"))
    part = SelectField(
        _l("在项目里做什么"),
        [InputRequired(_l("请选择。"))],
        choices=choices_of(Part, first=_l("请选择")),
    )

    def facts(self) -> dict:
        return {"name": self.firm.data, "part": Part(self.part.data)}


class InterestForm(BaseForm):
    firm = text(_l("企业名称"), most=80, required=_l("请填写企业名称。"))
    nature = text(_l("什么关系"), most=80, required=_l("请写明关系，例如股东、任职、供货、借贷。"))
