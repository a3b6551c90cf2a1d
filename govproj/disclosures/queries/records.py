"""What other records say about a month of a project: the figures of a notice that nobody types into it."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import String, cast, func, literal, or_, select, union_all

from govproj.accounts.models import Office, Role, User
from govproj.core import dates
from govproj.core.db import db
from govproj.disclosures.queries.books import Books, as_books, columns
from govproj.firms.models import Firm
from govproj.inspections.models import Check
from govproj.inspections.states import CheckKind
from govproj.ledger.models import GoodsBooking, LabourBooking, ProjectFirm
from govproj.ledger.states import FirmRole, GoodsKind
from govproj.projects.models import ConcealedSignature, ConcealedWork, Project
from govproj.rectifications.models import Rectification, RectificationTurn
from govproj.rectifications.states import State as CaseState

SHOWN = (FirmRole.DESIGN, FirmRole.SUPERVISION)


class Records(NamedTuple):
    """As kept with the notice; amounts in fen. `problems`: (number, title, code of its state)."""

    changes: int
    change_fen: int
    labour_times: int
    labour_fen: int
    goods_fen: int
    rental_fen: int
    concealed: int
    concealed_signed: int
    checks_due: int
    checks_on_time: int
    checks_late: int
    design: str
    supervision: str
    problems: list


class Found(NamedTuple):
    """What the records and the ledger say, and who sits on the supervision committee and has no part in the work."""

    records: dict
    supervisors: str
    books: Books


def records_of(project, month: str) -> Found:
    """Two questions, whatever there is."""
    first, last = dates.first_day(month), dates.last_day(month)
    sums = _sums(project.id, first, last)
    wanted = select(*columns(month), *sums.values()).where(Project.id == project.id)
    found = db.session.execute(wanted).one()
    books, totals = as_books(found[: len(Books._fields)]), found[len(Books._fields) :]
    lists: dict[str, list] = {"member": [], "case": [], "design": [], "supervision": []}
    for kind, _order, *words in db.session.execute(_names(project, first, last)):
        lists[kind].append(words)
    names = {kind: "、".join(name for _code, name, _state in lists[kind]) for kind in lists}
    firms = {role.value: names[role.value] for role in SHOWN}
    problems = [[_numbered(code), title, state] for code, title, state in lists["case"]]
    figures = {name: int(total) for name, total in zip(sums, totals, strict=True)}
    changes = {"changes": books.changes, "change_fen": books.change_fen}
    records = Records(**changes, **figures, **firms, problems=problems)._asdict()
    return Found(records, names["member"], books)


def _numbered(code: str) -> str:
    year, serial = code.split("-")
    return f"ZG-{year}-{int(serial):03}"


def _names(project, first: date, last: date):
    """Firms, open cases and members of the committee as rows of one kind, in the order they came."""
    parts = [_firms(project.id, last), _problems(project.id, first, last), _members(project)]
    every = union_all(*(select(*part.subquery().c) for part in parts)).subquery()
    return select(every).order_by(every.c.kind, every.c.number)


def _sums(project_id: int, first: date, last: date) -> dict:
    labour = (LabourBooking.project_id == project_id, LabourBooking.worked_on.between(first, last))
    goods = (GoodsBooking.project_id == project_id, GoodsBooking.arrived_on.between(first, last))
    hidden = (ConcealedWork.project_id == project_id, ConcealedWork.finished_on.between(first, last))
    signed = select(ConcealedSignature.id).where(
        ConcealedSignature.concealed_work_id == ConcealedWork.id, ConcealedSignature.user_id.is_not(None)
    )
    checks = (Check.project_id == project_id, Check.kind == CheckKind.WEEKLY)
    checks = (*checks, Check.due_day.between(first, last))
    return {
        "checks_due": _count(Check.id, *checks),
        "checks_on_time": _count(Check.id, *checks, Check.done_day <= Check.due_day),
        "checks_late": _count(Check.id, *checks, Check.done_day > Check.due_day),
        "labour_times": _count(LabourBooking.id, *labour),
        "labour_fen": _total(LabourBooking.fen, *labour),
        "goods_fen": _total(GoodsBooking.fen, *goods, GoodsBooking.kind == GoodsKind.GOODS),
        "rental_fen": _total(GoodsBooking.fen, *goods, GoodsBooking.kind == GoodsKind.RENTAL),
        "concealed": _count(ConcealedWork.id, *hidden),
        "concealed_signed": _count(ConcealedWork.id, *hidden, signed.exists()),
    }


def _count(column, *conditions):
    return select(func.count(column)).where(*conditions).scalar_subquery()


def _total(column, *conditions):
    return select(func.coalesce(func.sum(column), 0)).where(*conditions).scalar_subquery()


def _row(kind, number, code, name, state):
    """(kind, number, code, name, state), the same columns for everything that is listed."""
    columns = (kind, number, code, name, state)
    labels = ("kind", "number", "code", "name", "state")
    return select(*(column.label(label) for column, label in zip(columns, labels, strict=True)))


NONE = literal("")


def _firms(project_id: int, last: date):
    role = cast(ProjectFirm.role, String)
    wanted = _row(role, ProjectFirm.id, NONE, Firm.name, NONE).join(Firm, Firm.id == ProjectFirm.firm_id)
    return wanted.where(
        ProjectFirm.project_id == project_id, ProjectFirm.role.in_(SHOWN), ProjectFirm.dated_on <= last
    )


def _problems(project_id: int, first: date, last: date):
    """Cases that everybody may know of and that were open at some time of the month."""
    case, turn = Rectification, RectificationTurn
    number = cast(case.year, String) + "-" + cast(case.serial, String)
    wanted = _row(literal("case"), case.id, number, case.title, cast(case.state, String))
    return wanted.join(turn, turn.rectification_id == case.id).where(
        case.project_id == project_id,
        case.confidential.is_(False),
        case.state != CaseState.FOUND,
        turn.number == case.turn_number,
        case.found_on <= last,
        or_(turn.closed_on.is_(None), turn.closed_on >= first),
    )


def _members(project):
    """Of the supervision committee, without those who lead the work or look after it."""
    own = [number for number in (project.lead_id, project.contact_id) if number is not None]
    wanted = _row(literal("member"), User.id, NONE, User.name, NONE).join(Office, Office.user_id == User.id)
    return wanted.where(
        Office.village_id == project.village_id,
        Office.role == Role.SUPERVISOR,
        User.disabled_at.is_(None),
        User.id.not_in(own),
    ).distinct()
