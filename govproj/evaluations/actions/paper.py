"""Paper forms: printed with serials, keyed twice by different people, compared, counted, forgotten."""

from collections import Counter

from sqlalchemy import delete, select

from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _, _l
from govproj.core.workflow import MoveRefused
from govproj.evaluations.answers import Answer
from govproj.evaluations.keying import compared
from govproj.evaluations.models import PaperForm, State

PRINTED = Event("evaluations.paper_printed", "number", says=_l("打印了 %(number)s 份纸质问卷"))
KEYED = Event("evaluations.paper_keyed", "forms", says=_l("录入了 %(forms)s 份纸质问卷"))
AGREED = Event(
    "evaluations.paper_agreed",
    "valid",
    "invalid",
    says=_l("两人录入一致：有效 %(valid)s 份，作废 %(invalid)s 份"),
)


def print_paper(round_, number: int, *, by) -> None:
    """Serials run from 1; printing more adds to them, so that none is there twice."""
    round_.lock()
    if round_.state not in {State.DRAFT, State.OPEN}:
        raise MoveRefused(_("评议已经截止，不能再印问卷。"))
    if not 1 <= number <= round_.eligible - round_.paper_printed:
        most = round_.eligible - round_.paper_printed
        raise MoveRefused(_("问卷不能比名册上的人多，最多 %(most)s 份。", most=most))
    round_.paper_printed += number
    PRINTED.record(round_, by=by, number=number)


def key_forms(round_, forms: dict[int, Answer | None], *, by) -> None:
    """What one person keyed, by serial; None for an invalid form. Keying one again corrects it."""
    round_.lock()
    if round_.state is not State.CLOSED:
        raise MoveRefused(_("截止以后、计票以前才能录入纸质问卷。"))
    known = select(PaperForm).where(PaperForm.round_id == round_.id, PaperForm.serial.in_(forms))
    mine, others = {}, Counter()
    for form in db.session.scalars(known):
        if form.keyed_by_id == by.id:
            mine[form.serial] = form
        else:
            others[form.serial] += 1
    for serial, answer in forms.items():
        if others[serial] > 1:
            raise MoveRefused(_("%(serial)s 号已经有两个人录过了，由他们核对。", serial=serial))
        form = mine.get(serial) or PaperForm(round_id=round_.id, serial=serial, keyed_by_id=by.id)
        form.is_invalid, form.answer = answer is None, [] if answer is None else list(answer)
        db.session.add(form)
    KEYED.record(round_, by=by, forms=len(forms))


def agreed(round_) -> tuple[list[Answer], int]:
    """Valid answers and the number of invalid forms; the move to count has checked that all agree."""
    forms = db.session.scalars(select(PaperForm).where(PaperForm.round_id == round_.id)).all()
    agreeing = compared(forms).agreed
    valid = [Answer(*form.answer) for form in agreeing if not form.is_invalid]
    return valid, len(agreeing) - len(valid)


def forget(round_) -> None:
    """Nothing single is kept, of paper as little as of slips. The paper itself stays under lock."""
    if round_.paper_returned:
        valid = round_.paper_returned - round_.paper_invalid
        AGREED.record(round_, by=None, valid=valid, invalid=round_.paper_invalid)
    db.session.execute(delete(PaperForm).where(PaperForm.round_id == round_.id))
