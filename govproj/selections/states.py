"""The words of lead selection: its states, and what nominations, checks and replacements can be."""

from govproj.core.i18n import _l
from govproj.core.states import LabelledEnum


class State(LabelledEnum):
    """workflows.md 1.2; that a call is over or a publicity period has run out follows from the day."""

    DRAFTING = "drafting", _l("草拟招募")
    PUBLISHED = "published", _l("招募中")
    ASSESSING = "assessing", _l("综合研判")
    RECUSAL_CHECK = "recusal_check", _l("回避核查")
    DECIDING = "deciding", _l("确定人选")
    PUBLICISED = "publicised", _l("人选公示")
    APPOINTED = "appointed", _l("已聘任")
    FULFILLED = "fulfilled", _l("领办期满")  # the project has passed its acceptance
    REPLACED = "replaced", _l("已更换")
    ENDED = "ended", _l("已终止")


OVER = frozenset({State.REPLACED, State.ENDED})
IN_OFFICE = frozenset({State.APPOINTED, State.FULFILLED})
RUNNING = frozenset(State) - OVER - IN_OFFICE
# A candidate may step back until the village has been told who it is.
STILL_OPEN = frozenset({State.PUBLISHED, State.ASSESSING, State.RECUSAL_CHECK, State.DECIDING})
# What is on the notice board.
SHOWN = frozenset({State.PUBLICISED}) | IN_OFFICE
# From the check on, whatever is declared or found out later opens it again.
CHECKED = frozenset({State.RECUSAL_CHECK, State.DECIDING, State.PUBLICISED})


class Way(LabelledEnum):
    """How somebody came to be nominated."""

    SELF = "self", _l("主动报名")
    RECOMMENDED = "recommended", _l("民主推荐")
    COMMITTEE = "committee", _l("村两委推荐")  # only where nobody applied, or to replace a lead


class AgeBand(LabelledEnum):
    UP_TO_35 = "up_to_35", _l("35 岁及以下")
    UP_TO_45 = "36-45", _l("36–45 岁")
    UP_TO_59 = "46-59", _l("46–59 岁")
    FROM_60 = "60_plus", _l("60 岁及以上")


class Education(LabelledEnum):
    """In rising order: the place in this list is the score, 1 to 5."""

    PRIMARY = "primary", _l("小学")
    MIDDLE_SCHOOL = "middle_school", _l("初中")
    HIGH_SCHOOL = "high_school", _l("高中、中专")
    COLLEGE = "college", _l("大专")
    BACHELOR = "bachelor", _l("本科及以上")


class Outcome(LabelledEnum):
    """What a conflict check comes to."""

    CLEAR = "clear", _l("无冲突")
    REFERRED = "referred", _l("存疑，报镇纪委")
    MANAGED = "managed", _l("可管理（部分环节回避）")
    BLOCKED = "blocked", _l("须回避（不能聘任）")


class ReplacedBecause(LabelledEnum):
    HEALTH = "health", _l("身体原因")
    AWAY = "away", _l("外出")
    CONFLICT = "conflict", _l("利益冲突")
    EVALUATION = "evaluation", _l("评议不合格")
    OTHER = "other", _l("其他")


class Part(LabelledEnum):
    """What a firm has to do with a project."""

    BIDDER = "bidder", _l("投标人")
    CONTRACTOR = "contractor", _l("施工单位")
    SUBCONTRACTOR = "subcontractor", _l("分包单位")
    SUPPLIER = "supplier", _l("材料供应商")
    EQUIPMENT = "equipment", _l("机械设备出租方")
    DESIGNER = "designer", _l("设计单位")
    OVERSEER = "overseer", _l("监理单位")
    REVIEWER = "reviewer", _l("造价审核单位")


class Channel(LabelledEnum):
    """How an objection came in."""

    WEB = "web", _l("网页")
    VISIT = "visit", _l("当面口头")
    PAPER = "paper", _l("书面、意见箱")
    PHONE = "phone", _l("电话")


class Finding(LabelledEnum):
    """What an objection comes to."""

    UPHELD = "upheld", _l("成立，重新确定人选")
    EXPLAINED = "explained", _l("说明情况")
    UNFOUNDED = "unfounded", _l("不成立")
