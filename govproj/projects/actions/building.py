"""While it is built: the start notice, concealed work and its signatures, completion, acceptance, papers."""

from datetime import date

from sqlalchemy.orm.attributes import flag_modified

from govproj.core import dates
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.filters import day as in_words
from govproj.core.i18n import _, _l
from govproj.core.versions import same_version
from govproj.core.workflow import MoveRefused
from govproj.projects import bodies
from govproj.projects.models import (
    IN_PROGRESS,
    Acceptance,
    AcceptanceParticipant,
    Body,
    CompletionReport,
    ConcealedSignature,
    ConcealedWork,
    ProjectFile,
    Purpose,
    StartNotice,
    State,
)

POSTED = Event("projects.start_notice", "on", "place", says=_l("张贴了开工公示：%(place)s"))
CONCEALED = Event("projects.concealed_work", "name", "on", says=_l("登记了隐蔽工程“%(name)s”"))
CONCEALED_ADDED = Event(
    "projects.concealed_added", "name", "photos", says=_l("给隐蔽工程“%(name)s”补了材料，照片 %(photos)s 张")
)
CONCEALED_SIGNED = Event("projects.concealed_signed", "name", "body", says=_l("签认了隐蔽工程“%(name)s”"))
COMPLETED = Event("projects.completion_report", "on", "text", says=_l("写了完工报告：%(text)s"))
ACCEPTED = Event(
    "projects.acceptance", "on", "passed", "people", says=_l("登记了验收会议，到会 %(people)s 人")
)
FILED = Event("projects.paper_filed", "entry", "name", "sha256", says=_l("归入档案：%(name)s"))

BEFORE_THE_START = frozenset({State.CONTRACTED, State.READY})
OUTSIDE = (Body.CONTRACTOR, Body.ENGINEER)


def post_start_notice(project, *, posted_on: date, place: str, photos, by) -> StartNotice:
    """The notice hangs; a photo of it on the board is part of the record."""
    _in_state(project, BEFORE_THE_START, _l("登记开工公示"))
    _between(posted_on, project.day_of(State.CONTRACTED), _("开工公示不能早于签约（%(day)s）。"))
    if not photos:
        raise MoveRefused(_("请上传贴好的公示的照片。"))
    notice = StartNotice(posted_on=posted_on, place=place, by_id=by.id)
    notice.photos = _files(project, photos, by, Purpose.START_NOTICE, is_public=True)
    project.start_notices.append(notice)
    POSTED.record(project, by=by, on=posted_on, place=place)
    return notice


def record_concealed(
    project, *, name: str, finished_on: date, note: str = "", photos=(), by, **outside
) -> ConcealedWork:
    """A work that will be covered up; `outside` are the names that signed for contractor and engineer on paper."""
    _in_state(project, IN_PROGRESS, _l("登记隐蔽工程"))
    _between(finished_on, project.day_of(State.BUILDING), _("完成日期不能早于开工（%(day)s）。"))
    if any(work.name == name for work in project.concealed_works):
        raise MoveRefused(_("“%(name)s”已经登记过了。", name=name))
    work = ConcealedWork(name=name, finished_on=finished_on, note=note, by_id=by.id)
    project.concealed_works.append(work)
    CONCEALED.record(project, by=by, name=name, on=finished_on)
    _add(work, project, photos, outside, by)
    return work


def add_to_concealed(work, *, photos=(), by, seen=None, **outside) -> None:
    """More photos, or the signatures of people outside the village."""
    _open(work, seen)
    _add(work, work.project, photos, outside, by)
    CONCEALED_ADDED.record(work.project, by=by, name=work.name, photos=len(work.photos))


def sign_concealed(work, *, body: Body, by, seen=None) -> None:
    """Somebody of the village, its committees or the town has seen it and signs with their own account."""
    _open(work, seen)
    if body not in bodies.bodies_of(by, work.project):
        raise MoveRefused(_("您不能代表%(body)s签认。", body=body.label))
    if body in work.bodies or work.was_signed_by(by):
        raise MoveRefused(_("%(body)s已经签认，或者您已经签过了：一人一方只签一次。", body=body.label))
    work.signatures.append(ConcealedSignature(body=body, name=by.name, user_id=by.id))
    flag_modified(work, "name")
    CONCEALED_SIGNED.record(work.project, by=by, name=work.name, body=body)


def _open(work, seen) -> None:
    _in_state(work.project, IN_PROGRESS, _l("签认隐蔽工程"))
    if seen is not None:
        same_version(work, seen)


def _add(work, project, photos, outside: dict, by) -> None:
    work.photos.extend(_files(project, photos, by, Purpose.CONCEALED, is_public=True))
    for body in OUTSIDE:
        name = outside.get(body.value, "")
        if name and body not in work.bodies:
            work.signatures.append(ConcealedSignature(body=body, name=name))
            CONCEALED_SIGNED.record(project, by=by, name=work.name, body=body)
    flag_modified(work, "name")


def report_completion(
    project, *, finished_on: date, text: str, no_concealed: bool = False, files=(), by
) -> CompletionReport:
    _in_state(project, {State.BUILDING}, _l("写完工报告"))
    _between(finished_on, project.day_of(State.BUILDING), _("完工日期不能早于开工（%(day)s）。"))
    if no_concealed and project.concealed_works:
        raise MoveRefused(_("这个项目登记过隐蔽工程，不能声明没有。"))
    report = CompletionReport(finished_on=finished_on, text=text, no_concealed=no_concealed, by_id=by.id)
    project.completion_reports.append(report)
    _keep(_files(project, files, by, Purpose.COMPLETION))
    COMPLETED.record(project, by=by, on=finished_on, text=text)
    return report


def record_acceptance(
    project,
    *,
    held_on: date,
    place: str = "",
    opinions: str,
    passed: bool,
    participants: dict[Body, list[str]],
    files=(),
    by,
) -> Acceptance:
    """The meeting as it was, whatever it came to; whether it is enough to move on is the workflow's question."""
    _in_state(project, {State.COMPLETED}, _l("登记验收"))
    _between(held_on, project.day_of(State.COMPLETED), _("验收不能早于完工（%(day)s）。"))
    meeting = Acceptance(held_on=held_on, place=place, opinions=opinions, passed=passed, by_id=by.id)
    meeting.participants = [
        AcceptanceParticipant(name=name, body=body) for body, names in participants.items() for name in names
    ]
    project.acceptances.append(meeting)
    _keep(_files(project, files, by, Purpose.ACCEPTANCE))
    ACCEPTED.record(project, by=by, on=held_on, passed=passed, people=len(meeting.participants))
    return meeting


def file_paper(project, *, entry: str, files, is_public: bool, by) -> None:
    """Into the project's own file, under an entry of its list."""
    if project.state is State.ARCHIVED:
        raise MoveRefused(_("项目已经归档，不能再加材料。"))
    kept = _files(project, files, by, Purpose.ARCHIVE, entry=entry, is_public=is_public)
    _keep(kept)
    for file in kept:
        FILED.record(project, by=by, entry=entry, name=file.name, sha256=file.sha256)


def _files(project, stored, by, purpose, **more) -> list[ProjectFile]:
    return [
        ProjectFile(project_id=project.id, purpose=purpose, by_id=by.id, **more, **file._asdict())
        for file in stored
    ]


def _keep(files) -> None:
    db.session.add_all(files)


def _in_state(project, states, what) -> None:
    if project.state not in states:
        raise MoveRefused(
            _("“%(state)s”状态下不能%(what)s，请刷新页面核对。", state=project.state.label, what=what)
        )


def _between(day: date, first: date | None, sentence: str) -> None:
    """Not after today and not before what has to come first; `sentence` names that day."""
    if day > dates.today():
        raise MoveRefused(_("日期不能晚于今天。"))
    if first and day < first:
        raise MoveRefused(sentence % {"day": in_words(first)})
