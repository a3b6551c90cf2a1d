"""What rules and small powers rest on: proposed, written down, corrected, ended; the first list comes with the site."""

import json
from datetime import date
from pathlib import Path

from sqlalchemy import select

from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _, _l
from govproj.core.versions import same_version
from govproj.core.workflow import MoveRefused
from govproj.villages import policy
from govproj.villages.actions.decreeing import decided
from govproj.villages.actions.rules import office_in
from govproj.villages.jurisdictions import Jurisdiction
from govproj.villages.models import LegalBasis, Standing, Town
from govproj.villages.workflow import BASES

SEED = Path(__file__).parents[1] / "legal_bases.json"

NAMED = ("code", "document", "article", "reason")
WRITTEN = Event("legal_bases.written", *NAMED, says=_l("写上依据：%(document)s %(article)s。%(reason)s"))
PROPOSED = Event(
    "legal_bases.proposed", *NAMED, says=_l("建议写上依据：%(document)s %(article)s。%(reason)s")
)
CHANGED = Event("legal_bases.changed", *NAMED, says=_l("改动依据：%(document)s %(article)s。%(reason)s"))
SEEDED = Event(
    "legal_bases.seeded", "place", "count", says=_l("%(place)s载入了随系统附带的依据 %(count)s 条")
)


def write_down(place: Jurisdiction, subject: str, *, reason: str, by, **facts) -> LegalBasis:
    """By the town's administration at once; by its inspectors as a proposal."""
    proposed = not policy.can_set_rules(by, place)
    if proposed and not policy.can_propose_rules(by, place):
        raise MoveRefused(_("只有镇业务干部能定，镇纪委能提建议。"))
    row = LegalBasis(
        town=place.place,
        subject=subject,
        state=Standing.PROPOSED if proposed else Standing.SET,
        reason=reason,
        by_id=by.id,
        by_name=by.name,
        by_office=office_in(place, by),
        **facts,
    )
    db.session.add(row)
    _record(PROPOSED if proposed else WRITTEN, row, by, reason)
    return row


def change(row: LegalBasis, *, by, seen, reason: str, **facts) -> None:
    """Correct what was written, tick it as read, or end it."""
    same_version(row, seen)
    changed = {name: new for name, new in facts.items() if getattr(row, name) != new}
    for name, new in changed.items():
        setattr(row, name, new)
    if changed:
        _record(CHANGED, row, by, reason)


def accept(row: LegalBasis, *, by, answer: str = "") -> None:
    BASES.make("accept", row, by=by, note=answer)
    decided(row, by=by, answer=answer)


def decline(row: LegalBasis, *, by, answer: str) -> None:
    BASES.make("decline", row, by=by, note=answer)
    decided(row, by=by, answer=answer)


def _record(event: Event, row: LegalBasis, by, reason: str) -> None:
    words = {"code": row.subject, "document": row.document, "article": row.article, "reason": reason}
    event.record(row, by=by, office=by.office_for(min(row.village_ids, default=None)), **words)


def seed(town: Town, *, by) -> int:
    """The list that comes with the site, for a town that has none; how many lines there were."""
    if db.session.scalar(select(LegalBasis.id).where(LegalBasis.town_id == town.id).limit(1)) is not None:
        raise MoveRefused(_("已经有依据了，不再载入。"))
    rows = [_line(town, line) for line in json.loads(SEED.read_text())]
    db.session.add_all(rows)
    office = None if by is None else by.office_for(min((v.id for v in town.villages), default=None))
    SEEDED.record(town, by=by, office=office, place=town.name, count=len(rows))
    return len(rows)


def _line(town: Town, line: dict) -> LegalBasis:
    known = ("effective_from", "effective_until")
    days = {name: date.fromisoformat(line[name]) for name in known if name in line}
    return LegalBasis(town=town, state=Standing.SET, **{**line, **days})
