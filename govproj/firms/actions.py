"""What people do to the register of firms. No request, no form, no commit."""

from govproj.core import dates
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _, _l
from govproj.core.versions import same_version
from govproj.core.workflow import MoveRefused
from govproj.firms import spelling
from govproj.firms.models import Firm, FirmPerson, Qualification
from govproj.firms.queries import firm_coded, firm_meant

ADDED = Event("firms.added", "name", "code", says=_l("登记了单位：%(name)s"))
CHANGED = Event("firms.changed", "name", "fields", says=_l("修改了单位资料：%(name)s（%(fields)s）"))
# The log keeps no names and no phones of people behind a firm: which of them it was can be looked up.
PERSON_ADDED = Event("firms.person_added", "name", "tie", says=_l("给%(name)s登记了一名关联人员"))
PERSON_ENDED = Event("firms.person_ended", "name", "tie", says=_l("登记%(name)s的一名关联人员已离开"))
QUALIFIED = Event(
    "firms.qualified",
    "name",
    "qualification",
    "valid_to",
    says=_l("登记%(name)s的资质：%(qualification)s，有效到 %(valid_to)s"),
)


def firm(name: str) -> Firm:
    """The firm of that name or credit code, entered by its name the first time it is mentioned."""
    known = firm_meant(name)
    if known is None and spelling.credit_code(name):
        raise MoveRefused(_("登记簿里没有信用代码是 %(code)s 的单位，请写单位名称。", code=name))
    if known is None:
        known = Firm(name=name)
        db.session.add(known)
        db.session.flush()
    return known


def add(*, name: str, credit_code: str | None, by, **facts) -> Firm:
    """A firm is in the register once: by its code where it has one, by its name in any case."""
    _must_be_free(name, credit_code)
    new = Firm(name=name, credit_code=credit_code, **facts)
    db.session.add(new)
    ADDED.record(new, by=by, office=_office(by), name=name, code=credit_code)
    return new


def _must_be_free(name: str, code: str | None, but: Firm | None = None) -> None:
    alike = firm_meant(name)
    if alike and alike.name != name and code and alike.credit_code not in (None, code):
        alike = None  # two firms by their codes, however much the names have in common
    for known in (alike, firm_coded(code) if code else None):
        if known is not None and known is not but:
            raise MoveRefused(_("已经登记过：%(name)s，不用再登。", name=known.name))


def _office(by) -> str | None:
    """The register belongs to no village: any of those somebody works for stands for his office."""
    return None if by is None else by.office_for(min(by.scope, default=None))


def change(firm: Firm, *, by, seen, **facts) -> None:
    same_version(firm, seen)
    _must_be_free(facts.get("name", firm.name), facts.get("credit_code"), but=firm)
    changed = [name for name, new in facts.items() if getattr(firm, name) != new]
    for name in changed:
        setattr(firm, name, facts[name])
    if changed:
        CHANGED.record(firm, by=by, office=_office(by), name=firm.name, fields=changed)


def add_person(
    firm: Firm, *, name: str, tie, by, phone: str = "", share_pct: int | None = None
) -> FirmPerson:
    if any((known.name, known.tie) == (name, tie) for known in firm.people):
        raise MoveRefused(_("%(name)s已经登记为%(tie)s。", name=name, tie=tie.label))
    person = FirmPerson(name=name, tie=tie, phone=phone, share_pct=share_pct)
    firm.people.append(person)
    PERSON_ADDED.record(firm, by=by, office=_office(by), name=firm.name, tie=tie)
    return person


def end_person(person: FirmPerson, *, by) -> None:
    """The tie of the past stays on file: it counts for some years yet."""
    if person.ended_on is not None:
        raise MoveRefused(_("已经登记为离开。"))
    person.ended_on = dates.today()
    PERSON_ENDED.record(person.firm, by=by, office=_office(by), name=person.firm.name, tie=person.tie)


def qualify(firm: Firm, *, name: str, number: str, valid_to, by) -> Qualification:
    """A certificate is known by its number; the same one with a later day is its renewal."""
    known = next((one for one in firm.qualifications if one.number == number), None)
    if known is None:
        known = Qualification(number=number, name=name, valid_to=valid_to)
        firm.qualifications.append(known)
    known.name, known.valid_to = name, valid_to
    facts = {"name": firm.name, "qualification": name, "valid_to": valid_to}
    QUALIFIED.record(firm, by=by, office=_office(by), **facts)
    return known
