"""Who may not sit in the group that watches a project, and what a group must have. Sentences for people."""

from typing import NamedTuple

from sqlalchemy import select

from govproj.accounts.models import DeclaredRelative, User
from govproj.core.db import db
from govproj.core.i18n import _, ngettext
from govproj.inspections.states import OUTSIDE_THE_VILLAGE, GroupBody
from govproj.projects.related import related_to
from govproj.villages import rules

LARGE, MEMBERS = "inspection.outside_member_fen", "inspection.group_members"


class Person(NamedTuple):
    """Somebody proposed for a group; `user` where there is an account."""

    name: str
    body: GroupBody
    user: User | None = None
    is_leader: bool = False


def against(project, people: list[Person]) -> list[str]:
    """Why these people cannot watch this project; empty when all of them can."""
    carried_out_by = [person for person in (project.lead, project.contact) if person]
    found = [reason for person in people if (reason := _of_one(project, person))]
    names = [person.name for person in people]
    found += [
        _("%(name)s和施工单位有关系，不能进监督小组。", name=name)
        for name in related_to(project.contractor_id, names)
    ]
    found += [
        _("%(name)s是领办人或联系人的近亲属，不能进监督小组。", name=name)
        for name in _relatives(carried_out_by, people)
    ]
    if len(set(names)) < len(names):
        found.append(_("同一个人写了两次，请删掉一处。"))
    return found


def _of_one(project, person: Person) -> str | None:
    """By account, and by name for whoever is only typed in."""
    name, user, village_id = person.name, person.user, project.village_id
    for carrier, sentence in (
        (project.lead, _("%(name)s是这个项目的领办人，不能监督自己领办的项目。", name=name)),
        (project.contact, _("%(name)s是这个项目的村两委联系人，不能进监督小组。", name=name)),
    ):
        if carrier and ((user and user.id == carrier.id) or (not user and name == carrier.name)):
            return sentence
    if user and user.works_in(village_id):
        return _("%(name)s是村干部，办事的人不监督。", name=name)
    if person.body is GroupBody.SUPERVISION and not (user and user.supervises(village_id)):
        return _("%(name)s不是本村村监会成员。", name=name)
    if person.body is GroupBody.DISCIPLINE and not (user and user.inspects(village_id)):
        return _("%(name)s不是本镇纪检干部。", name=name)
    return None


def _relatives(carriers: list[User], people: list[Person]) -> list[str]:
    """On either side of a declaration that stands; compared by name, so a namesake has to be cleared up."""
    if not carriers or not people:
        return []
    names = {user.name for user in carriers}
    declared = select(DeclaredRelative.name, User.name).join(User, User.id == DeclaredRelative.user_id)
    rows = db.session.execute(
        declared.where(
            DeclaredRelative.ended_on.is_(None),
            DeclaredRelative.user_id.in_([user.id for user in carriers]) | DeclaredRelative.name.in_(names),
        )
    )
    tied = {name for row in rows for name in row} - names
    return [person.name for person in people if person.name in tied]


def lacking(project, people: list[Person]) -> list[str]:
    """What the group still needs before the town is asked."""
    found = rules.values((LARGE, MEMBERS), project.village_id)
    members = sum(not person.is_leader for person in people)
    reasons = []
    if not any(person.is_leader for person in people):
        reasons.append(_("还没有组长。"))
    if members < found[MEMBERS]:
        words = ngettext("除组长外至少要 %(num)s 人。", "除组长外至少要 %(num)s 人。", found[MEMBERS])
        reasons.append(words)
    if not any(person.body is GroupBody.SUPERVISION for person in people):
        reasons.append(_("至少要有一名村监会成员。"))
    large = (project.budget_fen or 0) >= found[LARGE]
    if large and not any(person.body in OUTSIDE_THE_VILLAGE for person in people):
        reasons.append(_("这个项目金额大，至少要有一名村外的人。"))
    return reasons


def people_of(plan) -> list[Person]:
    return [Person(member.name, member.body, member.user, member.is_leader) for member in plan.members]
