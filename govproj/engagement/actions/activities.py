"""Activities are planned or recorded, their questions answered, wrong ones declared void."""

from sqlalchemy.orm.attributes import flag_modified

from govproj.core import dates
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _, _l
from govproj.core.versions import same_version
from govproj.core.workflow import MoveRefused
from govproj.engagement.models import Activity, ActivityOutcome, ActivityPhoto, ActivityQuestion
from govproj.engagement.states import ActivityState, Theme
from govproj.engagement.workflow import ACTIVITIES
from govproj.villages import rules

RECORDED = Event(
    "activities.recorded",
    "kind",
    "title",
    "on",
    "attendance",
    says=_l("登记活动（%(kind)s）：%(title)s，%(attendance)s 人次"),
)
PLANNED = Event("activities.planned", "kind", "title", "on", says=_l("安排活动（%(kind)s）：%(title)s"))
CHANGED = Event("activities.changed", "fields", says=_l("修改了活动：%(fields)s"))
PHOTO_ADDED = Event("activities.photo_added", "sha256", says=_l("上传了活动照片"))
ASKED = Event("activities.asked", "text", says=_l("提出专业问题：%(text)s"))
ANSWERED = Event("activities.answered", "answer", says=_l("答复专业问题：%(answer)s"))


def record(village, *, by, project=None, agreement=None, outcomes=(), questions=(), **facts) -> Activity:
    """What has happened, or what is planned when its day is still to come: nobody has come to that yet."""
    _kind_of_the_rule(village, facts)
    planned = facts["held_on"] > dates.today()
    state = ActivityState.PLANNED if planned else ActivityState.HELD
    if planned:
        facts |= {"attendance": None, "minutes": None}
    elif facts.get("attendance") is None:
        raise MoveRefused(_("活动已经开展，请填写到场人次。"))
    activity = Activity(
        village=village, project=project, agreement=agreement, recorded_by_id=by.id, state=state, **facts
    )
    activity.outcomes = [ActivityOutcome(text=line) for line in outcomes]
    db.session.add(activity)
    told = {"kind": activity.kind, "title": activity.title, "on": activity.held_on}
    if planned:
        PLANNED.record(activity, by=by, **told)
    else:
        RECORDED.record(activity, by=by, attendance=activity.attendance, **told)
    for line in questions:
        ask(activity, text=line, by=by)
    return activity


def _kind_of_the_rule(village, facts) -> None:
    """The theme follows from the kind; a kind the village does not know is refused."""
    kinds = rules.value("activity.kinds", village)
    theme = next((theme for theme, words in kinds.items() if facts["kind"] in words), None)
    if theme is None:
        raise MoveRefused(_("没有“%(kind)s”这种活动，请重新选择。", kind=facts["kind"]))
    facts["theme"] = Theme(theme)


def change(activity, *, by, seen, outcomes, **facts) -> None:
    _must_count(activity)
    same_version(activity, seen)
    if facts["kind"] != activity.kind:
        _kind_of_the_rule(activity.village, facts)
    if activity.state is ActivityState.HELD:
        _must_have_happened(facts)
    before = {name: getattr(activity, name) for name in facts}
    for name, new in facts.items():
        setattr(activity, name, new)
    fields = {name: [old, facts[name]] for name, old in before.items() if old != facts[name]}
    if [outcome.text for outcome in activity.outcomes] != list(outcomes):
        activity.outcomes = [ActivityOutcome(text=line) for line in outcomes]
        fields["outcomes"] = list(outcomes)
        flag_modified(activity, "title")
    if fields:
        CHANGED.record(activity, by=by, fields=fields)


def _must_have_happened(facts) -> None:
    if facts["held_on"] > dates.today():
        raise MoveRefused(_("日期不能晚于今天。"))
    if facts.get("attendance") is None:
        raise MoveRefused(_("活动已经开展，请填写到场人次。"))


def hold(activity, *, by, seen, outcomes, questions=(), **facts) -> None:
    """The planned day has come: say how it went."""
    change(activity, by=by, seen=seen, outcomes=outcomes, **facts)
    _must_have_happened(facts)
    ACTIVITIES.make("hold", activity, by=by, on=activity.held_on)
    for line in questions:
        ask(activity, text=line, by=by)


def cancel(activity, *, note: str, by) -> None:
    """It did not take place or was entered by mistake: it counts no more, and stays readable."""
    ACTIVITIES.check("cancel", activity, by=by, note=note)
    activity.void_because = note
    ACTIVITIES.make("cancel", activity, by=by, note=note)


def add_photos(activity, files, *, by) -> None:
    """`files` are StoredFile."""
    for file in files:
        activity.photos.append(ActivityPhoto(**file._asdict()))
        PHOTO_ADDED.record(activity, by=by, sha256=file.sha256)


def ask(activity, *, text: str, by) -> ActivityQuestion:
    _must_count(activity)
    question = ActivityQuestion(text=text)
    activity.questions.append(question)
    ASKED.record(activity, by=by, text=text)
    return question


def answer(question, *, answer: str, answered_by: str, by) -> None:
    """Once: what the expert said is not rewritten."""
    if question.answered_on:
        raise MoveRefused(_("这个问题已经答复过。"))
    question.answer, question.answered_by, question.answered_on = answer, answered_by, dates.today()
    ANSWERED.record(question.activity, by=by, answer=answer)


def _must_count(activity) -> None:
    if activity.state is ActivityState.VOID:
        raise MoveRefused(_("这次活动已经作废，不能再改。"))
