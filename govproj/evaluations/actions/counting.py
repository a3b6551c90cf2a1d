"""Counting a closed round: open the urn, add up, keep the totals, forget the answers, publish."""

from contextlib import suppress

from sqlalchemy import select

from govproj.core import dates, sealed
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.filters import day as in_words
from govproj.core.i18n import _, _l
from govproj.core.workflow import MoveRefused
from govproj.evaluations import urn
from govproj.evaluations.actions import attendance, paper
from govproj.evaluations.actions.consequences import draw_conclusions, set_off
from govproj.evaluations.actions.totals import keep_totals
from govproj.evaluations.answers import KEY_PURPOSE, read_cell
from govproj.evaluations.models import WITH_URN, EvaluationRound, HolderKey, Part
from govproj.evaluations.policy import can_witness
from govproj.evaluations.workflow import WORKFLOW
from govproj.villages import rules

OPENED = Event(
    "evaluations.urn_opened", "answers", "witness", says=_l("用钥匙打开票箱，取出 %(answers)s 份答卷")
)
DESTROYED = Event(
    "evaluations.papers_destroyed",
    "forms",
    "witness",
    says=_l("销毁签名册、余票和 %(forms)s 份纸质问卷"),
)
EMPTIED = Event("evaluations.key_destroyed", "answers", says=_l("清空票箱，销毁密钥"))


class NotAHolder(Exception):
    """This round's key was not sealed to that person: they got their own key after the opening."""


class UrnTamperedWith(Exception):
    """More or fewer answers than slips spent, one that nobody sealed here, or other slips than were committed."""


def count(round_, key: HolderKey, secret: str, *, by, witness) -> None:
    """Open the urn with a holder's passphrase or recovery code, before a witness, and keep totals only.

    The urn is to be emptied with empty() once this is committed.
    """
    round_.lock()
    WORKFLOW.check("count", round_, by=by)
    if witness is None or not can_witness(witness, round_, by):
        raise MoveRefused(_("开票箱要有另一个人在场见证，两个人里至少一个是村监会的。"))
    round_.witness_id = witness.id
    attendance.name(round_, Part.COUNT, witness, by=by)
    answers = _answers_in(round_, key.wrapped, secret)
    OPENED.record(round_, by=by, answers=len(answers), witness=witness.id)
    on_paper, round_.paper_invalid = paper.agreed(round_)
    WORKFLOW.make("count", round_, by=by)
    keep_totals(round_, [*answers, *on_paper])
    db.session.flush()
    draw_conclusions(round_)
    paper.forget(round_)
    round_.prefix = None
    EMPTIED.record(round_, by=by, answers=len(answers))


def empty(round_) -> None:
    """Destroy the urn of a round that was counted or discarded; to be called after the commit."""
    with suppress(FileNotFoundError):
        urn.destroy(urn.path_of(round_.id))


def sweep_urns(_day) -> None:
    """Daily chore: urns that a machine left behind which stopped between the commit and the deletion."""
    for round_ in db.session.scalars(select(EvaluationRound).where(EvaluationRound.state.not_in(WITH_URN))):
        empty(round_)


def publish(round_, *, by) -> None:
    WORKFLOW.make("publish", round_, by=by)
    round_.published_on = dates.today()
    years = rules.value("evaluation.paper_keep_years", round_.village_id)
    round_.papers_until = dates.months_after(round_.published_on, 12 * years)
    set_off(round_, by=by)


def destroy_papers(round_, *, by, witness) -> None:
    """Signing list, slips left over and paper forms, once they were kept long enough; on record, with who stood by."""
    round_.lock()
    if round_.papers_until is None or round_.papers_destroyed_on:
        raise MoveRefused(_("这一轮没有要销毁的纸质材料。"))
    if dates.today() < round_.papers_until:
        raise MoveRefused(_("纸质材料要保存到%(day)s，到期以后再销毁。", day=in_words(round_.papers_until)))
    if witness is None or not can_witness(witness, round_, by):
        raise MoveRefused(_("销毁要有另一个人在场见证，两个人里至少一个是村监会的。"))
    round_.papers_destroyed_on = dates.today()
    attendance.name(round_, Part.DESTRUCTION, witness, by=by)
    DESTROYED.record(round_, by=by, forms=round_.paper_returned, witness=witness.id)


def _answers_in(round_, holder: sealed.HolderKey, secret: str) -> list:
    """All answers, in an order of the moment. Raises sealed.WrongPassphrase."""
    with urn.Urn(urn.path_of(round_.id)) as box:
        key_box = box.box_for(holder.public)
        if key_box is None:
            raise NotAHolder
        private = sealed.unseal(key_box, sealed.unlock(holder, secret), purpose=KEY_PURPOSE)
        try:
            found = [answer for cell in box.shuffled_cells() if (answer := read_cell(cell, private))]
        except sealed.SealBroken:
            raise UrnTamperedWith from None
        if len(found) != box.spent() or box.recomputed_root().hex() != round_.root:
            raise UrnTamperedWith
    return found
