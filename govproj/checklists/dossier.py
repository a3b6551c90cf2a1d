"""What stands in the dossier of a project beside its checklist: every feature adds chapters, asked as one question."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from flask import current_app
from sqlalchemy import Integer, String, cast, func, literal, select, type_coerce

from govproj.core import todo
from govproj.core.filters import as_day
from govproj.core.filters import day as in_words
from govproj.core.i18n import _, _l
from govproj.core.money import wan_exact
from govproj.decisions.models import DecisionMeeting, DecisionProcess, Resolution
from govproj.decisions.states import MeetingKind, MinutesState
from govproj.engagement.models import Activity, Agreement
from govproj.engagement.states import ActivityState
from govproj.firms.models import Firm
from govproj.ledger.models import (
    AssetCard,
    Bid,
    ChangeOrder,
    Contract,
    FundSource,
    Payment,
    Procurement,
    Settlement,
)
from govproj.ledger.states import ChangeState, ContractState, PaymentKind, PaymentState, SourceKind
from govproj.projects.models import Acceptance, ConcealedWork, Milestone, State, StateChange

ALL = 5000  # more than any project has of anything


class Entry(NamedTuple):
    """A line of a chapter."""

    what: str
    day: date | None = None
    about: str = ""
    fen: int | None = None


class Chapter(NamedTuple):
    title: str
    entries: list[Entry]


def chapter(app, order: int, title, *kinds: tuple[Callable, Callable]) -> None:
    """Register a chapter: pairs of `rows(project)`, a select of `todo.columns(…)`, and what makes an Entry of a row."""
    known = app.extensions.setdefault("dossier", [])
    known.append((order, title, kinds))
    known.sort(key=lambda one: one[0])


def chapters_of(project) -> list[Chapter]:
    """In the order of the dossier, lines by their days; those with nothing in them are left out."""
    known = current_app.extensions["dossier"]
    kinds = [
        todo.Kind(rows, lambda row, line=line, number=number: (number, line(row)))
        for number, (_order, _title, pairs) in enumerate(known)
        for rows, line in pairs
    ]
    found: dict[int, list[Entry]] = {}
    for number, entry in todo.asked(project, kinds, most=ALL):
        found.setdefault(number, []).append(entry)
    return [
        Chapter(title, sorted(found[number], key=lambda entry: entry.day or date.min))
        for number, (_order, title, _pairs) in enumerate(known)
        if number in found
    ]


def words(*columns):
    """Several columns as one text, set off by bars."""
    first, *rest = (func.coalesce(cast(column, String), "") for column in columns)
    for column in rest:
        first = first + literal("|") + column
    return first


def code(column):
    """An enumeration as the word it is stored by."""
    return type_coerce(column, String)


def register(app) -> None:
    chapter(app, 10, _l("办理经过"), (_steps, _step), (_milestones, _milestone))
    chapter(app, 20, _l("民主决策"), (_votes, _vote))
    chapter(app, 30, _l("资金来源"), (_sources, _source))
    chapter(app, 40, _l("招采和合同"), (_bids, _bid), (_contracts, _contract), (_changes, _change))
    chapter(app, 50, _l("付款"), (_payments, _payment))
    chapter(app, 60, _l("结算和资产"), (_settlements, _settlement), (_assets, _asset))
    chapter(app, 70, _l("隐蔽工程和验收"), (_works, _work), (_acceptances, _acceptance))
    chapter(app, 80, _l("承诺、教育和活动"), (_agreements, _agreement), (_activities, _activity))


def _steps(project):
    step = StateChange
    columns = todo.columns(step.id, name=step.reason, about=code(step.after), day=step.occurred_on)
    return select(*columns).where(step.project_id == project.id)


def _step(row) -> Entry:
    return Entry(str(State(row.about).label), row.day, row.name)


def _milestones(project):
    columns = todo.columns(Milestone.id, name=Milestone.name, day=Milestone.actual_on)
    return select(*columns).where(Milestone.project_id == project.id, Milestone.actual_on.is_not(None))


def _milestone(row) -> Entry:
    return Entry(_("节点：%(name)s", name=row.name), row.day)


def _votes(project):
    meeting, vote = DecisionMeeting, Resolution
    numbers = words(meeting.kind, vote.entitled, vote.present, vote.votes_for, cast(vote.passed, Integer))
    return (
        select(*todo.columns(vote.id, name=vote.words, about=numbers, day=meeting.held_on))
        .join(meeting, meeting.id == vote.meeting_id)
        .join(DecisionProcess, DecisionProcess.id == meeting.process_id)
        .where(DecisionProcess.project_id == project.id, meeting.state == MinutesState.SIGNED)
    )


def _vote(row) -> Entry:
    kind, entitled, present, votes, passed = row.about.split("|")
    numbers = {"entitled": entitled, "present": present, "votes": votes}
    said = _("应到 %(entitled)s 人，实到 %(present)s 人，赞成 %(votes)s 人", **numbers)
    result = _("通过") if passed == "1" else _("没有通过")
    return Entry(f"{MeetingKind(kind).label} · {row.name}", row.day, f"{said} · {result}")


def _sources(project):
    columns = todo.columns(
        FundSource.id, name=FundSource.name, about=code(FundSource.kind), number=FundSource.fen
    )
    return select(*columns).where(FundSource.project_id == project.id)


def _source(row) -> Entry:
    return Entry(row.name, None, str(SourceKind(row.about).label), row.number)


def _bids(project):
    about = words(cast(Bid.won, Integer), cast(Bid.valid, Integer))
    columns = todo.columns(Bid.id, name=Firm.name, about=about, day=Bid.delivered_on, number=Bid.fen)
    wanted = select(*columns).join(Procurement, Procurement.id == Bid.procurement_id).join(Firm)
    return wanted.where(Procurement.project_id == project.id)


def _bid(row) -> Entry:
    won, valid = (flag == "1" for flag in row.about.split("|"))
    about = _("中标") if won else _("未中标") if valid else _("报价无效")
    return Entry(_("报价：%(firm)s", firm=row.name), row.day, about, row.number)


def _contracts(project):
    about = words(Contract.number, Contract.filing_number)
    columns = todo.columns(
        Contract.id, name=Firm.name, about=about, day=Contract.signed_on, number=Contract.fen
    )
    wanted = select(*columns).join(Firm, Firm.id == Contract.firm_id)
    return wanted.where(Contract.project_id == project.id, Contract.state != ContractState.VOID)


def _contract(row) -> Entry:
    number, _bar, filed = row.about.partition("|")
    about = _("编号 %(number)s，备案号 %(filed)s", number=number, filed=filed or "—")
    return Entry(_("合同：%(firm)s", firm=row.name), row.day, about, row.number)


def _changes(project):
    change = ChangeOrder
    about = words(change.number, change.state)
    columns = todo.columns(
        change.id, name=change.reason, about=about, day=change.requested_on, number=change.fen
    )
    return select(*columns).where(change.project_id == project.id)


def _change(row) -> Entry:
    number, _bar, state = row.about.partition("|")
    said = f"{ChangeState(state).label} · {row.name}"
    return Entry(_("变更 %(number)s", number=number), row.day, said, row.number)


def _payments(project):
    about = words(Payment.serial, Payment.kind, Payment.receipt_number)
    columns = todo.columns(
        Payment.id, name=Payment.payee, about=about, day=Payment.paid_on, number=Payment.fen
    )
    return select(*columns).where(Payment.project_id == project.id, Payment.state == PaymentState.PAID)


def _payment(row) -> Entry:
    serial, kind, receipt = row.about.split("|", 2)
    about = " · ".join(filter(None, (str(PaymentKind(kind).label), receipt)))
    what = _("第 %(serial)s 笔，付给%(payee)s", serial=serial, payee=row.name)
    return Entry(what, row.day, about, row.number)


def _settlements(project):
    it = Settlement
    columns = todo.columns(
        it.id, name=words(it.reviewed_fen, it.reviewed_on), day=it.submitted_on, number=it.submitted_fen
    )
    return select(*columns).where(it.project_id == project.id)


def _settlement(row) -> Entry:
    fen, _bar, day = row.name.partition("|")
    about = (
        _("%(day)s 审定 %(fen)s 万元", day=in_words(as_day(day[:10])), fen=wan_exact(int(fen)))
        if fen
        else _("还没有审定")
    )
    return Entry(_("结算送审"), row.day, about, row.number)


def _assets(project):
    about = words(AssetCard.number, AssetCard.keeper)
    columns = todo.columns(
        AssetCard.id, name=AssetCard.name, about=about, day=AssetCard.registered_on, number=AssetCard.fen
    )
    return select(*columns).where(AssetCard.project_id == project.id)


def _asset(row) -> Entry:
    number, _bar, keeper = row.about.partition("|")
    about = _("编号 %(number)s，管护人 %(keeper)s", number=number, keeper=keeper)
    return Entry(_("资产：%(name)s", name=row.name), row.day, about, row.number)


def _works(project):
    work = ConcealedWork
    columns = todo.columns(work.id, name=work.name, about=work.note, day=work.finished_on)
    return select(*columns).where(work.project_id == project.id)


def _work(row) -> Entry:
    return Entry(_("隐蔽工程：%(name)s", name=row.name), row.day, row.about)


def _acceptances(project):
    columns = todo.columns(
        Acceptance.id,
        name=Acceptance.opinions,
        day=Acceptance.held_on,
        number=cast(Acceptance.passed, Integer),
    )
    return select(*columns).where(Acceptance.project_id == project.id)


def _acceptance(row) -> Entry:
    return Entry(_("验收：通过") if row.number else _("验收：没有通过"), row.day, row.name)


def _agreements(project):
    columns = todo.columns(
        Agreement.id, name=Agreement.title, about=Agreement.witness, day=Agreement.signed_on
    )
    return select(*columns).where(Agreement.project_id == project.id)


def _agreement(row) -> Entry:
    return Entry(row.name, row.day, _("见证人 %(name)s", name=row.about) if row.about else "")


def _activities(project):
    columns = todo.columns(Activity.id, name=Activity.title, day=Activity.held_on, number=Activity.attendance)
    return select(*columns).where(Activity.project_id == project.id, Activity.state == ActivityState.HELD)


def _activity(row) -> Entry:
    return Entry(row.name, row.day, _("%(number)s 人次", number=row.number))
