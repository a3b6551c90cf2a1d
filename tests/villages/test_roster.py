"""The roster of residents: kept by few, read by few, pasted from a list."""

import io
from datetime import date

import pytest
from sqlalchemy import select
from xlsxwriter import Workbook

from govproj.core import paging
from govproj.core.audit import AuditEntry
from govproj.core.db import db
from govproj.villages import roster, spreadsheet
from govproj.villages.models import Resident, VillagerGroup
from tests.factories import a_cadre, a_secretary, a_supervisor, a_town_admin, a_village, last_audit_entry
from tests.villages.things import a_resident

PASTED = "姓名\t小组\t户号\t是否党员\n村民示001\t一组\t1\t否\n村民示002\t二组\t2\t是\n"


@pytest.fixture
def village(app):
    return a_village("示例村")


@pytest.fixture
def secretary(village):
    return a_secretary(village)


def people(village) -> list[Resident]:
    return db.session.scalars(
        select(Resident).where(Resident.village_id == village.id).order_by(Resident.number)
    ).all()


# ---- one at a time ----


def test_a_resident_is_added_on_the_next_line(as_, village, secretary):
    a_resident(village, number=7)
    page = as_(secretary).open(f"/villages/{village.id}/residents/new")
    page.press("保存", {"name": "村民示900", "group_name": "三组", "household": "12", "is_party_member": "y"})

    new = people(village)[-1]
    assert (new.number, new.name, new.household, new.is_party_member) == (8, "村民示900", 12, True)
    assert new.group.name == "三组"
    assert last_audit_entry() == ("villages.resident_added", secretary.id)


def test_a_group_is_made_once(as_, village, secretary):
    for name in ("村民示901", "村民示902"):
        page = as_(secretary).open(f"/villages/{village.id}/residents/new")
        page.press("保存", {"name": name, "group_name": "三组", "household": "1"})
    assert len(db.session.scalars(select(VillagerGroup)).all()) == 1


def test_who_has_left_is_marked_and_listed_apart(as_, village, secretary):
    gone = a_resident(village, group="一组", name="村民示离")
    url = f"/villages/{village.id}/residents"
    as_(secretary).open(f"{url}/{gone.id}").press("保存", {"left_on": "2022-05-01"})

    assert gone.left_on == date(2022, 5, 1)
    assert gone.group.name == "一组"
    assert last_audit_entry() == ("villages.resident_left", secretary.id)
    assert "村民示离" not in as_(secretary).open(url).main
    assert "村民示离" in as_(secretary).open(f"{url}?gone=1").main


def test_a_slip_of_the_pen_is_corrected(as_, village, secretary):
    resident = a_resident(village, name="村民示错")
    page = as_(secretary).open(f"/villages/{village.id}/residents/{resident.id}")
    page.press("保存", {"name": "村民示对"})
    assert resident.name == "村民示对"
    assert last_audit_entry() == ("villages.resident_changed", secretary.id)


def test_the_log_names_no_resident(as_, village, secretary):
    browser = as_(secretary)
    form = {"name": "村民示名", "group_name": "三组", "household": "12"}
    browser.open(f"/villages/{village.id}/residents/new").press("保存", form)
    resident = people(village)[0]
    url = f"/villages/{village.id}/residents/{resident.id}"
    browser.open(url).press("保存", {"name": "村民改名"})
    browser.open(url).press("保存", {"left_on": "2022-05-01"})
    log = " ".join(db.session.scalars(select(AuditEntry.content)))
    assert "村民" not in log.replace("村民小组", "")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"name": ""}, "填写姓名"),
        ({"household": ""}, "填写户号"),
        ({"household": "十二"}, "数字"),
        ({"left_on": "2999-01-01"}, "日期"),
        ({"left_on": "昨天"}, "日期"),
    ],
)
def test_bad_lines_are_refused(as_, village, secretary, typed, says):
    resident = a_resident(village, name="村民示原")
    page = as_(secretary).open(f"/villages/{village.id}/residents/{resident.id}")
    page = page.press("保存", typed, expect=422)
    assert says in " ".join(page.errors)
    assert resident.name == "村民示原"


def test_the_second_of_two_editors_is_told(as_, village, secretary):
    resident = a_resident(village)
    url = f"/villages/{village.id}/residents/{resident.id}"
    page = as_(secretary).open(url)
    as_(a_cadre(village)).open(url).press("保存", {"name": "先改的"})
    page.press("保存", {"name": "后改的"}, expect=409)


# ---- looking somebody up ----


@pytest.mark.parametrize(
    ("words", "found"), [("示甲", 1), ("村民", 3), ("5", 2), ("%", 0), ("９", 0), ("99999999999999", 0)]
)
def test_by_name_or_household(as_, village, secretary, words, found):
    for name, household in (("村民示甲", 5), ("村民示乙", 5), ("村民示丙", 6)):
        a_resident(village, name=name, household=household)
    a_resident(name="村民示甲", household=5)  # of another village
    page = as_(secretary).open(f"/villages/{village.id}/residents?words={words}")
    assert len(page.rows()) == found


def test_page_by_page(as_, village, secretary, monkeypatch):
    monkeypatch.setattr(paging.page, "__kwdefaults__", {"size": 3})
    names = [a_resident(village, name=f"村民示{n}").name for n in range(8)]
    browser, seen = as_(secretary), []
    page = browser.open(f"/villages/{village.id}/residents?words=村民")
    while True:
        seen += [row.split()[0] for row in page.rows()]
        if "下一页 →" not in page.links:
            break
        page = browser.open(page.links["下一页 →"])
    assert seen == names


@pytest.mark.parametrize("key", ["-1", "9" * 30, "x", "0"])
def test_a_page_that_is_none_is_just_a_page(as_, village, secretary, key):
    a_resident(village)
    for side in ("after", "before"):
        as_(secretary).open(f"/villages/{village.id}/residents?{side}={key}")


@pytest.mark.parametrize("many", [3, 40])
def test_a_long_roster_asks_the_database_as_often_as_a_short_one(as_, village, secretary, statements, many):
    for n in range(many):
        a_resident(village, group=f"{n}组")
    browser = as_(secretary)
    statements.clear()
    browser.open(f"/villages/{village.id}/residents")
    assert len(statements) <= 7


def test_whoever_supervises_does_not_read_the_names(as_, village):
    resident = a_resident(village)
    as_(a_supervisor(village)).open(f"/villages/{village.id}/residents", expect=403)
    as_(a_supervisor(village)).open(f"/villages/{village.id}/residents/{resident.id}", expect=403)
    as_(a_secretary()).open(f"/villages/{village.id}/residents/{resident.id}", expect=404)


def test_a_resident_is_not_found_under_another_village(as_, village):
    near = a_village(town=village.town)
    resident = a_resident(near)
    clerk = as_(a_town_admin(village.town))
    clerk.open(f"/villages/{near.id}/residents/{resident.id}")
    clerk.open(f"/villages/{village.id}/residents/{resident.id}", expect=404)


# ---- pasting a list ----


def preview(as_, secretary, village, text, expect=200):
    page = as_(secretary).open(f"/villages/{village.id}/residents/import")
    return page.press("先看一遍", {"lines": text}, expect=expect)


def test_a_pasted_list_is_shown_first_and_added_when_confirmed(as_, village, secretary):
    page = preview(as_, secretary, village, PASTED)
    assert people(village) == []
    assert page.rows() == ["村民示001 一组 1 —", "村民示002 二组 2 党员"]

    answer = page.press("确认导入 2 人")
    assert "名册增加了 2 人" in answer.follow().notices
    assert [(p.number, p.name, p.group.name, p.household, p.is_party_member) for p in people(village)] == [
        (1, "村民示001", "一组", 1, False),
        (2, "村民示002", "二组", 2, True),
    ]
    assert last_audit_entry() == ("villages.roster_imported", secretary.id)


def test_confirming_twice_adds_nobody_twice(as_, village, secretary):
    page = preview(as_, secretary, village, PASTED)
    page.press("确认导入 2 人")
    page.press("确认导入 2 人")
    assert len(people(village)) == 2
    again = preview(as_, secretary, village, PASTED + "村民示003\t一组\t3\t否\n村民示003\t一组\t3\t否")
    assert "已在名册、跳过 3 人" in again.main
    again.press("确认导入 1 人")
    assert [person.name for person in people(village)][2:] == ["村民示003"]


def test_lines_that_cannot_be_understood_are_named_and_nothing_is_added(as_, village, secretary):
    page = preview(as_, secretary, village, PASTED + "村民示004\t一组\t十\t否", expect=422)
    assert "第 4 行" in page.notices
    assert "户号应是数字" in page.notices
    assert not [button for button in page.buttons if button.startswith("确认导入")]
    form = {"lines": "村民示004,一组,十,否", "confirmed": "1"}
    as_(secretary).send(f"/villages/{village.id}/residents/import", form, expect=422)
    assert people(village) == []


@pytest.mark.parametrize("text", ["", "   ", "长" * 200_001, "甲,一组,1\n" * 3002])
def test_nothing_or_too_much_is_refused(as_, village, secretary, text):
    assert preview(as_, secretary, village, text, expect=422).errors


def test_what_is_pasted_is_shown_as_text(as_, village, secretary):
    page = preview(as_, secretary, village, "<b>甲</b>,一组,1,否")
    assert page.rows()[0].startswith("<b>甲</b>")


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("甲\t一组\t1\t是", ("甲", "一组", 1, True)),
        ("甲，一组，１，党员", ("甲", "一组", 1, True)),
        ("甲,一组,1", ("甲", "一组", 1, False)),
        ("甲 一组 1 否", ("甲", "一组", 1, False)),
        ("甲\t\t1\t", ("甲", "", 1, False)),
        ("  甲、一组、001、√  ", ("甲", "一组", 1, True)),
    ],
)
def test_columns_as_people_paste_them(text, understood):
    (line,) = roster.read(text)
    assert (line.name, line.group, line.household, line.is_party_member) == understood
    assert line.is_new


@pytest.mark.parametrize(
    "text",
    ["甲", "甲,一组", "甲,一组,1,否,多", ",一组,1,否", "甲,一组,1,也许", "甲,一组,-1", "长" * 41 + ",一组,1"],
)
def test_lines_nobody_understands(app, text):
    with app.test_request_context():
        (line,) = roster.read(text)
    assert line.problem
    assert not line.is_new


def test_the_heading_is_no_person():
    assert roster.read("姓名,小组,户号\n\n \n") == []


# ---- from Excel ----


def a_workbook(*rows, sheet="名册") -> bytes:
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        page = book.add_worksheet(sheet)
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return file.getvalue()


def upload(as_, secretary, village, content, name="名册.xlsx", expect=200):
    page = as_(secretary).open(f"/villages/{village.id}/residents/import")
    return page.press("先看一遍", files={"file": (io.BytesIO(content), name)}, expect=expect)


def test_an_excel_file_is_shown_first_and_added_when_confirmed(as_, village, secretary):
    content = a_workbook(
        ["示例村村民名册"],
        ["户号", "姓名", "性别", "村民小组", "是否党员"],
        [1, "村民示001", "男", "一组", "否"],
        [2, "村民示002", "女", "二组", "是"],
    )
    page = upload(as_, secretary, village, content)
    assert people(village) == []
    assert page.rows() == ["村民示001 一组 1 —", "村民示002 二组 2 党员"]
    page.press("确认导入 2 人")
    assert [(p.name, p.group.name, p.household) for p in people(village)] == [
        ("村民示001", "一组", 1),
        ("村民示002", "二组", 2),
    ]


def test_a_row_that_cannot_be_is_said_and_can_be_put_right_in_the_text(as_, village, secretary):
    content = a_workbook(["姓名", "小组", "户号", "党员"], ["村民示001", "一组", "甲", "否"])
    page = upload(as_, secretary, village, content, expect=422)
    assert "户号应是数字" in page.main
    assert page.html.select_one("#lines").text.strip() == "村民示001\t一组\t甲\t否"


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0 an old xls", "姓名,小组".encode(), bytes(6 * 1024 * 1024)],
)
def test_what_is_no_excel_file_is_refused_with_a_sentence(as_, village, secretary, content):
    page = upload(as_, secretary, village, content, expect=422)
    assert page.errors
    assert people(village) == []


@pytest.mark.parametrize("far", [(400, 16_383), (1_048_575, 16_383)])
def test_two_cells_far_apart_do_not_fill_the_memory(as_, village, secretary, far):
    """The reader makes a table of everything between them; a file of six kilobytes could end the process."""
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        page = book.add_worksheet()
        page.write(0, 0, "姓名")
        page.write(*far, "村民示001")
    assert "这个文件太大" in upload(as_, secretary, village, file.getvalue(), expect=422).text


@pytest.mark.parametrize(
    ("sheet", "size"),
    [
        ('<row r="1"><c r="B2"><v>1</v></c></row>', (2, 2)),
        ("<row><c><v>1</v></c><c t='s'><v>1</v></c></row><row><c><v>1</v></c></row>", (2, 2)),
        ("<x:row r='7'><x:c s='1'r='XFD7'><x:v>1</x:v></x:c></x:row>", (7, 16_384)),
        ('<row r="7"><c s=">" r="XFD7"><v>1</v></c></row>', spreadsheet.UNKNOWN),
        ('<row r="7"><c s="<" r="XFD7"><v>1</v></c></row>', spreadsheet.UNKNOWN),
        ('<row r="9"><c><v>1</v></c><c r="D9"/><c><v>1</v></c></row>', (9, 5)),
        ('<row r="1"><c r="A1"/><c r="ZZ1" s="3" /></row><row r="1048576" ht="12"/>', (0, 0)),
        ('<row r="&#57;"><c r="A&#57;9"><v>1</v></c></row>', spreadsheet.UNKNOWN),
        ('<ROW r="5"><col min="1" max="16384"/></ROW>', (0, 0)),
    ],
)
def test_how_far_the_cells_of_a_sheet_reach(sheet, size):
    """Like the reader itself, whatever prefix, quotes or order somebody gives them; styled empty cells are none."""
    assert spreadsheet.reach(f"<sheetData>{sheet}</sheetData>".encode()) == size


def test_a_column_that_was_coloured_to_the_bottom_is_no_hindrance(as_, village, secretary):
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        page, colour = book.add_worksheet(), book.add_format({"bg_color": "yellow"})
        page.write_row(0, 0, ["村民示001", "一组", 1, "否"])
        page.write_blank(9_000, 40, None, colour)
    assert upload(as_, secretary, village, file.getvalue()).rows() == ["村民示001 一组 1 —"]


def test_neither_text_nor_file_is_said(as_, village, secretary):
    page = as_(secretary).open(f"/villages/{village.id}/residents/import")
    assert page.press("先看一遍", expect=422).errors == ["请把名册粘贴到这里，或者选一个 Excel 文件。"]
