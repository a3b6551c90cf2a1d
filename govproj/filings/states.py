"""The words of a filing: where it stands and what an inspection on the spot found."""

from govproj.core.i18n import _l
from govproj.core.states import LabelledEnum


class State(LabelledEnum):
    """S24: 报备 → 核准、公告 → 巡查 → 处置 → 归档. What is announced, running or over follows from the days."""

    SUBMITTED = "submitted", _l("待核准")
    RETURNED = "returned", _l("已退回")
    APPROVED = "approved", _l("已核准")
    STOPPED = "stopped", _l("已叫停")
    WITHDRAWN = "withdrawn", _l("已撤回")
    CLOSED = "closed", _l("已办结")

    @property
    def mark(self) -> str:
        """The kind of badge it is shown with."""
        return _MARKS.get(self.value, "plain")


_MARKS = {"submitted": "info", "returned": "soon", "approved": "good", "stopped": "late"}
PUBLIC = frozenset({State.APPROVED, State.STOPPED, State.CLOSED})
OPEN = frozenset({State.SUBMITTED, State.RETURNED, State.APPROVED, State.STOPPED})


class Result(LabelledEnum):
    FINE = "fine", _l("符合报备")
    VIOLATION = "violation", _l("有违规")
