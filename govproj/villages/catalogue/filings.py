"""What work has to be filed beforehand, how long before, and what it takes to close a filing."""

from govproj.core.i18n import _l
from govproj.villages.catalogue.kinds import Kind, Rule

SUBJECT = _l("夜间施工等报备")

KINDS = {
    "night": _l("夜间施工"),
    "noise": _l("高噪声作业"),
    "road": _l("占道施工"),
    "utilities": _l("停水停电停气"),
    "blasting": _l("爆破作业"),
}
NOISE = [
    "噪声",
    "噪音",
    "太吵",
    "很吵",
    "吵得",
    "吵人",
    "吵死",
    "扰民",
    "夜里施工",
    "夜间施工",
    "半夜施工",
    "打桩",
]
NOISE += ["机器响", "响一夜", "响了一夜", "睡不着", "睡不好"]

RULES = (
    Rule(
        "filing.kinds",
        list(KINDS),
        Kind.WORDS,
        _l("哪些作业要报备"),
        _l("登记报备时从这些里选；名字写别的，就按写的用。"),
        least=1,
        parts=KINDS,
        for_villagers=True,
    ),
    Rule(
        "filing.notice_days",
        1,
        Kind.DAYS,
        _l("至少提前几天报备"),
        _l("开始前至少这么多天报备；抢险抢修除外。"),
        least=0,
        most=30,
        for_villagers=True,
    ),
    Rule(
        "filing.most_days",
        15,
        Kind.DAYS,
        _l("一次最多报备几天"),
        _l("再长要另外报备。"),
        least=1,
        most=90,
        for_villagers=True,
    ),
    Rule(
        "filing.inspections",
        1,
        Kind.COUNT,
        _l("办结前至少巡查几次"),
        _l("村监会或纪检干部到现场看过这么多次，才能办结。"),
        least=0,
        most=10,
        unit=_l("次"),
    ),
    Rule(
        "filing.noise_words",
        NOISE,
        Kind.WORDS,
        _l("哪些字眼说的是施工吵人"),
        _l("村民反映的事里有这些字眼的，旁边自动列出那前后批准过的作业。"),
        least=1,
    ),
)
