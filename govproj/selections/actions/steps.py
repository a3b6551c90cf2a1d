"""From the call to the notice: the secretary's steps and the decision of the two committees."""

from datetime import date, timedelta

from govproj.core import dates
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.due_changes import move_due
from govproj.core.i18n import _, _l
from govproj.core.versions import same_version
from govproj.core.workflow import MoveRefused
from govproj.projects import actions as project_actions
from govproj.projects.models import Category, Kind
from govproj.projects.queries import codes_taken, next_code
from govproj.selections.models import LeadSelection, SelectionDecision, SelectionStep
from govproj.selections.queries import newest_of, project_of
from govproj.selections.states import State
from govproj.selections.workflow import WORKFLOW, obstacle, project_without_a_lead
from govproj.villages import rules
from govproj.villages.calendar import workdays_in

DRAFTED = Event("selections.drafted", says=_l("起草了领办招募"))
CHANGED = Event("selections.changed", "fields", says=_l("修改了领办招募：%(fields)s"))
DECIDED = Event(
    "selections.decided",
    "person",
    "held_on",
    "votes_for",
    "votes_against",
    "abstained",
    "expected",
    says=_l("村两委会议确定领办人选：%(person)s（赞成 %(votes_for)s）"),
)


def draft(project, *, by, **call) -> LeadSelection:
    """Begin to look for a lead; refused while one is in office or being sought."""
    last = newest_of(project)
    selection = LeadSelection(project=project, **call)
    if reason := project_without_a_lead(selection):
        raise MoveRefused(reason)
    if last and not last.is_over:
        raise MoveRefused(_("这个项目正在选任领办人，不能同时再开一次。"))
    selection.after_replacement = last is not None and last.state is State.REPLACED
    db.session.add(selection)
    DRAFTED.record(selection, by=by)
    return selection


def call_for(items, *, by, publish: bool, **call) -> list[LeadSelection]:
    """Have these items of the central work led by Party members: a project for each, and a call to all of them."""
    called = []
    for item in items:
        project = project_of(item)
        if project is None:
            facts = {"code": _free_code(item), "name": item.name, "kind": item.kind}
            if item.kind is Kind.GOVERNANCE:
                facts["category"] = Category.GOVERNANCE
            project = project_actions.create(item.village, by=by, item=item, **facts)
        project_actions.change(project, by=by, wants_lead=True)
        words = _("“%(name)s”请一名党员领办，欢迎报名，也欢迎推荐。", name=project.name)
        selection = draft(project, by=by, call=words, openings=1, **call)
        if publish:
            move(selection, "publish", by=by)
        called.append(selection)
    return called


def _free_code(item) -> str:
    """The number after the village's last, written the same way; where it has none, of the year."""
    return next_code(codes_taken(item.village_id)) or f"{item.year}-01"


def change(selection, *, by, seen=None, **call) -> None:
    """Rewrite the call; once it has gone out it stays as people have read it."""
    if selection.state is not State.DRAFTING:
        raise MoveRefused(_("招募已经发布，内容不能再改。确需重写，请终止后重新招募。"))
    if seen is not None:
        same_version(selection, seen)
    fields = sorted(name for name, new in call.items() if getattr(selection, name) != new)
    for name in fields:
        setattr(selection, name, call[name])
    if fields:
        CHANGED.record(selection, by=by, fields=fields)


def move(selection, name: str, *, by, note: str = "") -> None:
    """Make a step that needs nothing but a reason at most, and set by when the next should follow."""
    make(selection, name, by=by, note=note)
    today, setting = dates.today(), rules.values(_RULES, selection.village_id)
    if name == "publish":
        selection.closes_on = today + timedelta(days=setting["lead.call_days"])
    elif name == "extend":
        later = today + timedelta(days=setting["lead.extension_days"])
        move_due(selection, "closes_on", later, reason=note or _("没有人报名，招募延长一次。"), by=by)
        selection.extended = True
    elif name == "begin_assessment":
        selection.min_assessors = setting["lead.min_assessors"]
        selection.spread_points = setting["lead.spread_points"]
        selection.interest_years = setting["lead.interest_years"]
    elif name == "publicise":
        days = setting[_PUBLICITY[selection.after_replacement]]
        selection.publicised_until = workdays_in(selection.village_id, today - timedelta(days=1), days)
    elif name == "reconsider":
        selection.decision.set_aside_on = today
    selection.due_on = _due(selection, setting)


_PUBLICITY = ("lead.publicity_workdays", "lead.replacement_publicity_workdays")
_DAYS = {
    "publish": "lead.call_days",
    "extend": "lead.extension_days",
    State.ASSESSING: "lead.assess_days",
    State.RECUSAL_CHECK: "lead.check_days",
    State.DECIDING: "lead.decide_days",
}
_RULES = (*_DAYS.values(), *_PUBLICITY, "lead.min_assessors", "lead.spread_points", "lead.interest_years")


def _due(selection, setting) -> date | None:
    match selection.state:
        case State.PUBLISHED:
            return selection.closes_on
        case State.PUBLICISED:
            return selection.publicised_until
        case state if state in _DAYS:
            return dates.today() + timedelta(days=setting[_DAYS[state]])
    return None


def make(selection, name: str, *, by, note: str = "") -> None:
    """Any step, kept with its day on the page as well as in the log."""
    WORKFLOW.make(name, selection, by=by, note=note)
    selection.steps.append(SelectionStep(move=name, after=selection.state, by=by, reason=note))


def decide(selection, nomination, *, by, **minutes) -> SelectionDecision:
    """Put the meeting's decision down; refused for somebody who could not be appointed anyway."""
    if selection.state is not State.DECIDING:
        raise MoveRefused(_("现在不在确定人选的阶段，请刷新页面后重试。"))
    if reason := obstacle(nomination):
        raise MoveRefused(reason)
    if selection.decision:
        selection.decision.set_aside_on = dates.today()
    decision = SelectionDecision(nomination=nomination, by_id=by.id, **minutes)
    selection.decisions.append(decision)
    votes = {
        name: minutes[name] for name in ("held_on", "votes_for", "votes_against", "abstained", "expected")
    }
    DECIDED.record(selection, by=by, person=nomination.person.name, **votes)
    return decision
