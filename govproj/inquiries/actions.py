"""What anybody says against a notice, what may formally be asked, what the town is told; and how it is answered."""

from datetime import timedelta
from hashlib import sha256

from sqlalchemy import func, or_, select

from govproj.core import codes, dates
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _, _l
from govproj.core.workflow import MoveRefused
from govproj.disclosures.models import Disclosure
from govproj.inquiries.models import (
    Asker,
    Complaint,
    Inquiry,
    Instance,
    Objection,
    ObjectionReply,
    ObjectionState,
)
from govproj.inquiries.unnamed import unnamed, without
from govproj.inquiries.workflow import NEXT_INSTANCE, WORKFLOW
from govproj.noticeboards.models import CombinedSheet
from govproj.projects.models import Project
from govproj.villages import rules
from govproj.villages.calendar import workdays_in

OBJECTED = Event(
    "disclosures.objected", "channel", "text", says=_l("收到对公示的异议（%(channel)s）：%(text)s")
)
REPLIED = Event("disclosures.objection_replied", "outcome", "text", says=_l("答复了异议：%(text)s"))
INQUIRED = Event("disclosures.inquired", "asked_by", "signers", "text", says=_l("登记了书面质询：%(text)s"))
INQUIRY_ANSWERED = Event("disclosures.inquiry_answered", "way", "text", says=_l("答复了质询：%(text)s"))
COMPLAINED = Event("disclosures.complained", "about", "channel", says=_l("镇里收到关于公示的投诉"))
COMPLAINT_ANSWERED = Event(
    "disclosures.complaint_answered", "finding", "text", says=_l("镇里答复了关于公示的投诉：%(text)s")
)
# Of what came by itself; past that nobody could answer in time, and a flood would bury what is serious. What an
# official puts down is never turned away: it is the way that is left to people while the flood lasts.
MOST_OPEN, MOST_OF_VILLAGE = 50, 200
RECEIPT = 16  # signs: 79 bits
WAITING = (ObjectionState.OPEN, ObjectionState.IN_REVIEW, ObjectionState.AT_TOWN)


def object_to(notice, *, text: str, by, name="", phone="", named_id=None) -> tuple[Objection, str]:
    """From the page of a notice or a combined sheet; the receipt is handed out once, only its hash is kept."""
    code = codes.random_code(RECEIPT)
    said = {"text": text, "name": name, "phone": phone, "named_id": named_id}
    return _receive(notice, by=by, receipt=hash_of(code), **said), code


def take_down(notice, *, by, **said) -> Objection:
    """What somebody said, wrote or phoned, put down at the office."""
    return _receive(notice, by=by, recorded_by_id=by.id, **said)


def _receive(notice, *, by, **said) -> Objection:
    if not notice.is_public:
        raise MoveRefused(_("这一期还没有公示。"))
    of_sheet = isinstance(notice, CombinedSheet)
    number = Objection.sheet_id if of_sheet else Objection.disclosure_id
    about = number == notice.id, Objection.state.in_(WAITING)
    if db.session.scalar(select(Objection.id).where(*about, Objection.text == said["text"]).limit(1)):
        raise MoveRefused(_("同样的话已经收到一条，正在等答复。"))
    if "recorded_by_id" not in said and _is_flooded(notice.village_id, number == notice.id):
        raise MoveRefused(_("等待答复的异议已经很多，网上暂时收不下。请打村监会或镇纪委的电话。"))
    objection = Objection(**{"sheet" if of_sheet else "disclosure": notice}, **said)
    objection.replies = [_asked(objection, Instance.VILLAGE, "objection.reply_workdays")]
    db.session.add(objection)
    public = unnamed(objection.text, objection.name or "", objection.phone or "")
    OBJECTED.record(objection, by=by, channel=objection.channel or "web", text=public)
    return objection


def _is_flooded(village_id: int, about_this) -> bool:
    """From the web alone: against this notice, or against all notices of the village together."""
    from_web = (
        select(func.count(), func.count().filter(about_this))
        .select_from(Objection)
        .outerjoin(Objection.disclosure)
        .outerjoin(Disclosure.project)
        .outerjoin(Objection.sheet)
        .where(or_(Project.village_id == village_id, CombinedSheet.village_id == village_id))
        .where(Objection.state.in_(WAITING), Objection.recorded_by_id.is_(None))
    )
    of_village, of_notice = db.session.execute(from_web).one()
    return of_notice >= MOST_OPEN or of_village >= MOST_OF_VILLAGE


def _asked(objection, instance: Instance, rule: str, why: str = "") -> ObjectionReply:
    village_id = objection.village_id
    due = workdays_in(village_id, dates.today(), rules.value(rule, village_id))
    return ObjectionReply(instance=instance, asked_on=dates.today(), due_on=due, why=why)


def hash_of(code: str) -> str:
    return sha256(codes.tidy(code).encode()).hexdigest()


def holds_receipt(objection, code: str) -> bool:
    return objection.receipt is not None and hash_of(code) == objection.receipt


def reply(objection, *, outcome, text: str, by) -> None:
    """In the name of whoever is asked now; said once, it stays as it is, and never says who objected."""
    text = without(text, objection.name, objection.phone)
    WORKFLOW.make("reply", objection, by=by)
    owed = objection.current
    owed.outcome, owed.text, owed.replied_on, owed.by_id = outcome, text, dates.today(), by.id
    REPLIED.record(objection, by=by, outcome=outcome, text=text)


def ask_again(objection, *, why: str, by) -> None:
    """The reply did not satisfy: the committee looks at it anew, after that the town. Why is public at once."""
    why = unnamed(why, objection.name, objection.phone)
    WORKFLOW.make("ask_again", objection, by=by, note=why)
    instance = NEXT_INSTANCE[objection.state]
    objection.replies.append(_asked(objection, instance, "objection.review_workdays", why))


def inquire(village, *, by, received_on, **asked) -> Inquiry:
    """Handed in on paper, so it may have come a day before it is put down; the clock runs from that day."""
    days = rules.value("inquiry.reply_days", village.id, on=received_on)
    due_on = received_on + timedelta(days=days)
    inquiry = Inquiry(village=village, received_on=received_on, due_on=due_on, recorded_by_id=by.id, **asked)
    if refused := who_may(inquiry, by):
        raise MoveRefused(refused)
    db.session.add(inquiry)
    INQUIRED.record(inquiry, by=by, asked_by=inquiry.asked_by, signers=inquiry.signers, text=inquiry.text)
    return inquiry


def who_may(inquiry, by) -> str | None:
    """The sentence that says why these may not inquire, or None: Zhejiang names who may."""
    village = inquiry.village
    numbers = rules.values(["inquiry.min_reps", "inquiry.voter_pct"], village.id, on=inquiry.received_on)
    if inquiry.asked_by is Asker.COMMITTEE and not by.supervises(village.id):
        return _("村监会的质询由村监会成员登记。")
    if inquiry.asked_by is Asker.REPS and inquiry.signers < numbers["inquiry.min_reps"]:
        return _("村民代表质询要 %(n)s 人以上联名。", n=numbers["inquiry.min_reps"])
    if (
        inquiry.asked_by is Asker.VOTERS
        and inquiry.signers * 100 < village.adults * numbers["inquiry.voter_pct"]
    ):
        needed = -(-village.adults * numbers["inquiry.voter_pct"] // 100)
        return _(
            "村民质询要 %(pct)s%% 以上的选民联名，本村至少 %(n)s 人。",
            pct=numbers["inquiry.voter_pct"],
            n=needed,
        )
    return None


def who_may_in_words(village) -> str:
    """The same, before anybody has written one."""
    numbers = rules.values(["inquiry.min_reps", "inquiry.voter_pct", "inquiry.reply_days"], village.id)
    return _(
        "村监会可以书面质询；村民代表要 %(reps)s 人以上联名，选民要 %(pct)s%% 以上联名（本村至少 %(voters)s 人）。"
        "村委会 %(days)s 天内答复。",
        reps=numbers["inquiry.min_reps"],
        pct=numbers["inquiry.voter_pct"],
        voters=-(-village.adults * numbers["inquiry.voter_pct"] // 100),
        days=numbers["inquiry.reply_days"],
    )


def answer_inquiry(inquiry, *, reply: str, way, by) -> None:
    if inquiry.replied_on is not None:
        raise MoveRefused(_("这件质询已经答复过。"))
    inquiry.reply, inquiry.reply_way = reply, way
    inquiry.replied_on, inquiry.replied_by_id = dates.today(), by.id
    INQUIRY_ANSWERED.record(inquiry, by=by, way=way, text=reply)


def complain(village, *, by, recorded=False, **said) -> tuple[Complaint, str]:
    """To the town; what was written stays out of the log until it is answered, so the village cannot read it there."""
    open_ones = select(func.count()).where(Complaint.village_id == village.id, Complaint.replied_on.is_(None))
    from_web = open_ones.where(Complaint.recorded_by_id.is_(None))
    if not recorded and db.session.scalar(from_web) >= MOST_OPEN:
        raise MoveRefused(_("等待答复的投诉已经很多，网上暂时收不下。请打镇纪委的电话或 12388。"))
    days, code = rules.value("gov.investigate_days", village.id), codes.random_code(RECEIPT)
    complaint = Complaint(
        village=village,
        due_on=dates.today() + timedelta(days=days),
        recorded_by_id=by.id if recorded else None,
        receipt=None if recorded else hash_of(code),
        **said,
    )
    db.session.add(complaint)
    channel = complaint.channel or "web"
    COMPLAINED.record(complaint, by=by, about=complaint.about, channel=channel)
    return complaint, code


def answer_complaint(complaint, *, finding, reply: str, by) -> None:
    if complaint.replied_on is not None:
        raise MoveRefused(_("这件投诉已经答复过。"))
    reply = without(reply, complaint.name, complaint.phone)
    complaint.finding, complaint.reply = finding, reply
    complaint.replied_on, complaint.replied_by_id = dates.today(), by.id
    COMPLAINT_ANSWERED.record(complaint, by=by, finding=finding, text=reply)
