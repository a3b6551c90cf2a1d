"""Governance work of a village on one sheet: every lead writes a line, two sign, the village hangs it out."""

from datetime import date

import pytest

from govproj.core import ticks
from govproj.core.audit import AuditEntry
from govproj.core.db import db
from govproj.disclosures.models import Duty, PublishedNoticeChanged
from govproj.noticeboards import actions
from govproj.noticeboards.models import CombinedSheet, SheetState
from govproj.projects.models import Kind, State
from tests.disclosures.pictures import a_phone_photo
from tests.factories import a_cadre, a_party_member, a_project, a_supervisor, a_village, a_villager
from tests.noticeboards.factories import a_sheet

WORDS = {"done": "劝导宴席 12 户，简办 9 户。", "plan": "走访三组、四组。"}


@pytest.fixture
def village(app, on_day):
    with on_day("2022-06-06"):
        yield a_village(name="示例村", supervision_phone="0572-5000001")


@pytest.fixture
def leads(village):
    return [a_party_member(village, name="姚示波"), a_party_member(village, name="汪模良")]


@pytest.fixture
def sheet(village, leads):
    for name, lead in zip(("移风易俗", "民宿消防"), leads, strict=True):
        started = {State.BUILDING: date(2022, 5, 2)}
        a_project(village, name=name, lead=lead, kind=Kind.GOVERNANCE, entered=started)
    actions.enter_sheets(date(2022, 6, 1))
    db.session.commit()
    return db.session.scalars(db.select(CombinedSheet)).one()


def address(sheet) -> str:
    return f"/combined-sheets/{sheet.id}"


def test_a_sheet_goes_from_the_leads_over_the_committee_to_the_board(as_, sheet, leads, village):
    for lead, project in zip(leads, ("移风易俗", "民宿消防"), strict=True):
        page = as_(lead).open("/workbench")
        form = as_(lead).open(page.links[f"填写2022年5月治理公示：{project}"])
        form.press("保存", WORDS)
    cadre, members = a_cadre(village), [a_supervisor(village), a_supervisor(village)]
    as_(cadre).open(address(sheet)).press("送村监会审查")
    for member in members:
        as_(member).open(address(sheet)).press("审查签字")
    as_(cadre).open(address(sheet)).press("发布公示")

    assert (sheet.state, sheet.done_day) == (SheetState.PUBLISHED, date(2022, 6, 6))
    seen = as_(None).open(address(sheet)).main
    for words in ("姚示波", "汪模良", "简办 9 户", "走访三组"):
        assert words in seen
    assert sheet.checkpoint in as_(None).open(address(sheet)).html.select_one("code").text.replace("-", "")
    content = db.session.scalars(db.select(AuditEntry).filter_by(event="disclosures.sheet_content")).one()
    assert "简办 9 户" in content.content
    assert "2022年5月治理项目" in as_(None).open(f"/villages/{village.id}/disclosures").main


def test_it_is_not_handed_in_while_a_line_is_missing(as_, sheet, leads, village):
    as_(leads[0]).open(f"/combined-lines/{sheet.lines[0].id}").press("保存", WORDS)
    page = as_(a_cadre(village)).open(address(sheet))
    assert "这些项目还没有写：民宿消防" in page.main
    assert "送村监会审查" not in page.buttons


def test_who_is_late_with_a_line_is_named_to_the_village_and_the_sheet_to_whoever_watches(
    as_, sheet, leads, village, on_day
):
    with on_day("2022-06-11"):
        cadre, member = (
            as_(a_cadre(village)).open("/workbench"),
            as_(a_supervisor(village)).open("/workbench"),
        )
        (reminder,) = (
            words for words in cadre.links if words.startswith("催一下2022年5月治理公示：2 个项目")
        )
        assert cadre.links[reminder] == address(sheet)
        assert member.links["示例村的2022年5月治理公示逾期"] == address(sheet)
        as_(leads[0]).open(f"/combined-lines/{sheet.lines[0].id}").press("保存", WORDS)
        assert "等汪模良" in as_(a_cadre(village)).open("/workbench").main


def test_nobody_writes_the_line_of_another_and_blanks_are_no_words(as_, sheet, leads, village):
    line = sheet.lines[0]
    for stranger in (leads[1], a_cadre(village)):
        as_(stranger).open(f"/combined-lines/{line.id}", expect=403)
    refused = (
        as_(leads[0]).open(f"/combined-lines/{line.id}").press("保存", {"done": " ", "plan": "x"}, expect=422)
    )
    assert "请写本月做了什么" in refused.main


def test_until_it_is_published_it_is_nobody_elses_business(as_, sheet, village):
    for stranger in (None, a_villager(village), a_cadre(a_village())):
        as_(stranger).open(address(sheet), expect=404)


def test_a_sheet_sent_back_is_written_again_without_its_signatures(as_, village):
    member = a_supervisor(village)
    sheet = a_sheet(village, SheetState.SUBMITTED, signed_by=[member])
    other = as_(a_supervisor(village)).open(address(sheet))
    other.press("退回修改", {"note": "户数不对"})
    assert (sheet.state, sheet.signatures, sheet.return_reason) == (SheetState.DRAFT, [], "户数不对")


def test_a_published_line_is_never_rewritten_but_followed_by_a_new_version(as_, village):
    sheet = a_sheet(village, SheetState.PUBLISHED)
    sheet.lines[0].done = "改过了"
    with pytest.raises(PublishedNoticeChanged):
        db.session.commit()
    db.session.rollback()
    page = as_(a_cadre(village)).open(address(sheet)).press("更正这一期", {"note": "户数写错"}).follow()

    new = db.session.scalars(db.select(CombinedSheet).filter_by(edition=2)).one()
    assert page.url == address(new)
    assert [line.done for line in new.lines] == [line.done for line in sheet.lines]
    assert sheet.state is SheetState.PUBLISHED
    new.state = SheetState.PASSED
    db.session.commit()
    as_(a_cadre(village)).open(address(new)).press("发布公示")
    old = as_(None).open(address(sheet))
    assert sheet.state is SheetState.CORRECTED
    assert "户数写错" in old.main
    assert old.html.select_one("del")


def test_governance_work_of_a_month_shares_one_sheet_with_a_day_of_its_own(app):
    village = a_village()
    started = {State.BUILDING: date(2022, 4, 20)}
    both = [a_project(village, kind=Kind.GOVERNANCE, entered=started) for _ in range(2)]
    ticks.run(date(2022, 7, 4))  # two months late
    db.session.commit()

    sheets = db.session.scalars(db.select(CombinedSheet).order_by(CombinedSheet.month)).all()
    assert [(sheet.month, sheet.due_day) for sheet in sheets] == [
        ("2022-04", date(2022, 5, 10)),
        ("2022-05", date(2022, 6, 10)),
        ("2022-06", date(2022, 7, 10)),
    ]
    assert {line.project_id for line in sheets[0].lines} == {project.id for project in both}
    assert db.session.scalars(db.select(Duty)).all() == []


def test_governance_work_recorded_late_gets_its_line_while_the_sheet_is_written(app):
    village = a_village()
    a_project(village, kind=Kind.GOVERNANCE, entered={State.BUILDING: date(2022, 5, 2)})
    actions.enter_sheets(date(2022, 6, 1))
    a_project(village, kind=Kind.GOVERNANCE, entered={State.BUILDING: date(2022, 5, 9)})
    actions.enter_sheets(date(2022, 6, 2))
    actions.enter_sheets(date(2022, 6, 3))
    db.session.commit()
    assert len(db.session.scalars(db.select(CombinedSheet)).one().lines) == 2


def test_photos_prove_that_the_sheet_hangs_and_are_asked_for_until_they_are_there(as_, village, on_day):
    sheet, cadre = a_sheet(village, SheetState.PUBLISHED), a_cadre(village)  # from the 9th to the 16th
    with on_day("2022-06-10"):
        form = as_(cadre).open(as_(cadre).open("/workbench").links["拍首日张贴照片：2022年5月治理公示"])
        form.press("上传", files={"photos": a_phone_photo()})
        assert "张贴照片" not in as_(cadre).open("/workbench").main
    (shot,) = sheet.photos
    shown = as_(None).open(address(sheet))
    assert "公开栏已贴" in shown.main
    as_(None).open(f"{address(sheet)}/photos/{shot.id}/thumb")
    posting = as_(None).open(f"/villages/{village.id}/disclosures/2022-05/posting")
    assert "治理项目合并公示 2022年6月9日 – 2022年6月16日 ● 已贴 ○ 还没到" in posting.rows()
    with on_day("2022-06-16"):
        assert "拍末日张贴照片：2022年5月治理公示" in as_(cadre).open("/workbench").links
