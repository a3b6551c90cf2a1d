"""The words of a rectification: where it came from, how grave it is, where it stands, what was done."""

from govproj.core.i18n import _l
from govproj.core.states import LabelledEnum


class Source(LabelledEnum):
    """Where a case came from."""

    MONTHLY_SUPERVISION = "monthly_supervision", _l("月度监督")
    EVALUATION = "evaluation", _l("群众评议")
    RED_FLAG = "red_flag", _l("系统预警")
    CHECKLIST = "checklist", _l("权力清单检查")
    INSPECTION = "inspection", _l("督查")
    VILLAGER = "villager", _l("村民反映")


class ClueSource(LabelledEnum):
    """What brought a clue to the discipline office."""

    VISIT = "visit", _l("督查走访")
    RED_FLAG = "red_flag", _l("系统预警")
    URGING = "urging", _l("查办")
    VILLAGER = "villager", _l("村民反映")


class Theme(LabelledEnum):
    """What a case is about: boards count by it."""

    MONEY = "money", _l("资金")
    PROCEDURE = "procedure", _l("程序手续")
    QUALITY = "quality", _l("质量")
    SAFETY = "safety", _l("安全文明")
    SCHEDULE = "schedule", _l("进度")
    OPENNESS = "openness", _l("公开")
    DUTY = "duty", _l("履职")
    OTHER = "other", _l("其他")


class Level(LabelledEnum):
    """How grave it is: decides the days, who may assign it, how many verify it and who closes it."""

    MINOR = "minor", _l("一般")
    MAJOR = "major", _l("较重")
    SEVERE = "severe", _l("严重")


class State(LabelledEnum):
    """workflows.md 5; overdue, extended and look-back due are derived."""

    FOUND = "found", _l("待交办")
    ASSIGNED = "assigned", _l("已交办")
    PLANNED = "planned", _l("已有方案")
    FIXING = "fixing", _l("整改中")
    SUBMITTED = "submitted", _l("申请销号")
    RETURNED = "returned", _l("已退回")
    VERIFIED = "verified", _l("已核实")
    CLOSED = "closed", _l("已销号")
    LOOKBACK_PASSED = "lookback_passed", _l("回头看通过")
    REOPENED = "reopened", _l("反弹重开")

    @property
    def mark(self) -> str:
        """The kind of badge it is shown with."""
        return _MARKS.get(self.value, "plain")


_MARKS = {
    "submitted": "info",
    "verified": "info",
    "returned": "soon",
    "closed": "good",
    "lookback_passed": "good",
    "reopened": "late",
}
OPEN = frozenset(State) - {State.CLOSED, State.LOOKBACK_PASSED}
IN_HAND = frozenset({State.ASSIGNED, State.PLANNED, State.FIXING, State.RETURNED, State.REOPENED})


class ActKind(LabelledEnum):
    OPENED = "opened", _l("发现问题")
    ASSIGNED = "assigned", _l("交办")
    PLANNED = "planned", _l("提出整改方案")
    STARTED = "started", _l("开始整改")
    NOTED = "noted", _l("记录进展")
    EXTENSION_ASKED = "extension_asked", _l("申请延期")
    EXTENDED = "extended", _l("同意延期")
    EXTENSION_DECLINED = "extension_declined", _l("不同意延期")
    SUBMITTED = "submitted", _l("申请销号")
    RETURNED = "returned", _l("退回")
    VERIFIED = "verified", _l("核实")
    CLOSED = "closed", _l("销号")
    LOOKBACK_SIGNED = "lookback_signed", _l("回头看签署，等另一来源")
    LOOKBACK_PASSED = "lookback_passed", _l("回头看通过")
    REOPENED = "reopened", _l("回头看不通过，重新整改")

    @property
    def mark(self) -> str:
        """The kind of badge it is shown with."""
        return _MARKS.get(self.value, "plain")


SAW_IT_LAST = (ActKind.LOOKBACK_SIGNED, ActKind.LOOKBACK_PASSED)
CARRYING_OUT = frozenset({ActKind.PLANNED, ActKind.STARTED, ActKind.NOTED, ActKind.SUBMITTED})


class Seat(LabelledEnum):
    """The two bodies that verify."""

    SUPERVISOR = "supervisor", _l("村监会成员")
    INSPECTOR = "inspector", _l("纪检干部")


class Phase(LabelledEnum):
    BEFORE = "before", _l("整改前")
    AFTER = "after", _l("整改后")
    DOCUMENT = "document", _l("材料")
