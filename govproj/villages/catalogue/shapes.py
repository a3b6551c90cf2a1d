"""Rules that are more than numbers: lists of words, ordered choices, tiers, shares.

Each function takes the rule and a value: `…_problem` is a sentence or None, `…_words` what is read out.
"""

from datetime import date

from govproj.core.i18n import _
from govproj.villages.catalogue.wording import amount_words, share_words

MOST_TIERS = 8
MOST_WORDS = 20
LONGEST_WORD = 20
ORDINARY_YEAR = 2021  # one without a 29th of February


def known(rule, codes) -> str:
    return _("、").join(str(rule.parts.get(code, code)) for code in codes)


def choices_problem(rule, value) -> str | None:
    fine = isinstance(value, list) and value and set(value) <= rule.options.keys()
    return None if fine else _("请至少选一项。")


def choices_words(rule, value) -> str:
    return _("、").join(str(rule.options.get(code, code)) for code in value)


def choice_problem(rule, value) -> str | None:
    return None if isinstance(value, str) and value in rule.parts else _("请选一项。")


def choice_words(rule, value) -> str:
    return str(rule.parts.get(value, value))


def ordered_problem(rule, value) -> str | None:
    if not isinstance(value, list) or not value or not set(value) <= rule.parts.keys():
        return _("请至少选一项。")
    return _("同一项只能排一次。") if len(set(value)) < len(value) else None


def ordered_words(rule, value) -> str:
    return " → ".join(str(rule.parts.get(code, code)) for code in value)


def list_problem(rule, value) -> str | None:
    if not isinstance(value, list) or not rule.least <= len(value) <= MOST_WORDS:
        return _("要有 %(least)s 到 %(most)s 行，每行写一项。", least=rule.least, most=MOST_WORDS)
    if any(not isinstance(word, str) or not 0 < len(word) <= LONGEST_WORD for word in value):
        return _("每一项不超过 %(most)s 个字。", most=LONGEST_WORD)
    return _("同一项写了两次，请删掉一行。") if len(set(value)) < len(value) else None


def by_theme_problem(rule, value) -> str | None:
    if not isinstance(value, dict) or value.keys() != rule.parts.keys():
        return _("每一项都要填。")
    each = (list_problem(rule, words) for words in value.values())
    return next(filter(None, each), None) or list_problem_of_all(value)


def list_problem_of_all(value: dict) -> str | None:
    """A word belongs to one theme only."""
    words = [word for words in value.values() for word in words]
    return _("同一项写在了两类里，请只留一处。") if len(set(words)) < len(words) else None


def by_theme_words(rule, value) -> str:
    said = (
        f"{label}{_('：')}{_('、').join(value[theme])}"
        for theme, label in rule.parts.items()
        if theme in value
    )
    return _("；").join(said)


def choices_by_problem(rule, value) -> str | None:
    if not isinstance(value, dict) or value.keys() != rule.parts.keys():
        return _("每一项都要填。")
    return next(filter(None, (choices_problem(rule, chosen) for chosen in value.values())), None)


def choices_by_words(rule, value) -> str:
    said = (
        f"{label}{_('：')}{choices_words(rule, value[name])}"
        for name, label in rule.parts.items()
        if name in value
    )
    return _("；").join(said)


def tiers_problem(rule, value) -> str | None:
    if not isinstance(value, list) or not 1 <= len(value) <= MOST_TIERS:
        return _("请填 1 到 %(most)s 级。", most=MOST_TIERS)
    if not all(_is_tier(rule, tier) for tier in value):
        return _("每一级都要填全。")
    amounts = [tier["below_fen"] for tier in value]
    if amounts[-1] is not None or None in amounts[:-1]:
        return _("只有最后一级不封顶，金额空着；其他各级都要填金额。")
    if amounts[:-1] != sorted(set(amounts[:-1])) or 0 in amounts:
        return _("各级金额要一级比一级高。")
    figures = [tier[rule.figure] for tier in value]
    if not all(rule.least <= figure <= rule.most for figure in figures):
        return _("应在 %(least)s 到 %(most)s 之间。", least=rule.least, most=rule.most)
    return None


def _is_tier(rule, tier) -> bool:
    wanted = {"below_fen", rule.figure} | ({"method"} if rule.parts else set())
    if not isinstance(tier, dict) or tier.keys() != wanted or type(tier[rule.figure]) is not int:
        return False
    return not rule.parts or tier["method"] in rule.parts


def tiers_words(rule, value) -> str:
    return _("；").join(_tier(rule, tier) for tier in value)


def _tier(rule, tier: dict) -> str:
    limit = tier["below_fen"]
    reach = _("%(amount)s以下", amount=amount_words(limit)) if limit is not None else _("再往上")
    figure = f"{tier[rule.figure]} {rule.shown_unit}"
    if not rule.parts:
        return f"{reach} {figure}"
    method = rule.parts.get(tier["method"], tier["method"])
    return _("%(reach)s：%(method)s（至少 %(bidders)s）", reach=reach, method=method, bidders=figure)


def yearly_problem(_rule, value) -> str | None:
    try:
        date(ORDINARY_YEAR, **value)
    except (TypeError, ValueError):
        return _("没有这一天，请改一下。")
    return None


def yearly_words(_rule, value) -> str:
    return _("每年 %(month)s 月 %(day)s 日", **value)


def shares_problem(rule, value) -> str | None:
    """By law: what holds everywhere, and nothing else."""
    return None if value == rule.default else _("这一条由法律规定，不能改。")


def shares_words(rule, value) -> str:
    said = (f"{label} {_share(share)}" for name, label in rule.parts.items() if (share := value.get(name)))
    return _("；").join(said)


def _share(share: dict) -> str:
    if "people" in share or "households" in share:
        ways = {"people": _("到会的人%(share)s"), "households": _("到会的户%(share)s")}
        return _("，或者").join(ways[by] % {"share": share_words(share[by])} for by in ways if by in share)
    words = share_words(share)
    return (
        _("全体应到的%(share)s同意", share=words)
        if share.get("of")
        else _("到会的%(share)s同意", share=words)
    )
