"""The dialogue about a flag: put the question, answer it, judge the answer."""

from datetime import date

from govproj.core import dates
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _, _l, in_chinese, speaking
from govproj.core.workflow import MoveRefused
from govproj.flags import waiting
from govproj.flags.models import Flag, FlagAct, FlagClue
from govproj.flags.states import ActKind, Answer, Urging
from govproj.flags.workflow import WORKFLOW
from govproj.rectifications import actions as rectifications
from govproj.rectifications.actions import clues
from govproj.rectifications.states import ClueSource, Source
from govproj.rectifications.states import Level as CaseLevel
from govproj.villages import rules

LED_TO_CASE = Event("flags.led_to_case", "rule", "number", says=_l("预警 %(rule)s 查实，转 %(number)s 整改"))
LED_TO_CLUE = Event("flags.led_to_clue", "rule", "note", "on", says=_l("预警 %(rule)s 查实，转为问题线索"))
LONGEST_TITLE = 80


def ask(flag: Flag, *, note: str, by, on: date | None = None) -> None:
    """Tell the project team of a red flag; from now on they have to answer."""
    flag.asked_on = on or dates.today()
    _move("ask", ActKind.ASKED, flag, by, note, on)


def answer(flag: Flag, *, answer: Answer, text: str, by, on: date | None = None) -> None:
    """What those asked say; an answer that was sent back is replaced, the earlier one stays among the acts."""
    on = on or dates.today()
    _move("answer", ActKind.ANSWERED, flag, by, text, on, answer=answer)
    flag.answer, flag.answer_text, flag.answered_on, flag.answered_by_id = answer, text, on, by.id


def send_back(flag: Flag, *, note: str, by, on: date | None = None) -> None:
    """The answer does not answer it."""
    _move("send_back", ActKind.RETURNED, flag, by, note, on)


def explain(flag: Flag, *, note: str, by, on: date | None = None) -> None:
    """Nothing was wrong: the rule asked in vain, which is counted against it."""
    _judge("explain", ActKind.EXPLAINED, flag, by, note, on)


def fix(flag: Flag, *, note: str, by, on: date | None = None) -> None:
    """There was a problem, and it has been put right."""
    _judge("fix", ActKind.FIXED, flag, by, note, on)


def confirm(
    flag: Flag,
    *,
    note: str,
    by,
    level: CaseLevel | None = None,
    responsible=None,
    case=None,
    clue: str = "",
    on: date | None = None,
) -> None:
    """A problem. It becomes a rectification of its own, part of one that runs (`case`), or a clue.

    A clue leaves the flag untouched, as a question that is still open: see docs/decisions/0045.
    """
    on = on or dates.today()
    WORKFLOW.check("confirm", flag, by=by, note=note, on=on)
    if case is None and not clue.strip() and level is None:
        raise MoveRefused(_("请选择查实以后怎么办。"))
    if case is not None and case.village_id != flag.village_id:
        raise MoveRefused(_("这件整改不是本村的。"))
    if case is None and level is None:
        return _register_clue(flag, note, clue.strip(), by, on)
    case = case or _open_case(flag, note, by, level, responsible, on)
    with db.session.no_autoflush:
        flag.rectification = case
        _judge("confirm", ActKind.CONFIRMED, flag, by, note, on)
    LED_TO_CASE.record(flag, by=by, rule=flag.rule_id, number=case.number)


def _register_clue(flag, note, words, by, on) -> None:
    if db.session.get(FlagClue, flag.id):
        raise MoveRefused(_("已经转为问题线索，不能再转一次。"))
    clue = clues.register(
        village_id=flag.village_id,
        project=flag.project,
        source=ClueSource.RED_FLAG,
        came_from=f"{flag.rule_id} {in_chinese(flag.rule.name)}",
        words=words,
        by=by,
    )
    db.session.add(FlagClue(flag_id=flag.id, clue_id=clue.id, verdict=note))
    LED_TO_CLUE.record(flag, by=by, rule=flag.rule_id, note=note, on=on)


def _open_case(flag, note, by, level, responsible, on):
    """Read by those who put it right: in Chinese like every record, and without the mark the rule goes by."""
    with speaking("zh"):
        title, question = str(flag.rule.name), flag.question
    return rectifications.open_case(
        village_id=flag.village_id,
        project=flag.project,
        source=Source.RED_FLAG,
        level=level,
        title=title[:LONGEST_TITLE],
        fact=f"{question}\n{note}",
        by=by,
        found_on=on,
        responsible=responsible,
        requirement=note if responsible else "",
    )


def _judge(name, kind, flag, by, note, on) -> None:
    on = on or dates.today()
    WORKFLOW.check(name, flag, by=by, note=note, on=on)
    with db.session.no_autoflush:  # the verdict and the state it leads to are one change
        flag.verdict, flag.judged_on, flag.judged_by_id = note, on, by.id
        _move(name, kind, flag, by, note, on)


def _move(name, kind, flag, by, note, on, answer: Answer | None = None) -> None:
    """Every move hands the flag to somebody else, and their days begin."""
    on = on or dates.today()
    WORKFLOW.make(name, flag, by=by, note=note, on=on)
    flag.waiting_since, flag.pressed = on, Urging.NONE
    flag.due_on = waiting.due_on(on, rules.value(waiting.KEY, flag.village_id, on))
    office = by.office_for(flag.village_id)
    flag.acts.append(FlagAct(kind=kind, occurred_on=on, by_id=by.id, office=office, note=note, answer=answer))
