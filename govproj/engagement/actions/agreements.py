"""Agreements and commitments signed on paper are recorded with who signed and a scan."""

from datetime import date

from sqlalchemy import select

from govproj.core import dates
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _, _l
from govproj.core.workflow import MoveRefused
from govproj.engagement.models import Agreement, AgreementParty, AgreementScan
from govproj.engagement.states import AgreementKind
from govproj.firms.models import Firm

# The log keeps no names: a relative's signature is nobody else's business.
SIGNED = Event("agreements.recorded", "kind", "link", "title", "on", says=_l("登记签署：%(title)s"))
SCANNED = Event("agreements.scan_added", "sha256", says=_l("上传了签署件"))
ENDED = Event("agreements.ended", "note", "on", says=_l("终止协议或承诺：%(note)s"))


def record(
    project, *, kind, title: str, parties, signed_on: date, by, link=None, valid_to=None, files=(), **words
) -> Agreement:
    """`parties` are pairs (name of the unit or person, whose hand signed)."""
    if signed_on > dates.today():
        raise MoveRefused(_("签署日期不能晚于今天。"))
    if not parties:
        raise MoveRefused(_("请写明谁签的。"))
    agreement = Agreement(
        village_id=project.village_id,
        project=project,
        kind=kind,
        link=link if kind is AgreementKind.COMMITMENT else None,
        title=title,
        signed_on=signed_on,
        valid_to=valid_to,
        recorded_by_id=by.id,
        **words,
    )
    firms = _firms_by_name([name for name, _hand in parties])
    agreement.parties = [
        AgreementParty(name=name, signed_by=hand, firm_id=firms.get(name)) for name, hand in parties
    ]
    db.session.add(agreement)
    SIGNED.record(agreement, by=by, kind=kind, link=agreement.link, title=title, on=signed_on)
    for file in files:
        agreement.scans.append(AgreementScan(**file._asdict()))
        SCANNED.record(agreement, by=by, sha256=file.sha256)
    return agreement


def _firms_by_name(names) -> dict[str, int]:
    return dict(db.session.execute(select(Firm.name, Firm.id).where(Firm.name.in_(names))).all())


def end(agreement, *, note: str, by) -> None:
    """Ended before its time, broken, or entered by mistake; both record and reason stay."""
    if agreement.ended_on:
        raise MoveRefused(_("已经终止过。"))
    if not note.strip():
        raise MoveRefused(_("请写明为什么终止。"))
    agreement.ended_on, agreement.ended_because = dates.today(), note
    ENDED.record(agreement, by=by, note=note, on=agreement.ended_on)
