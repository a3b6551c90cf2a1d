"""What an entry of the log says in words."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Row

from govproj.accounts.models import Role
from govproj.core import money
from govproj.core.audit import Event
from govproj.core.dates import beijing
from govproj.core.filters import day, moment
from govproj.core.i18n import _, _l
from govproj.core.workflow import Workflow
from govproj.selections.states import Outcome

FAMILIES = {
    "projects": _l("项目"),
    "selections": _l("领办人选任"),
    "decisions": _l("民主决策"),
    "minutes": _l("会议记录"),
    "checklists": _l("小微权力清单"),
    "matters": _l("事项"),
    "power_editions": _l("权力清单版本"),
    "risks": _l("廉政风险"),
    "risk_points": _l("廉政风险点"),
    "talks": _l("廉政约谈"),
    "disclosures": _l("公示"),
    "evaluations": _l("评议"),
    "rules": _l("规矩"),
    "legal_bases": _l("依据"),
    "firms": _l("单位登记"),
    "rectifications": _l("整改"),
    "inspections": _l("督查"),
    "filings": _l("施工报备"),
    "flags": _l("预警"),
    "lead_declarations": _l("书记领办"),
    "joint_teams": _l("联合小组"),
    "activities": _l("活动"),
    "agreements": _l("协议和承诺"),
    "ledger": _l("资金台账"),
    "villages": _l("村情与规则"),
    "accounts": _l("账号"),
    "site": _l("系统"),
}
OFFICES = {role.value: role.label for role in Role}
OUTCOMES = {outcome.value: outcome.label for outcome in Outcome}
PLACEHOLDER = re.compile(r"%\((\w+)\)s")
ISO_DAY = re.compile(r"(19|20)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
ISO_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00")
# Facts that name a field of a thing, for sentences about what was changed.
FIELDS = {
    "name": _l("名称"),
    "kind": _l("类型"),
    "category": _l("类别"),
    "place": _l("地点"),
    "content": _l("建设内容"),
    "proposal": _l("提议理由"),
    "budget_fen": _l("预算"),
    "funds": _l("资金来源"),
    "method": _l("发包方式"),
    "contractor_id": _l("施工单位"),
    "contract_fen": _l("合同价"),
    "planned_start": _l("计划开工"),
    "planned_end": _l("计划完工"),
    "lead_id": _l("领办人"),
    "contact_id": _l("联系人"),
    "wants_lead": _l("是否领办"),
    "phone": _l("电话"),
    "resident_id": _l("对应名册"),
    "discipline_phone": _l("纪委电话"),
    "supervision_phone": _l("村监会电话"),
    "letter_box": _l("意见箱"),
    "notice_board": _l("公开栏"),
    "tablet_place": _l("大厅平板"),
    "households": _l("户数"),
    "adults": _l("18 周岁以上人数"),
    "party_members": _l("党员人数"),
    "group": _l("村民小组"),
    "household": _l("户号"),
    "is_party_member": _l("党员"),
    "left_on": _l("离开日期"),
    "number": _l("编号"),
    "fen": _l("金额"),
    "signed_on": _l("签订日期"),
    "starts_on": _l("约定开工"),
    "ends_on": _l("约定完工"),
    "advance_pct": _l("预付比例"),
    "progress_pct": _l("审定前付款比例"),
    "retention_pct": _l("质保金比例"),
    "safety_fen": _l("安全文明施工费"),
    "payee": _l("收款户名"),
}


class Line(NamedTuple):
    """One entry as an inspector reads it."""

    leaf_index: int
    at: datetime
    who: str
    office: str
    says: str
    change: str  # 草拟 → 已提议 · 发生于 2022年5月9日
    note: str
    village: str
    project: str
    project_id: int | None
    subject: str
    facts: dict | None
    leaf_hash: str


def line(row: Row) -> Line:
    entry, person, village, project = row
    facts = entry.facts
    return Line(
        leaf_index=entry.leaf_index,
        at=entry.at,
        who=person or _somebody(entry.actor_id),
        office=OFFICES.get(entry.office, ""),
        says=sentence(entry.event, facts),
        change=_change(entry, facts or {}),
        note=(facts or {}).get("note") or "",
        village=village or "",
        project=project or "",
        project_id=entry.project_id,
        subject=entry.subject,
        facts=facts,
        leaf_hash=entry.leaf_hash.hex(),
    )


def _somebody(actor_id: int | None) -> str:
    if actor_id is None:
        return _("系统")
    return _("账号 %(number)s", number=actor_id) if actor_id else _("未登录的群众")


def sentence(name: str, facts: dict | None) -> str:
    """The event's own words with the facts put in; its bare name where it has none."""
    event = Event.known.get(name)
    if event is None or event.says is None:
        return name
    if facts is None:
        return _("%(kind)s（内容已依法删除）", kind=kind_label(event))
    says = PLACEHOLDER.sub(lambda place: _spoken(place[1], facts.get(place[1])), str(event.says))
    return says.replace("%%", "%")


def kind_label(event: Event) -> str:
    """The event's words without facts, for a list of kinds."""
    return PLACEHOLDER.sub("…", str(event.says or event.name)).replace("%%", "%")


def kinds(events: Iterable[Event]) -> dict[str, list[tuple[str, str]]]:
    """These events by family, for a select with groups; a family as a whole ends in a dot."""
    families: dict[str, list[tuple[str, str]]] = {}
    for event in sorted(events, key=lambda event: event.name):
        family = event.name.partition(".")[0]
        label = str(FAMILIES.get(family, family))
        group = families.setdefault(label, [(f"{family}.", _("%(family)s：全部", family=label))])
        group.append((event.name, kind_label(event)))
    return families


def _spoken(name: str, value) -> str:
    if value is None:
        return "—"
    if name == "fen" or name.endswith("_fen"):
        return money.yuan(value)
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if name == "role":
        return str(OFFICES.get(value, value))
    if name == "outcome":
        return str(OUTCOMES.get(value, value))
    if name == "fields":
        return _("、").join(str(FIELDS.get(field, field)) for field in value)
    if isinstance(value, str) and ISO_DAY.fullmatch(value):
        return _day_in_words(value)
    if isinstance(value, str) and ISO_MOMENT.fullmatch(value):
        return moment(datetime.fromisoformat(value))
    return _("、").join(map(str, value)) if isinstance(value, list) else str(value)


def _day_in_words(value: str) -> str:
    """A text that only looks like a day, such as the 31st of February, stays as it is."""
    try:
        return day(date.fromisoformat(value))
    except ValueError:
        return value


def _change(entry, facts: dict) -> str:
    """From which state to which, in the labels of the workflow's states, and when, if not on the day of recording."""
    workflow, _dot, move_name = entry.event.rpartition(".")
    move = getattr(Workflow.known.get(workflow), "moves", {}).get(move_name)
    if move is None or "before" not in facts:
        return ""
    labels = {state.value: str(state.label) for kind in set(map(type, move.source)) for state in kind}
    change = " → ".join(labels.get(facts.get(end), "—") for end in ("before", "after"))
    happened = facts.get("on") and date.fromisoformat(facts["on"])
    if happened and happened != beijing(entry.at).date():
        change += " · " + _("发生于 %(day)s", day=day(happened))
    return change
