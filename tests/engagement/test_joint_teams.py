"""S06.1: people of several units, with or without an account; phones are never public."""

import pytest
from sqlalchemy.exc import IntegrityError

from govproj.core.db import db
from govproj.core.workflow import MoveRefused
from govproj.engagement.actions import teams
from govproj.engagement.models import JointTeam
from govproj.engagement.states import AgreementKind, TeamState
from tests.engagement.things import a_team, an_agreement
from tests.factories import a_county_inspector, a_secretary, a_villager, last_audit_entry

MEMBER = {"unit": "例行设计(虚构)", "name": "赵演师", "post": "设计代表", "phone": "13900000002"}


def only_one() -> JointTeam:
    return db.session.scalars(db.select(JointTeam)).one()


def test_a_team_is_formed_of_people_without_accounts_signed_and_dissolved(as_, cast):
    lead = as_(cast.lead)
    form = lead.open(lead.open(f"/projects/{cast.project.id}/activities").links["组建联合小组"])
    page = form.press("组建", {"formed_on": "2022-03-01"}).follow()
    team = only_one()
    for member in (MEMBER, {"unit": "马家村", "name": "钱试村"}):
        page = lead.open(page.links["登记成员"]).press("登记", {**member, "joined_on": "2022-03-02"}).follow()

    assert "还没有登记联建协议" in page.main
    assert "登记签约" not in page.buttons
    an_agreement(cast, kind=AgreementKind.JOINT_TEAM, link=None, title="联建协议")
    lead.open(page.url).press("登记签约")
    assert team.state is TeamState.SIGNED
    lead.open(page.url).press("总结并解散", {"note": "七次活动，三次讲座"})
    assert team.state is TeamState.DISSOLVED
    assert last_audit_entry() == ("joint_teams.dissolve", cast.lead.id)
    assert "七次活动，三次讲座" in as_().open(page.url).main


def test_a_team_of_one_unit_is_none(as_, cast):
    form = as_(cast.cadre).open(f"/projects/{cast.project.id}/joint-teams/new")
    page = form.press("组建", {"formed_on": "2022-03-01"}).follow()
    assert "至少要有两个单位的人" in page.main
    refused = as_(cast.cadre).send(f"{page.url}/sign", {"version": only_one().version}, expect=409)
    assert "至少要有两个单位的人" in refused.main


def test_phones_and_names_are_for_those_in_office_and_the_lead(as_, cast):
    team = a_team(cast)
    pages = [f"/joint-teams/{team.id}", f"/projects/{cast.project.id}/activities"]
    for outsider in (None, a_villager(cast.village), a_secretary()):
        for url in pages:
            page = as_(outsider).open(url)
            assert "样板建设(虚构)" in page.main
            assert "13900000001" not in str(page.html)
            assert "王示工" not in str(page.html)
    for insider in (cast.lead, cast.cadre, cast.supervisor, a_county_inspector(cast.county)):
        page = as_(insider).open(pages[0])
        assert "王示工" in page.main
        assert "13900000001" in page.main


def test_units_are_counted_without_those_who_left(as_, cast):
    team = a_team(cast)
    as_(cast.cadre).open(f"/joint-teams/{team.id}").press("离开小组 李例员")
    assert team.units == {"样板建设(虚构)": 1, "例行设计(虚构)": 1}
    again = {"unit": "样板建设(虚构)", "name": "李例员", "version": team.version}
    as_(cast.cadre).open(f"/joint-teams/{team.id}/members/new").press("登记", again)
    assert team.units["样板建设(虚构)"] == 2


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"unit": ""}, "请填写单位。"),
        ({"name": "长" * 10_000}, "最多 40 个字。"),
        ({"phone": "打我电话"}, "请填写电话号码，只用数字和短横。"),
        ({"joined_on": "2199-01-01"}, "日期应在 2000 年到 2100 年之间。"),
        ({"joined_on": "2099-01-01"}, "日期不能晚于今天。"),
    ],
)
def test_what_cannot_be_is_refused_and_kept(as_, cast, fields, error):
    team = a_team(cast)
    page = as_(cast.cadre).open(f"/joint-teams/{team.id}/members/new")
    page = page.press("登记", {**MEMBER, "name": "孙测员", **fields}, expect=422)
    assert error in page.errors
    assert page.html.select_one("#post")["value"] == "设计代表"


def test_nobody_joins_before_the_team_exists_or_twice(as_, cast):
    team = a_team(cast)
    form = as_(cast.cadre).open(f"/joint-teams/{team.id}/members/new")
    early = form.press("登记", {**MEMBER, "name": "孙测员", "joined_on": "2022-02-28"}, expect=409)
    assert "不能早于组建日期 2022年3月1日" in early.main
    twice = form.press("登记", MEMBER, expect=409)
    assert "已经在小组里" in twice.main


def test_a_project_has_one_team_at_a_time(as_, cast):
    a_team(cast)
    assert "组建联合小组" not in as_(cast.cadre).open(f"/projects/{cast.project.id}/activities").links
    form = as_(cast.cadre).open(f"/projects/{cast.project.id}/joint-teams/new")
    refused = form.press("组建", expect=409)
    assert "已有联合小组" in refused.main
    db.session.add(JointTeam(project_id=cast.project.id, name="又一个", formed_on=only_one().formed_on))
    with pytest.raises(IntegrityError):
        db.session.commit()


def test_two_at_once_the_second_is_told(as_, cast):
    team = a_team(cast)
    first = as_(cast.cadre).open(f"/joint-teams/{team.id}/members/new")
    second = as_(cast.secretary).open(f"/joint-teams/{team.id}/members/new")
    first.press("登记", {**MEMBER, "name": "孙测员"})
    refused = second.press("登记", {**MEMBER, "name": "周例员"}, expect=409)
    assert "内容刚被他人更新" in refused.main
    assert "周例员" in refused.main


def test_a_dissolved_team_changes_no_more_and_another_may_be_formed(app, cast):
    team = a_team(cast)
    member = team.members[0]
    teams.leave(team, member, by=cast.cadre)
    with pytest.raises(MoveRefused, match="已经退出"):
        teams.leave(team, member, by=cast.cadre)
    teams.dissolve(team, summary="工程完了", by=cast.secretary)
    with pytest.raises(MoveRefused, match="已经解散"):
        teams.add_member(team, unit="新单位", name="孙测员", by=cast.cadre)
    with pytest.raises(MoveRefused, match="已经解散"):
        teams.leave(team, team.members[1], by=cast.cadre)
    teams.form(cast.project, name="第二个", formed_on=team.formed_on, by=cast.secretary)
    db.session.commit()
