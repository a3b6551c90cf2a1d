"""RF48–RF50: what villagers say, what is not put right, weeks nobody came to look."""

from itertools import takewhile

from govproj.core.dates import months_after
from govproj.core.i18n import _l
from govproj.core.money import percent
from govproj.flags.rules.kinds import Fires, Level, known, recorded, rule
from govproj.projects.models import State


@rule(
    "RF48",
    _l("满意率低或答卷太少"),
    Level.YELLOW,
    formula=_l("最近一轮评议的总体满意率低于整改线，或者有效答卷少于规定；低于红线转红。"),
    reads="rounds",
    thresholds="evaluation.rate_alert evaluation.rate_red evaluation.min_valid"
    " evaluation.min_valid_pct_households flag.look_back_months",
    powers="P25",
    says={
        "": _l("最近一轮评议的总体满意率 %(content)s ÷ %(judged)s = %(pct)s%%，低于 %(limit)s%%。"),
        "few": _l("最近一轮评议有效答卷 %(valid)s 份，规定至少 %(least)s 份。"),
    },
)
def low_satisfaction(facts, limits):
    since = months_after(facts.today, -limits["flag.look_back_months"])
    recent = [row for row in facts.rounds or () if row.published_on and row.published_on >= since]
    if not recent:
        return None
    newest = max(recent, key=lambda row: (row.published_on, row.id))
    judged, content = known(newest.judged, "rounds"), known(newest.content, "rounds")
    row = (("round", newest.id),)
    for level, key in ((Level.RED, "evaluation.rate_red"), (Level.YELLOW, "evaluation.rate_alert")):
        if judged and content * 100 < judged * limits[key]:
            numbers = {"content": content, "judged": judged, "limit": limits[key]}
            numbers["pct"] = percent(content, judged)
            return Fires(level, numbers, (f"{newest.id} {level}",), row)
    share = (newest.households or 0) * limits["evaluation.min_valid_pct_households"]
    least = max(limits["evaluation.min_valid"], -(-share // 100))
    if known(newest.valid, "rounds") >= least:
        return None
    return Fires(Level.YELLOW, {"valid": newest.valid, "least": least}, (f"{newest.id} few",), row, "few")


@rule(
    "RF49",
    _l("整改超期或反弹"),
    Level.YELLOW,
    formula=_l("整改超期达到催办天数为黄，达到督办天数为红；回头看没有通过直接为红。"),
    reads="cases",
    thresholds="rectification.urging_days",
    says={
        "": _l("整改 %(number)s 应 %(due)s 前办结，已超 %(days)s 天。"),
        "rebound": _l("整改 %(number)s 回头看没有通过，重新整改。"),
    },
)
def rectification_overdue(facts, limits):
    urging = limits["rectification.urging_days"]
    found = [hit for case in facts.cases or () if case.open and (hit := _late(case, facts.today, urging))]
    if not found:
        return None
    found.sort(key=lambda hit: hit[0] is not Level.RED)
    level, says, numbers, _case = found[0]
    marks = tuple(f"{case.number} {case.turn} {level}" for level, _says, _numbers, case in found)
    rows = tuple(("rectification", case.id) for *_rest, case in found)
    return Fires(level, numbers, marks, rows, says)


def _late(case, today, urging):
    if known(case.turn, "case") > 1:
        return Level.RED, "rebound", {"number": case.number}, case
    days = 0 if case.handed_in else (today - known(case.due_on, "case")).days
    if days < max(1, urging["urge"]):
        return None
    level = Level.RED if days >= urging["supervise"] else Level.YELLOW
    return level, "", {"number": case.number, "due": case.due_on, "days": days}, case


@rule(
    "RF50",
    _l("连续几周没有周查"),
    Level.YELLOW,
    formula=_l("在建项目最近连续几周没有周查，达到黄线为黄，达到红线为红。"),
    reads="life checks",
    thresholds="weekly_check.yellow_weeks weekly_check.red_weeks",
    says=_l("到 %(last)s 为止，已经连续 %(weeks)s 周没有周查。"),
)
def weekly_check_missed(facts, limits):
    if facts.state is not State.BUILDING or not facts.construction:
        return None
    due = [check for check in recorded(facts.checks, "checks", "due_on") if check.due_on < facts.today]
    due.sort(key=lambda check: check.due_on)
    missed = list(takewhile(lambda check: check.done_on is None, reversed(due)))
    if len(missed) < limits["weekly_check.yellow_weeks"]:
        return None
    level = Level.RED if len(missed) >= limits["weekly_check.red_weeks"] else Level.YELLOW
    numbers = {"last": missed[0].due_on, "weeks": len(missed)}
    return Fires(level, numbers, (f"{missed[-1].due_on} {level}",), (("checks", facts.id),))
