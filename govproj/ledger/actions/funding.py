"""Budget and sources of a project, and money coming in. A source never pays out more than came in."""

from datetime import date
from hashlib import sha256
from typing import NamedTuple

from sqlalchemy import select, update

from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _, _l
from govproj.core.money import wan, wan_exact
from govproj.core.versions import ChangedMeanwhile
from govproj.core.workflow import MoveRefused
from govproj.ledger import policy
from govproj.ledger.actions.figures import day_of_act, said, set_if_new
from govproj.ledger.models import BudgetLine, FundReceipt, FundSource, ProjectFirm
from govproj.ledger.queries.books import lines_of, sources_of
from govproj.ledger.states import FirmRole, SourceKind
from govproj.projects.models import Project

PLANNED = Event(
    "ledger.funds_planned",
    "budget_fen",
    "sources",
    "lines",
    "note",
    says=_l("登记了预算和资金来源：%(sources)s"),
)
RECEIVED = Event("ledger.received", "source", "fen", "on", "voucher", says=_l("“%(source)s”到账 %(fen)s 元"))
RECEIPT_REVERSED = Event(
    "ledger.receipt_reversed",
    "source",
    "fen",
    "on",
    "reason",
    says=_l("冲销“%(source)s”的一笔到账：%(reason)s"),
)
FIRM_NAMED = Event("ledger.firm_named", "service", "firm", "paper", says=_l("登记了服务单位：%(firm)s"))
WHOLE_BUDGET = "项目预算"


class SourceLine(NamedTuple):
    """One source as it is meant to be."""

    name: str
    kind: SourceKind
    fen: int
    subsidy_number: str | None = None
    earmarked: bool = False
    pledged_fen: int = 0
    pledged_on: date | None = None


def edition(project) -> str:
    """Which state of the whole plan a form was opened with; money coming in or going out does not change it."""
    planned = [_as_before(source.name, source.fen, source) for source in sources_of(project.id)]
    return sha256(repr((planned, [(x.name, x.fen) for x in lines_of(project.id)])).encode()).hexdigest()[:16]


def plan(
    project, *, sources: list[SourceLine], lines: list[tuple[str, int]], by, note: str = "", seen=None
) -> None:
    """Budget lines and sources, both adding up to the budget; once initiated only the town changes the sum."""
    db.session.execute(select(Project.id).where(Project.id == project.id).with_for_update())
    if seen is not None and seen != edition(project):
        raise ChangedMeanwhile
    total = sum(line.fen for line in sources)
    _add_up(total, sources, lines)
    if project.is_published and total != project.budget_fen:
        if not policy.can_file(by, _About(project)):
            raise MoveRefused(_("立项以后，预算总额只能由镇三资代理中心调整。"))
        said(note, _("调整预算要写明理由。"))
    _numbers_are_free(project, sources)
    _keep_sources(project, sources)
    _keep_lines(project, lines)
    set_if_new(project, budget_fen=total, funds=[{"source": line.name, "fen": line.fen} for line in sources])
    PLANNED.record(
        project,
        by=by,
        budget_fen=total,
        sources="；".join(f"{line.name} {wan(line.fen)}" for line in sources),
        lines="；".join(f"{name} {wan(fen)}" for name, fen in lines),
        note=note,
    )


class _About(NamedTuple):
    project: object


def _add_up(total: int, sources, lines) -> None:
    if not sources or not lines:
        raise MoveRefused(_("至少要有一项资金来源和一项预算。"))
    if total != sum(fen for _name, fen in lines):
        raise MoveRefused(
            _(
                "预算各项合计 %(lines)s 万元，资金来源合计 %(sources)s 万元，两边要一样。",
                lines=wan_exact(sum(fen for _name, fen in lines)),
                sources=wan_exact(total),
            )
        )
    for names in ([line.name for line in sources], [name for name, _fen in lines]):
        if len(set(names)) < len(names):
            raise MoveRefused(_("同一个名称只能填一行。"))


def _numbers_are_free(project, sources) -> None:
    """A subsidy is paid once: its number stands in one place of the county."""
    numbers = [line.subsidy_number for line in sources if line.subsidy_number]
    taken = db.session.scalars(
        select(FundSource.subsidy_number).where(
            FundSource.county_id == project.village.town.county_id,
            FundSource.subsidy_number.in_(numbers),
            FundSource.project_id != project.id,
        )
    ).all()
    doubled = set(taken) | {number for number in numbers if numbers.count(number) > 1}
    if doubled:
        number = sorted(doubled)[0]
        raise MoveRefused(_("补助文号“%(number)s”已经登记过，同一笔补助不能用两次，请核对。", number=number))


def _keep_sources(project, wanted: list[SourceLine]) -> None:
    known = {source.name: source for source in sources_of(project.id)}
    for line in wanted:
        source = known.pop(line.name, None)
        if source is None:
            county_id = project.village.town.county_id
            source = FundSource(project_id=project.id, county_id=county_id, name=line.name)
            db.session.add(source)
        elif line.fen < source.received_fen:
            raise MoveRefused(
                _(
                    "“%(name)s”已到账 %(fen)s 万元，计划不能比它少。",
                    name=line.name,
                    fen=wan_exact(source.received_fen),
                )
            )
        if line.pledged_fen > line.fen:
            raise MoveRefused(_("“%(name)s”的落实金额不能超过计划金额。", name=line.name))
        set_if_new(source, **line._asdict())
    for source in known.values():
        _drop(source)


def _drop(source: FundSource) -> None:
    if source.receipts:
        raise MoveRefused(_("“%(name)s”已有到账记录，不能删去。", name=source.name))
    db.session.delete(source)


def _keep_lines(project, wanted: list[tuple[str, int]]) -> None:
    known = {line.name: line for line in lines_of(project.id)}
    for name, fen in wanted:
        line = known.pop(name, None) or BudgetLine(project_id=project.id, name=name)
        line.fen = fen
        db.session.add(line)
    for line in known.values():
        db.session.delete(line)


# ---- what was typed on the project's draft ----

KINDS = (
    ("上级", SourceKind.SUBSIDY),
    ("补助", SourceKind.SUBSIDY),
    ("捐", SourceKind.DONATION),
    ("企业", SourceKind.ENTERPRISE),
    ("集体", SourceKind.OWN),
    ("自有", SourceKind.OWN),
)


def kind_of(name: str) -> SourceKind:
    """A first guess from the words; whoever completes the plan sets it right."""
    return next((kind for word, kind in KINDS if word in name), SourceKind.OTHER)


def take_over(project) -> None:
    """The sources of a draft become those of the ledger, with what is known about them already."""
    named: dict[str, int] = {}
    for fund in project.funds or ():
        named[fund["source"]] = named.get(fund["source"], 0) + fund["fen"]
    named = {name: fen for name, fen in named.items() if fen > 0}
    known = {source.name: source for source in sources_of(project.id)}
    if not named or sum(named.values()) != project.budget_fen:
        return
    _keep_sources(project, [_as_before(name, fen, known.get(name)) for name, fen in named.items()])
    lines = [(line.name, line.fen) for line in lines_of(project.id)]
    if sum(fen for _name, fen in lines) != project.budget_fen:
        _keep_lines(project, [(WHOLE_BUDGET, project.budget_fen)])


def _as_before(name: str, fen: int, source: FundSource | None) -> SourceLine:
    if source is None:
        kind = kind_of(name)
        return SourceLine(name, kind, fen, earmarked=kind is SourceKind.SUBSIDY)
    kept = {field: getattr(source, field) for field in SourceLine._fields}
    return SourceLine(**kept | {"fen": fen, "pledged_fen": min(source.pledged_fen, fen)})


# ---- money comes in ----


def receive(source: FundSource, *, fen: int, on: date | None = None, voucher: str, by) -> FundReceipt:
    on = day_of_act(on)
    if fen <= 0:
        raise MoveRefused(_("到账金额要大于 0。"))
    book(source, received=fen)
    receipt = FundReceipt(source=source, received_on=on, fen=fen, voucher=voucher, by_id=by.id)
    db.session.add(receipt)
    RECEIVED.record(receipt, by=by, source=source.name, fen=fen, on=on, voucher=voucher)
    return receipt


def reverse_receipt(receipt: FundReceipt, *, reason: str, by, on: date | None = None) -> FundReceipt:
    """An equal and opposite row; not where the money has been paid out already."""
    on = day_of_act(on, after=receipt.received_on)
    said(reason, _("冲销要写明理由。"))
    if receipt.reverses_id is not None or any(r.reverses_id == receipt.id for r in receipt.source.receipts):
        raise MoveRefused(_("这笔到账已经冲销过。"))
    book(receipt.source, received=-receipt.fen)
    opposite = FundReceipt(
        source=receipt.source,
        received_on=on,
        fen=-receipt.fen,
        voucher=receipt.voucher,
        reason=reason,
        reverses_id=receipt.id,
        by_id=by.id,
    )
    db.session.add(opposite)
    RECEIPT_REVERSED.record(
        opposite, by=by, source=receipt.source.name, fen=receipt.fen, on=on, reason=reason
    )
    return opposite


def book(source: FundSource, *, received: int = 0, paid: int = 0) -> None:
    """Move both sums in one conditional statement, so that two people at once cannot spend the same money."""
    db.session.flush()
    moved = db.session.execute(
        update(FundSource)
        .where(
            FundSource.id == source.id,
            FundSource.received_fen + received <= FundSource.fen,
            FundSource.received_fen + received >= FundSource.paid_fen + paid,
            FundSource.paid_fen + paid >= 0,
        )
        .values(
            received_fen=FundSource.received_fen + received,
            paid_fen=FundSource.paid_fen + paid,
            version=FundSource.version + 1,
        )
        .execution_options(synchronize_session=False)
    )
    db.session.refresh(source)
    if moved.rowcount != 1:
        raise MoveRefused(_why_not(source, received))


def _why_not(source: FundSource, received: int) -> str:
    facts = {
        "name": source.name,
        "plan": wan_exact(source.fen),
        "received": wan_exact(source.received_fen),
        "balance": wan_exact(source.balance_fen),
    }
    if received > 0:
        return _(
            "“%(name)s”计划 %(plan)s 万元，已到账 %(received)s 万元，再登记就超过计划了。请先调整预算和来源。",
            **facts,
        )
    if received < 0:
        return _("“%(name)s”的余额只有 %(balance)s 万元，钱已经付出去了，这笔到账不能冲销。", **facts)
    return _("“%(name)s”的余额只有 %(balance)s 万元，不够付这一笔。", **facts)


def name_firm(
    project, *, role: FirmRole, firm, dated_on: date, paper: str, fen: int | None, by
) -> ProjectFirm:
    """Who designed, budgeted, reviewed or watches the work."""
    dated_on = day_of_act(dated_on)
    row = ProjectFirm(
        project_id=project.id,
        role=role,
        firm_id=firm.id,
        dated_on=dated_on,
        paper=paper,
        fen=fen,
        by_id=by.id,
    )
    db.session.add(row)
    FIRM_NAMED.record(row, by=by, project_id=project.id, service=role, firm=firm.name, paper=paper)
    return row
