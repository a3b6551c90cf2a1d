"""What a form of minutes is filled in with before anybody types: the last meeting of the same kind."""

from flask import request
from flask_login import current_user

from govproj.core import dates
from govproj.core.htmx import render_page
from govproj.core.i18n import _
from govproj.decisions import queries
from govproj.decisions.forms import MeetingForm
from govproj.decisions.local import Local
from govproj.decisions.states import HELD_BY, MeetingKind, Step


def as_last_time(process, step: Step) -> dict:
    """Who meets, how many are entitled, where, who chairs; `?kind=` asks for another kind of meeting."""
    kinds, asked = HELD_BY[step], request.args.get("kind")
    wanted = [kind for kind in kinds if kind == asked] or kinds
    last = queries.last_meeting(process.village_id, *wanted)
    kind, today = last.kind if last else wanted[0], dates.today()
    rules = Local(process.village_id)
    return {
        "kind": kind,
        "entitled": last.entitled if last else _entitled(process.project.village, kind),
        "place": last.place if last else "",
        "chair": last.chair_id if last else None,
        "recorder": current_user.id,
        "counted_by": last.counted_by if last else None,
        "held_on": today,
        "words": _("同意“%(subject)s”的方案。", subject=process.subject),
        "names": last.attendance if last and kind is MeetingKind.REPRESENTATIVES else [],
        "rules": rules,
        "version": process.version,
    }


def _entitled(village, kind: MeetingKind) -> int | None:
    known = {
        MeetingKind.PARTY_MEMBERS: village.party_members,
        MeetingKind.VILLAGER_ASSEMBLY: village.adults,
    }
    return known.get(kind) or None


def as_written(meeting) -> dict:
    """The same from minutes that are to be changed or corrected."""
    vote = meeting.resolution
    names = ("kind", "counted_by", "held_on", "notified_on", "place", "entitled", "present")
    names += ("summary", "opinions", "version")
    return {name: getattr(meeting, name) for name in names} | {
        "chair": meeting.chair_id,
        "recorder": meeting.recorder_id,
        "attendance": "\n".join(meeting.attendance),
        "words": vote.words,
        "votes_for": vote.votes_for,
        "votes_against": vote.votes_against,
        "abstained": vote.abstained,
        "passed": "yes" if vote.passed else "no",
        "recused": "\n".join(f"{recusal.who}，{recusal.why}" for recusal in vote.recusals),
        "rules": Local(meeting.process.village_id, meeting.held_on),
    }


def meeting_form(process, step: Step, known: dict, *, correcting: bool = False) -> MeetingForm:
    people = queries.who_may_chair(process.village_id)
    households = known["rules"].may_count_households(MeetingKind.VILLAGER_ASSEMBLY)
    form = MeetingForm(process, step, people, households=households, correcting=correcting, data=known)
    form.rules = known["rules"]
    return form


def _called(rules: Local, step: Step) -> str:
    """How long before each kind of meeting people must be told; empty where they need not."""
    days = [(kind, rules.notice_days(kind)) for kind in HELD_BY[step]]
    said = [_("%(kind)s提前 %(days)s 天", kind=kind.label, days=many) for kind, many in days if many]
    return _("，").join(said)


def meeting_page(form, process, step: Step, *, heading: str = "", meeting=None):
    """What each kind of meeting needs stands beside the fields."""
    return render_page(
        "decisions/meeting.html",
        fragment="form",
        status=422 if form.errors else 200,
        form=form,
        process=process,
        step=step,
        meeting=meeting,
        heading=heading or _("登记“%(step)s”", step=step.label),
        called=_called(form.rules, step),
        needed=[(kind, form.rules.threshold(kind)) for kind in HELD_BY[step]],
    )
