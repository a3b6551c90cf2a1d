"""What follows from a result: weak links are proposed, and what a bad one sets off is opened with its day."""

from datetime import timedelta

from sqlalchemy import select

from govproj.core import dates
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _l, in_chinese
from govproj.core.versions import same_version
from govproj.evaluations.models import (
    Consequence,
    RoundProject,
    Verdict,
    WeakLink,
)
from govproj.evaluations.queries import earlier_tallies, lead_judged_before, mentions, tallies
from govproj.evaluations.questions import LEAD, OVERALL
from govproj.evaluations.satisfaction import is_publishable
from govproj.evaluations.weak_links import Trigger, limits_of, triggers, weak_aspects, weak_themes
from govproj.rectifications import actions as rectifications
from govproj.rectifications.states import Level, Source, Theme
from govproj.selections.actions import succession
from govproj.selections.states import ReplacedBecause

SET_OFF = Event("evaluations.set_off", "trigger", "due_on", says=_l("评议结果触发一件必办的事"))
ANSWERED = Event(
    "evaluations.consequence_answered", "trigger", "answer", says=_l("办结评议触发的事：%(answer)s")
)


def draw_conclusions(round_) -> None:
    """Weak links and triggers of each project; none under ten valid answers, as nothing is published then."""
    if not is_publishable(round_.turnout.valid):
        return
    limits = limits_of(round_)
    for project in round_.projects:
        now, before = tallies(round_.id, project.id), earlier_tallies(round_, project.id)
        asked_about = db.session.get(RoundProject, (round_.id, project.id))
        asked_about.triggers = list(triggers(now, _of_the_same_lead(before, asked_about, round_), limits))
        found = [(weak.aspect, weak.reasons) for weak in weak_aspects(now, before, limits)]
        found += [
            (f"theme:{weak.aspect}", weak.reasons)
            for weak in weak_themes(mentions(round_.id, project.id), round_.turnout.valid, limits)
        ]
        for aspect, reasons in found:
            db.session.add(
                WeakLink(round_id=round_.id, project_id=project.id, aspect=aspect, reasons=list(reasons))
            )


def _of_the_same_lead(before, asked_about, round_) -> dict | None:
    """Two bad rounds running are those of one lead: what villagers said of his predecessor is not his."""
    earlier = lead_judged_before(round_, asked_about.project_id)
    if before is None or earlier in {None, asked_about.lead_id}:
        return before
    return {question: tally for question, tally in before.items() if question != LEAD}


def set_off(round_, *, by) -> None:
    """At publication each trigger becomes something to do with a day. Where there is nothing the secretary
    could confirm, a bad result on the whole is itself the case."""
    for row in db.session.scalars(select(RoundProject).where(RoundProject.round_id == round_.id)):
        for trigger in row.triggers:
            consequence = Consequence(
                round_id=round_.id,
                project_id=row.project_id,
                trigger=trigger,
                due_on=round_.published_on + timedelta(days=limits_of(round_).plan_days),
            )
            db.session.add(consequence)
            SET_OFF.record(
                round_, by=by, project_id=row.project_id, trigger=trigger, due_on=consequence.due_on
            )
    db.session.flush()
    _open_where_nothing_is_left_to_confirm(round_)


def _open_where_nothing_is_left_to_confirm(round_) -> None:
    for consequence in _mandatory(round_):
        if not _weak_links(consequence, Verdict.PROPOSED, Verdict.CONFIRMED):
            _open_case(consequence)


def _mandatory(round_):
    return db.session.scalars(
        select(Consequence).where(
            Consequence.round_id == round_.id,
            Consequence.trigger == Trigger.RECTIFY,
            Consequence.rectification_id.is_(None),
        )
    ).all()


def _weak_links(consequence, *verdicts) -> list[WeakLink]:
    return db.session.scalars(
        select(WeakLink).where(
            WeakLink.round_id == consequence.round_id,
            WeakLink.project_id == consequence.project_id,
            WeakLink.verdict.in_(verdicts),
        )
    ).all()


def open_what_nobody_opened(day) -> None:
    """Daily chore: a mandatory rectification does not wait for a secretary who lets the time for its plan pass."""
    late = select(Consequence).where(
        Consequence.trigger == Trigger.RECTIFY,
        Consequence.rectification_id.is_(None),
        Consequence.due_on < day,
    )
    for consequence in db.session.scalars(late):
        if not _weak_links(consequence, Verdict.CONFIRMED):
            _open_case(consequence)


def _open_case(consequence) -> None:
    """Found by the system; town or secretary assigns it like any other case."""
    project, round_ = consequence.project, consequence.round
    rate = tallies(round_.id, project.id)[OVERALL].rate
    case = rectifications.open_case(
        village_id=project.village_id,
        source=Source.EVALUATION,
        level=Level.MAJOR if Trigger.ALARM in _triggers_of(consequence) else Level.MINOR,
        title=in_chinese(_l("评议总体满意率低：%(project)s", project=project.name[:40])),
        fact=in_chinese(
            _l(
                "%(round)s总体满意率 %(rate)s%%（%(part)s ÷ %(whole)s），低于规定，按规定必须整改。",
                round=round_.title,
                rate=rate.percent,
                part=rate.part,
                whole=rate.whole,
            )
        ),
        by=None,
        project=project,
        place=project.place,
        responsible=project.lead,
    )
    db.session.flush()
    consequence.rectification_id = case.id


def _triggers_of(consequence) -> list:
    return db.session.get(RoundProject, (consequence.round_id, consequence.project_id)).triggers


def answer(consequence, *, words: str, seen, by) -> None:
    """What was done about it; said once, and public."""
    same_version(consequence, seen)
    consequence.answer, consequence.done_on, consequence.done_by_id = words, dates.today(), by.id
    ANSWERED.record(
        consequence,
        by=by,
        project_id=consequence.project_id,
        trigger=consequence.trigger,
        answer=words,
    )


def replace_lead(consequence, selection, *, items: list[str], note: str, seen, by) -> None:
    """The lead leaves by the way leads always leave; that is the answer."""
    succession.replace(selection, because=ReplacedBecause.EVALUATION, items=items, note=note, by=by)
    answer(consequence, words=in_chinese(_l("原领办人已免去，重新招募。")), seen=seen, by=by)


def recheck(consequence, *, words: str, at_fault: bool, seen, by) -> None:
    """The notices were compared again; what does not agree with the books is put right like anything else."""
    if at_fault:
        project = consequence.project
        case = rectifications.open_case(
            village_id=project.village_id,
            source=Source.EVALUATION,
            level=Level.MINOR,
            title=in_chinese(_l("公示和实际不一致：%(project)s", project=project.name[:40])),
            fact=words,
            by=by,
            project=project,
            place=project.place,
            theme=Theme.OPENNESS,
            responsible=project.contact,
        )
        db.session.flush()
        consequence.rectification_id = case.id
    answer(consequence, words=words, seen=seen, by=by)
