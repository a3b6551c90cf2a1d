"""What people do with the combined sheet of governance work, and when the chores begin one."""

from datetime import date, timedelta

from sqlalchemy import select

from govproj.core import dates
from govproj.core.audit import Event
from govproj.core.checkpoints import make_checkpoint
from govproj.core.db import db
from govproj.core.i18n import _, _l
from govproj.core.workflow import MoveRefused
from govproj.disclosures import duties
from govproj.disclosures.actions.tick import days_in_force
from govproj.disclosures.queries.owed import works
from govproj.noticeboards.models import CombinedLine, CombinedSheet, CombinedSignature, SheetPhoto, SheetState
from govproj.noticeboards.queries.sheets import first_sheets
from govproj.noticeboards.workflow import WORKFLOW
from govproj.projects.models import Kind
from govproj.villages import rules

LINE_WRITTEN = Event(
    "disclosures.line_written", "month", "done", says=_l("填写了 %(month)s 治理项目合并公示：%(done)s")
)
SHEET_AROSE = Event(
    "disclosures.sheet_arose", "month", "due_day", says=_l("%(month)s 治理项目应合并公示，期限 %(due_day)s")
)
SHEET_GREW = Event("disclosures.sheet_grew", "projects", says=_l("合并公示补入了治理项目"))
HUNG_OUT = Event(
    "disclosures.sheet_hung_out", "caption", "sha256", says=_l("上传了合并公示的张贴照片：%(caption)s")
)
CONTENT = Event("disclosures.sheet_content", "content", says=_l("合并公示内容已存入记录"))
CORRECTION_BEGUN = Event(
    "disclosures.sheet_correction_begun", "note", says=_l("开始更正合并公示，原因：%(note)s")
)


def write_line(line, *, done: str, plan: str, by) -> None:
    line.done, line.plan, line.written_by_id = done, plan, by.id
    LINE_WRITTEN.record(line, by=by, month=line.sheet.month, done=done)


def submit(sheet, *, by) -> None:
    """Who leads is written down as of today: that is what will be published."""
    for line in sheet.lines:
        line.lead = line.project.lead.name if line.project.lead else ""
    WORKFLOW.make("submit", sheet, by=by)
    sheet.submitted_by_id, sheet.return_reason = by.id, ""


def sign(sheet, *, by) -> None:
    db.session.execute(select(CombinedSheet.id).where(CombinedSheet.id == sheet.id).with_for_update())
    db.session.refresh(sheet, ["state", "signatures"])
    WORKFLOW.make("sign", sheet, by=by)
    sheet.signatures.append(CombinedSignature(user_id=by.id))


def send_back(sheet, *, by, note: str) -> None:
    WORKFLOW.make("send_back", sheet, by=by, note=note)
    sheet.signatures.clear()
    sheet.return_reason = note.strip()


def publish(sheet, *, by) -> None:
    """From today for as long as the rule says, under a checkpoint of the log that holds its content."""
    days = rules.value("disclosure.publicity_days", sheet.village_id)
    WORKFLOW.check("publish", sheet, by=by)
    with db.session.no_autoflush:  # state and period belong together
        sheet.published_by_id, sheet.done_day = by.id, dates.today()
        sheet.publicity_from, sheet.publicity_to = dates.today(), dates.today() + timedelta(days=days)
        WORKFLOW.make("publish", sheet, by=by)
    CONTENT.record(sheet, by=by, content=content_of(sheet))
    if sheet.supersedes is not None:
        WORKFLOW.make("correct", sheet.supersedes, by=by, note=sheet.correction_reason)
    sheet.checkpoint = make_checkpoint(db.session()).fingerprint


def content_of(sheet) -> dict:
    return {
        "month": sheet.month,
        "edition": sheet.edition,
        "lines": [[line.project_id, line.lead, line.done, line.plan] for line in sheet.lines],
        "signed_by": [signature.user_id for signature in sheet.signatures],
        "publicity": [sheet.publicity_from, sheet.publicity_to],
        "correction_reason": sheet.correction_reason,
    }


def correct(sheet, *, by, note: str) -> CombinedSheet:
    """A new version with the same lines; the old one stays in force until it is published."""
    if sheet.successor is not None:
        raise MoveRefused(_("这一期已经在更正，请打开新版本继续。"))
    CORRECTION_BEGUN.record(sheet, by=by, note=note)
    lines = [CombinedLine(project_id=line.project_id, done=line.done, plan=line.plan) for line in sheet.lines]
    new = CombinedSheet(
        village_id=sheet.village_id,
        month=sheet.month,
        edition=sheet.edition + 1,
        due_day=sheet.due_day,
        supersedes=sheet,
        correction_reason=note.strip(),
        lines=lines,
    )
    db.session.add(new)
    db.session.flush()
    return new


def hang_out(sheet, photos, *, posting, caption: str, taken_on: date, by) -> None:
    """Proof that it hung there, no part of the sheet itself."""
    for file in photos:
        sheet.photos.append(SheetPhoto(**file._asdict(), caption=caption, taken_on=taken_on, posting=posting))
        HUNG_OUT.record(sheet, by=by, caption=caption, sha256=file.sha256)


# ---- the daily chores ----


def enter_sheets(today: date) -> None:
    """One sheet a village and month for all governance work under way in it; a line for each."""
    until, days = duties.end_of_last_month(today), days_in_force()
    wanted: dict[tuple[int, str], list[int]] = {}
    for work in works(Kind.GOVERNANCE):
        for month in duties.months_due(work.steps, until):
            wanted.setdefault((work.village_id, month), []).append(work.project_id)
    known = first_sheets()
    for (village_id, month), project_ids in sorted(wanted.items()):
        sheet = known.get((village_id, month))
        if sheet is None:
            _begin(village_id, month, project_ids, days(village_id, month).due_day)
        elif sheet.state is SheetState.DRAFT:
            _complete(sheet, project_ids)


def _begin(village_id: int, month: str, project_ids: list[int], due_day: date) -> None:
    lines = [CombinedLine(project_id=number) for number in project_ids]
    sheet = CombinedSheet(village_id=village_id, month=month, due_day=due_day, lines=lines)
    db.session.add(sheet)
    SHEET_AROSE.record(sheet, by=None, month=month, due_day=due_day)


def _complete(sheet: CombinedSheet, project_ids: list[int]) -> None:
    """Work that was recorded later gets its line as long as the sheet is being written."""
    there = {line.project_id for line in sheet.lines}
    if missing := [number for number in project_ids if number not in there]:
        sheet.lines += [CombinedLine(project_id=number) for number in missing]
        SHEET_GREW.record(sheet, by=None, projects=missing)
