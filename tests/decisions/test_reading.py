"""What everybody reads of a decision, what only officials read, what is printed, and what the workbench says."""

import pytest

from govproj.core.db import db
from govproj.core.filters import day as in_words
from govproj.decisions import actions
from govproj.decisions.queries import initiation_of
from govproj.decisions.states import Matter, Step
from govproj.projects.models import State as ProjectState
from tests.decisions.things import (
    DISCUSSED,
    NAMES,
    VOTED,
    a_cast,
    a_vote,
    begun,
    held,
    posted,
    recorded,
    voted,
)
from tests.factories import a_party_member, a_villager


@pytest.fixture
def cast(app):
    return a_cast()


def url_of(cast):
    return f"/projects/{cast.project.id}/decisions"


def test_before_the_plan_hangs_nobody_outside_knows_of_it(as_, cast):
    process = begun(cast)
    held(cast, process, Step.DISCUSSION, DISCUSSED)

    for stranger in (None, a_villager(cast.village), a_party_member(cast.village), a_cast().secretary):
        as_(stranger).open(url_of(cast), expect=404)
        assert process.subject not in as_(stranger).open(f"/villages/{cast.village.id}/decisions").main
    assert process.subject in as_(cast.secretary).open(f"/villages/{cast.village.id}/decisions").main


def test_the_lead_follows_the_decision_about_the_project(as_, on_day):
    lead = a_party_member()
    cast = a_cast(lead=lead)
    begun(cast)

    assert "村两委商议" in as_(lead).open(url_of(cast)).main


def test_everybody_reads_days_kinds_numbers_and_the_result_and_no_names(as_, cast):
    voted(cast, a_vote(33, recused=[("村民示005", "是施工方亲属")]))
    page = as_().open(url_of(cast))

    for words in (
        "2022年1月27日 村民代表会议表决",
        "应到 42，实到 36",
        "35 ÷ 42",
        "要三分之二以上，至少 28",
        "33 ÷ 35",
        "回避 1 人，不算到会",
        "通过",
        "2022年1月9日 至 2022年1月23日",
    ):
        assert words in page.main
    assert not any(name in page.text for name in [*NAMES, cast.secretary.name, cast.cadre.name])
    assert "施工方亲属" not in page.text
    assert "表决" in as_().open(f"/villages/{cast.village.id}/decisions").main


def test_minutes_nobody_has_signed_are_not_told(as_, cast):
    process = posted(cast)
    recorded(cast, process, Step.VOTE, VOTED, a_vote(32, 3, 1), opinions="无")

    assert "赞成 32" not in as_().open(url_of(cast)).main
    assert "赞成 32" in as_(cast.inspector).open(url_of(cast)).main


def test_officials_read_the_names(as_, cast):
    process = voted(cast, a_vote(33, recused=[("村民示005", "是施工方亲属")]))
    page = as_(cast.inspector).open(f"/decision-minutes/{process.meeting(Step.VOTE).id}")

    assert "村民示005回避：是施工方亲属" in page.main
    assert "村民示036" in page.main


def test_what_was_recorded_later_says_so(as_, cast, on_day):
    process = begun(cast)
    assert process.step(Step.PROPOSAL).was_recorded_later
    assert "补记" in as_(cast.inspector).open(url_of(cast)).main


def test_an_earlier_round_stays_readable(as_, cast, on_day):
    process = posted(cast)
    with on_day("2022-01-15"):
        page = as_(cast.cadre).open(f"/decisions/{process.id}/revise")
        assert "请写明理由" in page.press("修改方案，重新商议", expect=422).text
        page.press("修改方案，重新商议", {"note": "村民要求缩短到两百米"})
    page = as_().open(url_of(cast))

    assert "第 2 轮" in page.main
    assert "第 1 轮 · 方案公示" in page.main
    assert "村民要求缩短到两百米" in page.main


def test_minutes_sheets_and_ballots_are_printed(as_, cast):
    process = voted(cast)
    desk = as_(cast.cadre)

    minutes = desk.open(f"/decision-minutes/{process.meeting(Step.VOTE).id}/print")
    assert "到会 36 ÷ 应到 42，要三分之二以上，至少 28" in minutes.main
    sheet = desk.open(f"/decisions/{process.id}/vote/attendance-sheet")
    assert sheet.heading == "村民代表会议签到表"
    assert (len(sheet.rows()), "村民示036" in sheet.main) == (21, True)
    ballots = desk.open(f"/decisions/{process.id}/vote/ballots")
    assert len(ballots.html.select(".slip")) == 8
    assert "打 6 份" in ballots.text
    desk.open(f"/decisions/{process.id}/result/ballots", expect=404)


def test_the_workbench_asks_for_the_next_step_and_for_signatures(as_, cast, on_day):
    process = begun(cast)
    name = process.subject
    assert f"登记村两委会议：{name}" in as_(cast.cadre).open("/workbench").main
    meeting = recorded(cast, process, Step.DISCUSSION, DISCUSSED)
    supervisor = as_(cast.supervisor).open("/workbench")
    assert f"/decision-minutes/{meeting.id}" in supervisor.html.main.decode()
    assert f"会议记录待签字：村两委会议（{name}）" in as_(cast.cadre).open("/workbench").main
    with on_day("2022-01-08"):
        actions.send_back(meeting, note="缺签到表", by=cast.supervisor)
        db.session.commit()
        assert f"修改退回的会议记录：村两委会议（{name}）" in as_(cast.cadre).open("/workbench").main


def test_the_vote_is_called_once_the_plan_has_hung(as_, cast, on_day):
    posted(cast)
    with on_day("2022-01-23"):
        assert "召集表决" not in as_(cast.cadre).open("/workbench").main
        page = as_(cast.cadre).open(url_of(cast))
        assert "期满后表决" in page.main
        assert "登记会议：村民表决" not in page.links
        board = as_().open(f"/villages/{cast.village.id}")
        assert f"方案公示 {cast.project.name} ：公示到2022年1月23日" in board.main
        assert board.links[cast.project.name] == url_of(cast)
    with on_day("2022-01-24"):
        assert "方案公示" not in as_().open(f"/villages/{cast.village.id}").main
        assert "登记会议：村民表决" in as_(cast.cadre).open(url_of(cast)).links
        assert f"公示期满，召集表决：{cast.project.name}" in as_(cast.cadre).open("/workbench").main
        assert "召集表决" not in as_(cast.other_cadre).open("/workbench").main, "the contact cadre calls it"


def test_the_town_is_asked_for_its_approval_when_the_village_has_decided(as_, cast, on_day):
    posted(cast)
    with on_day("2022-01-24"):
        assert "批准立项" not in as_(cast.town).open("/workbench").main
    held(cast, initiation_of(cast.project), Step.VOTE, VOTED, opinions="没有人提意见")
    with on_day(str(VOTED)):
        assert f"批准立项：{cast.project.name}" in as_(cast.town).open("/workbench").main
        assert "等镇业务干部" in as_(cast.cadre).open("/workbench").main


def test_another_matter_of_a_project_has_a_decision_of_its_own(as_, cast, on_day):
    voted(cast)
    cast.project.state = ProjectState.BUILDING
    with on_day("2022-03-01"):
        form = as_(cast.cadre).open(as_(cast.cadre).open(url_of(cast)).links["登记另一件要决策的事项"])
        assert "立项" not in form.html.select_one('[name="matter"]').text
        typed = {"matter": "collective_asset", "subject": "拆除旧仓库", "plan": "拆除后作停车场"}
        form.press("登记", typed | {"proposed_on": "2022-02-28"})
        page = as_(cast.cadre).open(url_of(cast))
        assert "集体资产处置：拆除旧仓库" in page.main
        assert "拆除旧仓库" not in as_().open(url_of(cast)).main, "its plan does not hang yet"


def test_only_the_secretary_gives_a_matter_up(as_, cast, on_day):
    process = begun(cast)
    with on_day("2022-01-10"):
        as_(cast.cadre).open(f"/decisions/{process.id}/abandon", expect=403)
        as_(cast.secretary).open(f"/decisions/{process.id}/abandon").press(
            "终止这项决策", {"note": "资金没有着落"}
        )
        assert "开始立项决策" in as_(cast.cadre).open(url_of(cast)).links
        form = as_(cast.cadre).open(as_(cast.cadre).open(url_of(cast)).links["开始立项决策"])
        form.press(
            "登记", {"matter": Matter.INITIATION.value, "proposed_on": "2022-01-09", "plan": "缓一年再修"}
        )
    assert "已终止" in as_(cast.inspector).open(url_of(cast)).main


def test_the_page_of_a_project_that_waits_for_its_decision_asks_little(as_, cast, statements):
    voted(cast)
    town, url = as_(cast.town), f"/projects/{cast.project.id}"
    town.open(url)
    statements.clear()
    town._ask("GET", url)

    assert len(statements) <= 12


def test_the_signed_minutes_are_in_the_file_of_the_project_once_the_village_has_voted(as_, cast):
    papers = f"/projects/{cast.project.id}/papers"
    process = posted(cast)
    assert "民主决策会议记录和签到" in as_(cast.cadre).open(papers).main.split("还缺：")[1].split("。")[0]

    held(cast, process, Step.VOTE, VOTED, opinions="没有人提意见")

    page = as_(cast.cadre).open(papers)
    assert "民主决策会议记录和签到" not in page.main.split("还缺：")[1].split("。")[0]
    as_(cast.cadre).open(page.links[f"村民表决 {in_words(VOTED)}"])
