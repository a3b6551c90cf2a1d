"""What a rule is and what it can answer: silent, a question, or that something is not recorded."""

import enum
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from govproj.core.i18n import _l
from govproj.core.states import LabelledEnum
from govproj.flags.facts.records import Facts


class Level(LabelledEnum):
    """Yellow is asked of the project team at once; red is first known to those who supervise and inspect."""

    YELLOW = "yellow", _l("黄")
    RED = "red", _l("红")


class Fires(NamedTuple):
    """A question. `numbers` fill the sentence `says` names; `rows` are (kind, id) of what it was read from.

    `marks` tell this occurrence from the next one: what has been asked once is not asked again, a new mark is.
    `projects` are all it names, where it is about more than one.
    """

    level: Level
    numbers: dict[str, Any]
    marks: tuple[str, ...]
    rows: tuple[tuple[str, int], ...] = ()
    says: str = ""
    projects: tuple[int, ...] = ()


class NotComputable(NamedTuple):
    missing: str  # a key of MISSING


class Silent(enum.Enum):
    """Nothing to ask; a rule itself says None."""

    SILENT = "silent"


SILENT = Silent.SILENT
Result = Fires | NotComputable | Silent

MISSING = {
    "acceptance": _l("验收会议记录"),
    "assets": _l("资产卡片"),
    "bids": _l("各家的报价"),
    "budget": _l("预算"),
    "case": _l("整改的期限"),
    "changes": _l("变更的金额和日期"),
    "checks": _l("周查记录"),
    "contract": _l("合同"),
    "contract_day": _l("合同签订日"),
    "contract_sum": _l("合同价"),
    "decision": _l("民主决策记录"),
    "duties": _l("应公示的月份"),
    "end": _l("合同竣工日"),
    "firm": _l("单位资料"),
    "goods": _l("材料设备登记"),
    "labour": _l("用工登记"),
    "manager": _l("周查里项目负责人是否在岗"),
    "months": _l("形象进度月报"),
    "notices": _l("月度公示"),
    "officers": _l("村里任职人员和近亲属申报"),
    "papers": _l("材料的日期"),
    "payments": _l("付款记录"),
    "people": _l("单位背后的人员"),
    "procurement": _l("招采记录"),
    "rounds": _l("评议结果"),
    "safety": _l("合同里单列的安全文明施工费"),
    "selection": _l("领办人选任记录"),
    "services": _l("设计、预算、审核、监理单位"),
    "settlement": _l("结算送审记录"),
    "siblings": _l("村里其他项目"),
    "sources": _l("资金来源"),
    "start": _l("开工日"),
    "start_notice": _l("开工公示"),
    "state_days": _l("项目推进的日期"),
    "wins": _l("村里各项目的中标记录"),
    "works": _l("隐蔽工程登记"),
}


class Missing(Exception):
    """Raised inside a rule by `known`, never past Rule.judge."""


def known(value, what: str):
    """The value; where it is None the rule ends, and says that `what` is missing."""
    if value is None:
        raise Missing(what)
    return value


def recorded(rows, what: str, *names: str) -> list:
    """The rows in which all these figures are filled in; the rule ends where there are rows and none is whole."""
    whole = [row for row in known(rows, what) if all(getattr(row, name) is not None for name in names)]
    if rows and not whole:
        raise Missing(what)
    return whole


Check = Callable[[Facts, dict], Fires | None]


@dataclass(frozen=True)
class Rule:
    """One rule of the catalogue. `check` is pure: facts and local settings in, an answer out."""

    id: str
    name: Any
    level: Level
    formula: Any
    check: Check
    reads: frozenset[str]  # parts of the facts, see facts.loading
    thresholds: tuple[str, ...] = ()  # keys of local rules
    powers: tuple[str, ...] = ()  # items of the catalogue of small powers
    says: dict[str, Any] = field(default_factory=dict)
    note: Any = ""  # what of the formula no record tells
    version: int = 1
    finance: bool = False  # also the business of the town's accounts agency

    def judge(self, facts: Facts, settings: dict) -> Result:
        """Never raises: what is missing is an answer."""
        try:
            return self.check(facts, settings) or SILENT
        except Missing as missing:
            return NotComputable(str(missing))


RULES: dict[str, Rule] = {}


def rule(id_: str, name, level: Level, *, formula, reads: str, says, thresholds: str = "", powers="", **more):
    """Register the decorated function as a rule; lists are written as words with blanks between."""

    def register(check: Check) -> Check:
        sentences = says if isinstance(says, dict) else {"": says}
        RULES[id_] = Rule(
            id=id_,
            name=name,
            level=level,
            formula=formula,
            check=check,
            reads=frozenset(reads.split()),
            thresholds=tuple(thresholds.split()),
            powers=tuple(powers.split()),
            says=sentences,
            **more,
        )
        return check

    return register
