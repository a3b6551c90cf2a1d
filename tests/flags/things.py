"""Red flags for tests, as the engine writes them, and the people around them."""

from datetime import date, timedelta

from govproj.core import dates
from govproj.core.db import db
from govproj.flags.models import Flag, FlagAct, FlagProject
from govproj.flags.states import ActKind, Level, State

NUMBERS = {"month": "2022-05", "paid": "70.0", "actual": "56", "ahead": "14.0", "limit": "10"}
QUESTIONS = {  # a rule → the numbers of one of its sentences
    "RF39": NUMBERS,
    "RF33": {"end": "2022-06-15", "days": 5},
    "RF13": {"budget": "86.00", "limit": "10.00"},
}


def a_flag(project, *, rule="RF39", level=Level.RED, state=None, on: date | None = None, **kw) -> Flag:
    """Raised by the system; red waits for an inspector, yellow for the project team."""
    on = on or dates.today()
    state = state or (State.FIRED if level is Level.RED else State.ASKED)
    flag = Flag(
        rule_id=rule,
        rule_version=1,
        level=level,
        state=state,
        village_id=project.village_id,
        project_id=project.id,
        numbers=QUESTIONS[rule],
        thresholds={"payment.over_progress_points": 10} if rule == "RF39" else {},
        rows=[["ledger", project.id]],
        marks=["1"],
        fired_on=on,
        waiting_since=on,
        due_on=on + timedelta(days=3),
        **{"asked_on": None if state is State.FIRED else on, **kw},
    )
    db.session.add(flag)
    db.session.flush()
    db.session.add(FlagProject(flag_id=flag.id, project_id=project.id))
    flag.acts.append(FlagAct(kind=ActKind.FIRED, occurred_on=on, says=flag.says, numbers=flag.numbers))
    db.session.commit()
    return flag
