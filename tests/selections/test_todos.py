"""今天要办: each step of a selection waits for somebody, and says so on that person's workbench only."""

import pytest

from govproj.accounts.models import DeclaredRelative
from govproj.core.db import db
from govproj.selections.actions import candidates, objections
from govproj.selections.states import Channel, Outcome, State
from govproj.selections.todos import desk
from tests.factories import a_party_member, a_town_inspector, an_admin, saved
from tests.selections.things import a_candidate, a_selection, assessed


def lines(user) -> list[str]:
    """What is asked of this user; what waits for others is in brackets."""
    return [
        f"({todo.waiting_for})" if todo.waiting_for else todo.title.partition("：")[0] for todo in desk(user)
    ]


def asked(cast, *, on) -> dict[str, list[str]]:
    people = ("secretary", "cadre", "supervisor", "other_supervisor", "member", "other")
    with on:
        return {name: lines(getattr(cast, name)) for name in people if lines(getattr(cast, name))}


def everybody(words, *, but=()):
    return {name: [words] for name in ("secretary", "cadre", "supervisor", "other_supervisor")} | dict(but)


@pytest.mark.parametrize(
    ("state", "day", "expected"),
    [
        (
            State.DRAFTING,
            "2022-03-01",
            everybody("(村党组织书记)", but=[("secretary", ["核对并发布领办招募"])]),
        ),
        (
            State.PUBLISHED,
            "2022-03-08",
            everybody("(党员报名)", but=[("member", ["报名或推荐领办人"]), ("other", ["报名或推荐领办人"])]),
        ),
        (
            State.PUBLISHED,
            "2022-03-09",
            everybody("(村党组织书记)", but=[("secretary", ["招募到期，转入下一步"])]),
        ),
        (State.ASSESSING, "2022-03-10", everybody("给 1 名候选人打分")),
        (
            State.RECUSAL_CHECK,
            "2022-03-11",
            everybody(
                "(村监会核查)",
                but=[(name, ["核查 1 名候选人的利益冲突"]) for name in ("supervisor", "other_supervisor")],
            ),
        ),
        (
            State.DECIDING,
            "2022-03-12",
            everybody("(村党组织书记)", but=[("secretary", ["登记会议决定，公示人选"])]),
        ),
        (
            State.PUBLICISED,
            "2022-03-25",
            everybody("(公示期满)", but=[("secretary", ["拟领办责任书"])]),
        ),
        (State.APPOINTED, "2022-03-29", {}),
    ],
)
def test_whose_turn_it_is(on_day, cast, state, day, expected):
    a_selection(cast, state)
    assert asked(cast, on=on_day(day)) == expected


def test_when_all_have_marked_it_is_the_secretary_s_turn(app, cast):
    selection = a_selection(cast, State.ASSESSING)
    for person in cast.assessors:
        assessed(selection.candidates[0], by=person)
    db.session.commit()
    assert lines(cast.secretary) == ["研判完成，转回避核查"]
    assert lines(cast.cadre) == ["(村党组织书记)"]


def test_who_was_recommended_is_asked_to_answer(on_day, cast):
    selection = a_selection(cast)
    with on_day("2022-03-02"):
        candidates.recommend(selection, cast.other, recommendation="肯干", by=cast.member)
        db.session.commit()
        assert lines(cast.other) == ["有人推荐您领办，请答复"]


def test_whoever_stands_is_not_asked_again(on_day, cast):
    selection = a_selection(cast)
    a_candidate(selection, cast.member)
    with on_day("2022-03-02"):
        assert lines(cast.member) == []


def test_the_town_is_asked_only_where_the_committee_is_in_doubt(app, cast):
    inspector = a_town_inspector(cast.village.town)
    selection = a_selection(cast, State.RECUSAL_CHECK)
    assert lines(inspector) == []
    candidates.rule(
        selection.candidates[0], outcome=Outcome.REFERRED, reason="堂弟在施工单位", by=cast.supervisor
    )
    db.session.commit()
    assert lines(inspector) == ["裁定 1 名候选人的利益冲突"]
    candidates.rule(selection.candidates[0], outcome=Outcome.CLEAR, reason="只是同名", by=inspector)
    db.session.commit()
    assert lines(inspector) == []
    assert lines(cast.secretary) == ["提交村两委会议"]


def test_an_open_objection_waits_for_the_committee(on_day, cast):
    selection = a_selection(cast, State.PUBLICISED)
    objections.take_down(selection, text="不在村", channel=Channel.VISIT, by=cast.cadre)
    db.session.commit()
    with on_day("2022-03-22"):
        assert lines(cast.cadre) == lines(cast.secretary) == ["答复 1 条异议"]


def test_lines_lead_to_the_page_with_the_day_it_is_due(as_, on_day, cast):
    selection = a_selection(cast)
    with on_day("2022-03-02"):
        todo = desk(cast.member)[0]
        assert (todo.endpoint, todo.args) == ("selections.show", {"project_id": selection.project_id})
        assert todo.due.isoformat() == "2022-03-08"
        assert "报名或推荐领办人" in as_(cast.member).open("/workbench").main


def test_other_villages_and_the_administrator_have_nothing_to_do(on_day, cast):
    a_selection(cast)
    saved(DeclaredRelative(user_id=cast.member.id, name="某", relation="兄弟"))
    with on_day("2022-03-02"):
        assert lines(a_party_member()) == lines(an_admin()) == []
