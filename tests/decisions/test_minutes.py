"""Minutes: changed until they are signed, signed by somebody apart, then only corrected by a further version."""

import pytest
from sqlalchemy.exc import IntegrityError

from govproj.core.db import db
from govproj.core.workflow import MoveRefused
from govproj.decisions import actions
from govproj.decisions.states import MinutesState, State, Step
from govproj.projects.workflow import WORKFLOW as PROJECTS
from tests.decisions.things import DISCUSSED, VOTED, a_cast, a_vote, begun, facts, held, recorded, voted
from tests.factories import last_audit_entry, saved, signed_minutes

BUTTON = "存好，交村监会审签"


@pytest.fixture
def cast(app):
    return a_cast()


@pytest.fixture
def meeting(cast):
    return recorded(cast, begun(cast), Step.DISCUSSION, DISCUSSED)


def url_of(meeting, act=""):
    return f"/decision-minutes/{meeting.id}{act}"


def test_a_supervisor_reads_all_of_it_before_signing(as_, cast, meeting):
    page = as_(cast.supervisor).open(url_of(meeting))

    for words in ("36 ÷ 42", "要过半数，至少 22", "34 ÷ 36", "要过半数，至少 19 票", cast.secretary.name):
        assert words in page.main
    page.press("签字", {"opinion": "程序合规"})
    assert meeting.state is MinutesState.SIGNED
    assert (meeting.signed_by_id, meeting.signer_opinion) == (cast.supervisor.id, "程序合规")
    assert last_audit_entry() == ("decisions.discuss", cast.supervisor.id)


def test_whoever_chaired_is_told_that_another_has_to_sign(as_, cast):
    meeting = recorded(cast, begun(cast), Step.DISCUSSION, DISCUSSED, chair_id=cast.supervisor.id)
    page = as_(cast.supervisor).open(url_of(meeting))

    assert "签字" not in page.buttons
    assert "要由村监会其他成员签字" in page.main
    as_(cast.supervisor).send(url_of(meeting, "/sign"), {"version": meeting.version}, expect=403)
    as_(cast.other_supervisor).open(url_of(meeting)).press("签字")


@pytest.mark.parametrize("part", ["chair", "recorder", "entered_by"])
def test_the_schema_knows_that_too(cast, part):
    meeting = signed_minutes(Step.DISCUSSION, process=begun(cast))
    meeting.signed_by = getattr(meeting, part)

    with pytest.raises(IntegrityError, match="signed_by_another"):
        saved(meeting)


def test_the_schema_takes_no_signature_from_nobody(cast):
    meeting = signed_minutes(Step.DISCUSSION, process=begun(cast))
    meeting.signed_by, meeting.signed_at = None, None

    with pytest.raises(IntegrityError, match="signed_by_somebody"):
        saved(meeting)


def test_what_is_sent_back_is_mended_and_handed_in_again(as_, cast, meeting, on_day):
    with on_day("2022-01-08"):
        assert "请写明理由" in as_(cast.supervisor).open(url_of(meeting)).press("退回", expect=409).text
        as_(cast.supervisor).open(url_of(meeting)).press("退回", {"note": "少写了一位发言"})
        page = as_(cast.cadre).open(url_of(meeting))
        assert "少写了一位发言" in page.main
        form = as_(cast.cadre).open(page.links["改好再交"])
        form.press(BUTTON, {"summary": "两人发言"})

    assert (meeting.state, meeting.summary) == (MinutesState.WAITING, "两人发言")
    assert last_audit_entry() == ("minutes.hand_in", cast.cadre.id)


def test_until_they_are_signed_minutes_may_be_changed(as_, cast, meeting, on_day):
    with on_day("2022-01-08"):
        form = as_(cast.cadre).open(url_of(meeting, "/change"))
        votes = {"votes_for": "33", "abstained": "2", "recused": ""}
        form.press(BUTTON, votes | {"place": "礼堂"})

    vote = meeting.resolution
    assert (meeting.place, vote.votes_for, vote.abstained) == ("礼堂", 33, 2)
    assert len(meeting.resolutions) == 1


def test_a_supervisor_signs_what_was_shown_and_nothing_that_was_changed_since(as_, cast, meeting, on_day):
    with on_day("2022-01-08"):
        shown = as_(cast.supervisor).open(url_of(meeting))
        as_(cast.cadre).open(url_of(meeting, "/change")).press(BUTTON, {"votes_for": "33", "abstained": "2"})

        shown.press("签字", expect=409)
    assert meeting.state is MinutesState.WAITING


def test_signed_minutes_are_frozen(as_, cast, on_day):
    meeting = held(cast, begun(cast), Step.DISCUSSION, DISCUSSED)
    with on_day("2022-01-08"):
        for act in ("/change", "/hand-in", "/resolve"):
            back = as_(cast.cadre).open(url_of(meeting, act), expect=303).follow()
            assert "不能这样改" in back.notices
        with pytest.raises(MoveRefused, match="已经签字，不能再改"):
            actions.change(meeting, facts(cast, Step.DISCUSSION, DISCUSSED), a_vote(), by=cast.cadre)
        with pytest.raises(MoveRefused, match="已经签字，不能再改"):
            actions.resolve(meeting, a_vote(), by=cast.cadre)


def test_a_correction_is_a_further_version_with_a_reason_and_a_signature_of_its_own(as_, cast, on_day):
    process = voted(cast)
    first = process.meeting(Step.VOTE)
    with on_day("2022-01-28"):
        form = as_(cast.cadre).open(as_(cast.cadre).open(url_of(first)).links["更正"])
        typed = {"votes_for": "33", "abstained": "2"}
        assert "请写明原来哪里错了" in form.press(BUTTON, typed, expect=422).text
        form.press(BUTTON, typed | {"reason": "弃权票数错了一票"})
        second = process.meeting(Step.VOTE)

        assert (first.state, second.state, second.edition) == (
            MinutesState.CORRECTED,
            MinutesState.WAITING,
            2,
        )
        assert (first.resolution.votes_for, second.resolution.votes_for) == (34, 33)
        assert "还没有村监会签字" in str(PROJECTS.missing("initiate", cast.project))
        old = as_(cast.supervisor).open(url_of(first))
        assert "这一版已经更正" in old.main
        assert "看第 2 版（待签字）" in old.links
        page = as_(cast.supervisor).open(url_of(second))
        assert "弃权票数错了一票" in page.main
        page.press("签字")
    assert process.state is State.PASSED
    assert PROJECTS.missing("initiate", cast.project) == []


def test_a_correction_that_turns_the_vote_turns_the_decision(cast, on_day):
    process = voted(cast)
    with on_day("2022-01-28"):
        minutes = facts(cast, Step.VOTE, VOTED, opinions="无")
        no = a_vote(18, 17, 1, passed=False)
        newer = actions.correct(process.meeting(Step.VOTE), minutes, no, reason="唱票记反了", by=cast.cadre)
        assert process.state is State.PASSED, "until somebody has signed it"
        actions.sign(newer, by=cast.other_supervisor)

    assert process.state is State.REJECTED


def test_a_meeting_may_resolve_more_than_the_matter_itself(as_, cast, meeting, on_day):
    with on_day("2022-01-08"):
        form = as_(cast.cadre).open(url_of(meeting, "/resolve"))
        votes = {"words": "每户出工一天", "votes_for": "30", "votes_against": "4", "abstained": "1"}
        assert (
            "应当等于实到减去回避的 36 人" in form.press("记入", votes | {"passed": "yes"}, expect=422).text
        )
        form.press("记入", votes | {"recused": "村民示003：五保户", "passed": "yes"})

    first, second = meeting.resolutions
    assert (second.number, second.present, second.recusals[0].who) == (2, 35, "村民示003")
    assert (first.present, first.words) == (36, "同意")
    page = as_(cast.supervisor).open(url_of(meeting))
    assert "每户出工一天" in page.main
    with on_day("2022-01-08"), pytest.raises(MoveRefused, match="人数不能改"):
        actions.change(
            meeting, facts(cast, Step.DISCUSSION, DISCUSSED, present=35), a_vote(33), by=cast.cadre
        )
    db.session.rollback()
