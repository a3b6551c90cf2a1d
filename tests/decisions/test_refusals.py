"""What cannot be true is refused with a sentence, keeps what was typed, and does not get past the database either."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from govproj.core.db import db
from govproj.core.workflow import MoveRefused
from govproj.decisions import actions
from govproj.decisions.models import DecisionMeeting, DecisionStep
from govproj.decisions.states import MeetingKind, MinutesState, State, Step
from govproj.projects.workflow import WORKFLOW as PROJECTS
from tests.decisions.things import (
    DISCUSSED,
    NAMES,
    POSTED,
    REVIEWED,
    UNTIL,
    VOTED,
    a_cast,
    a_rule,
    a_vote,
    begun,
    day,
    facts,
    held,
    posted,
    recorded,
    voted,
)
from tests.factories import a_passed_decision, saved, signed_minutes

BUTTON = "存好，交村监会审签"


@pytest.fixture
def cast(app):
    return a_cast()


@pytest.fixture
def process(cast):
    return posted(cast)


@pytest.fixture
def form(as_, cast, process, on_day):
    """A vote on the day after it was held, filled in so that nothing is missing."""
    with on_day("2022-01-28"):
        page = as_(cast.cadre).open(f"/decisions/{process.id}/vote")
        yield lambda **typed: page.press(BUTTON, GOOD | {"chair": cast.secretary.id} | typed, expect=422)


GOOD = {
    "held_on": "2022-01-27",
    "notified_on": "2022-01-20",
    "place": "礼堂",
    "entitled": "42",
    "present": "36",
    "attendance": "\n".join(NAMES),
    "opinions": "没有人提意见",
    "votes_for": "34",
    "votes_against": "1",
    "abstained": "1",
    "passed": "yes",
}
LESS = "\n".join(NAMES[:27])


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"votes_for": "33"}, "赞成、反对、弃权共 35 票，应当等于实到减去回避的 36 人"),
        ({"votes_for": "３５"}, "赞成、反对、弃权共 37 票"),
        ({"recused": "村民示001，是亲属"}, "应当等于实到减去回避的 35 人"),
        ({"present": "43"}, "实到人数不能多于应到人数"),
        ({"entitled": "0", "present": "0"}, "实到人数不能多于应到人数"),
        ({"present": "35"}, "到会名单有 36 人，实到填的是 35 人"),
        ({"attendance": ""}, "到会名单有 0 人，实到填的是 36 人"),
        ({"attendance": "\n".join([*NAMES[:35], NAMES[0]])}, "“村民示001”写了两次"),
        (
            {"present": "27", "attendance": LESS, "votes_for": "27", "votes_against": "0", "abstained": "0"},
            "到会人数不够，不能记为通过：应到 42，要三分之二以上到会，至少 28，实际 27",
        ),
        (
            {"votes_for": "18", "votes_against": "18", "abstained": "0"},
            "赞成票不够，不能记为通过：36 中要过半数赞成，至少 19 票，实际 18 票",
        ),
        (
            {"present": "1", "attendance": "村民示001", "recused": "村民示001，亲属\n村民示002，亲属"},
            "回避的人比实到的还多",
        ),
        ({"passed": "no"}, "按这些票数是通过的"),
        ({"passed": ""}, "请选择通过还是没有通过"),
        ({"held_on": "2022-01-29"}, "日期不能晚于今天"),
        ({"held_on": "2022-01-23"}, "“方案公示”到 2022年1月23日 才结束，日期要在这之后"),
        ({"notified_on": "2022-01-25"}, "这种会议要提前 3 天通知"),
        ({"notified_on": "2022-01-28"}, "通知日期不能晚于开会日期"),
        ({"notified_on": ""}, "请填写哪天通知的"),
        ({"kind": "villager_assembly"}, "这种会议要提前 10 天通知"),
        ({"kind": "party_branch"}, ""),
        ({"chair": "999999"}, ""),
        ({"held_on": "明天"}, "请按 2022-05-31 的样子填写日期"),
        ({"votes_for": "很多"}, "请填写数字"),
        ({"votes_for": "-1"}, "请填写 0 到"),
        ({"recused": "村民示001"}, "要写成：姓名，原因"),
        ({"place": "长" * 10_000}, "最多 80 个字"),
        ({"opinions": " "}, "没有人提意见也写一句"),
    ],
)
def test_minutes_that_cannot_be_true(form, typed, sentence):
    refused = form(**typed)

    assert sentence in refused.text
    assert refused.errors
    assert refused.html.select_one('[name="attendance"]').text.strip() == typed.get(
        "attendance", GOOD["attendance"]
    ), "nothing typed is lost"
    assert db.session.scalars(select(DecisionMeeting).where(DecisionMeeting.step == Step.VOTE)).all() == []


def test_those_recused_do_not_count_as_present(form, cast, as_, on_day):
    """28 of 42 are enough, 27 and one who left the room are not."""
    typed = {"present": "28", "attendance": "\n".join(NAMES[:28]), "recused": "村民示001：施工方亲属"}
    votes = {"votes_for": "27", "votes_against": "0", "abstained": "0"}

    assert "至少 28，实际 27" in form(**typed, **votes).text


def test_a_meeting_before_the_step_before_it(cast):
    process = begun(cast)
    held(cast, process, Step.DISCUSSION, REVIEWED)

    with pytest.raises(MoveRefused, match="日期不能早于“村两委商议”的 2022年1月8日"):
        recorded(cast, process, Step.REVIEW, DISCUSSED)


def test_a_meeting_moved_behind_the_step_after_it(cast, on_day):
    process = posted(cast)
    late = facts(cast, Step.DISCUSSION, POSTED)

    with on_day("2022-01-10"), pytest.raises(MoveRefused, match="日期不能晚于“党员大会审议”的 2022年1月8日"):
        actions.correct(process.meeting(Step.DISCUSSION), late, a_vote(), reason="日期", by=cast.cadre)


def test_the_party_branch_does_not_vote_for_the_villagers(cast, process):
    with pytest.raises(MoveRefused, match="“村民表决”不由这种会议办"):
        recorded(cast, process, Step.VOTE, VOTED, kind=MeetingKind.PARTY_BRANCH, opinions="无")


def test_a_step_out_of_turn(cast):
    process = begun(cast)

    with pytest.raises(MoveRefused, match="现在不是登记“村民表决”的时候"):
        recorded(cast, process, Step.VOTE, DISCUSSED)


def test_a_form_that_could_only_be_refused_is_not_offered(as_, cast, process):
    for act in ("discuss", "announce", "implement", "appraise"):
        back = as_(cast.cadre).open(f"/decisions/{process.id}/{act}", expect=303).follow()
        assert "现在还轮不到这一步" in back.notices


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"until": "2022-01-14"}, "至少公示 7 天，最早到 2022年1月15日"),
        ({"until": "2022-01-15", "concerns_assets": "y"}, "至少公示 15 天，最早到 2022年1月23日"),
        ({"on": "2022-01-07"}, "日期不能早于“党员大会审议”的 2022年1月8日"),
        ({"on": "2022-01-10"}, "日期不能晚于今天"),
        ({"plan": ""}, "请写明要公示的方案"),
    ],
)
def test_a_plan_that_does_not_hang_long_enough(as_, cast, on_day, typed, sentence):
    process = begun(cast)
    held(cast, process, Step.DISCUSSION, DISCUSSED)
    held(cast, process, Step.REVIEW, REVIEWED)
    with on_day("2022-01-09"):
        form = as_(cast.cadre).open(f"/decisions/{process.id}/publicise")
        refused = form.press("公示方案", {"plan": "修路", "until": "2022-01-30"} | typed, expect=422)

    assert sentence in refused.text
    assert process.state is State.REVIEWED


def test_the_action_itself_refuses_a_short_posting(cast):
    with pytest.raises(MoveRefused, match="至少公示 15 天"):
        posted(cast, concerns_assets=True, until=day("2022-01-15"))


def test_collective_money_is_seen_in_the_sources_and_asks_for_the_longer_time(as_, on_day):
    cast = a_cast(funds=[{"source": "村集体自有", "fen": 86_0000_00}])
    process = begun(cast)

    assert process.concerns_assets
    held(cast, process, Step.DISCUSSION, DISCUSSED)
    held(cast, process, Step.REVIEW, REVIEWED)
    with on_day("2022-01-09"):
        page = as_(cast.cadre).open(f"/decisions/{process.id}/publicise").html
    assert page.select_one('[name="until"]')["value"] == "2022-01-23"
    assert page.select_one('[name="concerns_assets"]').has_attr("checked")


def test_of_two_who_record_the_same_meeting_the_second_is_told_and_keeps_his_text(as_, cast, process, on_day):
    with on_day("2022-01-28"):
        mine = as_(cast.secretary).open(f"/decisions/{process.id}/vote")
        hers = as_(cast.cadre).open(f"/decisions/{process.id}/vote")
        hers.press(BUTTON, GOOD)
        late = mine.press(BUTTON, GOOD | {"summary": "三人发言，都赞成"}, expect=409)

    assert "内容刚被他人更新" in late.text
    assert "三人发言，都赞成" in late.text
    assert len([m for m in process.meetings if m.step is Step.VOTE]) == 1


def test_the_schema_takes_no_second_meeting_for_a_step(cast, process):
    with pytest.raises(IntegrityError):
        saved(signed_minutes(Step.REVIEW, REVIEWED, process=process))


@pytest.mark.parametrize(
    ("figures", "constraint"),
    [
        ({"present": 27, "votes_for": 27, "votes_against": 0, "abstained": 0}, "passed_with_quorum"),
        ({"votes_for": 18, "votes_against": 18, "abstained": 0}, "passed_by_majority"),
        ({"votes_for": 35}, "votes_add_up"),
        ({"present": 43, "votes_for": 41}, "present_are_entitled"),
        ({"votes_for": 37, "votes_against": -1, "abstained": 0}, "no_vote_negative"),
        ({"majority_of_entitled": True, "votes_for": 21, "votes_against": 14}, "passed_by_majority"),
        ({"quorum_part": 6, "quorum_of": 7, "quorum_strict": True}, "passed_with_quorum"),
    ],
)
def test_no_way_round_the_forms_gets_such_a_vote_into_the_database(cast, process, figures, constraint):
    meeting = signed_minutes(Step.VOTE, VOTED, process=process)
    for name, value in figures.items():
        setattr(meeting.resolutions[0], name, value)

    with pytest.raises(IntegrityError, match=constraint):
        saved(meeting)


def test_a_majority_of_all_entitled_is_not_one_of_those_present(cast, process):
    kind = MeetingKind.COLLECTIVE_MEMBERS
    members = {"kind": kind, "entitled": 42, "present": 30, "opinions": "无"}

    with pytest.raises(MoveRefused, match="42 中要三分之二以上赞成，至少 28 票，实际 27 票"):
        recorded(cast, process, Step.VOTE, VOTED, a_vote(27, 3, 0), **members)
    held(cast, process, Step.VOTE, VOTED, a_vote(28, 2, 0), **members)
    assert process.state is State.PASSED


@pytest.mark.parametrize(
    ("households", "present", "enough"),
    [(False, 451, True), (False, 450, False), (True, 200, True), (True, 199, False)],
)
def test_an_assembly_counts_heads_or_households(cast, process, households, present, enough):
    kind = MeetingKind.VILLAGER_ASSEMBLY
    counted = {"counted_by": "households", "entitled": 300} if households else {"entitled": 900}
    meeting = {"kind": kind, "present": present, "opinions": "无", **counted}
    vote = a_vote(present, 0, 0)

    if enough:
        held(cast, process, Step.VOTE, VOTED, vote, **meeting)
        assert process.state is State.PASSED
    else:
        with pytest.raises(MoveRefused, match="到会人数不够"):
            recorded(cast, process, Step.VOTE, VOTED, vote, **meeting)


def test_a_village_s_own_rule_is_asked_and_stays_with_the_vote(cast, process):
    strict = {"villager_reps": {"people": {"at_least": [7, 8]}}}
    a_rule(cast.village, "decision.quorum", strict)

    with pytest.raises(MoveRefused, match="要7/8以上到会，至少 37，实际 36"):
        recorded(cast, process, Step.VOTE, VOTED, opinions="无")
    names = [*NAMES, "村民示037"]
    meeting = recorded(
        cast, process, Step.VOTE, VOTED, a_vote(35), opinions="无", present=37, attendance=names
    )
    assert (meeting.resolution.quorum_part, meeting.resolution.quorum_of) == (7, 8)


def test_a_vote_that_failed_is_recorded_as_failed_and_stops_the_project(cast):
    process = voted(cast, a_vote(18, 17, 1, passed=False))

    assert process.state is State.REJECTED
    assert "没有通过" in str(PROJECTS.missing("initiate", cast.project))


def test_the_town_asks_again_whatever_the_table_says(cast):
    """Someone who wrote the state into the database without a vote gains nothing."""
    process = posted(cast)
    process.state = State.PASSED
    db.session.commit()
    assert PROJECTS.missing("initiate", cast.project)
    process.steps.append(DecisionStep(step=Step.VOTE, round=1, occurred_on=VOTED))
    db.session.commit()
    assert "表决没有通过" in str(PROJECTS.missing("initiate", cast.project))


def test_a_plan_that_was_up_too_short_is_no_basis(cast):
    process = a_passed_decision(cast.project)
    assert PROJECTS.missing("initiate", cast.project) == []
    process.consult_days = 15
    db.session.commit()

    assert "公示天数不够" in str(PROJECTS.missing("initiate", cast.project))


def test_minutes_are_not_signed_before_the_step_before_them(cast, on_day):
    process = begun(cast)
    first = recorded(cast, process, Step.DISCUSSION, DISCUSSED)
    second = recorded(cast, process, Step.REVIEW, REVIEWED)
    with on_day("2022-01-08"):
        with pytest.raises(MoveRefused, match="还没有办完“村两委商议”"):
            actions.sign(second, by=cast.supervisor)
        actions.sign(first, by=cast.supervisor)
        actions.sign(second, by=cast.supervisor)
    assert process.state is State.REVIEWED
    assert second.state is MinutesState.SIGNED


def test_things_of_another_village_do_not_exist(as_, cast, process):
    stranger = a_cast()
    meeting = process.meetings[0]
    for url in (
        f"/decisions/{process.id}/vote",
        f"/decision-minutes/{meeting.id}",
        f"/decision-minutes/{meeting.id}/print",
    ):
        for who in (stranger.cadre, stranger.supervisor, stranger.inspector):
            status = as_(who)._ask("GET", url).status_code
            assert status == (403 if "vote" in url else 404), "the plan hangs for all, the minutes do not"


def test_a_chair_from_another_village_is_not_offered(form):
    stranger = a_cast()
    assert form(chair=stranger.secretary.id).errors


def test_the_days_of_the_whole_are_in_order(cast):
    process = voted(cast)
    days = [(process.step(step).occurred_on) for step in list(Step)[:5]]
    assert days == sorted(days)
    assert (process.step(Step.CONSULTATION).until, days[3]) == (UNTIL, POSTED)
    assert facts(cast, Step.VOTE, day("2022-01-27")).held_on == VOTED
