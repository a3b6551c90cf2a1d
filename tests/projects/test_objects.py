"""The object board (S07): one chain, cumulative counts, pasted lines, many moved at once, nothing private shown."""

from datetime import date

import pytest

from govproj.core.db import db
from govproj.projects.models import ObjectBoard, ProjectObject, State
from govproj.projects.objects import stages_of
from tests.factories import (
    a_cadre,
    a_party_member,
    a_project,
    a_supervisor,
    a_village,
    a_villager,
    last_audit_entry,
    saved,
)
from tests.projects.things import CHAIN, a_board, an_object

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def project():
    project = a_project(lead=a_party_member())
    a_board(project)
    return project


def board_of(as_, project, who=None, query=""):
    return as_(who).open(f"/projects/{project.id}/objects{query}")


# ---- the acceptance statements ----


@pytest.fixture
def campaign():
    """448 enterprises as in the seed: 69 only assessed, 122 signed, 97 vacated, 160 demolished; 1645 亩 vacated."""
    project = a_project(name="横泾桥区块腾退", kind="governance", contract_fen=None, contractor=None)
    a_board(project, noun="企业")
    how_many = {1: 448 - 379, 2: 379 - 257, 3: 257 - 160, 4: 160}
    areas = {1: 3_00, 2: 5_00, 3: 7_25, 4: 0}  # hundredths of a 亩 each
    vacated = 1645_00 - 97 * 7_25
    for stage, number in how_many.items():
        for n in range(number):
            area = areas[stage] or vacated // 160 + (n < vacated % 160)
            db.session.add(
                ProjectObject(project_id=project.id, name=f"企业{stage}-{n}", stage=stage, area=area)
            )
    db.session.commit()
    return project


def test_s07_1_and_2_the_board_counts_cumulatively(as_, campaign):
    stages = stages_of(campaign)
    assert [stage.count for stage in stages] == [448, 379, 257, 160, 0]
    assert stages[2].area == 1645_00
    text = board_of(as_, campaign).main
    assert "复评 448 个 100.0 % 448 ÷ 448" in text
    assert "腾空 257 个 67.8 % 257 ÷ 379 · 1645.00 亩" in text
    assert "拆除 160 个" in text


def test_s07_3_the_rates_name_what_they_are_counted_from(as_, campaign):
    assert [str(stage.rate) for stage in stages_of(campaign)[1:4]] == ["84.6", "67.8", "62.3"]
    text = board_of(as_, campaign).main
    for figure in ("84.6 % 379 ÷ 448", "67.8 % 257 ÷ 379", "62.3 % 160 ÷ 257"):
        assert figure in text


def test_s07_1_the_chain_is_the_project_s_own(as_):
    project = a_project()
    page = as_(project.contact).open(f"/projects/{project.id}/objects/board")
    assert page.html.select_one('[name="stages"]').text.split() == CHAIN, "the usual chain is suggested"
    page.press("保存", {"noun": "农户", "unit": "square_metre", "stages": "走访\n 改厕 \n验收"})
    assert db.session.query(ObjectBoard).one().stages == ["走访", "改厕", "验收"]
    assert "对象" in board_of(as_, project).links
    assert "0.00 ㎡" in board_of(as_, project).main


# ---- setting up ----


def test_without_a_board_there_is_neither_a_tab_nor_a_page(as_):
    project = a_project()
    assert "对象" not in as_().open(f"/projects/{project.id}").links
    as_().open(f"/projects/{project.id}/objects", expect=404)
    assert "设对象看板" in as_(project.contact).open(f"/projects/{project.id}").links


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"stages": "签约"}, "环节要有 2 到 8 个"),
        ({"stages": "签约\n签约"}, "环节名称不能重复"),
        ({"stages": "签约\n" + "长" * 10_000}, "每个不超过 12 个字"),
        ({"noun": "长" * 10_000}, "最多 20 个字"),
        ({"noun": ""}, "请填写对象叫什么"),
    ],
)
def test_an_impossible_chain_is_refused(as_, typed, sentence):
    project = a_project()
    page = as_(project.contact).open(f"/projects/{project.id}/objects/board")
    refused = page.press("保存", {"noun": "农户", "unit": "mu", "stages": "签约\n腾空", **typed}, expect=422)
    assert sentence in refused.text


def test_a_stage_somebody_has_reached_cannot_go(as_, project):
    an_object(project, stage=4)
    page = as_(project.contact).open(f"/projects/{project.id}/objects/board")
    refused = page.press("保存", {"stages": "复评\n签约\n腾空"}, expect=409)
    assert "已有对象走到“拆除”，这一环节不能去掉" in refused.text
    page.press("保存", {"stages": "复评\n签约\n腾空\n拆房"})
    assert project.board.stages[3] == "拆房"


# ---- pasting ----


def paste(as_, project, lines, **more):
    page = as_(project.contact).open(f"/projects/{project.id}/objects/new")
    return page.press("看一看读得对不对", {"lines": lines, **more}, expect=more.pop("expect", 200))


def test_pasted_lines_are_shown_before_they_are_kept(as_, project):
    looked = paste(as_, project, "样板农场\t12.35\t一专班\n示例厂房，１２００．5亩，二专班\n\n样板小店")
    assert looked.rows() == [
        "1. 样板农场 12.35 一专班 —",
        "2. 示例厂房 1200.50 二专班 —",
        "4. 样板小店 0.00 — —",
    ]
    assert db.session.query(ProjectObject).count() == 0

    looked.press("录入这 3 个")

    kept = db.session.query(ProjectObject).order_by(ProjectObject.id).all()
    assert [(o.name, o.area, o.team) for o in kept] == [
        ("样板农场", 12_35, "一专班"),
        ("示例厂房", 1200_50, "二专班"),
        ("样板小店", 0, ""),
    ]
    assert last_audit_entry() == ("projects.objects_entered", project.contact.id)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("样板农场，十二亩，一专班", "请填写数字"),
        ("样板农场，-3，一专班", "不能是负数"),
        ("样板农场，1.234", "最多两位小数"),
        ("，12，一专班", "名称要有"),
        ("长" * 10_000, "名称要有，最多 60 个字"),
        ("样板农场，1，" + "长" * 50, "一行只写名称、面积、责任专班三样"),
        ("样板农场，1，一专班，又一样", "一行只写名称、面积、责任专班三样"),
        ("已有农场，1，一专班", "“已有农场”已经有了"),
        ("重名农场，1\n重名农场，2", "“重名农场”已经有了"),
    ],
)
def test_a_line_that_cannot_be_read_is_named_and_nothing_is_kept(as_, project, line, sentence):
    an_object(project, "已有农场")
    page = as_(project.contact).open(f"/projects/{project.id}/objects/new")
    refused = page.press("看一看读得对不对", {"lines": f"好的农场，1\n{line}"}, expect=422)
    assert "有 1 行看不懂" in refused.main
    assert sentence in refused.main
    assert refused.html.select_one('[name="lines"]').text.strip().startswith("好的农场，1")
    sent = {"lines": f"好的农场，1\n{line}", "confirmed": "yes"}
    as_(project.contact).send(f"/projects/{project.id}/objects/new", sent, expect=422)
    assert db.session.query(ProjectObject).count() == 1


def test_too_many_lines_are_too_many(as_, project):
    page = as_(project.contact).open(f"/projects/{project.id}/objects/new")
    many = "\n".join(f"户{n}" for n in range(1001))
    assert "一次最多 1000 行" in page.press("看一看读得对不对", {"lines": many}, expect=422).text


# ---- moving many at once ----


def test_ticked_objects_move_on_together(as_, project, on_day):
    things = [an_object(project, stage=1) for _ in range(4)]
    page = board_of(as_, project, project.contact, "?stage=1")
    with on_day("2022-06-20"):
        page.press("勾选的推进到“签约”", {"ids": [t.id for t in things[:3]], "on": "2022-06-18"})
    assert [t.stage for t in things] == [2, 2, 2, 1]
    assert things[0].steps[0].occurred_on == date(2022, 6, 18)
    assert [stage.count for stage in stages_of(project)] == [4, 3, 0, 0, 0]


def test_who_ticks_second_is_told_and_nothing_is_half_done(as_, project):
    things = [an_object(project, f"示例户{n}", stage=1) for n in range(3)]
    mine = board_of(as_, project, project.contact, "?stage=1")
    mine.press("勾选的推进到“签约”", {"ids": [things[0].id]})
    late = mine.press("勾选的推进到“签约”", {"ids": [t.id for t in things]}, expect=409)
    assert "有 1 个对象（示例户0）不在“签约”的前一环节" in late.text
    assert [t.stage for t in things] == [2, 1, 1]


@pytest.mark.parametrize(
    ("sent", "status", "sentence"),
    [
        ({}, 409, "请先勾选对象"),
        ({"ids": ["x"]}, 409, ""),
        ({"ids": ["99999999999999999999"]}, 409, "请从列出的里面选"),
        ({"stage": "9"}, 409, "没有这个环节"),
        ({"stage": "0"}, 409, "没有这个环节"),
        ({"on": "2099-01-01"}, 409, "日期不能晚于今天"),
    ],
)
def test_impossible_moves_are_refused(as_, project, sent, status, sentence):
    thing = an_object(project, stage=1)
    if sent and "ids" not in sent:
        sent = {"ids": [thing.id], **sent}
    url = f"/projects/{project.id}/objects/advance"
    refused = as_(project.contact).send(url, {"stage": "2", **sent}, expect=status)
    assert sentence in refused.text
    assert thing.stage == 1


def test_objects_of_another_project_are_not_moved(as_, project):
    other = a_project(project.village)
    a_board(other)
    foreign = an_object(other, stage=1)
    url = f"/projects/{project.id}/objects/advance"
    as_(project.contact).send(url, {"stage": "2", "ids": [foreign.id]}, expect=409)
    as_(project.contact).open(f"/projects/{project.id}/objects/{foreign.id}", expect=404)
    assert foreign.stage == 1


def test_going_back_needs_a_reason_and_stays_on_record(as_, project):
    thing = an_object(project, stage=3)
    page = as_(project.contact).open(f"/projects/{project.id}/objects/{thing.id}")
    assert "退回要写明理由" in page.press("退回", {"stage": "1"}, expect=422).text
    page.press("退回", {"stage": "1", "reason": "协议没有签完"})
    text = as_(project.contact).open(f"/projects/{project.id}/objects/{thing.id}").main
    assert "协议没有签完" in text
    assert thing.stage == 1


def test_an_ended_project_s_board_stands_still(as_, project):
    thing = an_object(project, stage=1)
    project.state = State.TERMINATED
    db.session.commit()
    url = f"/projects/{project.id}/objects/advance"
    refused = as_(project.contact).send(url, {"stage": "2", "ids": [thing.id]}, expect=409)
    assert "项目已经结束" in refused.text


# ---- one object, and what nobody outside reads ----


def test_a_household_s_name_and_its_visits_are_not_public(as_, project):
    thing = an_object(project, "张示三", is_person=True, stage=1, team="一专班")
    an_object(project, "样板纸厂", stage=1)
    address = f"/projects/{project.id}/objects/{thing.id}"
    as_(project.lead).open(address).press(
        "记下走访", {"visited_on": "2022-05-03", "text": "老人住院，想晚一个月"}
    )

    for stranger in (None, a_villager(project.village), a_cadre(a_village())):
        text = board_of(as_, project, stranger).text
        assert "张**" in text
        assert "样板纸厂" in text
        assert "张示三" not in text
        assert "住院" not in text
        as_(stranger).open(address, expect=303 if stranger is None else 404)
    assert "老人住院，想晚一个月" in as_(a_supervisor(project.village)).open(address).main


def test_a_stranger_does_not_find_a_household_by_searching_for_its_name(as_, project):
    an_object(project, "张示三", is_person=True, team="一专班")
    assert "张**" not in board_of(as_, project, query="?words=张示三").main
    assert "张**" in board_of(as_, project, query="?words=一专班").main
    assert "张示三" in board_of(as_, project, project.contact, "?words=示三").main


def test_facts_of_an_object_are_corrected_and_the_second_writer_is_told(as_, project):
    thing = an_object(project, "样板纸厂")
    an_object(project, "另一家")
    url = f"/projects/{project.id}/objects/{thing.id}/edit"
    mine, hers = as_(project.contact).open(url), as_(project.contact).open(url)
    hers.press("保存", {"area": "１２．5", "team": "三专班"})
    assert (thing.area, thing.team) == (12_50, "三专班")
    assert "内容刚被他人更新" in mine.press("保存", {"team": "四专班，新来的"}, expect=409).text
    again = as_(project.contact).open(url)
    assert "“另一家”已经有了" in again.press("保存", {"name": "另一家"}, expect=422).text
    assert "最多 60 个字" in again.press("保存", {"name": "长" * 10_000}, expect=422).text


def test_a_long_list_is_paged_by_key(as_, project):
    for n in range(53):
        saved(ProjectObject(project_id=project.id, name=f"户{n:02}", stage=1))
    first = board_of(as_, project, project.contact, "?stage=1")
    names = [row for row in first.rows() if "户" in row]
    assert len(names) == 50
    second = as_(project.contact).open(first.links["下一页 →"])
    assert [row.split()[0] for row in second.rows() if "户" in row] == ["户50", "户51", "户52"]
