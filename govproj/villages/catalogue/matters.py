"""How soon what villagers say is taken up and finished."""

from govproj.core.i18n import _l
from govproj.villages.catalogue.kinds import Kind, Order, Rule

SUBJECT = _l("群众反映和举报")

RULES = (
    Rule(
        "matter.urgent_minutes",
        60,
        Kind.COUNT,
        _l("急事响应"),
        _l("急事在这么多分钟内响应。"),
        least=5,
        most=1440,
        unit=_l("分钟"),
        for_villagers=True,
    ),
    Rule(
        "matter.accept_workdays",
        1,
        Kind.WORKDAYS,
        _l("受理时限"),
        _l("村民反映的事，在这么多工作日内受理。"),
        least=1,
        most=30,
        for_villagers=True,
    ),
    Rule(
        "matter.finish_days",
        {"simple": 5, "ordinary": 10, "complex": 15},
        Kind.PARTS,
        _l("办结天数"),
        _l("受理后多少天内办结，按难易。"),
        least=1,
        most=90,
        parts={"simple": _l("简单的"), "ordinary": _l("一般的"), "complex": _l("复杂的")},
        part_kind=Kind.DAYS,
        order=Order.RISING,
        for_villagers=True,
    ),
    Rule(
        "report.accept_workdays",
        5,
        Kind.WORKDAYS,
        _l("举报受理时限"),
        _l("举报在这么多工作日内决定是否受理。"),
        least=1,
        most=30,
        for_villagers=True,
    ),
    Rule(
        "report.feedback_workdays",
        15,
        Kind.WORKDAYS,
        _l("实名举报反馈时限"),
        _l("实名举报受理后，在这么多工作日内反馈。"),
        least=1,
        most=60,
        for_villagers=True,
    ),
    Rule(
        "report.transfer_workdays",
        5,
        Kind.WORKDAYS,
        _l("举报转办时限"),
        _l("转下级办理的，在这么多工作日内转出。"),
        least=1,
        most=30,
    ),
)
