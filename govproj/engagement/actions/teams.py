"""A joint team is formed, filled, signed and dissolved with a summary."""

from datetime import date

from sqlalchemy.orm.attributes import flag_modified

from govproj.core import dates
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.filters import day as in_words
from govproj.core.i18n import _, _l
from govproj.core.workflow import MoveRefused
from govproj.engagement.models import JointTeam, JointTeamMember
from govproj.engagement.queries.teams import team_of
from govproj.engagement.states import TeamState
from govproj.engagement.workflow import TEAMS

FORMED = Event("joint_teams.formed", "name", "on", says=_l("组建“%(name)s”"))
# The log keeps no names and no phones of people without an account.
JOINED = Event("joint_teams.member_joined", "unit", says=_l("%(unit)s加入联合小组一人"))
LEFT = Event("joint_teams.member_left", "unit", says=_l("%(unit)s退出联合小组一人"))


def form(project, *, name: str, purpose: str = "", formed_on: date, by) -> JointTeam:
    """One at a time: the schema refuses a second one that has not been dissolved."""
    if team_of(project):
        raise MoveRefused(_("这个项目已有联合小组，解散以后才能另组。"))
    team = JointTeam(
        project=project, name=name, purpose=purpose, formed_on=not_later(formed_on), state=TeamState.FORMED
    )
    db.session.add(team)
    FORMED.record(team, by=by, name=name, on=formed_on)
    return team


def add_member(team, *, unit: str, name: str, by, post: str = "", phone: str = "", joined_on=None) -> None:
    """Somebody of any unit, with or without an account; whoever left may come back."""
    _must_stand(team)
    joined_on = not_later(joined_on or dates.today())
    if joined_on < team.formed_on:
        raise MoveRefused(_("加入日期不能早于组建日期 %(day)s。", day=in_words(team.formed_on)))
    member = next((m for m in team.members if (m.unit, m.name) == (unit, name)), None)
    if member and member.left_on is None:
        raise MoveRefused(_("%(name)s已经在小组里。", name=name))
    if member is None:
        member = JointTeamMember(unit=unit, name=name)
        team.members.append(member)
    member.post, member.phone, member.joined_on, member.left_on = post, phone, joined_on, None
    flag_modified(team, "name")
    JOINED.record(team, by=by, unit=unit)


def leave(team, member, *, by) -> None:
    _must_stand(team)
    if member.left_on is not None:
        raise MoveRefused(_("这名成员已经退出。"))
    member.left_on = max(dates.today(), member.joined_on)
    flag_modified(team, "name")
    LEFT.record(team, by=by, unit=member.unit)


def sign(team, *, by) -> None:
    TEAMS.make("sign", team, by=by)


def dissolve(team, *, summary: str, by) -> None:
    TEAMS.check("dissolve", team, by=by, note=summary)
    team.summary, team.dissolved_on = summary, dates.today()
    TEAMS.make("dissolve", team, by=by, note=summary)


def _must_stand(team) -> None:
    if team.state is TeamState.DISSOLVED:
        raise MoveRefused(_("联合小组已经解散，不能再改成员。"))


def not_later(day: date) -> date:
    if day > dates.today():
        raise MoveRefused(_("日期不能晚于今天。"))
    return day
