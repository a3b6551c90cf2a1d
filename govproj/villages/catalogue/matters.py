"""How soon what villagers say is taken up and finished."""

from govproj.core.i18n import _l
from govproj.villages.catalogue.kinds import Kind, Rule

SUBJECT = _l("群众反映和举报")

KINDS = {
    "snap": _l("随手拍"),
    "suggestion": _l("意见建议"),
    "urgent": _l("急事"),
    "errand": _l("小事代办"),
    "dispute": _l("闹事（矛盾纠纷）"),
    "important": _l("要事"),
    "major": _l("大事"),
    "good": _l("好事"),
}
OTHER = "other"  # whatever a place has named itself
EACH = {**KINDS, OTHER: _l("本地自己加的")}
CHAIN = {
    "director": _l("村委会主任"),
    "secretary": _l("村党组织书记"),
    "town_admin": _l("镇业务干部（三资代理）"),
    "town_inspector": _l("镇纪检干部"),
}
BREACH = ["贪污", "受贿", "行贿", "回扣", "侵占", "挪用", "套取", "截留", "虚报", "冒领", "优亲厚友"]
BREACH += ["吃拿卡要", "收红包", "收礼", "私分", "举报"]


def _climbs(key: str, chain: list[str], label) -> Rule:
    text = _l("过了期限还没办的，一级一级往上提醒，每一级都留着，直到办好。")
    return Rule(key, chain, Kind.ORDERED, label, text, parts=CHAIN)


RULES = (
    Rule(
        "matter.kinds",
        ["snap", "suggestion", "urgent", "errand"],
        Kind.WORDS,
        _l("村民可以反映哪几类事"),
        _l("反映问题时从这些里选；名字写别的，就按写的用。"),
        least=1,
        parts=KINDS,
        for_villagers=True,
    ),
    Rule(
        "matter.urgent_kinds",
        ["urgent"],
        Kind.CHOICES,
        _l("哪几类按分钟算"),
        _l("这几类昼夜不停、节假日也算，按分钟计时；别的按工作日算。"),
        options=KINDS,
    ),
    Rule(
        "matter.urgent_first_minutes",
        30,
        Kind.COUNT,
        _l("急事受理"),
        _l("急事在这么多分钟内受理。"),
        least=5,
        most=1440,
        unit=_l("分钟"),
        for_villagers=True,
    ),
    Rule(
        "matter.urgent_minutes",
        60,
        Kind.COUNT,
        _l("急事办结"),
        _l("急事在这么多分钟内办好，从反映的时候算起。"),
        least=5,
        most=1440,
        unit=_l("分钟"),
        for_villagers=True,
    ),
    Rule(
        "matter.first_workdays",
        dict.fromkeys(EACH, 1),
        Kind.PARTS,
        _l("受理时限"),
        _l("村民反映的事，在这么多工作日内受理。"),
        least=1,
        most=30,
        parts=EACH,
        part_kind=Kind.WORKDAYS,
        for_villagers=True,
    ),
    Rule(
        "matter.finish_workdays",
        {
            **{"snap": 5, "suggestion": 15, "urgent": 1, "errand": 5},
            **{"dispute": 10, "important": 15, "major": 15, "good": 15, OTHER: 10},
        },
        Kind.PARTS,
        _l("办结时限"),
        _l("从反映的时候算起，在这么多工作日内办好。"),
        least=1,
        most=90,
        parts=EACH,
        part_kind=Kind.WORKDAYS,
        for_villagers=True,
    ),
    Rule(
        "matter.photo_kinds",
        ["snap"],
        Kind.CHOICES,
        _l("哪几类办好要有照片"),
        _l("没有办好后的照片，就不能办结。"),
        options=KINDS,
    ),
    Rule(
        "matter.basis_kinds",
        ["errand", "important"],
        Kind.CHOICES,
        _l("哪几类先要有凭据"),
        _l("代办要有委托（签字照片或见证人），要事要有村党组织议事记录，记下来才能办结。"),
        options=KINDS,
    ),
    _climbs("matter.escalation", ["secretary", "town_admin"], _l("逾期往上提醒：一般的事")),
    _climbs("matter.escalation_urgent", ["director", "secretary", "town_admin"], _l("逾期往上提醒：急事")),
    _climbs(
        "matter.escalation_dispute", ["director", "secretary", "town_admin"], _l("逾期往上提醒：矛盾纠纷")
    ),
    Rule(
        "matter.escalate_workdays",
        2,
        Kind.WORKDAYS,
        _l("逾期多久再往上一级"),
        _l("每过这么多工作日还没办，再提醒上一级。"),
        least=1,
        most=30,
    ),
    Rule(
        "matter.escalate_minutes",
        30,
        Kind.COUNT,
        _l("急事逾期多久再往上一级"),
        _l("每过这么多分钟还没办，再提醒上一级。"),
        least=5,
        most=1440,
        unit=_l("分钟"),
    ),
    Rule(
        "matter.quiet_days",
        7,
        Kind.DAYS,
        _l("回复后等几天办结"),
        _l("回复以后这么多天里反映人没有说不满意，就办结。"),
        least=1,
        most=60,
        for_villagers=True,
    ),
    Rule(
        "matter.reopenings",
        2,
        Kind.COUNT,
        _l("不满意可以重办几次"),
        _l("再不满意就记在案，镇里查得到。"),
        least=1,
        most=5,
        unit=_l("次"),
        for_villagers=True,
    ),
    Rule(
        "matter.town_call_workdays",
        5,
        Kind.WORKDAYS,
        _l("重办后仍不满意，镇里几天内回访"),
        _l("不能再重办的，镇里在这么多工作日内问一次反映人。"),
        least=1,
        most=30,
        for_villagers=True,
    ),
    Rule(
        "matter.keep_days",
        90,
        Kind.DAYS,
        _l("姓名电话留多久"),
        _l("事情了结这么多天以后，反映人的姓名和电话自动删除。"),
        least=1,
        most=1095,
        for_villagers=True,
    ),
    Rule(
        "matter.breach_words",
        BREACH,
        Kind.WORDS,
        _l("哪些字眼要提醒走举报的路"),
        _l("写了这些，提交前先提醒：反映某个人违纪的事，打举报电话或投意见箱更保密。"),
        least=1,
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
