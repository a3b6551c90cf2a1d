"""What people do about work that disturbs: file it, decide, go and see, stop it, close it, note complaints."""

from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from govproj.core import dates
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _, _l, in_chinese
from govproj.core.workflow import MoveRefused
from govproj.filings import policy
from govproj.filings.models import Filing, FilingComplaint, FilingInspection, FilingPhoto
from govproj.filings.queries import covering
from govproj.filings.states import Result, State
from govproj.filings.words import kind_of
from govproj.filings.workflow import RUNNING, WORKFLOW
from govproj.rectifications import actions as rectifications
from govproj.rectifications.states import Level, Source, Theme
from govproj.villages import rules
from govproj.villages.models import Town, Village

FILED = Event(
    "filings.file",
    "number",
    "kind",
    "first_on",
    "last_on",
    says=_l("报备 %(number)s：%(kind)s，%(first_on)s到%(last_on)s"),
)
CHANGED = Event("filings.change", "number", "fields", says=_l("修改报备 %(number)s"))
INSPECTED = Event(
    "filings.inspect", "number", "result", "note", "on", says=_l("巡查 %(number)s：%(result)s。%(note)s")
)
COMPLAINED = Event(
    "filings.complain", "place", "covered", says=_l("登记扰民投诉：%(place)s，有报备：%(covered)s")
)


def file(village: Village, *, by, project=None, serial: int | None = None, **facts) -> Filing:
    """`facts` are the columns of the form. Work has to be filed in time, unless it is an emergency."""
    may = policy.can_file(by, village) or (project is not None and policy.can_file_for(by, project))
    if not may:
        raise MoveRefused(_("您不能替这个村报备。"))
    today = dates.today()
    _must_be_in_time(village.id, today, **facts)
    filing = Filing(
        town_id=village.town_id,
        village_id=village.id,
        project=project,
        year=today.year,
        filed_on=today,
        filed_by_id=by.id,
        **facts,
    )
    filing.serial = serial or _next_serial(village.town_id, today.year)
    filing.state = State.SUBMITTED
    db.session.add(filing)
    FILED.record(
        filing,
        by=by,
        number=filing.number,
        kind=kind_of(filing),
        first_on=filing.first_on,
        last_on=filing.last_on,
    )
    return filing


def _must_be_in_time(village_id: int, today: date, *, first_on, last_on, urgent=False, **_others) -> None:
    known = rules.values(["filing.notice_days", "filing.most_days"], village_id)
    notice, most = known["filing.notice_days"], known["filing.most_days"]
    if last_on < first_on:
        raise MoveRefused(_("最后一天不能早于第一天。"))
    if last_on < today:
        raise MoveRefused(_("报备的时段已经过了。"))
    if not urgent and first_on < today + timedelta(days=notice):
        raise MoveRefused(_("要至少提前 %(days)s 天报备；抢险抢修来不及的，请勾选“抢险抢修”。", days=notice))
    if (last_on - first_on).days + 1 > most:
        raise MoveRefused(_("一次最多报备 %(days)s 天，再长请另外报备。", days=most))


def _next_serial(town_id: int, year: int) -> int:
    """The town's row is the lock, so that two filings at once get two numbers."""
    db.session.execute(select(Town.id).where(Town.id == town_id).with_for_update())
    last = select(func.max(Filing.serial)).where(Filing.town_id == town_id, Filing.year == year)
    return (db.session.scalar(last) or 0) + 1


def change(filing: Filing, *, by, **facts) -> None:
    """Before it is approved; one that came back is handed in again with it."""
    if not policy.can_change(by, filing):
        raise MoveRefused(_("核准以后不能再改，可以撤回另报。"))
    _must_be_in_time(filing.village_id, dates.today(), **facts)
    changed = [name for name, value in facts.items() if getattr(filing, name) != value]
    for name in changed:
        setattr(filing, name, facts[name])
    CHANGED.record(filing, by=by, number=filing.number, fields=changed)
    if filing.state is State.RETURNED:
        WORKFLOW.make("resubmit", filing, by=by)


def approve(filing: Filing, *, by, conditions: str = "", on=None) -> None:
    """From now on it is announced to the neighbours."""
    WORKFLOW.check("approve", filing, by=by, note=conditions, on=on)
    filing.decided_on, filing.decided_by_id = on or dates.today(), by.id
    filing.decision = conditions
    WORKFLOW.make("approve", filing, by=by, note=conditions, on=on)


def send_back(filing: Filing, *, by, note: str) -> None:
    WORKFLOW.make("send_back", filing, by=by, note=note)
    filing.decision = note


def withdraw(filing: Filing, *, by, note: str) -> None:
    WORKFLOW.make("withdraw", filing, by=by, note=note)
    filing.outcome = note


def stop(filing: Filing, *, by, note: str) -> None:
    WORKFLOW.make("stop", filing, by=by, note=note)
    filing.stopped_on, filing.outcome = dates.today(), note


def close(filing: Filing, *, by, note: str) -> None:
    """How it went, in a sentence everybody reads."""
    WORKFLOW.check("close", filing, by=by, note=note)
    with db.session.no_autoflush:  # the day and the state of being closed go together, says the schema
        filing.outcome, filing.closed_on, filing.closed_by_id = note, dates.today(), by.id
        WORKFLOW.make("close", filing, by=by, note=note)


def inspect(
    filing: Filing, *, by, result: Result, note: str, on=None, level=Level.MINOR, photos=()
) -> FilingInspection:
    """Somebody went there; what is not as it was filed becomes a rectification at once.

    Photos (StoredFile) stay with the inspection, whether all was right or not.
    """
    on = on or dates.today()
    if filing.state not in RUNNING or not policy.can_inspect(by, filing):
        raise MoveRefused(_("现在不能登记巡查，请先看办到了哪一步。"))
    if not filing.first_on <= on <= min(dates.today(), filing.over_on):
        raise MoveRefused(_("巡查日期要在报备的时段里，也不能晚于今天。"))
    if not note.strip():
        raise MoveRefused(_("请写明看到了什么。"))
    seen = FilingInspection(
        inspected_on=on, result=result, note=note, by_id=by.id, office=by.office_for(filing.village_id)
    )
    seen.photos = [FilingPhoto(**photo._asdict()) for photo in photos]
    if result is Result.VIOLATION:
        seen.rectification = _case_of(filing, by, note, on, level)
    filing.inspections.append(seen)
    INSPECTED.record(filing, by=by, number=filing.number, result=str(result.label), note=note, on=on)
    return seen


def _case_of(filing, by, note, on, level):
    return rectifications.open_case(
        village_id=filing.village_id,
        project=filing.project,
        source=Source.INSPECTION,
        level=level,
        theme=Theme.SAFETY,
        title=in_chinese(_l("没有按报备作业：%(number)s", number=filing.number)),
        fact=note,
        place=filing.place,
        found_on=on,
        by=by,
    )


def record_complaint(
    village: Village, *, by, happened_at: datetime, place: str, words: str
) -> FilingComplaint:
    """Tied to what was filed for that hour; work nobody filed goes to the supervisors as a case."""
    if not policy.can_record_complaint(by, village):
        raise MoveRefused(_("您不在这个村任职，不能登记。"))
    if happened_at > dates.now():
        raise MoveRefused(_("时间不能晚于现在。"))
    complaint = FilingComplaint(
        village_id=village.id, happened_at=happened_at, place=place, words=words, recorded_by_id=by.id
    )
    complaint.filing = covering(village.id, happened_at)
    if complaint.filing is None:
        complaint.rectification = rectifications.open_case(
            village_id=village.id,
            source=Source.VILLAGER,
            level=Level.MINOR,
            theme=Theme.SAFETY,
            title=in_chinese(_l("没有报备的扰民作业")),
            fact=words,
            place=place,
            found_on=dates.beijing(happened_at).date(),
            by=by,
        )
    db.session.add(complaint)
    COMPLAINED.record(complaint, by=by, place=place, covered=complaint.filing is not None)
    return complaint


__all__ = [
    "approve",
    "change",
    "close",
    "file",
    "inspect",
    "record_complaint",
    "send_back",
    "stop",
    "withdraw",
]
