"""S06.3: education, commitments and supervision of a project, recorded, kept from the public, exported as a list."""

import io
import re
import zipfile
from datetime import date

import pytest
from bs4 import BeautifulSoup
from sqlalchemy.exc import IntegrityError

from govproj.core.audit import AuditEntry
from govproj.core.db import db
from govproj.core.sheets import workbook
from govproj.core.workflow import MoveRefused
from govproj.engagement.actions import agreements as actions
from govproj.engagement.models import Agreement
from govproj.engagement.states import AgreementKind, Link
from tests.engagement.things import A_PAPER, an_activity, an_agreement
from tests.factories import a_firm, a_supervisor, a_villager

TYPED = {
    "kind": "commitment",
    "link": "family",
    "title": "家庭助廉承诺书",
    "parties": "周例平家属 孙测红\n周例平",
    "signed_on": "2022-03-05",
    "valid_to": "2022-12-31",
    "witness": "吴样明",
}


def rows_of(content: bytes) -> list[list[str]]:
    """What a spreadsheet program would show, formulas told apart by their sign."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        words = BeautifulSoup(archive.read("xl/sharedStrings.xml"), "html.parser").find_all("si")
        sheet = BeautifulSoup(archive.read("xl/worksheets/sheet1.xml"), "html.parser")
    assert not sheet.find_all("f"), "no text is a formula"

    def shown(cell):
        value = cell.v.text if cell.v else ""
        return words[int(value)].get_text() if cell.get("t") == "s" else value

    return [[shown(cell) for cell in row.find_all("c")] for row in sheet.find_all("row")]


def only_one() -> Agreement:
    return db.session.scalars(db.select(Agreement)).one()


def new_url(cast):
    return f"/projects/{cast.project.id}/agreements/new"


def test_a_commitment_signed_on_paper_is_recorded_with_who_signed_and_a_scan(as_, cast):
    scan = (io.BytesIO(b"%PDF-1.4 signed"), "承诺书.pdf")
    page = as_(cast.lead).open(new_url(cast)).press("登记", TYPED, files={"scans": scan}).follow()

    agreement = only_one()
    assert agreement.link is Link.FAMILY
    assert [(p.name, p.signed_by) for p in agreement.parties] == [("周例平家属", "孙测红"), ("周例平", "")]
    assert "孙测红" in page.main
    assert "有效" in page.main
    download = as_(cast.inspector).open(page.links["承诺书.pdf"])
    assert download.headers["Content-Disposition"].startswith("attachment")
    for outsider in (None, a_villager(cast.village), a_supervisor()):
        as_(outsider).open(page.url, expect=404 if outsider else 303)
        as_(outsider).open(page.links["承诺书.pdf"], expect=404 if outsider else 303)
    assert agreement.is_valid_on(date(2022, 12, 31))
    assert not agreement.is_valid_on(date(2023, 1, 1))


def test_the_record_of_acts_keeps_no_name_of_who_signed(as_, cast):
    as_(cast.lead).open(new_url(cast)).press("登记", TYPED)
    entry = db.session.scalars(db.select(AuditEntry).order_by(AuditEntry.leaf_index.desc())).first()
    assert (entry.event, entry.actor_id) == ("agreements.recorded", cast.lead.id)
    assert "孙测红" not in entry.content


def test_the_public_reads_how_many_and_nobodys_name(as_, cast):
    an_agreement(cast)
    an_agreement(cast, link=Link.FAMILY, parties=[("周例平家属", "孙测红")])
    for reader in (None, a_villager(cast.village)):
        page = as_(reader).open(f"/projects/{cast.project.id}/activities")
        assert "施工和供应单位 1 份 · 关键岗位家属 1 份" in page.main
        assert "孙测红" not in str(page.html)
        assert "王示工" not in str(page.html)
        assert "样板建设" not in page.main


def test_a_party_that_is_a_known_firm_is_linked_to_it(app, cast):
    firm = a_firm("样板路桥(虚构)")
    agreement = an_agreement(cast, parties=[("样板路桥(虚构)", "王示工"), ("别的", "")])
    assert [party.firm_id for party in agreement.parties] == [firm.id, None]


def test_an_agreement_is_ended_with_a_reason_and_stays(as_, cast):
    agreement = an_agreement(cast)
    page = as_(cast.cadre).open(f"/agreements/{agreement.id}")
    assert "请写明为什么终止" in page.press("终止", {"note": " "}, expect=409).main
    page.press("终止", {"note": "登记错了"})
    assert "登记错了" in as_(cast.supervisor).open(page.url).main
    assert "施工和供应单位" not in as_().open(f"/projects/{cast.project.id}/activities").main
    with pytest.raises(MoveRefused, match="已经终止过"):
        actions.end(agreement, note="再来", by=cast.cadre)


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"link": ""}, "请选择承诺方。"),
        ({"parties": " \n "}, "请写明谁签的。"),
        ({"parties": "长" * 130}, "最多 30 行，每行最多 120 个字。"),
        ({"signed_on": "2099-01-01"}, "日期不能晚于今天。"),
        ({"valid_to": "2022-03-04"}, "有效期不能早于签署日期。"),
        ({"title": "长" * 10_000}, "最多 80 个字。"),
    ],
)
def test_what_cannot_be_is_refused_beside_the_field_and_kept(as_, cast, fields, error):
    page = as_(cast.cadre).open(new_url(cast)).press("登记", {**TYPED, **fields}, expect=422)
    assert error in page.errors
    assert page.html.select_one("#witness")["value"] == "吴样明"


def test_the_schema_knows_no_commitment_without_its_link(app, cast):
    agreement = an_agreement(cast)
    agreement.link = None
    with pytest.raises(IntegrityError, match="commitment_by_link"):
        db.session.commit()


def test_all_three_kinds_are_exported_as_one_list(as_, cast):
    an_activity(cast, kind="廉政党课", title="开工廉政第一课", outcomes=["人人签名"])
    an_activity(cast, kind="现场监督", title="钢筋进场查验", attendance=4)
    an_activity(cast, kind="宣讲", title="不在清单里")
    an_agreement(cast)
    an_agreement(cast, kind=AgreementKind.JOINT_TEAM, link=None, title="不是承诺", files=[A_PAPER])

    page = as_(cast.inspector).open(f"/projects/{cast.project.id}/activities")
    sheet = as_(cast.inspector).open(page.links["廉政教育、承诺、监督清单（打印、导出）"])
    assert [row.split()[0] for row in sheet.rows()] == ["廉政教育", "廉洁承诺", "监督"]
    file = as_(cast.inspector).open(sheet.links["导出 Excel"])
    head, *rows = rows_of(file.response.data)
    assert head == ["类别", "日期", "类型", "内容", "主办或签署", "到场人次", "说明"]
    assert [(row[0], row[3]) for row in rows] == [
        ("廉政教育", "开工廉政第一课"),
        ("廉洁承诺", "施工单位廉洁承诺书"),
        ("监督", "钢筋进场查验"),
    ]
    assert rows[0][5:] == ["20", "人人签名"]
    assert rows[1][4] == "样板建设(虚构)（王示工）"


def test_a_text_that_looks_like_a_formula_stays_a_text():
    content = workbook("单子", ["内容"], [("=1+1",), ("https://example.org",), ("+8613900000000",)])
    assert rows_of(content)[1:] == [["=1+1"], ["https://example.org"], ["+8613900000000"]]


def test_a_sheet_opens_with_its_head_in_sight():
    with zipfile.ZipFile(io.BytesIO(workbook("单子", ["日期"], [(date(2022, 5, 10),)]))) as archive:
        assert re.search(rb'state="frozen"', archive.read("xl/worksheets/sheet1.xml"))
