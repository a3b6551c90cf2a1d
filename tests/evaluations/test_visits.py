"""一表一卡: places are visited with a score sheet, opinions gathered into demands, and the quarter's figures add up."""

import pytest
from sqlalchemy import select

from govproj.core import dates
from govproj.core.db import db
from govproj.evaluations import actions, wording
from govproj.evaluations.models import Demand, OpinionCard, QuestionSet, ScoreSheet, Visit
from govproj.evaluations.questions import Asked
from govproj.rectifications.models import Rectification
from tests.evaluations.scenes import a_village_that_evaluates
from tests.factories import a_cadre, a_county_inspector, a_supervisor, a_town_inspector

CANTEEN = """打分｜口味｜饭菜口味怎么样？｜10
打分｜卫生｜干净吗？｜20
层次｜良好｜80
层次｜合格｜60"""
DAY = "2022-05-20"


@pytest.fixture
def scene(app):
    scene = a_village_that_evaluates()
    scene.cadre = a_cadre(scene.village)
    return scene


def a_set(scene, lines=CANTEEN):
    made = actions.write_set(
        scene.village, name="食堂", questions=wording.read(lines).questions, by=scene.secretary
    )
    db.session.commit()
    return made


def visit(as_, scene, on_day, place="吉山食堂（虚构）", **fields):
    with on_day(DAY):
        page = as_(scene.supervisor).open(f"/villages/{scene.village.id}/visits/new")
        return page.press("开始打分", {"place": place, **fields}).follow()


def test_a_score_sheet_is_written_like_other_questions(as_, scene):
    page = as_(scene.secretary).open(f"/villages/{scene.village.id}/question-sets/new")
    wrong = page.press("保存", {"name": "食堂", "lines": "打分｜口味｜怎么样？｜很多"}, expect=422)
    assert "打分题最后写满分" in wrong.errors[0]
    mixed = page.press("保存", {"name": "食堂", "lines": CANTEEN + "\n量表｜总的｜怎么样？"}, expect=422)
    assert "不和别的题型混在一起" in mixed.errors[0]
    page.press("保存", {"name": "食堂", "lines": CANTEEN})
    made = db.session.scalars(select(QuestionSet)).one()
    assert wording.written(made.questions) == CANTEEN


def test_a_round_does_not_offer_a_score_sheet(as_, scene):
    a_set(scene)
    page = as_(scene.secretary).open(f"/villages/{scene.village.id}/evaluations/new")
    assert [option.text for option in page.html.select("#set option")] == ["常用的九题"]


def test_somebody_who_supervises_fills_in_sheets_and_cards_on_the_spot(as_, scene, on_day):
    a_set(scene)
    page = visit(as_, scene, on_day)
    assert page.press("记下，下一位", expect=422).html.select_one(".form-errors").text.strip() == (
        "打分和意见都空着，请至少填一项。"
    )
    wrong = page.press("记下，下一位", {"points-q1": "11", "opinion": "太咸"}, expect=422)
    assert "“口味”请打 0 到 10 分" in wrong.main
    assert wrong.html.select_one("#opinion").text.strip() == "太咸"
    page.press("记下，下一位", {"points-q1": "8", "points-q2": "20", "opinion": "太咸"})
    again = page.press("记下，下一位", {"points-q1": "9"}).follow()

    assert "口味 8.5 10 2" in again.rows()
    assert "得分率 = 得分之和 ÷ 满分之和：92.5% 良好" in again.main  # (8 + 20 + 9) ÷ 40
    assert len(db.session.scalars(select(ScoreSheet)).all()) == 2
    assert [card.text for card in db.session.scalars(select(OpinionCard))] == ["太咸"]


def test_nothing_joins_a_card_to_a_sheet_or_to_a_person():
    for model in (ScoreSheet, OpinionCard):
        table = model.__table__
        assert not {k.column.table.name for c in table.columns for k in c.foreign_keys} & {"user", "resident"}
        assert [c.name for c in table.primary_key.columns] == ["name"]
    assert not {c.name for c in ScoreSheet.__table__.columns} & {
        c.name for c in OpinionCard.__table__.columns
    } - {
        "name",
        "visit_id",
    }


@pytest.mark.parametrize(
    ("percent", "tier"), [(92, "良好"), (80, "良好"), (79, "合格"), (60, "合格"), (59, ""), (None, "")]
)
def test_a_score_falls_into_one_tier(percent, tier):
    assert Asked(wording.read(CANTEEN).questions).tier(percent) == tier


def test_cards_become_demands_with_a_unit_a_measure_and_a_result(as_, scene, on_day):
    a_set(scene)
    page = visit(as_, scene, on_day, needs_mending="y")
    for words in ("太咸", "少放盐", "灯太暗"):
        page.press("记下，下一位", {"opinion": words})
    url = f"/villages/{scene.village.id}/visits?day={DAY}"
    supervisor = as_(scene.supervisor)
    gather = supervisor.open(supervisor.open(url).links["归入清单 太咸"])
    assert gather.press("归入", expect=422).errors == ["新的一条要写明要什么、交给哪个单位。"]
    too_late = supervisor.open(supervisor.open(url).links["归入清单 太咸"])
    gather.press("归入", {"text": "少油少盐", "unit": "食堂"})
    too_late.press("归入", {"text": "换个厨师", "unit": "食堂"}, expect=409)
    demand = db.session.scalars(select(Demand)).one()
    supervisor.open(supervisor.open(url).links["归入清单 少放盐"]).press("归入", {"demand": str(demand.id)})

    with on_day("2022-05-25"):
        answer = as_(scene.cadre).open(as_(scene.cadre).open(url).links["写举措和结果 少油少盐"])
        assert answer.press("保存", {"measure": ""}, expect=422).errors == ["请写明怎么办。"]
        answer.press("保存", {"measure": "换了厨师", "result": "六月起淡了"})
    assert (demand.done_on.isoformat(), demand.unit) == ("2022-05-25", "食堂")
    shown = as_(scene.secretary).open(url).main
    assert "意见卡 3 条" in shown
    assert "完善举措 1 项" in shown
    assert "办理单位 1 个 食堂" in shown
    assert "要整改的地方 1 处" in shown


def test_two_people_who_answer_the_same_demand_do_not_overwrite_each_other(as_, scene, on_day):
    demand = Demand(village_id=scene.village.id, text="少油", unit="食堂")
    db.session.add(demand)
    db.session.commit()
    pages = [as_(who).open(f"/demands/{demand.id}") for who in (scene.cadre, scene.secretary)]
    pages[0].press("保存", {"measure": "换厨师"})
    kept = pages[1].press("保存", {"measure": "换油"}, expect=409)
    assert "换油" in kept.text
    assert demand.measure == "换厨师"


def test_thirty_five_cards_thirteen_measures_five_units_three_canteens(as_, scene, on_day):
    """The quarter of S19, figure by figure."""
    made = a_set(scene)
    with on_day(DAY):
        for number in range(3):
            seen = actions.visit(
                scene.village,
                question_set=made,
                place=f"食堂{number}（虚构）",
                visited_on=dates.today(),
                needs_mending=True,
                by=scene.supervisor,
            )
            for card in range(12 if number < 2 else 11):
                actions.fill_in(seen, points={"q1": 8}, opinion=f"意见 {number}-{card}", by=scene.supervisor)
        db.session.flush()
        cards = db.session.scalars(select(OpinionCard).order_by(OpinionCard.text)).all()
        demands = []
        for place, card in enumerate(cards):
            into = demands[place % 13] if place >= 13 else None
            unit = f"单位{place % 5}（虚构）"
            found = actions.gather(card, demand=into, text=f"要求 {place}", unit=unit, by=scene.supervisor)
            if into is None:
                demands.append(found)
        for demand in demands:
            actions.meet(demand, measure="改", result="", seen=demand.version, by=scene.secretary)
        db.session.commit()
    in_village = as_(scene.inspector).open(f"/villages/{scene.village.id}/visits?day={DAY}")
    of_all = as_(scene.inspector).open(in_village.links["各村汇总"])
    for page in (in_village, of_all):
        for figure in ("意见卡 35 条", "完善举措 13 项", "办理单位 5 个", "要整改的地方 3 处"):
            assert figure in page.main
        for figure in page.html.select(".facts a"):
            assert page.html.select_one(figure["href"]), "every figure leads to its rows"
    assert of_all.links[scene.village.name].startswith(f"/villages/{scene.village.id}/visits")
    other = as_(scene.inspector).open(f"/villages/{scene.village.id}/visits?day=2022-07-01").main
    assert "意见卡 0 条" in other


def test_who_runs_the_place_does_not_mark_it(as_, scene, on_day):
    a_set(scene)
    visit(as_, scene, on_day)
    seen = db.session.scalars(select(Visit)).one()
    for visitor in (scene.inspector, a_county_inspector(scene.village.town.county)):
        as_(visitor).open(f"/visits/{seen.id}/fill-in")
    for official in (scene.secretary, scene.cadre):
        as_(official).open(f"/visits/{seen.id}/fill-in", expect=403)
        as_(official).open(f"/villages/{scene.village.id}/visits")
    for outsider in (scene.lead, a_supervisor(), a_town_inspector()):
        as_(outsider).open(f"/visits/{seen.id}/fill-in", expect=404)


def test_a_place_that_must_be_put_right_becomes_a_case_once(as_, scene, on_day):
    a_set(scene)
    sheet = visit(as_, scene, on_day)
    with on_day(DAY):
        form = as_(scene.supervisor).open(sheet.links["这个地方要整改"])
        assert form.press("开整改单", {"fact": ""}, expect=422).errors == ["请写明问题。"]
        form.press("开整改单", {"fact": "后厨没有纱窗"})
        case = db.session.scalars(select(Rectification)).one()
        listed = as_(scene.secretary).open(f"/villages/{scene.village.id}/visits")
        assert listed.links["整改单 吉山食堂（虚构）"] == f"/rectifications/{case.id}"
        assert "已经开过整改单" in form.press("开整改单", {"fact": "再来"}, expect=409).main
    assert (case.fact, case.place, case.found_by_id) == (
        "后厨没有纱窗",
        "吉山食堂（虚构）",
        scene.supervisor.id,
    )
