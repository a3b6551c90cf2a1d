"""Filters of the lists, in the address, so that a list can be passed on."""

from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from govproj.core.forms import BaseForm, choices_of, row_number
from govproj.core.i18n import _, _l
from govproj.inspections.states import CheckKind, ProblemKind
from govproj.rectifications.states import Theme


class FilterForm(BaseForm):
    class Meta(BaseForm.Meta):
        csrf = False


class TasksForm(FilterForm):
    which = SelectField(
        _l("看哪些"),
        default="",
        choices=[
            SelectChoice("", _l("全部")),
            SelectChoice("hand", _l("还没完成的")),
            SelectChoice("announced", _l("做过的公开督查")),
            SelectChoice("unannounced", _l("做过的暗访")),
            SelectChoice("onsite", _l("做过的线下")),
            SelectChoice("online", _l("做过的线上")),
            SelectChoice("due", _l("到期的")),
            SelectChoice("on_time", _l("按时完成的")),
            SelectChoice("counted", _l("没有取消的")),
        ],
    )
    theme = SelectField(_l("属于哪个专项"), coerce=row_number, default=0)

    def __init__(self, themes, formdata):
        super().__init__(formdata)
        self.theme.choices = [
            SelectChoice(0, _("不论")),
            *(SelectChoice(theme.id, f"{theme.year} {theme.name}") for theme in themes),
        ]


class ProblemsForm(FilterForm):
    kind = SelectField(
        _l("哪一类"),
        default="",
        choices=choices_of(ProblemKind, leave_out=(ProblemKind.CLUE,), first=_l("不论")),
    )
    theme = SelectField(_l("哪方面"), default="", choices=choices_of(Theme, first=_l("不论")))

    def chosen(self) -> tuple[ProblemKind | None, Theme | None]:
        kind, theme = self.kind.data, self.theme.data
        return ProblemKind(kind) if kind else None, Theme(theme) if theme else None


class ChecksForm(FilterForm):
    """Which checks of a village; the most urgent ones first."""

    which = SelectField(
        _l("看哪些"),
        default="open",
        choices=[
            SelectChoice("open", _l("没查的和待查的")),
            SelectChoice("late", _l("迟查")),
            SelectChoice("on_time", _l("按时")),
            SelectChoice("missing", _l("未查")),
            SelectChoice("due", _l("应查")),
            SelectChoice("history", _l("已完工的")),
        ],
    )
    kind = SelectField(_l("周查还是月督"), default=CheckKind.WEEKLY.value, choices=choices_of(CheckKind))
