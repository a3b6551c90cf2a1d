"""The log as inspectors and the administrator read it."""

import sys
from datetime import date

import pytest

from govproj.accounts.actions import PASSWORD_CHANGED
from govproj.audit.words import FAMILIES, sentence
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _l
from govproj.core.workflow import Workflow
from govproj.projects import actions as projects
from govproj.projects.models import State
from govproj.projects.workflow import WORKFLOW
from govproj.selections.actions.candidates import RULED
from tests.factories import (
    a_cadre,
    a_county_inspector,
    a_party_member,
    a_project,
    a_secretary,
    a_supervisor,
    a_town_admin,
    a_town_inspector,
    a_village,
    a_villager,
    an_admin,
)

PAID = Event("shop.paid", "fen", "reason", says=_l("付款 %(fen)s 元，%(reason)s"))
SUSPENDED = WORKFLOW.events["suspend"]


def paid(project, by, fen=10000, reason="材料款"):
    PAID.record(project, by=by, fen=fen, reason=reason)
    db.session.commit()


@pytest.fixture
def village():
    return a_village("马家弄村")


@pytest.fixture
def project(village):
    """Not begun yet: about one that was begun without a decision the rules would ask, and that is on record too."""
    return a_project(village, name="河道整治", state=State.PROPOSED)


@pytest.fixture
def inspector(village):
    return a_town_inspector(village.town)


pytestmark = pytest.mark.usefixtures("app")


def test_an_inspector_reads_who_did_what_where_and_when(as_, project, inspector, on_day):
    clerk = a_cadre(project.village, name="周例平")
    with on_day("2022-05-10"):
        paid(project, clerk, fen=1234500, reason="首付款")

    (row,) = as_(inspector).open("/audit").rows("tbody tr")

    for words in (
        "2022年5月10日 12:00",
        "周例平",
        "村干部",
        "付款 12,345.00 元，首付款",
        "马家弄村",
        "河道整治",
        "第 1 条",
    ):
        assert words in row


def test_a_move_reads_in_the_words_of_its_workflow(as_, project, inspector, on_day):
    facts = {"before": "building", "after": "suspended", "note": "连日大雨", "on": date(2022, 5, 9)}
    with on_day("2022-05-10"):
        SUSPENDED.record(project, by=a_cadre(project.village), **facts)
        db.session.commit()

    (row,) = as_(inspector).open("/audit").rows("tbody tr")

    assert "停工" in row
    assert "施工中 → 停工 · 发生于 2022年5月9日" in row
    assert "连日大雨" in row


def test_a_change_names_the_fields_and_keeps_the_old_values_in_the_raw_record(as_, project, inspector):
    projects.change(project, by=a_cadre(project.village), budget_fen=90_0000_00, place="村口")
    db.session.commit()

    (row,) = as_(inspector).open("/audit").rows("tbody tr")

    assert "修改了项目资料：预算、地点" in row
    assert "[86000000, 90000000]" in row


def test_a_percent_sign_in_a_sentence_is_one(as_, project, inspector):
    projects.record_month(
        project, "2022-05", planned_pct=80, actual_pct=75, paid_fen=0, by=a_cadre(project.village)
    )
    db.session.commit()

    page = as_(inspector).open("/audit")

    assert "登记了 2022-05 的进度：计划 80%，实际 75%" in page.rows("tbody tr")[0]
    assert "%%" not in page.text


def test_erased_facts_leave_the_entry(as_, project, inspector):
    paid(project, a_cadre(project.village), reason="某人的秘密")
    db.session.connection().exec_driver_sql("UPDATE audit_entry SET content = NULL, salt = NULL")
    db.session.commit()

    (row,) = as_(inspector).open("/audit").rows("tbody tr")

    assert "内容已依法删除" in row
    assert "秘密" not in row


def test_inspectors_read_of_their_own_town_only_and_the_county_of_all_its_towns(as_, project, inspector):
    paid(project, a_cadre(project.village), reason="本镇的")
    elsewhere = a_project()
    paid(elsewhere, a_cadre(elsewhere.village), reason="外镇的")

    own = as_(inspector).open("/audit")
    foreign = as_(a_town_inspector(elsewhere.village.town)).open("/audit")
    county = as_(a_county_inspector(project.village.town.county)).open("/audit")

    assert [("本镇的" in page.main, "外镇的" in page.main) for page in (own, foreign, county)] == [
        (True, False),
        (False, True),
        (True, False),
    ]


def test_the_administrator_reads_only_what_concerns_the_site_and_the_county_reads_that_too(
    as_, project, inspector
):
    clerk = a_cadre(project.village)
    paid(project, clerk)
    PASSWORD_CHANGED.record(clerk, by=clerk)
    db.session.commit()

    assert as_(an_admin()).open("/audit").rows("tbody td:nth-of-type(3)") == ["更改了密码"]
    assert "更改了密码" not in " ".join(as_(inspector).open("/audit").rows("tbody tr"))
    county = a_county_inspector(project.village.town.county)
    assert "更改了密码" in " ".join(as_(county).open("/audit").rows("tbody tr"))


@pytest.mark.parametrize("who", [a_villager, a_party_member, a_cadre, a_secretary, a_supervisor])
def test_the_village_itself_does_not_read_the_log(as_, project, who):
    person = as_(who(project.village))

    person.open("/audit", expect=403)
    person.open(f"/audit/projects/{project.id}", expect=404)


def test_the_towns_administration_and_strangers_do_not_read_it_either(as_, project):
    as_(a_town_admin(project.village.town)).open("/audit", expect=403)
    assert "/sign-in" in as_().open("/audit", expect=303).headers["Location"]


def test_only_readers_find_the_log_in_the_menu(as_, project, inspector):
    assert as_(inspector).open("/").links["留痕"] == "/audit"
    assert as_(an_admin()).open("/").links["留痕"] == "/audit"
    assert "留痕" not in as_(a_secretary(project.village)).open("/").links


def test_questions_narrow_the_list(as_, village, project, inspector, on_day):
    other = a_project(village)
    chou, zhou = a_cadre(village, name="仇示一"), a_cadre(village, name="周示二")
    with on_day("2022-05-09"):
        paid(project, chou, reason="甲")
    with on_day("2022-05-10"):
        paid(project, zhou, reason="乙")
        SUSPENDED.record(other, by=zhou, before="building", after="suspended", note="丙", on=None)
        db.session.commit()

    def answer(**asked):
        page = as_(inspector).open("/audit?" + "&".join(f"{name}={value}" for name, value in asked.items()))
        return "".join(word for word in "甲乙丙" if any(word in row for row in page.rows("tbody tr")))

    assert answer() == answer(village=village.id) == "甲乙丙"
    assert answer(village=village.id, project=other.id) == "丙"
    assert answer(person="仇示") == "甲"
    assert answer(person="%25") == ""
    assert answer(kind="shop.paid") == answer(kind="shop.") == "甲乙"
    assert answer(kind="projects.") == "丙"
    assert answer(first="2022-05-10") == "乙丙"
    assert answer(last="2022-05-09") == "甲"
    assert answer(first="2022-05-10", last="2022-05-10", person="周", kind="shop.paid") == "乙"


def test_a_village_of_another_town_cannot_be_asked_for(as_, inspector):
    elsewhere = a_project()
    paid(elsewhere, a_cadre(elsewhere.village), reason="外镇的")

    page = as_(inspector).open(f"/audit?village={elsewhere.village_id}&project={elsewhere.id}", expect=422)

    assert elsewhere.name not in page.text
    assert "外镇的" not in page.text


def test_a_date_that_is_none_is_explained_and_kept(as_, inspector):
    page = as_(inspector).open("/audit?first=gestern", expect=422)

    assert page.errors == ["请按 2022-05-31 的样子填写日期。"]
    assert page.html.select_one("[name=first]")["value"] == "gestern"


@pytest.mark.parametrize(
    "query",
    [
        "before=99999999999999999999",
        "before=-1",
        "before=x",
        "village=99999999999999999999",
        "project=x",
        "kind=nothing",
        "before=1&endpoint=x&_external=1&_scheme=x",
    ],
)
def test_nonsense_in_the_address_is_no_error_of_ours(as_, inspector, query):
    page = as_(inspector).open(f"/audit?{query}", expect=200 if query.startswith("before") else 422)

    assert page.heading == "办理留痕"


def test_a_long_list_is_turned_page_by_page_without_losing_the_question(as_, project, inspector):
    for number in range(120):
        PAID.record(project, by=None, fen=number, reason=f"第{number}笔。")
    db.session.commit()

    pages = [as_(inspector).open("/audit?kind=shop.paid")]
    while "下一页 →" in pages[-1].links:
        pages.append(as_(inspector).open(pages[-1].links["下一页 →"], htmx=True))

    assert [len(page.rows("tbody tr")) for page in pages] == [50, 50, 20]
    assert all("kind=shop.paid" in page.links["下一页 →"] for page in pages[:-1])
    assert not pages[1].is_whole
    assert pages[-1].links["← 上一页"] == "/audit?kind=shop.paid"
    shown = "".join(row for page in pages for row in page.rows("tbody tr"))
    assert all(f"第{number}笔。" in shown for number in range(120))


def test_the_list_costs_the_same_queries_for_one_entry_as_for_fifty(as_, project, inspector, statements):
    clerk = a_cadre(project.village)

    def cost():
        browser = as_(inspector)
        statements.clear()
        browser.open("/audit")
        return len(statements)

    paid(project, clerk)
    few = cost()
    for _ in range(60):
        paid(a_project(project.village), a_cadre(project.village))

    assert cost() == few <= 12


def test_the_trail_of_a_project_is_its_whole_story_and_nothing_else(as_, village, project, inspector):
    clerk = a_cadre(village, name="周例平")
    paid(project, clerk, reason="首付款")
    paid(a_project(village), clerk, reason="别的项目")
    SUSPENDED.record(project, by=clerk, before="building", after="suspended", note="连日大雨", on=None)
    db.session.commit()

    page = as_(inspector).open(f"/audit/projects/{project.id}")

    assert page.heading == "项目留痕"
    assert "河道整治" in page.links
    newest, oldest = page.rows(".timeline li")
    assert "停工" in newest
    assert "施工中 → 停工 · 连日大雨" in newest
    assert "付款 100.00 元，首付款 · 周例平（村干部）" in oldest
    assert "别的项目" not in page.main


def test_the_trail_of_a_project_elsewhere_does_not_exist(as_, inspector):
    elsewhere = a_project()

    as_(inspector).open(f"/audit/projects/{elsewhere.id}", expect=404)
    as_(inspector).open("/audit/projects/99999999999999999999", expect=404)
    as_(an_admin()).open(f"/audit/projects/{elsewhere.id}", expect=404)


def test_a_project_without_entries_says_so(as_, project, inspector):
    assert "还没有办理记录" in as_(inspector).open(f"/audit/projects/{project.id}").main


def test_in_english(as_, project, inspector):
    paid(project, None)

    page = as_(inspector, lang="en").open("/audit")

    assert page.heading == "Record of acts"
    assert "System" in page.rows("tbody tr")[0]
    assert as_(lang="en").open("/verify").heading == "Check a notice"


def test_every_event_of_the_site_can_be_read_in_words():
    """Give the Event its sentence with `says=`, and its family (the name up to the dot) a word in FAMILIES."""
    ours = [event for module in _modules_of_the_site() for event in _events_in(module)]

    assert ours
    assert [event.name for event in ours if not event.says] == []
    assert [event.name for event in ours if event.name.partition(".")[0] not in FAMILIES] == []


def _modules_of_the_site():
    return [module for name, module in sys.modules.items() if name.startswith("govproj.")]


def _events_in(module):
    for thing in vars(module).values():
        if isinstance(thing, Event):
            yield thing
        elif isinstance(thing, Workflow):
            yield from thing.events.values()


def test_the_outcome_of_a_check_is_read_in_words(as_, project, inspector):
    RULED.record(project, by=inspector, person="徐示荣", outcome="blocked")
    db.session.commit()

    (row,) = as_(inspector).open("/audit").rows("tbody tr")
    assert "回避核查徐示荣：须回避（不能聘任）" in row


def test_a_day_among_the_facts_reads_as_a_day_and_what_only_looks_like_one_stays(app):
    facts = {"due_before": "2022-06-17", "due_after": "2022-06-27", "on": "2022-06-16"}
    assert sentence("rectifications.grant_extension", facts) == "同意延期到 2022年6月27日"
    assert (
        sentence("rectifications.grant_extension", facts | {"due_after": "2022-02-31"})
        == "同意延期到 2022-02-31"
    )
