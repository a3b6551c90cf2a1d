"""五议两公开 through the pages: proposed, discussed, reviewed, posted, voted on, and only then approved."""

import io

import pytest
from PIL import Image
from sqlalchemy import select

from govproj.core.audit import AuditEntry
from govproj.core.db import db
from govproj.decisions.models import DecisionMeeting, DecisionPaper
from govproj.decisions.queries import initiation_of
from govproj.decisions.states import MinutesState, State, Step
from govproj.projects.models import State as ProjectState
from tests.decisions.things import NAMES, PROPOSED, a_cast, begun, day, posted, recorded, voted
from tests.factories import a_project


@pytest.fixture
def cast(app):
    return a_cast()


def a_photo(name="公示.jpg"):
    content = io.BytesIO()
    Image.new("RGB", (80, 60), "grey").save(content, "JPEG")
    content.seek(0)
    return content, name


def url_of(cast):
    return f"/projects/{cast.project.id}/decisions"


FIGURES = {"votes_for": "7", "votes_against": "0", "abstained": "0", "passed": "yes"}
COMMITTEES = FIGURES | {"entitled": "7", "present": "7", "place": "村部"}


def hold(as_, cast, button, figures, on_day, held_on):
    """The cadre types the minutes, a supervisor signs them."""
    with on_day(held_on):
        form = as_(cast.cadre).open(as_(cast.cadre).open(url_of(cast)).links[button])
        form.press("存好，交村监会审签", {"chair": cast.secretary.id} | figures)
        meeting = db.session.scalars(select(DecisionMeeting).order_by(DecisionMeeting.id.desc())).first()
        as_(cast.supervisor).open(f"/decision-minutes/{meeting.id}").press("签字", {"opinion": "程序合规"})
    return meeting


def test_a_project_is_approved_only_after_its_village_has_decided(as_, cast, on_day):
    project = f"/projects/{cast.project.id}"
    with on_day("2022-01-06"):
        as_(cast.cadre).open(project).press("进入民主决策")
    process = initiation_of(cast.project)
    assert process.step(Step.PROPOSAL).occurred_on == day("2022-01-05"), "the day the Party proposed it"

    assert "下一步是“村两委商议”" in as_(cast.town).open(project).main
    hold(as_, cast, "登记会议：村两委商议", COMMITTEES, on_day, "2022-01-07")
    party = FIGURES | {"votes_for": "30", "present": "30", "place": "礼堂"}
    hold(as_, cast, "登记会议：党员大会审议", party, on_day, "2022-01-08")
    with on_day("2022-01-09"):
        form = as_(cast.cadre).open(as_(cast.cadre).open(url_of(cast)).links["公示方案"])
        form.press("公示方案", {"plan": "修三百米步道", "until": "2022-01-23", "photos": [a_photo()]})
        assert "修三百米步道" in as_().open(url_of(cast)).main, "the plan hangs for everybody to read"
        as_().open(project, expect=404)
    vote = {
        "entitled": "42",
        "present": "36",
        "place": "礼堂",
        "attendance": "\n".join(NAMES),
        "notified_on": "2022-01-24",
        "opinions": "三人提出加装路灯，已采纳",
        "votes_for": "34",
        "votes_against": "1",
        "abstained": "1",
        "passed": "yes",
    }
    hold(as_, cast, "登记会议：村民表决", vote, on_day, "2022-01-27")
    assert initiation_of(cast.project).state is State.PASSED
    with on_day("2022-01-28"):
        as_(cast.town).open(project).press("批准立项")
    assert cast.project.state is ProjectState.INITIATED


def test_every_act_is_on_record(as_, cast, app):
    voted(cast)

    events = db.session.scalars(select(AuditEntry.event).order_by(AuditEntry.leaf_index)).all()
    assert [event for event in events if event.startswith(("decisions.", "minutes."))] == [
        "decisions.start",
        *["minutes.record", "minutes.sign", "decisions.discuss"],
        *["minutes.record", "minutes.sign", "decisions.review"],
        "decisions.publicise",
        *["minutes.record", "minutes.sign", "decisions.vote"],
    ]
    entries = db.session.scalars(select(AuditEntry).where(AuditEntry.event.like("minutes.%"))).all()
    assert {entry.project_id for entry in entries} == {cast.project.id}
    assert not any(name in entry.content for entry in entries for name in NAMES), "no names in the log"


def test_the_result_hangs_before_it_is_carried_out_and_the_villagers_judge_it_at_the_end(as_, cast, on_day):
    process = voted(cast)
    with on_day("2022-01-28"):
        form = as_(cast.cadre).open(as_(cast.cadre).open(url_of(cast)).links["公示结果"])
        assert "最早到 2022年2月3日" in form.press("公示结果", {"until": "2022-02-02"}, expect=422).text
        form.press("公示结果", {"photos": [a_photo()]})
        assert process.state is State.ANNOUNCED
        assert "转入实施" not in as_(cast.cadre).open(url_of(cast)).links, "the town has not approved yet"
        as_(cast.town).open(f"/projects/{cast.project.id}").press("批准立项")
    with on_day("2022-02-03"):
        form = as_(cast.cadre).open(as_(cast.cadre).open(url_of(cast)).links["转入实施"])
        assert "“结果公示”到 2022年2月3日 才结束" in form.press("转入实施", expect=422).text
    with on_day("2022-02-04"):
        form.press("转入实施", {"on": "2022-02-04"})
        assert process.state is State.IMPLEMENTING
        assert "登记群众评议" not in as_(cast.cadre).open(url_of(cast)).links, "nothing is built yet"
        cast.project.state = ProjectState.COMPLETED
        db.session.commit()
        form = as_(cast.cadre).open(as_(cast.cadre).open(url_of(cast)).links["登记群众评议"])
        form.press("登记群众评议", {"note": "二十名村民代表到现场，都说好"})
    assert process.state is State.APPRAISED


def test_photos_of_the_board_are_public_and_sheets_with_names_are_not(as_, cast, on_day):
    process = posted(cast)
    with on_day("2022-01-24"):
        papers = as_(cast.cadre).open(f"/decisions/{process.id}/papers")
        papers.press("上传", {"step": "consultation", "dated_on": "2022-01-23", "files": [a_photo()]})
        papers.press("上传", {"step": "review", "dated_on": "2022-01-08", "files": [a_photo("签到表.jpg")]})
    board, sheet = db.session.scalars(select(DecisionPaper).order_by(DecisionPaper.id)).all()

    as_().open(f"/decision-papers/{board.id}")
    as_().open(f"/decision-papers/{board.id}/thumb")
    as_().open(f"/decision-papers/{sheet.id}", expect=404)
    as_(cast.inspector).open(f"/decision-papers/{sheet.id}")
    assert f"/decision-papers/{board.id}" in as_().open(url_of(cast)).html.decode()
    assert f"/decision-papers/{sheet.id}" not in as_().open(url_of(cast)).html.decode()
    assert (board.dated_on, sheet.dated_on) == (day("2022-01-23"), day("2022-01-08"))


def test_the_next_minutes_are_filled_in_from_the_last_ones(as_, cast, on_day):
    voted(cast, place="文化礼堂")
    entered = {ProjectState.PROPOSED: PROPOSED}
    other = a_project(cast.village, contact=cast.cadre, state=ProjectState.PROPOSED, entered=entered)
    process = posted(cast._replace(project=other))
    with on_day("2022-01-27"):
        form = as_(cast.cadre).open(f"/decisions/{process.id}/vote").html

    assert form.select_one('[name="place"]')["value"] == "文化礼堂"
    assert form.select_one('[name="entitled"]')["value"] == "42"
    assert form.select_one('[name="chair"] [selected]')["value"] == str(cast.secretary.id)
    assert form.select_one('[name="recorder"] [selected]')["value"] == str(cast.cadre.id)


def test_the_party_organisation_s_own_meeting_may_be_written_down_too(as_, cast, on_day):
    process = begun(cast)
    figures = COMMITTEES | {"votes_for": "3", "entitled": "3", "present": "3", "held_on": "2022-01-05"}
    meeting = hold(as_, cast, "登记会议：村党组织提议", figures, on_day, "2022-01-06")

    assert meeting.state is MinutesState.SIGNED
    assert process.state is State.PROPOSED
    recorded(cast, process, Step.DISCUSSION, day("2022-01-07"))
    assert [m.step for m in process.meetings] == [Step.PROPOSAL, Step.DISCUSSION]
