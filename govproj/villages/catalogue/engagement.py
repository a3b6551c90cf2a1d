"""书记领办 declared, reported and accepted; what kinds of joint activities there are."""

from govproj.core.i18n import _l
from govproj.villages.catalogue.kinds import Kind, Rule

SUBJECT = _l("书记领办和联建活动")

RULES = (
    Rule(
        "declaration.per_secretary",
        1,
        Kind.COUNT,
        _l("书记每年领办几项"),
        _l("每名书记每年至少申报这么多项书记领办项目。"),
        most=10,
        unit=_l("项"),
        for_villagers=True,
    ),
    Rule(
        "declaration.due_day",
        {"month": 3, "day": 31},
        Kind.YEARLY,
        _l("书记领办申报截止"),
        _l("当年的书记领办项目在这一天前申报。"),
        parts={"month": _l("月"), "day": _l("日")},
    ),
    Rule(
        "declaration.review_workdays",
        5,
        Kind.WORKDAYS,
        _l("书记领办审核时限"),
        _l("收到申报后，镇里在这么多工作日内答复。"),
        least=1,
        most=30,
    ),
    Rule(
        "declaration.secretary_days",
        7,
        Kind.DAYS,
        _l("书记补正和启动时限"),
        _l("退回的申报在这么多天内改好，批准的在这么多天内启动。"),
        least=1,
        most=60,
    ),
    Rule(
        "declaration.report_days",
        10,
        Kind.DAYS,
        _l("书记领办报告时限"),
        _l("每季度和年底结束后，在这么多天内报告进展。"),
        least=1,
        most=60,
    ),
    Rule(
        "declaration.accept_workdays",
        10,
        Kind.WORKDAYS,
        _l("书记领办年终验收时限"),
        _l("年终报告交上后，镇里在这么多工作日内验收。"),
        least=1,
        most=60,
    ),
    Rule(
        "activity.kinds",
        {
            "joint": ["联建活动", "宣讲", "专业讲座", "宣誓升旗", "送清凉", "专家进工地"],
            "education": ["廉政党课", "警示教育", "案例通报"],
            "supervision": ["现场监督", "跟进检查"],
        },
        Kind.WORDS_BY,
        _l("活动有哪些形式"),
        _l("登记活动时从这些形式里选，按活动是为了什么分开。"),
        least=1,
        parts={"joint": _l("联建"), "education": _l("廉政教育"), "supervision": _l("现场监督")},
    ),
)
