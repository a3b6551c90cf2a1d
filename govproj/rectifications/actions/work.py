"""The one responsible plans, works and hands in; the evidence is kept beside it."""

from datetime import date

from govproj.core import dates
from govproj.core.audit import Event
from govproj.core.filters import day as in_words
from govproj.core.i18n import _, _l
from govproj.core.workflow import MoveRefused
from govproj.rectifications.actions.record import act, day_of_act, in_hand_of, move, rule, said, touch
from govproj.rectifications.models import RectificationEvidence
from govproj.rectifications.states import ActKind
from govproj.rectifications.workflow import WORKFLOW
from govproj.villages.calendar import workdays_in

NOTED = Event("rectifications.note", "note", "on", says=_l("记录整改进展：%(note)s"))
EVIDENCE_ADDED = Event(
    "rectifications.add_evidence", "phase", "name", "sha256", says=_l("上传佐证“%(name)s”")
)


def plan(case, *, cause: str, measures: str, own_due_on: date, by, on=None) -> None:
    """Why it happened, what will be done, and by when the responsible one means to be ready."""
    on = day_of_act(case, on)
    last = max(case.turn.due_on, on)
    if not on <= own_due_on <= last:
        raise MoveRefused(_("计划完成日不能早于今天，也不能晚于 %(day)s。", day=in_words(last)))
    said(cause, _("请写明问题出在哪里。"))
    said(measures, _("请写明整改措施。"))
    move("plan", case, ActKind.PLANNED, by, on, measures)
    case.turn.cause, case.turn.measures, case.turn.own_due_on = cause, measures, own_due_on
    case.next_due_on = case.turn.due_on


def start(case, *, by, on=None) -> None:
    move("start", case, ActKind.STARTED, by, day_of_act(case, on))


def note(case, *, text: str, by, on=None) -> None:
    """A line about how the work goes."""
    in_hand_of(by, case, _l("记录进展"))
    said(text, _("请写明做了什么。"))
    on = day_of_act(case, on)
    act(case, ActKind.NOTED, by, on, text)
    NOTED.record(case, by=by, note=text, on=on)


def add_evidence(case, *, phase, files, by, on=None) -> None:
    """`files` are StoredFile. How it was before belongs to the finding, the rest to the one responsible."""
    on = on or dates.today()
    for file in files:
        case.evidence.append(
            RectificationEvidence(
                phase=phase,
                turn_number=case.turn_number,
                added_on=on,
                by_id=None if by is None else by.id,
                **file._asdict(),
            )
        )
        EVIDENCE_ADDED.record(case, by=by, phase=phase, name=file.name, sha256=file.sha256)
    touch(case)


def submit(case, *, lasting_measures: str, by, on=None) -> None:
    """Say that it is done, and what keeps it from coming back; the evidence has been added before."""
    on, turn = day_of_act(case, on), case.turn
    said(lasting_measures, _("请写明完善措施：立了什么规矩、建了什么清单、做了什么培训。"))
    WORKFLOW.make("submit", case, by=by, note=lasting_measures, on=on)
    turn.lasting_measures = lasting_measures
    turn.submitted_on, turn.hand_ins = on, turn.hand_ins + 1
    act(case, ActKind.SUBMITTED, by, on, lasting_measures)
    days = rule(case, "rectification.verify_workdays", on)
    case.next_due_on = workdays_in(case.village_id, on, days)
