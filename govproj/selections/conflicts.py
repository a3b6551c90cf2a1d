"""利益冲突比对: every candidate and his near relatives against every firm of the project, in words.

A ruling keeps what it rested on. Whatever is declared, withdrawn or found out afterwards opens the check again.
"""

from collections import defaultdict
from typing import NamedTuple

from sqlalchemy import and_, or_, select

from govproj.accounts.models import DeclaredRelative, Office, User
from govproj.core import dates
from govproj.core.db import db
from govproj.core.i18n import _
from govproj.firms.models import Firm, Interest
from govproj.selections import parties, ties
from govproj.selections.recusal import means


class Found(NamedTuple):
    """About one candidate: the hits, the keys of all that was declared or found, and what it was compared with."""

    hits: list[ties.Tie]
    basis: list[str]
    interests: list[Interest]
    parties: list[parties.Party]

    @property
    def certain(self) -> bool:
        return any(hit.certain for hit in self.hits)


def found(selection) -> dict[int, Found]:
    """By nomination; two questions to the database, however many stand. A page asks once."""
    if selection.findings is not None:
        return selection.findings
    standing = selection.candidates
    if not standing:
        return {}
    firms = parties.of(selection.project)
    known = _known(standing, selection.village_id)
    return {n.id: _of_one(n.person, known, firms, selection.interest_years) for n in standing}


def of(nomination) -> Found:
    return found(nomination.selection).get(nomination.id, Found([], [], [], []))


def news(nomination, known: Found | None = None) -> list[str]:
    """What has come up since the newest ruling, in words; empty where it still rests on what is known."""
    check = nomination.check
    if check is None or not nomination.is_ruled:
        return []
    now = known or of(nomination)
    if set(now.basis) == set(check.basis):
        return []
    fresh = [hit.words for hit in now.hits if hit.key not in check.basis]
    return fresh or [_("%(name)s的申报有变化。", name=nomination.person.name)]


class Known(NamedTuple):
    """People with accounts who may matter, with their interests and with whom they named as relatives."""

    users: dict[int, User]
    interests: dict[int, list[Interest]]
    named: dict[int, list[DeclaredRelative]]


def _of_one(person, known: Known, firms, years: int) -> Found:
    own = known.interests[person.id]
    people, named_by = [_as_person(person, _("本人"), known)], []
    people += [_relative(relative, known) for relative in person.current_relatives]
    for user_id, rows in known.named.items():
        if user_id != person.id and (meant := [row for row in rows if means(row, person)]):
            who = _("把候选人申报为近亲属的%(name)s", name=known.users[user_id].name)
            people.append(_as_person(known.users[user_id], who, known))
            named_by += meant
    hits = ties.between(people, firms, on=dates.today(), years=years)
    basis = {f"relative:{r.id}" for r in person.current_relatives} | {f"named-by:{r.id}" for r in named_by}
    basis |= {f"interest:{i.id}" for i in own} | {hit.key for hit in hits}
    return Found(hits, sorted(basis), own, firms)


def _as_person(user, who: str, known: Known, works_at: str = "") -> ties.Person:
    return ties.Person(user.name, who, user.phone, works_at, tuple(known.interests[user.id]))


def _relative(relative, known: Known) -> ties.Person:
    who = _("近亲属%(name)s（%(relation)s）", name=relative.name, relation=relative.relation)
    accounts = (
        u for u in known.users.values() if relative.resident_id and u.resident_id == relative.resident_id
    )
    if account := next(accounts, None):
        return _as_person(account, who, known, relative.occupation)._replace(name=relative.name)
    return ties.Person(relative.name, who, works_at=relative.occupation)


def _known(standing, village_id: int) -> Known:
    """The candidates, their relatives who have accounts, and people of the village who named a candidate."""
    names, residents = [n.person.name for n in standing], [n.person.resident_id for n in standing]
    here = select(Office.user_id).where(Office.village_id == village_id)
    meant = or_(
        DeclaredRelative.resident_id.in_([number for number in residents if number]),
        and_(DeclaredRelative.name.in_(names), DeclaredRelative.user_id.in_(here)),
    )
    naming = and_(DeclaredRelative.user_id == User.id, DeclaredRelative.ended_on.is_(None), meant)
    relatives = {r.resident_id for n in standing for r in n.person.current_relatives} - {None}
    concerned = or_(
        User.id.in_([n.person_id for n in standing]),
        User.resident_id.in_(relatives),
        DeclaredRelative.id.is_not(None),
    )
    rows = select(User, Interest, DeclaredRelative, Firm).outerjoin(Interest, Interest.user_id == User.id)
    rows = rows.outerjoin(DeclaredRelative, naming).outerjoin(Firm, Firm.id == Interest.firm_id)
    known = Known({}, defaultdict(list), defaultdict(list))
    for user, interest, named, _firm in db.session.execute(
        rows.where(concerned).order_by(User.id, Interest.id)
    ):
        known.users[user.id] = user
        if interest is not None and interest not in known.interests[user.id]:
            known.interests[user.id].append(interest)
        if named is not None and named not in known.named[user.id]:
            known.named[user.id].append(named)
    return known
