"""一表一卡: a visit, its sheets and cards, and what becomes of the cards."""

from govproj.core import dates
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _, _l, in_chinese
from govproj.core.versions import fingerprint, same_facts, same_version
from govproj.core.workflow import MoveRefused
from govproj.evaluations.models import Demand, OpinionCard, ScoreSheet, Visit
from govproj.rectifications import actions as rectifications
from govproj.rectifications.states import Source

VISITED = Event("evaluations.visited", "place", says=_l("走访%(place)s"))
FILLED_IN = Event("evaluations.sheet_filled_in", "cards", says=_l("录入一份打分表，意见卡 %(cards)s 张"))
MENDED = Event("evaluations.visit_led_to_case", "place", "fact", says=_l("走访后开出整改单：%(place)s"))
GATHERED = Event("evaluations.card_gathered", "text", "unit", says=_l("意见归入“%(text)s”，交%(unit)s"))
MET = Event("evaluations.demand_answered", "measure", "result", says=_l("需求办理：%(measure)s %(result)s"))


def visit(village, *, question_set, place: str, visited_on, needs_mending: bool, by) -> Visit:
    new = Visit(village=village, set=question_set, place=place, visited_on=visited_on, by_id=by.id)
    new.needs_mending = needs_mending
    db.session.add(new)
    VISITED.record(new, by=by, place=place)
    return new


def fill_in(visited: Visit, *, points: dict, opinion: str, by) -> None:
    """The marks and the words of one person go apart: nothing joins a card to a sheet."""
    if points:
        db.session.add(ScoreSheet(visit_id=visited.id, points=points))
    if opinion:
        db.session.add(OpinionCard(visit_id=visited.id, text=opinion))
    FILLED_IN.record(visited, by=by, cards=int(bool(opinion)))


def mend(visited: Visit, *, fact: str, level, by) -> None:
    """The place has to be put right: a case like any other, found on the visit."""
    if visited.rectification_id:
        raise MoveRefused(_("这个地方已经开过整改单。"))
    case = rectifications.open_case(
        village_id=visited.village_id,
        source=Source.INSPECTION,
        level=level,
        title=in_chinese(_l("走访发现：%(place)s", place=visited.place[:40])),
        fact=fact,
        by=by,
        place=visited.place,
    )
    db.session.flush()
    visited.needs_mending, visited.rectification_id = True, case.id
    MENDED.record(visited, by=by, place=visited.place, fact=fact)


def gather(card: OpinionCard, *, demand: Demand | None, text: str, unit: str, by, seen=None) -> Demand:
    """Into a demand that is there, or into a new one; a card somebody has gathered meanwhile is not moved unseen."""
    same_facts(fingerprint(card.demand_id), seen or fingerprint(card.demand_id))
    village = card.visit.village
    if demand is None:
        demand = Demand(village_id=village.id, text=text, unit=unit)
        db.session.add(demand)
        db.session.flush()
    card.demand_id = demand.id
    GATHERED.record(demand, by=by, text=demand.text, unit=demand.unit)
    return demand


def meet(demand: Demand, *, measure: str, result: str, seen, by) -> None:
    """What is done, and once there is a result, that it is done."""
    same_version(demand, seen)
    demand.measure, demand.result = measure, result
    demand.done_on = dates.today() if result else None
    MET.record(demand, by=by, measure=measure, result=result)
