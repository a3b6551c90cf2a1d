"""Two lists that belong together: powers, and who watches over each. Places add to them; every change is an edition."""

import unicodedata
from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from govproj.checklists import actions
from govproj.checklists.actions import lists as laying_down
from govproj.checklists.catalogue import POWERS
from govproj.checklists.models import PowerEdition
from govproj.checklists.queries import lists
from govproj.core import dates
from govproj.core.db import db
from govproj.core.workflow import MoveRefused
from govproj.projects.models import State
from govproj.villages import jurisdictions
from govproj.villages.models import Standing
from tests.checklists.things import a_checklist, an_item, carried_out, signed
from tests.factories import (
    a_cadre,
    a_project,
    a_supervisor,
    a_town_admin,
    a_town_inspector,
    a_village,
    an_admin,
    last_audit_entry,
    saved,
)

OWN = {
    "name": "民宿租金收缴",
    "stage": "in_progress",
    "kinds": ["construction"],
    "steps": "村报账员：登记租金\n村委会：入账",
    "evidence": "收据",
    "risks": "高：坐收坐支：当日入账",
    "forbidden": "收现金不开票",
    "duties": "村监会：按月核对：每月一次",
    "enabled": "y",
    "reason": "镇里文件",
}


@pytest.fixture
def village(app):
    return a_village("示例村")


@pytest.fixture
def clerk(village):
    return a_town_admin(village.town)


def write_url(village, code="new", level="towns"):
    return f"/{level}/{village.town_id if level == 'towns' else village.id}/power-editions/{code}/write"


def add_to(village, code="P11", by=None, on=None, **content):
    """An edition of the town."""
    place, by = jurisdictions.of_town(village.town), by or a_town_admin(village.town)
    facts = {"enabled": True, "effective_from": on or dates.today(), "reason": "文件"}
    return saved(laying_down.lay_down(place, code, content, by=by, **facts))


# ---- an item of one's own ----


def test_a_town_adds_an_item_of_its_own_and_it_hangs_in_its_villages(as_, village, clerk):
    page = as_(clerk).open(write_url(village))
    done = page.press("保存", OWN).follow()
    assert "镇01 民宿租金收缴" in done.main
    assert last_audit_entry() == ("power_editions.laid_down", clerk.id)

    wall = as_(None).open(f"/villages/{village.id}/powers")
    assert "镇01 民宿租金收缴" in wall.main
    assert "收现金不开票" in wall.main
    assert "镇01" not in as_(None).open("/powers").main
    assert "镇01" not in as_(None).open(f"/villages/{a_village().id}/powers").main


def test_an_item_nobody_watches_over_cannot_be_switched_on(as_, village, clerk):
    page = as_(clerk).open(write_url(village))
    refused = page.press("保存", {**OWN, "duties": ""}, expect=409)
    assert "监督责任清单里还没有这一项，不能启用" in refused.main
    assert "民宿租金收缴" in refused.text, "what was typed is kept"
    page.press("保存", {**OWN, "duties": "", "enabled": ""})
    assert "镇01" not in as_(None).open(f"/villages/{village.id}/powers").main


def test_the_schema_refuses_it_too(village):
    row = PowerEdition(
        **{"code": "镇01", "number": 1, "content": {}, "enabled": True, "duties": 0},
        **{"town_id": village.town_id, "effective_from": dates.today()},
    )
    db.session.add(row)
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"name": " "}, "请填写名称。"),
        ({"steps": "登记租金"}, "第 1 行要写成“谁：做什么”的样子。"),
        ({"steps": ""}, "至少要有一步，也至少要有一种材料。"),
        ({"evidence": ""}, "至少要有一步，也至少要有一种材料。"),
        ({"risks": "很高：坐收坐支：当日入账"}, "风险等级写 高、中 或 低。"),
        ({"duties": "村监会：按月核对"}, "第 1 行要写成“谁来监督：怎么监督：多久一次”的样子。"),
        ({"steps": "\n".join(["甲：乙"] * 31)}, "最多 30 行，每行最多 200 个字。"),
        ({"forbidden": "长" * 201}, "最多 30 行，每行最多 200 个字。"),
        ({"reason": ""}, "请写明理由或文件名称。"),
        ({"stage": "later"}, "Not a valid choice."),
    ],
)
def test_what_is_typed_badly_is_said_where_it_was_typed(as_, village, clerk, typed, says):
    refused = as_(clerk).open(write_url(village)).press("保存", {**OWN, **typed}, expect=422)
    assert says in refused.errors or typed.get("stage"), refused.errors
    assert db.session.query(PowerEdition).count() == 0


# ---- additions to the catalogue ----


def test_a_village_adds_to_an_item_of_the_catalogue(as_, village, clerk):
    typed = {"forbidden": "赊账进料", "evidence": "过磅单", "reason": "村民代表会议通过"}
    as_(clerk).open(write_url(village, "P11", "villages")).press("保存", typed)
    page = as_(None).open(f"/villages/{village.id}/powers/P11")
    assert "赊账进料" in page.main
    assert "过磅单" in page.main
    assert "现在用的是 2022-1 · 村第1版。" in page.main
    assert "示例村 第 1 版" in page.main
    assert "赊账进料" not in as_(None).open("/powers/P11").main


def test_county_town_and_village_add_up(app, village):
    add_to(village, forbidden=["镇里的"], deadline="三天")
    county = jurisdictions.of_county(village.town.county)
    facts = {"enabled": True, "effective_from": dates.today(), "reason": "县里文件", "by": an_admin()}
    saved(laying_down.lay_down(county, "P11", {"forbidden": ["县里的"], "deadline": "五天"}, **facts))
    power = lists.of_village(village.id)["P11"].power
    assert [act.zh for act in power.forbidden][-2:] == ["县里的", "镇里的"]
    assert power.deadline.zh == "三天", "the nearest word holds"
    assert lists.of_village(village.id)["P11"].edition == "2022-1 · 县第1版 · 镇第1版"


def test_the_form_shows_what_the_last_edition_says(as_, village, clerk):
    add_to(village, risks=[["high", "赊账", "不赊"]], duties=[["村监会", "看", "每周"]])
    page = as_(clerk).open(write_url(village, "P11"))
    assert "高：赊账：不赊" in page.html.select_one("[name=risks]").text
    page.press("保存", {"reason": "再加一条", "forbidden": "代签"})
    newest = lists.of_village(village.id)["P11"]
    assert [risk.text.zh for risk in newest.power.risks][-1] == "赊账"
    assert newest.edition == "2022-1 · 镇第2版"


def test_an_edition_switched_off_leaves_the_catalogue_as_it_is(app, village):
    add_to(village, forbidden=["赊账"])
    place = jurisdictions.of_town(village.town)
    facts = {"effective_from": dates.today(), "reason": "不再要", "by": a_town_admin(village.town)}
    saved(laying_down.lay_down(place, "P11", {}, enabled=False, **facts))
    assert lists.of_village(village.id)["P11"].power is POWERS["P11"]


def test_an_edition_holds_from_its_day_on(app, village, on_day):
    with on_day("2022-05-01"):
        add_to(village, forbidden=["赊账"], on=date(2022, 6, 1))
    assert lists.of_village(village.id, date(2022, 5, 31))["P11"].power is POWERS["P11"]
    assert len(lists.of_village(village.id, date(2022, 6, 1))["P11"].power.forbidden) == 3


# ---- who ----


def test_an_inspector_proposes_and_the_administration_decides(as_, village, clerk):
    inspector = a_town_inspector(village.town)
    page = as_(inspector).open(write_url(village, "P11"))
    page.press("保存", {"forbidden": "赊账", "reason": "查出两次"})
    (row,) = db.session.query(PowerEdition)
    assert row.state is Standing.PROPOSED
    assert lists.of_village(village.id)["P11"].power is POWERS["P11"]
    shown = as_(clerk).open(f"/towns/{village.town_id}/power-editions")
    assert "查出两次" in shown.main
    shown.press("采纳")
    assert "赊账" in lists.of_village(village.id)["P11"].power.forbidden[-1].zh


def test_or_it_is_declined_with_an_answer(as_, village, clerk):
    row = add_to(village, by=a_town_inspector(village.town), forbidden=["赊账"])
    page = as_(clerk).open(f"/towns/{village.town_id}/power-editions")
    page.press("不采纳", {"note": "已有规定"})
    assert (row.state, row.answer) == (Standing.DECLINED, "已有规定")
    assert "没有采纳" in as_(clerk).open(f"/towns/{village.town_id}/power-editions").main


def test_a_proposal_accepted_late_does_not_reach_back(app, village, clerk, on_day):
    with on_day("2022-05-01"):
        row = add_to(village, by=a_town_inspector(village.town), forbidden=["赊账"])
    with on_day("2022-05-20"):
        laying_down.accept(row, by=clerk)
    assert row.effective_from == date(2022, 5, 20)


@pytest.mark.parametrize("who", [a_cadre, a_supervisor])
def test_a_village_reads_the_editions_and_does_not_write_them(as_, village, who):
    reader = as_(who(village))
    reader.open(f"/villages/{village.id}/power-editions")
    reader.open(write_url(village, "P11", "villages"), expect=403)
    with pytest.raises(MoveRefused, match="只有镇业务干部能定"):
        add_to(village, by=who(village))


@pytest.mark.parametrize("url", ["/powers/P99", "/powers/镇01", "/villages/{}/powers/P99"])
def test_what_is_not_on_the_list_is_not_found(as_, village, url):
    as_(None).open(url.format(village.id), expect=404)


# ---- what projects make of it ----


def test_new_projects_carry_out_the_towns_item_and_its_gate_waits_for_it(as_, village):
    row = add_to(village, "new", **{**_content(), "stage": "ex_ante"})
    project = a_project(village, state=State.CONTRACTED)
    items = a_checklist(project)
    assert items["镇01"].title == "镇01 民宿租金收缴"
    assert [str(step.actor) for step in items["镇01"].steps] == ["村报账员", "村委会"]
    for item in items.values():
        if item.code.startswith("P"):
            signed(item)
    from govproj.checklists.gates import all_done_before

    assert "镇01 民宿租金收缴" in all_done_before(State.READY)(project)
    carried_out(items["镇01"])
    as_(a_supervisor(village)).open(f"/checklist-items/{items['镇01'].id}").press("签字确认")
    assert all_done_before(State.READY)(project) is None
    assert row.number == 1


def _content():
    return {
        "name": "民宿租金收缴",
        "kinds": ["construction"],
        "steps": [["村报账员", "登记租金"], ["村委会", "入账"]],
        "evidence": ["收据"],
        "duties": [["村监会", "按月核对", "每月一次"]],
    }


@pytest.mark.parametrize(
    ("narrowed", "applies"),
    [
        ({"from_fen": 100_0000_00}, False),
        ({"from_fen": 86_0000_00}, True),
        ({"fund": "补助"}, True),
        ({"fund": "捐赠"}, False),
        ({"kinds": ["governance"]}, False),
    ],
)
def test_kind_amount_and_fund_decide_whether_it_applies(app, village, narrowed, applies):
    add_to(village, "new", **{**_content(), "stage": "in_progress", **narrowed})
    funds = [{"source": "上级交通补助", "fen": 1}]
    assert ("镇01" in a_checklist(a_project(village, funds=funds))) is applies


def test_what_has_begun_keeps_its_edition_and_what_has_not_follows(app, village):
    project = a_project(village)
    begun = carried_out(a_checklist(project)["P11"])
    add_to(village, "P11", steps=[["村监会", "过磅"]])
    add_to(village, "P12", steps=[["村监会", "查车牌"]])
    actions.lay_out(project)
    db.session.commit()
    assert len(begun.steps) == len(POWERS["P11"].steps)
    fresh = a_checklist(project)["P12"]
    assert [str(step.text) for step in fresh.steps][-1] == "查车牌"
    assert fresh.steps[-1].number == len(POWERS["P12"].steps) + 1
    assert (begun.edition, fresh.edition) == ("2022-1", "2022-1 · 镇第1版")


# ---- what hangs on the wall ----


def test_every_item_has_a_flow_chart_with_all_its_steps(as_, app):
    for code, power in POWERS.items():
        page = as_(None).open(f"/powers/{code}")
        drawn = "".join(text.text for text in page.html.select("svg text")).replace(" ", "")
        for step in power.steps:
            assert str(step.text).replace(" ", "") in drawn
        assert all(str(duty.way) in page.main for duty in power.duties)


def test_both_lists_are_printed_for_the_wall(as_, village):
    for url in ("/powers/print", f"/villages/{village.id}/powers/print"):
        page = as_(None).open(url)
        assert len(page.rows()) == 25
        assert "全程列席并签署程序意见" in page.main
    assert "村监会" in as_(None).open("/powers/P08/print").main


def test_the_towns_legal_bases_stand_beside_the_item(as_, village, clerk):
    as_(clerk).open(f"/towns/{village.town_id}/legal-bases").press("载入随系统附带的清单")
    page = as_(None).open(f"/villages/{village.id}/powers/P22")
    assert "（条文待核）" in page.main
    assert "2017年" in page.main


def test_an_item_of_a_project_says_which_edition_it_follows(as_, village):
    add_to(village, "P11", forbidden=["赊账"])
    item = an_item("P11", a_project(village))
    assert "2022-1 · 镇第1版" in as_(item.project.contact).open(f"/checklist-items/{item.id}").main


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_line_of_a_flow_chart_leaves_its_box(as_, app, lang):
    for code in POWERS:
        page = as_(None, lang=lang).open(f"/powers/{code}")
        for line in page.html.select("svg text"):
            wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in line.text)
            assert wide * 17 + (len(line.text) - wide) * 8.5 < 344, line.text


def test_the_additions_of_town_and_county_are_found_from_the_village_and_from_their_rules(
    as_, village, clerk
):
    reader = as_(clerk)
    own = reader.open(f"/villages/{village.id}/power-editions")
    towns = reader.open(own.links[village.town.name])
    assert village.town.county.name in towns.links
    assert reader.open(f"/towns/{village.town_id}/rules").links["权力清单增补"] == towns.url


# ---- who decides, and what it rests on ----


def test_a_proposal_is_on_the_desk_of_whoever_decides_and_on_the_list_itself(as_, village, clerk):
    inspector = a_town_inspector(village.town)
    as_(inspector).open(write_url(village, "P11")).press("保存", {"evidence": "过磅单", "reason": "漏了过磅"})
    line = f"镇纪委建议改权力清单 P11（{village.town.name}），请决定"
    assert line in as_(clerk).open("/workbench").main
    for url in ("/powers", f"/villages/{village.id}/powers"):
        assert "有 1 条增补建议等您决定" in as_(clerk).open(url).main
    for other in (inspector, a_cadre(village), a_town_admin(a_village().town), None):
        assert "等您决定" not in as_(other).open("/powers").main

    as_(clerk).open(f"/towns/{village.town_id}/power-editions").press("采纳")
    assert line not in as_(clerk).open("/workbench").main
    assert "等您决定" not in as_(clerk).open("/powers").main


def test_what_a_place_adds_says_what_it_rests_on_or_that_it_rests_on_nothing(as_, village, clerk):
    url, wall = write_url(village), f"/villages/{village.id}/powers"
    page = as_(clerk).open(url)
    for wrong in ("某办法：2021版：第3条：去年：已核", "某办法：2021版：第3条：2021-06-01：不知道"):
        refused = page.press("保存", {**OWN, "basis": wrong}, expect=422)
        assert "日期写成 2021-06-01 的样子，最后写 已核 或 待核。" in refused.errors

    page.press("保存", OWN)
    assert "没有写依据" in as_(None).open(f"{wall}/镇01").main
    page.press("保存", {**OWN, "name": "第二项", "basis": "三资管理办法：2021版：第3条：2021-06-01：待核"})
    rests_on = "《三资管理办法》2021版 第3条 2021年6月1日 起"
    assert f"{rests_on} （条文待核）" in as_(None).open(f"{wall}/镇02").main
    assert rests_on in as_(clerk).open(f"/towns/{village.town_id}/power-editions").main
    again = as_(clerk).open(write_url(village, "镇02"))
    assert again.html.select_one("#basis").text.strip() == "三资管理办法：2021版：第3条：2021-06-01：待核"

    add_to(village, "P11", by=clerk, basis=[["三资管理办法", "2021版", "第3条", "2021-06-01", True]])
    assert "《三资管理办法》2021版 第3条 2021年6月1日 起" in as_(None).open(f"{wall}/P11").main
