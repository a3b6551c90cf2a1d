"""What ties people to firms: declared interests, the people behind a firm, the same phone, a named employer.

`between(people, parties)` is all that compares: the one function to replace when the register of firms has its own.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from govproj.core.i18n import _
from govproj.firms.models import Interest
from govproj.selections.parties import Party


class Person(NamedTuple):
    """Somebody to compare: the candidate or a near relative; phone and interests where there is an account."""

    name: str
    who: str  # in words: 本人, 近亲属徐示弟（兄弟姐妹）
    phone: str = ""
    works_at: str = ""  # employer or trade, as declared
    interests: tuple[Interest, ...] = ()


class Tie(NamedTuple):
    """`key` stays the same as long as the tie does; `certain` is what cannot be a mere namesake."""

    key: str
    words: str
    certain: bool


def between(people: Iterable[Person], parties: list[Party], *, since: date) -> list[Tie]:
    """All ties between these people and these firms; what had ended before `since` no longer counts."""
    return [tie for person in people for party in parties for tie in _ties(person, party, since)]


def _ties(person: Person, party: Party, since: date):
    firm, where = party.firm, _("%(part)s“%(firm)s”", part=party.parts, firm=party.firm.name)
    for interest in person.interests:
        if interest.firm_id == firm.id:
            words = _(
                "%(who)s申报过和%(firm)s的关系：%(what)s。", who=person.who, firm=where, what=interest.nature
            )
            yield Tie(f"interest:{interest.id}", words, True)
    behind = [one for one in party.people if one.ended_on is None or one.ended_on >= since]
    for one in behind:
        if one.name == person.name:
            yield _namesake(person, where, one.tie.label, one.phone, f"behind:{one.id}:{person.name}")
        elif _same_phone(person.phone, one.phone):
            words = _("%(who)s的电话和%(firm)s的%(tie)s相同。", who=person.who, firm=where, tie=one.tie.label)
            yield Tie(f"phone:{one.id}:{person.name}", words, True)
    if firm.legal_person and firm.legal_person == person.name and person.name not in {o.name for o in behind}:
        yield _namesake(person, where, _("法定代表人"), firm.phone, f"legal:{firm.id}:{person.name}")
    if _is_meant(person.works_at, firm.name):
        words = _("%(who)s申报的工作单位是%(firm)s。", who=person.who, firm=where)
        yield Tie(f"works:{firm.id}:{person.name}", words, True)


def _namesake(person: Person, where: str, tie, phone: str, key: str) -> Tie:
    if _same_phone(person.phone, phone):
        words = _("%(who)s和%(firm)s的%(tie)s姓名、电话都相同。", who=person.who, firm=where, tie=tie)
        return Tie(key, words, True)
    words = _("%(who)s和%(firm)s的%(tie)s同名，请核实是不是同一个人。", who=person.who, firm=where, tie=tie)
    return Tie(key, words, False)


def _same_phone(one: str, other: str) -> bool:
    one, other = _digits(one), _digits(other)
    return len(one) >= 7 and one == other


def _digits(phone: str) -> str:
    return "".join(c for c in phone if c.isdigit())


def _is_meant(works_at: str, firm: str) -> bool:
    """Whether what somebody wrote as employer means this firm; 「(虚构)」 and the like at its end do not matter."""
    bare = firm.partition("（")[0].partition("(")[0].strip()
    return len(bare) >= 4 and bare in works_at
