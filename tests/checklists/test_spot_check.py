"""The town looks again at what has been signed; what it finds is a question, and may open the item again."""

import pytest
from sqlalchemy.exc import IntegrityError

from govproj.checklists import actions
from govproj.checklists.models import SpotCheck
from govproj.core.db import db
from govproj.core.workflow import MoveRefused
from tests.checklists.things import a_checklist, an_item, carried_out, signed
from tests.core.paper import Sheets
from tests.factories import a_project, a_supervisor, a_town_inspector, a_villager, last_audit_entry
from tests.ledger.things import a_cast, a_change, a_contract, a_payment, funds
from tests.rectifications.things import a_case


@pytest.fixture
def item(app):
    return signed(an_item())


@pytest.fixture
def inspector(item):
    return a_town_inspector(item.project.village.town)


def test_an_inspector_finds_nothing_and_that_is_on_record(as_, item, inspector):
    page = as_(inspector).open(f"/checklist-items/{item.id}")
    form = page.browser.open(page.links["抽查"])
    shown = form.press("记下抽查", {"verdict": "fine", "text": "对过发票和照片。"}).follow()
    assert "镇里抽查" in shown.main
    assert "对过发票和照片。" in shown.main
    assert item.mark == "done"
    assert last_audit_entry() == ("checklists.spot_checked", inspector.id)


def test_what_he_finds_has_to_be_answered(as_, item, inspector):
    page = as_(inspector).open(f"/checklist-items/{item.id}/spot-check")
    assert page.press("记下抽查", {"verdict": "wrong"}, expect=422).errors == ["请写明问题。"]
    page.press("记下抽查", {"verdict": "wrong", "text": "数量少 2 车。"})
    assert item.mark == "problem"
    assert item.signature, "the signature stands until somebody reopens the item"
    assert "答复问题：P11" in as_(item.project.contact).open("/workbench").main


def test_and_he_may_open_the_item_again_at_once(as_, item, inspector):
    page = as_(inspector).open(f"/checklist-items/{item.id}/spot-check")
    page.press("记下抽查", {"verdict": "reopen", "text": "签字的人不在场。"})
    assert item.signature is None
    assert item.signatures[0].reason == "签字的人不在场。"
    as_(item.project.contact).open(f"/checklist-items/{item.id}").press("撤回第 1 步")


def test_nobody_looks_again_at_what_they_signed_or_did(as_, app):
    item = carried_out(an_item())
    inspector = a_town_inspector(item.project.village.town)
    signed(item, by=inspector)
    as_(inspector).open(f"/checklist-items/{item.id}/spot-check", expect=403)
    with pytest.raises(MoveRefused, match="没有经办、也没有签字"):
        actions.spot_check(item, fine=True, text="", by=inspector)


def test_only_the_town_does_it(as_, item):
    for person in (item.project.contact, a_supervisor(item.project.village)):
        as_(person).open(f"/checklist-items/{item.id}/spot-check", expect=403)


def test_what_is_not_signed_has_nothing_to_look_at_again(as_, app):
    item = carried_out(an_item())
    inspector = a_town_inspector(item.project.village.town)
    assert "抽查" not in as_(inspector).open(f"/checklist-items/{item.id}").links
    with pytest.raises(MoveRefused, match="还没有签字"):
        actions.spot_check(item, fine=True, text="", by=inspector)


def test_the_schema_refuses_a_bad_result_without_words(item, inspector):
    db.session.add(SpotCheck(item=item, by=inspector, fine=False, text=""))
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


def test_the_dossier_tells_the_whole_story(as_, item, inspector):
    actions.spot_check(item, fine=True, text="对过发票。", by=inspector)
    db.session.commit()
    page = as_(inspector).open(f"/projects/{item.project_id}/checklist")
    paper = page.browser.open(page.links["监督档案（打印）"])
    assert f"监督签字：{item.signature.by.name}" in paper.main
    assert "抽查：" in paper.main
    assert "验收单.pdf" in paper.main


def test_the_dossier_holds_what_all_features_know_and_no_red_flag(as_, on_day):
    with on_day("2022-06-20"):
        cast = a_cast()
        source = funds(cast.project, cast.cadre)
        a_change(a_contract(cast), cast.cadre, fen=5_000_000)
        a_payment(cast, source)
        case = a_case(cast.project, title="围挡缺口")
        secret = a_case(cast.project, title="线索移送")
        secret.confidential = True
        db.session.commit()
        paper = as_(cast.secretary).open(f"/projects/{cast.project.id}/checklist/dossier")
    for words in (
        "目录",
        "资金来源",
        "招采和合同",
        "变更 B-01",
        "第 1 笔，付给",
        "10.00",
        f"{case.number} 围挡缺口",
    ):
        assert words in paper.main
    for words in ("预警", "单次变更", "线索移送"):
        assert words not in paper.main


def test_the_dossier_is_a_pdf_where_the_component_is_there(as_, item, inspector, installed):
    paper = as_(inspector).open(f"/projects/{item.project_id}/checklist/dossier")
    answer = paper.browser.open(paper.links["下载 PDF"])
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "验收单.pdf" in Sheets.html
    as_(a_villager(item.project.village)).open(paper.links["下载 PDF"], expect=403)


def test_where_it_is_not_the_browser_prints_the_dossier(as_, item, inspector, missing):
    url = f"/projects/{item.project_id}/checklist/dossier"
    paper = as_(inspector).open(url)
    assert "下载 PDF" not in paper.links
    assert "用浏览器打印" in paper.browser.open(f"{url}.pdf", expect=409).main


def test_a_project_without_acts_has_a_dossier_too(as_, app):
    project = a_project()
    a_checklist(project)
    assert "物资采购与进场验收" in as_(project.contact).open(f"/projects/{project.id}/checklist/dossier").main


def test_the_month_asks_for_its_share_until_it_is_reached(as_, item, inspector, on_day):
    """20% of five projects is one."""
    for _number in range(4):
        a_project(item.project.village)
    with on_day("2022-06-20"):
        line = f"本月抽查清单：已抽 0 个项目，还差 1 个（{item.project.village.town.name}）"
        assert line in as_(inspector).open("/workbench").main
        assert "本月应抽查 1 个项目，已抽 0 个，还差 1 个。" in as_(inspector).open("/checklists").main
        assert "抽查清单" not in as_(a_supervisor(item.project.village)).open("/workbench").main

        actions.spot_check(item, fine=True, text="", by=inspector)
        db.session.commit()
        assert "抽查清单" not in as_(inspector).open("/workbench").main
        assert "够了" in as_(inspector).open("/checklists").main
    with on_day("2022-07-01"):
        assert line in as_(inspector).open("/workbench").main


def test_no_share_is_asked_for_where_nothing_is_signed_yet(as_, on_day):
    item = an_item()
    inspector = a_town_inspector(item.project.village.town)
    with on_day("2022-06-20"):
        assert "抽查清单" not in as_(inspector).open("/workbench").main
        said = as_(inspector).open("/checklists").main
        assert "本月应抽查 1 个项目，已抽 0 个；别的项目还没有签过字的事项可抽。" in said
        signed(item)
        assert "本月抽查清单：已抽 0 个项目，还差 1 个" in as_(inspector).open("/workbench").main
