"""The words of supervision: who watches, what is checked, how and where it stands."""

from govproj.core.i18n import _l
from govproj.core.states import LabelledEnum


class CheckKind(LabelledEnum):
    """The checks that fall due by themselves."""

    WEEKLY = "weekly", _l("周查")
    MONTHLY = "monthly", _l("月督")


class TaskKind(LabelledEnum):
    """The visits that somebody orders."""

    SPECIAL = "special", _l("专项督查")
    JOINT = "joint", _l("综合查一次")
    RANDOM = "random", _l("双随机")
    UNANNOUNCED = "unannounced", _l("暗访")
    ONLINE = "online", _l("线上督查")


class TaskState(LabelledEnum):
    PLANNED = "planned", _l("待实施")
    STARTED = "started", _l("实施中")
    DONE = "done", _l("已完成")
    CANCELLED = "cancelled", _l("已取消")

    @property
    def mark(self) -> str:
        """The kind of badge it is shown with."""
        return {"started": "info", "done": "good"}.get(self.value, "plain")


class Origin(LabelledEnum):
    """What brought a task about."""

    PLANNED = "planned", _l("计划")
    ALERT = "alert", _l("预警触发")
    RANDOM = "random", _l("随机")
    VILLAGERS = "villagers", _l("群众反映")


class Mode(LabelledEnum):
    ONSITE = "onsite", _l("线下（到现场）")
    ONLINE = "online", _l("线上（看照片和台账）")


class PlanMode(LabelledEnum):
    """How a plan wants the project to be watched."""

    ONSITE = "onsite", _l("线下")
    ONLINE = "online", _l("线上")
    BOTH = "both", _l("线上和线下")


class PlanState(LabelledEnum):
    DRAFT = "draft", _l("起草中")
    SUBMITTED = "submitted", _l("待镇里审批")
    APPROVED = "approved", _l("已批准")

    @property
    def mark(self) -> str:
        """The kind of badge it is shown with."""
        return {"draft": "plain", "submitted": "soon", "approved": "good"}[self.value]


class GroupBody(LabelledEnum):
    """From which body a member of a group comes."""

    SUPERVISION = "supervision", _l("村监会")
    DISCIPLINE = "discipline", _l("镇纪委")
    CONGRESS = "congress", _l("人大代表")
    REPRESENTATIVE = "representative", _l("村民代表")
    OUTSIDE = "outside", _l("村外专业人员")


OUTSIDE_THE_VILLAGE = frozenset({GroupBody.DISCIPLINE, GroupBody.CONGRESS, GroupBody.OUTSIDE})


class ProblemKind(LabelledEnum):
    COORDINATION = "coordination", _l("协调事项")
    SUGGESTION = "suggestion", _l("意见建议")
    FINDING = "finding", _l("发现问题")
    CLUE = "clue", _l("问题线索")


class Answer(LabelledEnum):
    """What was seen of one item of the checklist."""

    FINE = "fine", _l("正常")
    WRONG = "wrong", _l("有问题")
    NOT_NOW = "not_now", _l("这次没有")


class Standing(LabelledEnum):
    """Follows from the due day and the day it was done; never stored."""

    ON_TIME = "on_time", _l("按时")
    LATE = "late", _l("迟查")
    MISSING = "missing", _l("未查")
    WAITING = "waiting", _l("待查")

    @property
    def kind(self) -> str:
        """The badge that says it without the word."""
        return {"on_time": "good", "late": "soon", "missing": "late", "waiting": "plain"}[self.value]
