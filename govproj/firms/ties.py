"""Who in the village is tied to which firm: people with relatives and interests, beside the people behind firms.

A hit is a question to somebody who checks, never a verdict, and says in words why it is one.
"""

import enum
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from govproj.core import dates, phones
from govproj.core.filters import day as in_words
from govproj.core.i18n import _, _l
from govproj.firms import queries
from govproj.firms.models import Firm, FirmTie, Interest

DAYS_A_YEAR = 366  # a day too many rather than one too few
SHORTEST_NAME = 4  # characters of a firm's name that a note about somebody's work must repeat to mean it


class Certainty(enum.IntEnum):
    """How much a hit says; higher is surer."""

    NAMESAKE = 1  # the same name and nothing else: 同名，请核实
    MENTIONED = 2  # a declaration about work names the firm
    SAME_PHONE = 3  # one phone for both, whatever the names
    SAME_PERSON = 4  # name and phone agree
    DECLARED = 5  # said by the person


class Hit(NamedTuple):
    """One reason why a person is tied to a firm; `relative` is the declaration it comes through, if any."""

    person: object
    firm: Firm
    certainty: Certainty
    reason: str
    relative: object = None


class Face(NamedTuple):
    """Somebody behind a firm as a name and a phone; `key` stays the same as long as he is behind it."""

    name: str
    phone_key: str
    role: str  # in words: 股东, 联系电话 …
    key: str = ""


class Own(NamedTuple):
    """A person of the village, or a declared relative, as a name and a phone."""

    who: str  # in words: 本人, 姐妹白样梅
    name: str
    phone_key: str
    relative: object


def between(
    people: Iterable,
    firms: Iterable[Firm],
    interests: Iterable[Interest] = (),
    *,
    on: date | None = None,
    years: int = 3,
) -> list[Hit]:
    """Every tie found, the surest first. Pure: asks the database nothing that is not loaded.

    `people` have name, phone and current_relatives; a tie to a firm that ended longer than `years` ago no
    longer counts.
    """
    on, firms = on or dates.today(), list(firms)
    behind = {firm.id: faces(firm, firm.people, on=on, years=years) for firm in firms}
    declared = list(interests)
    hits: list[Hit] = []
    for person in people:
        selves = _selves(person)
        for firm in firms:
            hits += _declared(person, firm, declared)
            hits += _met(person, firm, selves, behind[firm.id])
            hits += _mentioned(person, firm)
    return sorted(hits, key=lambda hit: -hit.certainty)


def found(
    people: Sequence, firms: Sequence[Firm] | None = None, *, on: date | None = None, years: int = 3
) -> list[Hit]:
    """The same with the declared interests looked up; without `firms` among all of the register."""
    interests = queries.interests_of(people)
    if firms is None:
        selves = [own for person in people for own in _selves(person)]
        names = {own.name for own in selves}
        keys = {own.phone_key for own in selves} - {""}
        firms = queries.firms_by_names_or_phones(names, keys, {interest.firm_id for interest in interests})
    return between(people, firms, interests, on=on, years=years)


def plain(name: str) -> str:
    """A name as it is compared: one width, no blanks, one kind of dot."""
    text = unicodedata.normalize("NFKC", name or "").replace("•", "·").replace("・", "·")
    return "".join(text.split()).casefold()


def _selves(person) -> list[Own]:
    own = [Own(_("本人"), person.name, phones.normal(person.phone or ""), None)]
    return own + [
        Own(
            f"{relative.relation}{relative.name}",
            relative.name,
            phones.normal(relative.phone or ""),
            relative,
        )
        for relative in person.current_relatives
    ]


def faces(firm: Firm, people: Iterable, *, on: date, years: int) -> list[Face]:
    """Everybody behind a firm; who left it longer than `years` ago no longer counts."""
    found = []
    for behind in people:
        if behind.ended_on is not None and (on - behind.ended_on).days > years * DAYS_A_YEAR:
            continue
        role = str(behind.tie.label)
        if behind.ended_on is not None:
            role = _("%(role)s（%(day)s 离开）", role=role, day=in_words(behind.ended_on))
        found.append(Face(behind.name, phones.normal(behind.phone or ""), role, f"behind:{behind.id}"))
    # A legal person who is also listed among the people is one person, not two.
    if firm.legal_person and plain(firm.legal_person) not in {plain(face.name) for face in found}:
        found.append(Face(firm.legal_person, "", str(FirmTie.LEGAL_PERSON.label), f"legal:{firm.id}"))
    if firm.phone:
        found.append(Face("", phones.normal(firm.phone), str(_l("联系电话")), f"phone-of:{firm.id}"))
    return found


def _declared(person, firm: Firm, interests: list[Interest]) -> list[Hit]:
    return [
        Hit(
            person,
            firm,
            Certainty.DECLARED,
            _("本人申报过和这家单位的关系：%(what)s。", what=interest.nature),
        )
        for interest in interests
        if interest.user_id == person.id and interest.firm_id == firm.id
    ]


def _met(person, firm: Firm, selves: list[Own], behind: list[Face]) -> list[Hit]:
    return [
        Hit(person, firm, certainty, _reason(own, face, certainty), own.relative)
        for own in selves
        for face, certainty in meetings(own.name, own.phone_key, behind)
    ]


def meetings(name: str, phone_key: str, behind: list[Face]) -> list[tuple[Face, Certainty]]:
    """Whom of those behind a firm somebody of this name and phone may be, and how sure that is."""
    compared = [(face, certainty) for face in behind if (certainty := _compared(name, phone_key, face))]
    is_known = any(certainty is Certainty.SAME_PERSON for _face, certainty in compared)
    # Who is the same person by name and phone is no mere namesake of somebody else in the same firm.
    return [pair for pair in compared if not (is_known and pair[1] is Certainty.NAMESAKE)]


def _compared(name: str, phone_key: str, face: Face) -> Certainty | None:
    same_name = bool(face.name) and plain(name) == plain(face.name)
    same_phone = bool(face.phone_key) and phone_key == face.phone_key
    if same_name and same_phone:
        return Certainty.SAME_PERSON
    if same_phone:
        return Certainty.SAME_PHONE
    return Certainty.NAMESAKE if same_name else None


def _reason(own: Own, face: Face, certainty: Certainty) -> str:
    about = {"who": own.who, "role": face.role, "name": face.name}
    match certainty:
        case Certainty.SAME_PERSON:
            return _("%(who)s与这家单位的%(role)s%(name)s姓名、电话都相同。", **about)
        case Certainty.SAME_PHONE if face.name:
            return _("%(who)s的电话与这家单位的%(role)s%(name)s相同。", **about)
        case Certainty.SAME_PHONE:
            return _("%(who)s的电话与这家单位的%(role)s相同。", **about)
    return _("%(who)s与这家单位的%(role)s同名，请核实是不是同一个人。", **about)


def is_mentioned(firm: Firm, work: str) -> bool:
    """Whether what somebody wrote about his work means this firm; brackets at the end of its name do not matter."""
    name = plain(firm.name).partition("(")[0]
    return len(name) >= SHORTEST_NAME and name in plain(work)


def _mentioned(person, firm: Firm) -> list[Hit]:
    sentence = _l("%(relation)s%(name)s的工作单位写的是“%(work)s”。")
    return [
        Hit(
            person,
            firm,
            Certainty.MENTIONED,
            str(sentence) % {"relation": r.relation, "name": r.name, "work": r.occupation},
            r,
        )
        for r in person.current_relatives
        if is_mentioned(firm, r.occupation)
    ]
