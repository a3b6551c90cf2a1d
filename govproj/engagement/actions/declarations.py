"""书记领办: declared by the secretary, judged by the town, reported every quarter."""

from datetime import date, timedelta

from govproj.core import dates
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.deadlines import workdays_after
from govproj.core.i18n import _, _l
from govproj.core.versions import same_version
from govproj.core.workflow import MoveRefused
from govproj.engagement import charge, policy
from govproj.engagement.models import (
    LeadDeclaration,
    LeadDeclarationReport,
    LeadDeclarationStep,
    LeadDeclarationTarget,
)
from govproj.engagement.quarters import next_due, to_report
from govproj.engagement.queries.declarations import title_taken
from govproj.engagement.states import EDITABLE
from govproj.engagement.states import DeclarationState as State
from govproj.engagement.workflow import DECLARATIONS
from govproj.projects import actions as project_actions
from govproj.villages import rules

DECLARED = Event(
    "lead_declarations.declared", "title", "year", says=_l("申报 %(year)s 年书记领办项目：%(title)s")
)
CHANGED = Event("lead_declarations.changed", "fields", says=_l("修改了书记领办申报：%(fields)s"))
REPORTED = Event(
    "lead_declarations.reported",
    "quarter",
    "figures",
    says=_l("第 %(quarter)s 季度汇报，实际值：%(figures)s"),
)


def declare(village, *, year: int, title: str, goal: str, targets, by, project=None) -> LeadDeclaration:
    """`targets` are dicts of a target's columns, in their order."""
    declaration = LeadDeclaration(
        village=village, year=year, secretary=by, title=title, goal=goal, project=project
    )
    if reason := charge.obstacle(declaration):
        raise MoveRefused(reason)
    _must_be_another(village, year, title)
    declaration.state = State.DECLARED
    _set_targets(declaration, targets)
    db.session.add(declaration)
    _step(declaration, by)
    DECLARED.record(declaration, by=by, title=title, year=year)
    return declaration


def _must_be_another(village, year: int, title: str) -> None:
    if title_taken(village.id, year, title):
        raise MoveRefused(_("%(year)s 年已经申报过“%(title)s”，请换一个题目。", year=year, title=title))


def change(declaration, *, by, seen, targets, **facts) -> None:
    """Only while the town has not approved it: afterwards it is a promise."""
    if declaration.state not in EDITABLE:
        raise MoveRefused(_("已经批准，申报内容不能再改。"))
    same_version(declaration, seen)
    if (facts["year"], facts["title"]) != (declaration.year, declaration.title):
        _must_be_another(declaration.village, facts["year"], facts["title"])
    before = {name: getattr(declaration, name) for name in facts}
    for name, new in facts.items():
        setattr(declaration, name, new)
    changed = sorted(name for name, old in before.items() if old != facts[name])
    if [_facts_of(target) for target in declaration.targets] != targets:
        changed.append("targets")
        declaration.targets.clear()
        db.session.flush()
        _set_targets(declaration, targets)
    if reason := charge.obstacle(declaration):
        raise MoveRefused(reason)
    if changed:
        CHANGED.record(declaration, by=by, fields=changed)


_COLUMNS = ("name", "unit", "target_thousandths", "target_price_fen")


def _facts_of(target) -> dict:
    return {name: getattr(target, name) for name in _COLUMNS}


def _set_targets(declaration, targets) -> None:
    for position, facts in enumerate(targets):
        declaration.targets.append(LeadDeclarationTarget(position=position, **facts))


def move(declaration, name: str, *, by, note: str = "") -> None:
    """A step that needs words at most; approval puts the secretary in charge of the project he named."""
    DECLARATIONS.check(name, declaration, by=by, note=note)
    if name == "approve":
        declaration.approved_by_id = by.id
        _put_in_charge(declaration, by)
    elif name == "start":
        declaration.started_on = dates.today()
    elif name == "accept":
        declaration.accepted_by_id = by.id
    DECLARATIONS.make(name, declaration, by=by, note=note)
    _step(declaration, by, note)


def _put_in_charge(declaration, by) -> None:
    project = declaration.project
    if project is not None and project.lead_id is None:
        project_actions.change(project, by=by, lead_id=declaration.secretary_id, wants_lead=True)


def report(declaration, *, quarter: int, text: str, actuals, by) -> None:
    """How far it has come; `actuals` are (quantity, price) of each target, None where nothing is known yet."""
    _must_run(declaration, by)
    if quarter not in to_report(declaration):
        raise MoveRefused(_("第 %(quarter)s 季度已经汇报过，或者不在实施期内。", quarter=quarter))
    _set_actuals(declaration, actuals)
    declaration.reports.append(
        LeadDeclarationReport(quarter=quarter, text=text, reported_on=dates.today(), by_id=by.id)
    )
    declaration.due_on = _due(declaration)
    REPORTED.record(declaration, by=by, quarter=quarter, figures=_figures(declaration))


def hand_in(declaration, *, outcome: str, actuals, by) -> None:
    """Year's end: what came of it, in words and in the actual value of every target."""
    _must_run(declaration, by)
    _set_actuals(declaration, actuals)
    declaration.outcome = outcome
    DECLARATIONS.make("hand_in", declaration, by=by, note=outcome)
    _step(declaration, by, outcome)


def _must_run(declaration, by) -> None:
    if not policy.can_carry(by, declaration):
        raise MoveRefused(_("只有本村书记能汇报。"))
    if declaration.state is not State.RUNNING:
        raise MoveRefused(_("“%(state)s”状态下不能汇报，请刷新页面核对。", state=declaration.state.label))


def _set_actuals(declaration, actuals) -> None:
    for target, (thousandths, price_fen) in zip(declaration.targets, actuals, strict=True):
        target.actual_thousandths, target.actual_price_fen = thousandths, price_fen


def _figures(declaration) -> dict:
    return {
        target.name: [target.actual_thousandths, target.actual_price_fen] for target in declaration.targets
    }


def _step(declaration, by, note: str = "") -> None:
    declaration.steps.append(
        LeadDeclarationStep(after=declaration.state, occurred_on=dates.today(), by_id=by.id, note=note)
    )
    declaration.due_on = _due(declaration)


_RULES = (
    "declaration.review_workdays",
    "declaration.secretary_days",
    "declaration.report_days",
    "declaration.accept_workdays",
)


def _due(declaration) -> date | None:
    """By when whoever holds it now should act."""
    today, days = dates.today(), rules.values(_RULES, declaration.village_id or declaration.village)
    match declaration.state:
        case State.DECLARED:
            return workdays_after(today, days["declaration.review_workdays"])
        case State.RETURNED | State.APPROVED:
            return today + timedelta(days=days["declaration.secretary_days"])
        case State.RUNNING:
            return max(next_due(declaration, days["declaration.report_days"]), today)
        case State.HANDED_IN | State.ACCEPTED:
            return workdays_after(today, days["declaration.accept_workdays"])
    return None
