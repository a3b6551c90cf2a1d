"""From the year's central work to the archive, as the people of a village walk it."""

import pytest
from sqlalchemy import select

from govproj.accounts.models import Office, Role
from govproj.core import dates
from govproj.core.db import db
from govproj.projects.models import Project, State
from tests.checklists.things import a_finished_checklist
from tests.factories import (
    a_cadre,
    a_month,
    a_party_member,
    a_passed_decision,
    a_project,
    a_secretary,
    a_supervisor,
    a_town_admin,
    a_village,
    a_villager,
    an_approved_plan,
    last_audit_entry,
    somebody,
)
from tests.ledger.things import whole_books
from tests.projects.things import (
    a_completion_report,
    a_concealed_work,
    a_full_file,
    a_milestone,
    a_start_notice,
    an_acceptance,
    an_accepted_work,
)

DRAFT = {
    "name": "溪边步道",
    "code": "P-01",
    "kind": "construction",
    "category": "road",
    "proposal": "方便老人出行",
    "budget_fen": "１２.5",
    "funds-0-source": "村集体自有",
    "funds-0-fen": "12.5 万元",
    "planned_start": "2022-03-01",
    "planned_end": "2022-06-30",
}


@pytest.fixture
def village(app):
    return a_village()


@pytest.fixture
def secretary(village):
    return a_secretary(village)


def only_project() -> Project:
    return db.session.scalars(select(Project)).one()


def test_the_secretary_picks_a_central_work_item_and_it_becomes_a_draft(as_, village, secretary):
    desk = as_(secretary)
    listed = desk.open(f"/villages/{village.id}/work-items/new").press(
        "登记", {"name": "溪边步道", "kind": "construction", "note": "老人出行不便"}
    )

    listed.follow().browser.open(listed.follow().links["选为领办项目 ：溪边步道"]).press("保存草稿", DRAFT)

    project = only_project()
    assert (project.name, project.state, project.work_item.name) == ("溪边步道", State.DRAFT, "溪边步道")
    assert project.budget_fen == 12_5000_00
    assert last_audit_entry() == ("projects.created", secretary.id)


def test_a_cadre_may_draft_but_not_pick_from_the_central_work(as_, village, secretary):
    as_(secretary).open(f"/villages/{village.id}/work-items/new").press(
        "登记", {"name": "步道", "kind": "construction"}
    )
    item = as_(secretary).open(f"/villages/{village.id}/work-items").links["选为领办项目 ：步道"]

    as_(a_cadre(village)).open(item, expect=403)


def test_an_amount_that_does_not_add_up_is_refused_and_nothing_typed_is_lost(as_, village, secretary):
    form = as_(secretary).open(f"/villages/{village.id}/projects/new")

    refused = form.press("保存草稿", {**DRAFT, "budget_fen": "20"}, expect=422)

    assert "预算与资金来源合计（12.50 万元）不一致" in " ".join(refused.errors)
    assert refused.html.select_one('[name="proposal"]').text.strip() == "方便老人出行"
    assert db.session.scalars(select(Project)).all() == []


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("planned_end", "2022-02-01", "完工日期早于开工日期"),
        ("budget_fen", "", "请填写预算"),
        ("planned_end", "不知道", "请按 2022-05-31 的样子填写日期"),
        ("budget_fen", "两万三", "请填写数字"),
        ("budget_fen", "-3", "金额应在"),
        ("budget_fen", "99999999999999999999", "请填写数字"),
        ("name", "长" * 10_000, "最多 80 个字"),
        ("funds-1-source", "不知哪来的钱", "资金来源和金额要一起填写"),
    ],
)
def test_bad_input_gets_a_clear_sentence(as_, village, secretary, field, typed, sentence):
    form = as_(secretary).open(f"/villages/{village.id}/projects/new")

    assert sentence in form.press("保存草稿", {**DRAFT, field: typed}, expect=422).text


def test_two_projects_of_a_village_do_not_share_a_code(as_, village, secretary):
    new = f"/villages/{village.id}/projects/new"
    as_(secretary).open(new).press("保存草稿", DRAFT)

    assert (
        "编号 P-01 已经用在本村另一个项目上"
        in as_(secretary).open(new).press("保存草稿", DRAFT, expect=422).text
    )


def test_two_people_edit_a_draft_and_the_second_reads_it_and_keeps_his_text(as_, village, secretary):
    as_(secretary).open(f"/villages/{village.id}/projects/new").press("保存草稿", DRAFT)
    url = f"/projects/{only_project().id}/edit"
    mine, hers = as_(secretary).open(url), as_(a_cadre(village)).open(url)

    hers.press("保存草稿", {**DRAFT, "content": "铺石板"})
    late = mine.press("保存草稿", {**DRAFT, "content": "铺透水砖，长三百米"}, expect=409)

    assert "内容刚被他人更新" in late.text
    assert "铺透水砖，长三百米" in late.text
    assert only_project().content == "铺石板"


def test_a_construction_project_walks_the_whole_chain(as_, village, secretary, on_day):
    cadre, town = a_cadre(village), a_town_admin(village.town)
    supervisor, lead = a_supervisor(village), a_party_member(village)
    with on_day("2022-01-05"):
        as_(secretary).open(f"/villages/{village.id}/projects/new").press("保存草稿", DRAFT)
    project = only_project()
    url = f"/projects/{project.id}"
    a_finished_checklist(project)

    def walk(who, button, day):
        with on_day(day):
            as_(who).open(url).press(button)

    walk(secretary, "提议", "2022-01-06")
    walk(cadre, "进入民主决策", "2022-01-08")
    a_passed_decision(project, on=dates.date(2022, 1, 18))
    walk(town, "批准立项", "2022-01-20")
    as_(secretary).open(f"{url}/plan").press("保存", {"contact_id": str(cadre.id)})
    with on_day("2022-07-30"):
        whole_books(project)
    project.lead_id = lead.id
    db.session.commit()
    an_approved_plan(project)
    a_start_notice(project, dates.date(2022, 2, 20))
    walk(supervisor, "确认具备开工条件", "2022-02-26")
    walk(lead, "开工", "2022-03-01")
    an_accepted_work(project)
    a_completion_report(project, no_concealed=False)
    walk(lead, "报告完工", "2022-06-20")
    an_acceptance(project, held_on=dates.date(2022, 6, 24))
    walk(supervisor, "验收通过", "2022-06-25")
    walk(town, "结算审定", "2022-07-10")
    walk(town, "登记移交", "2022-07-20")
    a_full_file(project)
    assert "账上一笔也没有付" in as_(cadre).open(url).main
    project.paid_fen = project.contract_fen
    db.session.commit()
    walk(cadre, "归档", "2022-07-30")

    assert only_project().state is State.ARCHIVED
    assert only_project().day_of(State.BUILDING) == dates.date(2022, 3, 1)
    assert last_audit_entry() == ("projects.archive", cadre.id)


def test_a_governance_project_takes_the_short_chain(as_, village, secretary, on_day):
    cadre, lead = a_cadre(village), a_party_member(village)
    project = a_project(
        village,
        kind="governance",
        state=State.PROPOSED,
        contact=cadre,
        lead=lead,
        entered={State.PROPOSED: dates.date(2022, 1, 5)},
    )
    a_finished_checklist(project)
    a_passed_decision(project)
    url = f"/projects/{project.id}"

    as_(a_town_admin(village.town)).open(url).press("批准立项")
    as_(lead).open(url).press("开始推进")
    a_completion_report(project)
    as_(lead).open(url).press("报告完工")
    an_acceptance(project, held_on=dates.today())
    a_full_file(project)
    as_(a_supervisor(village)).open(url).press("验收通过")
    as_(cadre).open(url).press("归档")

    assert only_project().state is State.ARCHIVED


def test_what_is_missing_is_said_before_anybody_presses(as_, village, secretary):
    project = a_project(village, state=State.DRAFT, budget_fen=None)

    page = as_(secretary).open(f"/projects/{project.id}")

    assert "现在还不能“提议”，还差：" in page.text
    assert "还没有写提议内容" in page.text
    assert "还没有填写预算" in page.text
    assert "提议" not in page.buttons
    refused = as_(secretary).send(f"/projects/{project.id}/propose", expect=409)
    assert "还没有填写预算" in refused.text


def test_a_led_project_is_not_ready_without_its_lead(as_, village):
    project = a_project(village, state=State.CONTRACTED)

    page = as_(a_supervisor(village)).open(f"/projects/{project.id}")

    assert "还没有聘任领办人" in page.text


def test_stopping_the_work_wants_a_reason(as_, village, secretary):
    project = a_project(village)
    page = as_(secretary).open(f"/projects/{project.id}")

    assert "停工要写明理由" in page.press("停工", expect=409).text
    page.press("停工", {"note": "连续暴雨，河水上涨", "resume_on": "2099-07-01"})

    assert "连续暴雨，河水上涨" in as_().open(f"/projects/{project.id}").text


def test_stopping_the_work_wants_the_day_it_will_go_on(as_, village, secretary, on_day):
    project = a_project(village)
    with on_day("2022-06-20"):
        page = as_(secretary).open(f"/projects/{project.id}")
        for resume_on in ("", "2022-06-20"):
            refused = page.press("停工", {"note": "河水上涨，先停几天", "resume_on": resume_on}, expect=409)
            assert "停工要写明预计哪天复工" in refused.text
            assert "河水上涨，先停几天" in refused.text, "what was typed is given back"
        page.press("停工", {"note": "河水上涨", "resume_on": "2022-07-01"})

        assert "2022年7月1日" in as_().open(f"/projects/{project.id}").main


@pytest.mark.parametrize(
    ("state", "button", "who"),
    [(State.PROCURING, "撤销项目", a_secretary), (State.BUILDING, "终止项目", a_town_admin)],
)
def test_an_end_is_told_to_the_village(as_, village, state, button, who):
    project = a_project(village, state=state)
    person = who(village) if who is a_secretary else who(village.town)
    page = as_(person).open(f"/projects/{project.id}")

    assert "要写明理由" in page.press(button, {"notice": "不做了"}, expect=409).text
    refused = page.press(button, {"note": "资金没有落实"}, expect=409)
    assert "要写一段给村民的公告" in refused.text
    assert project.state is state
    page.press(button, {"note": "资金没有落实", "notice": "补助没批下来，路先不修，已收的钱退回。"})

    public = as_().open(f"/projects/{project.id}")
    assert "公告：项目" in public.main
    assert "补助没批下来，路先不修，已收的钱退回。" in public.main


def test_both_days_of_a_step_are_shown(as_, village, on_day):
    lead = a_party_member(village)
    project = a_project(village, lead=lead, entered={State.BUILDING: dates.date(2022, 3, 1)})
    a_finished_checklist(project)
    a_completion_report(project)
    with on_day("2022-06-20"):
        as_(lead).open(f"/projects/{project.id}").press("报告完工", {"on": "2022-06-15"})

    text = as_().open(f"/projects/{project.id}").main
    assert "2022年6月15日 完工待验" in text
    assert "（2022年6月20日 12:00补记）" in text


def test_a_day_out_of_order_is_refused(as_, village, on_day):
    lead = a_party_member(village)
    project = a_project(village, lead=lead, entered={State.BUILDING: dates.date(2022, 3, 1)})
    a_finished_checklist(project)
    a_completion_report(project)

    with on_day("2022-06-20"):
        page = as_(lead).open(f"/projects/{project.id}")
        assert (
            "日期不能早于上一步（2022年3月1日）"
            in page.press("报告完工", {"on": "2022-02-28"}, expect=409).text
        )
        assert "日期不能晚于今天" in page.press("报告完工", {"on": "2022-06-21"}, expect=409).text


def test_going_back_keeps_the_history(as_, village, on_day):
    project = a_project(
        village,
        state=State.BUILDING,
        entered={State.READY: dates.date(2022, 2, 20), State.BUILDING: dates.date(2022, 3, 1)},
    )

    as_(a_town_admin(village.town)).open(f"/projects/{project.id}").press(
        "退回上一步", {"note": "开工令日期登记错了"}
    )

    assert only_project().state is State.READY
    assert [step.after for step in only_project().steps] == [State.READY, State.BUILDING, State.READY]


def test_a_plan_is_seen_by_the_village_s_officials_and_by_nobody_else(as_, village, secretary):
    project = a_project(village, state=State.PROPOSED)
    url = f"/projects/{project.id}"

    for stranger in (None, a_villager(village), a_secretary(), somebody(Office(role=Role.ADMIN))):
        as_(stranger).open(url, expect=404)
    as_(secretary).open(url)
    assert project.name not in as_().open("/projects").text


def test_the_contact_cadre_records_the_month_and_the_project_shows_it(as_, village, on_day):
    cadre = a_cadre(village)
    project = a_project(village, contact=cadre, entered={State.BUILDING: dates.date(2022, 3, 1)})
    with on_day("2022-06-02"):
        as_(cadre).open(f"/projects/{project.id}/months/2022-05").press(
            "保存", {"planned_pct": "４５", "actual_pct": "47%", "paid_fen": "11.264"}
        )

    page = as_().open(f"/projects/{project.id}")

    assert "2022年5月底进度" in page.text
    assert only_project().paid_fen == 11_2640_00


def test_the_lead_finds_the_months_from_his_day_and_tells_how_far_he_is_but_not_what_was_paid(
    as_, village, on_day
):
    lead = a_party_member(village)
    project = a_project(village, lead=lead, entered={State.BUILDING: dates.date(2022, 3, 1)})
    a_month(project, "2022-04", paid_fen=9_0000_00)
    with on_day("2022-06-02"):
        reader = as_(lead)
        months = reader.open("/workbench").links["登记进度"]
        assert reader.open(f"/projects/{project.id}").links["登记每月进度和支付"] == months
        form = reader.open(reader.open(months).links["登记 2022年5月"])
        assert "累计支付" not in form.main
        form.press("保存", {"planned_pct": "45", "actual_pct": "47", "paid_fen": "99"})

    assert (project.actual_pct, project.month("2022-05").paid_fen) == (47, 9_0000_00)


def test_figures_typed_before_the_month_was_over_are_asked_for_once_more(as_, village, on_day):
    project = a_project(village, planned_start=dates.date(2022, 6, 1))
    cadre, form = as_(project.contact), f"/projects/{project.id}/months/2022-06"
    typed = {"planned_pct": "45", "actual_pct": "47", "paid_fen": "0"}
    with on_day("2022-06-20"):
        cadre.open(form).press("保存", typed)
        assert "到2022年6月20日的进度" in as_().open(f"/projects/{project.id}").text
        assert "登记2022年6月进度" not in cadre.open("/workbench").main
    with on_day("2022-07-01"):
        assert f"登记2022年6月进度和支付：{project.name}" in cadre.open("/workbench").main
        cadre.open(form).press("保存", typed | {"actual_pct": "60"})
        assert "登记2022年6月进度" not in cadre.open("/workbench").main
        assert "2022年6月底进度" in as_().open(f"/projects/{project.id}").text


def test_months_of_the_future_cannot_be_recorded(as_, village, on_day):
    cadre = a_cadre(village)
    project = a_project(village, contact=cadre)
    with on_day("2022-06-02"):
        as_(cadre).open(f"/projects/{project.id}/months/2022-07", expect=404)
        as_(cadre).open(f"/projects/{project.id}/months/2022-13", expect=404)


def test_the_list_is_searched_and_paged(as_, village):
    for _ in range(23):
        a_project(village)
    bridge = a_project(village, name="云溪桥加固")

    first = as_().open("/projects")
    assert len(first.rows()) == 20
    assert bridge.name in first.rows()[0]
    second = as_().open(first.links["下一页 →"])
    assert len(second.rows()) == 4
    assert as_().open(second.links["← 上一页"]).rows() == first.rows()
    assert [bridge.name in row for row in as_().open("/projects?words=溪桥").rows()] == [True]
    assert "没有找到这样的项目" in as_().open("/projects?words=%25").text


def test_the_workbench_says_whose_move_it_is(as_, village, secretary, on_day):
    project = a_project(village, state=State.PROPOSED)
    cadre = project.contact

    assert f"进入民主决策：{project.name}" in as_(cadre).open("/workbench").main
    waiting = as_(secretary).open("/workbench")
    assert f"进入民主决策：{project.name} 等村干部" in waiting.rows(".row--waiting")
    assert "等村干部办理。" in as_(secretary).open(f"/projects/{project.id}").main


@pytest.mark.parametrize(
    ("state", "asked", "then"),
    [
        (State.CONTRACTED, "登记开工公示", "确认具备开工条件"),
        (State.COMPLETED, "登记验收会议", "验收通过"),
    ],
)
def test_whose_turn_it_is_follows_from_what_is_on_record(as_, village, secretary, state, asked, then):
    supervisor, project = a_supervisor(village), a_project(village, state=state)
    line = f"{asked}：{project.name}"
    as_(project.contact).open(as_(project.contact).open("/workbench").links[line])
    assert f"{line} 等联系人" in as_(secretary).open("/workbench").rows(".row--waiting")
    assert then not in as_(supervisor).open("/workbench").main
    a_start_notice(project)
    an_acceptance(project)
    assert f"{then}：{project.name}" in as_(supervisor).open("/workbench").main


def test_a_stop_says_why_and_until_when_and_its_last_day_comes_up(as_, village, secretary, on_day):
    project = a_project(village)
    with on_day("2022-07-07"):
        form = {"note": "连日暴雨", "resume_on": "2022-07-20"}
        as_(secretary).open(f"/projects/{project.id}").press("停工", form)
        assert "停工，预计2022年7月20日复工 连日暴雨" in as_().open(f"/projects/{project.id}").main
        assert "到了预计复工的日子" not in as_(secretary).open("/workbench").main
    with on_day("2022-07-20"):
        page = as_(secretary).open("/workbench")
        assert f"到了预计复工的日子：{project.name}" in page.main
        as_(secretary).open(f"/projects/{project.id}").press("复工")
        assert "停工，预计" not in as_().open(f"/projects/{project.id}").main


def test_months_are_asked_for_from_the_day_work_began_however_it_was_planned(as_, village, on_day):
    begun = {State.BUILDING: dates.date(2022, 5, 23)}
    project = a_project(village, planned_start=dates.date(2022, 7, 4), entered=begun)
    with on_day("2022-06-02"):
        assert f"登记2022年5月进度和支付：{project.name}" in as_(project.contact).open("/workbench").main


def test_the_workbench_asks_for_every_month_left_out_not_only_the_last(as_, village, on_day):
    project = a_project(village, latest_month="2022-05")
    with on_day("2022-09-02"):
        lines = as_(project.contact).open("/workbench").rows(".row")
    asked = [line for line in lines if "进度和支付" in line]
    assert [line.partition("登记")[2][:7] for line in asked] == ["2022年6月", "2022年7月", "2022年8月"]


def test_nothing_destructive_is_the_button_of_the_page(as_, village, secretary):
    project = a_project(village, state=State.DECIDING)

    page = as_(secretary).open(f"/projects/{project.id}")
    (cancel,) = [s for s in page.html.select("summary") if "撤销项目" in s.text]
    assert "second" in cancel["class"]


def test_a_new_project_is_offered_the_number_after_the_last(as_, village, secretary):
    for code in ("MJN-09", "MJN-10", "老项目"):
        a_project(village).code = code
    db.session.commit()

    page = as_(secretary).open(f"/villages/{village.id}/projects/new")
    assert page.html.select_one('[name="code"]')["value"] == "MJN-11"


@pytest.mark.parametrize("typed", ["49", "50.01", "90"])
def test_what_has_been_paid_in_all_lies_between_the_months_beside_it(as_, village, typed):
    project = a_project(village)
    a_month(project, "2022-03", paid_fen=49_3800_00)
    a_month(project, "2022-05", paid_fen=50_0000_00)
    page = as_(project.contact).open(f"/projects/{project.id}/months/2022-04")

    refused = page.press("保存", {"planned_pct": "45", "actual_pct": "47", "paid_fen": typed}, expect=422)
    assert "累计支付" in refused.errors[0]
    assert refused.html.select_one('[name="paid_fen"]')["value"] == typed
    page.press("保存", {"planned_pct": "45", "actual_pct": "47", "paid_fen": "４９．５万元"})


def test_the_workbench_asks_the_contact_cadre_for_last_month(as_, village, on_day):
    project = a_project(village, planned_start=dates.date(2022, 3, 1))
    with on_day("2022-06-05"):
        page = as_(project.contact).open("/workbench")
        assert f"登记2022年5月进度和支付：{project.name}" in page.main
        assert "已逾期 2 天" in page.main
        as_(project.contact).open(f"/projects/{project.id}/months/2022-05").press(
            "保存", {"planned_pct": "45", "actual_pct": "47", "paid_fen": "0"}
        )
        assert "登记2022年5月进度" not in as_(project.contact).open("/workbench").main


def test_two_people_press_at_once_one_wins_and_the_other_reads_why(as_, village, secretary):
    project = a_project(village)
    mine, hers = (as_(person).open(f"/projects/{project.id}") for person in (secretary, a_secretary(village)))
    hers.press("停工", {"note": "河水上涨", "resume_on": "2099-07-01"})

    late = mine.press("停工", {"note": "水太大，先停", "resume_on": "2099-07-02"}, expect=409)

    assert "“停工”状态下不能停工，请刷新页面后重试" in late.text
    assert "水太大，先停" in late.text
    assert [step.reason for step in only_project().steps] == ["", "河水上涨"]


def test_too_long_a_reason_is_refused_and_given_back(as_, village, secretary):
    project = a_project(village)
    page = as_(secretary).open(f"/projects/{project.id}")
    refused = page.press("停工", {"note": "长" * 10_000, "resume_on": "2099-07-01"}, expect=409)
    assert "最多 500 个字" in refused.text
    assert "长" * 10_000 in refused.text


def test_the_workbench_asks_the_committee_to_look_before_it_is_covered(as_, village):
    supervisor = a_supervisor(village)
    project = a_project(village)
    a_concealed_work(project, "沟槽回填")
    an_accepted_work(project)
    a_milestone(project, "路基", actual_on=dates.date(2022, 5, 6))
    a_milestone(project, "路面")
    led = a_project(village, lead=supervisor)
    a_concealed_work(led, "自己领办的管沟")

    bench = as_(supervisor).open("/workbench").main
    assert f"签认隐蔽工程“沟槽回填”：{project.name}" in bench
    assert f"验收节点“路基”：{project.name}" in bench
    assert "排水管沟" not in bench
    assert "路面" not in bench
    assert "自己领办的管沟" not in bench
    assert "沟槽回填" not in as_(a_supervisor()).open("/workbench").main


def test_a_list_without_projects_says_what_will_stand_there(as_, village):
    assert "还没有项目" in as_().open(f"/projects?village={village.id}").main
    assert "没有找到这样的项目" in as_().open("/projects?words=桥").main


def test_the_secretary_of_a_new_village_is_told_where_to_begin(as_):
    empty = a_village("石坑村", supervision_phone="", households=0)
    secretary = as_(a_secretary(empty))
    with_work = secretary.open("/workbench")
    settings = secretary.open(with_work.links["填写村情：村监会电话、意见箱、户数（石坑村）"])
    settings.press(
        "保存", {"supervision_phone": "0572-5000001", "letter_box": "村委会门口", "households": "88"}
    )
    (begin,) = (way for words, way in with_work.links.items() if words.endswith("年的中心工作：石坑村"))
    secretary.open(begin)
    a_project(empty)
    left = secretary.open("/workbench").main
    assert "填写村情" not in left
    assert "年的中心工作" not in left
