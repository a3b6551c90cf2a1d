"""What people do with monthly notices. No request, no form, no commit."""

from datetime import date, timedelta

from sqlalchemy import select

from govproj.core import dates
from govproj.core.audit import Event
from govproj.core.checkpoints import make_checkpoint
from govproj.core.db import db
from govproj.core.i18n import _l
from govproj.core.uploads import FileColumns
from govproj.core.versions import same_version
from govproj.core.workflow import MoveRefused
from govproj.disclosures import queries
from govproj.disclosures.actions.tick import enter_duties
from govproj.disclosures.content import TEXTS, content_of, fingerprint
from govproj.disclosures.likeness import likeness_of
from govproj.disclosures.models import Disclosure, NoticePhoto, NoticeSignature
from govproj.disclosures.queries import figures
from govproj.disclosures.workflow import WORKFLOW, next_step
from govproj.villages import rules

WRITTEN = Event(
    "disclosures.written", "month", "edition", says=_l("填写了 %(month)s 公示（第 %(edition)s 版）")
)
CONTENT = Event("disclosures.content", "content", says=_l("公示内容已存入记录"))
CORRECTION_BEGUN = Event("disclosures.correction_begun", "note", says=_l("开始更正，原因：%(note)s"))
HUNG_OUT = Event("disclosures.hung_out", "caption", "sha256", says=_l("上传了张贴照片：%(caption)s"))

FILE = tuple(FileColumns.__annotations__)


def write(disclosure, *, by, seen=None, photos=(), caption="", taken_on=None, remove=(), **texts) -> None:
    """Save the draft as far as it has come; `photos` are stored files, `remove` the ids of photos taken out."""
    if disclosure.id is None:
        enter_duties(dates.today(), disclosure.project.id)
        db.session.add(disclosure)
    elif seen is not None:
        same_version(disclosure, seen)
    for name, words in texts.items():
        setattr(disclosure, name, words or "")
    disclosure.photos = [photo for photo in disclosure.photos if photo.id not in set(remove)]
    taken_on = taken_on or dates.today()
    disclosure.photos += [
        NoticePhoto(
            **file._asdict(),
            caption=caption,
            taken_on=taken_on,
            likeness=likeness_of(file.thumb or file.sha256),
        )
        for file in photos
    ]
    disclosure.drafted_by_id = by.id
    WRITTEN.record(disclosure, by=by, month=disclosure.month, edition=disclosure.edition)


def submit(disclosure, *, by) -> None:
    """From here on the facts stand still: what is signed is what will be published."""
    disclosure.frozen = figures.facts_of_today(disclosure)
    WORKFLOW.make("submit", disclosure, by=by)
    disclosure.return_reason = ""


def review(disclosure, *, by) -> None:
    WORKFLOW.make("review", disclosure, by=by)
    disclosure.reviewed_by_id = by.id


def sign(disclosure, *, by) -> None:
    """The last signature needed passes the notice on; two given at once must see each other."""
    db.session.execute(select(Disclosure.id).where(Disclosure.id == disclosure.id).with_for_update())
    db.session.refresh(disclosure, ["state", "signatures"])
    WORKFLOW.make("sign", disclosure, by=by)
    disclosure.signatures.append(NoticeSignature(user_id=by.id))


def send_back(disclosure, *, by, note: str) -> None:
    """Signatures stood for a text that will change, so they go; the record keeps that they were given."""
    WORKFLOW.make("send_back", disclosure, by=by, note=note)
    disclosure.signatures.clear()
    disclosure.return_reason = note.strip()


def publish(*disclosures, by) -> None:
    """Hang them out from today, all under one checkpoint of the log that holds their content."""
    for disclosure in disclosures:
        _publish(disclosure, by)
    checkpoint = make_checkpoint(db.session())
    for disclosure in disclosures:
        disclosure.checkpoint = checkpoint.fingerprint


def _publish(disclosure, by) -> None:
    days = rules.value("disclosure.publicity_days", disclosure.village_id)
    WORKFLOW.check("publish", disclosure, by=by)
    with db.session.no_autoflush:  # state and period belong together
        disclosure.published_by_id = by.id
        disclosure.publicity_from = dates.today()
        disclosure.publicity_to = dates.today() + timedelta(days=days)
        WORKFLOW.make("publish", disclosure, by=by)
    content = content_of(disclosure)
    disclosure.content_hash = fingerprint(content)
    CONTENT.record(disclosure, by=by, content=content)
    if disclosure.supersedes is not None:
        WORKFLOW.make("correct", disclosure.supersedes, by=by, note=disclosure.correction_reason)
    duty = queries.duty_of(disclosure.project_id, disclosure.month)
    if duty is not None and duty.done_day is None:
        duty.done_day = dates.today()


def take_next_steps(disclosures, *, by) -> int:
    """Review, sign or publish each of them, whichever waits for this user; how many there were."""
    to_publish = []
    for disclosure in disclosures:
        match next_step(by, disclosure):
            case None:
                raise MoveRefused(_l("其中有的已经办过了，请刷新页面后重试。"))
            case step if step.name == "publish":
                to_publish.append(disclosure)
            case step:
                {"review": review, "sign": sign}[step.name](disclosure, by=by)
    if to_publish:
        publish(*to_publish, by=by)
    return len(disclosures)


def correct(disclosure, *, by, note: str) -> Disclosure:
    """Begin a new version that starts from the published one and runs through the whole chain again.

    Until that is published the old one stays in force.
    """
    if disclosure.successor is not None:
        raise MoveRefused(_l("这一期已经在更正，请打开新版本继续。"))
    CORRECTION_BEGUN.record(disclosure, by=by, note=note)
    photos = [
        NoticePhoto(**{name: getattr(photo, name) for name in (*FILE, "caption", "taken_on", "likeness")})
        for photo in disclosure.site_photos
    ]
    new = Disclosure(
        project=disclosure.project,
        month=disclosure.month,
        edition=disclosure.edition + 1,
        supersedes=disclosure,
        correction_reason=note.strip(),
        photos=photos,
        **{name: getattr(disclosure, name) for name in TEXTS},
    )
    db.session.add(new)
    db.session.flush()
    return new


def archive(disclosure, *, by) -> None:
    WORKFLOW.make("archive", disclosure, by=by)


def hang_out(disclosure, photos, *, posting, caption: str, taken_on: date, by) -> None:
    """Photos of the sheet on the notice board: proof that it hung there, no part of the notice itself."""
    for file in photos:
        disclosure.photos.append(
            NoticePhoto(**file._asdict(), caption=caption, taken_on=taken_on, posted=True, posting=posting)
        )
        HUNG_OUT.record(disclosure, by=by, caption=caption, sha256=file.sha256)
