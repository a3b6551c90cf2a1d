"""What stands on a notice, on the screen as on paper: figures, words and codes ready to be drawn."""

from flask import current_app, url_for

from govproj.core.codes import grouped
from govproj.core.i18n import _
from govproj.core.money import percent, wan
from govproj.core.qr import qr_image
from govproj.disclosures.queries import figures
from govproj.rectifications.states import State as CaseState


def sheet_of(disclosure) -> dict:
    """What stands on the notice, on the screen as on paper."""
    facts = figures.facts(disclosure)
    letters = disclosure.checkpoint
    own, proof = url_for("disclosures.show", disclosure_id=disclosure.id), f"/verify?letters={letters}"
    site = (current_app.config["PUBLIC_URL"] or "").rstrip("/")
    return {
        "disclosure": disclosure,
        "content_hash": disclosure.content_hash,
        "project": disclosure.project,
        "village": disclosure.project.village,
        "facts": facts,
        "texts": _texts(disclosure),
        "rows": _details(disclosure.project, facts),
        "replaced_by": disclosure.successor
        if disclosure.successor and disclosure.successor.is_public
        else None,
        "signed_by": _("、").join(signature.user.name for signature in disclosure.signatures),
        "paid_pct": percent(facts.paid_fen or 0, facts.contract_fen or 0, 1),
        "letters": letters and grouped(letters),
        "proof": proof,
        "site_address": site,
        "page_code": qr_image(site + own) if site else "",
        "proof_code": qr_image(site + proof) if site and letters else "",
    }


def _texts(disclosure) -> list[tuple]:
    """What was written, under its headings; an empty one is left out."""
    written = [
        (_("本月完成"), disclosure.summary),
        (_("与计划有差距的原因"), disclosure.deviation_reason),
        (_("下月计划"), disclosure.next_plan),
        (_("上月问题整改情况"), disclosure.problems_text),
        (_("质量安全检查和隐蔽工程验收"), disclosure.checks_text),
        (_("采购和用工"), disclosure.labour_text),
        (_("工程变更累计及占比"), disclosure.change_text),
    ]
    return [(title, words) for title, words in written if words]


def _details(project, facts) -> list[tuple]:
    """Who and what, line by line; what is not known is left out."""
    funds = _("；").join(f"{line['source']} {wan(line['fen'])}" for line in facts.funds or ())
    records = facts.records or {}
    known = [
        (_("领办人"), facts.lead),
        (_("村两委联系人"), facts.contact),
        (_("监督小组"), facts.supervisors),
        (_("建设单位"), _("%(village)s村民委员会", village=project.village.name)),
        (_("施工单位"), facts.contractor),
        (_("设计单位"), records.get("design", "")),
        (_("监理单位"), records.get("supervision", "")),
        (_("预算"), facts.budget_fen and wan(facts.budget_fen), _("万元")),
        (_("合同价"), facts.contract_fen and wan(facts.contract_fen), _("万元")),
        (_("资金来源（万元）"), funds),
        *((label, words) for label, words in of_records(facts)),
        (_("地点和类别"), " · ".join(filter(None, (project.place, str(project.category.label))))),
        (_("建设内容"), project.content),
    ]
    return [row for row in known if row[1]]


def of_records(facts) -> list[tuple]:
    """What books and lists say about the month, in words; what they say nothing about is left out."""
    records = facts.records
    if not records:
        return []
    return [
        (_("工程变更"), _changes(records, facts.contract_fen)),
        (_("本月用工"), _labour(records)),
        (_("本月材料和租赁"), _goods(records)),
        (_("本月隐蔽工程"), _concealed(records)),
        (_("周查"), _checks(records)),
        (_("问题整改"), _problems(records)),
    ]


def _changes(records: dict, contract_fen: int | None) -> str:
    if not records["changes"]:
        return ""
    share = percent(records["change_fen"], contract_fen or 0, 2)
    words = {"n": records["changes"], "fen": wan(records["change_fen"]), "pct": share}
    if share is None:
        return _("累计 %(n)s 项，%(fen)s 万元", n=words["n"], fen=words["fen"])
    return _("累计 %(n)s 项，%(fen)s 万元，占合同 %(pct)s%%", **words)


def _labour(records: dict) -> str:
    if not records["labour_times"]:
        return ""
    return _("%(n)s 人次，%(fen)s 万元", n=records["labour_times"], fen=wan(records["labour_fen"]))


def _goods(records: dict) -> str:
    parts = [(_("材料"), records["goods_fen"]), (_("租赁"), records["rental_fen"])]
    return _("；").join(_("%(what)s %(fen)s 万元", what=what, fen=wan(fen)) for what, fen in parts if fen)


def _concealed(records: dict) -> str:
    if not records["concealed"]:
        return ""
    return _("%(n)s 处，已签字 %(signed)s 处", n=records["concealed"], signed=records["concealed_signed"])


def _checks(records: dict) -> str:
    """Notices handed in before there were checks know nothing of them."""
    due, on_time, late = (records.get(f"checks_{which}", 0) for which in ("due", "on_time", "late"))
    if not due:
        return ""
    words = _("应 %(due)s 次，按时 %(on_time)s 次", due=due, on_time=on_time)
    return words + (_("，迟报 %(late)s 次", late=late) if late else "")


def _problems(records: dict) -> str:
    return _("；").join(
        f"{number} {title}（{CaseState(state).label}）" for number, title, state in records["problems"]
    )


def changes_since(disclosure) -> list[tuple]:
    """(field, before, after) of a correction against the version it corrects, field by field."""
    before = disclosure.supersedes
    if before is None:
        return []
    old, new = _fields(before), _fields(disclosure)
    labels = dict.fromkeys((*old, *new))
    return [
        (label, old.get(label, ""), new.get(label, ""))
        for label in labels
        if old.get(label) != new.get(label)
    ]


def _fields(disclosure) -> dict[str, str]:
    facts = figures.facts(disclosure)
    recorded = [row[:2] for row in figures_with_source(facts, None)] if facts.recorded else []
    details = [(str(row[0]), str(row[1])) for row in _details(disclosure.project, facts)]
    photos = _("、").join(photo.caption for photo in disclosure.site_photos)
    return dict(recorded) | dict(details) | dict(_texts(disclosure)) | {_("现场照片"): photos}


def figures_with_source(facts, before) -> list[tuple]:
    """(what, now, at the end of the month before, where it comes from, endpoint) for whoever writes the words."""
    progress, books = (_("进度登记"), "projects.months"), (_("资金台账"), "ledger.of_project")
    others = {
        _("本月用工"): (_("用工登记"), "ledger.of_project"),
        _("本月材料和租赁"): (_("材料登记"), "ledger.of_project"),
        _("本月隐蔽工程"): (_("施工记录"), "projects.show"),
        _("周查"): (_("周查记录"), "inspections.of_project"),
        _("问题整改"): (_("整改记录"), "rectifications.of_project"),
    }
    rows = [
        (_("计划进度"), f"{facts.planned_pct}%", _pct(before and before.planned_pct), *progress),
        (_("实际进度"), f"{facts.actual_pct}%", _pct(before and before.actual_pct), *progress),
        (_("累计支付（万元）"), wan(facts.paid_fen), wan(before and before.paid_fen), *books),
        (_("本月支付（万元）"), wan(facts.paid_month_fen), "", *books),
        (_("合同价（万元）"), wan(facts.contract_fen), "", *books),
    ]
    lists = [(label, words, "", *others.get(label, books)) for label, words in of_records(facts) if words]
    return rows + lists


def _pct(value) -> str:
    return "—" if value is None else f"{value}%"
