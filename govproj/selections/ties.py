"""What ties people to firms: declared interests, the people behind a firm, the same phone, a named employer.

How a name, a phone and an employer are compared is the register's (`firms/ties.py`); here it is put into the words of
a project, with a key by which a ruling remembers what it rested on.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from govproj.core import phones
from govproj.core.i18n import _
from govproj.firms import ties as firms
from govproj.firms.models import Interest
from govproj.firms.ties import Certainty
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


def between(people: Iterable[Person], parties: list[Party], *, on: date, years: int) -> list[Tie]:
    """All ties between these people and these firms; what had ended more than `years` ago no longer counts."""
    behind = {party.firm.id: firms.faces(party.firm, party.people, on=on, years=years) for party in parties}
    return [
        tie
        for person in people
        for party in parties
        for tie in (
            *_declared(person, party),
            *_met(person, party, behind[party.firm.id]),
            *_employed(person, party),
        )
    ]


def _where(party: Party) -> str:
    return _("%(part)s“%(firm)s”", part=party.parts, firm=party.firm.name)


def _declared(person: Person, party: Party):
    for interest in person.interests:
        if interest.firm_id == party.firm.id:
            about = {"who": person.who, "firm": _where(party), "what": interest.nature}
            yield Tie(
                f"interest:{interest.id}", _("%(who)s申报过和%(firm)s的关系：%(what)s。", **about), True
            )


def _employed(person: Person, party: Party):
    if firms.is_mentioned(party.firm, person.works_at):
        words = _("%(who)s申报的工作单位是%(firm)s。", who=person.who, firm=_where(party))
        yield Tie(f"works:{party.firm.id}:{person.name}", words, True)


def _met(person: Person, party: Party, behind: list[firms.Face]):
    for face, certainty in firms.meetings(person.name, phones.normal(person.phone), behind):
        about = {"who": person.who, "firm": _where(party), "tie": face.role}
        key, certain = f"{face.key}:{person.name}", certainty is not Certainty.NAMESAKE
        match certainty:
            case Certainty.SAME_PERSON:
                words = _("%(who)s和%(firm)s的%(tie)s姓名、电话都相同。", **about)
            case Certainty.SAME_PHONE:
                words = _("%(who)s的电话和%(firm)s的%(tie)s相同。", **about)
            case _:
                words = _("%(who)s和%(firm)s的%(tie)s同名，请核实是不是同一个人。", **about)
        yield Tie(key, words, certain)
