"""The list with its filters, the page of a rule, and the dry run."""

import re
from datetime import date

import pytest

from govproj.accounts.models import Office, Role
from govproj.core.db import db
from govproj.core.i18n import speaking
from govproj.flags import actions
from govproj.flags.facts.past import as_of
from govproj.flags.models import Flag
from govproj.flags.queries import NO_RECORD, PAGE, records_of
from govproj.flags.rules import CATALOGUE, MISSING, SILENT, Fires
from govproj.flags.spoken import sentence_of
from govproj.flags.states import Level, State
from govproj.flags.trial import days_behind
from govproj.projects.models import ProjectMonth
from govproj.rectifications.states import Level as CaseLevel
from tests.factories import a_project, a_town_admin, a_town_inspector, a_village, saved, somebody
from tests.flags.clean import CLEAN, SETTINGS, day
from tests.flags.things import a_flag
from tests.ledger.things import a_cast as a_cast_with_books
from tests.ledger.things import a_contract
from tests.rectifications.things import a_cast


@pytest.fixture
def cast(app):
    return a_cast()


def test_the_filters_narrow_the_list_and_stand_in_the_address(as_, cast):
    elsewhere = a_cast(town=cast.village.town)
    a_flag(cast.project)
    a_flag(cast.project, rule="RF13", level=Level.YELLOW)
    a_flag(elsewhere.project, rule="RF33", level=Level.YELLOW)
    desk = as_(cast.inspector)

    def names(query) -> int:
        return len(desk.open(f"/flags?{query}").rows())

    assert names("") == 3
    assert names("level=red") == 1
    assert names("rule=RF13") == 1
    assert names(f"village={elsewhere.village.id}") == 1
    assert names("which=asked") == 2
    assert names("which=explained") == 0
    assert desk.open("/flags?which=nonsense", expect=422).status == 422


def test_a_long_list_is_read_a_page_at_a_time(as_, cast):
    for _n in range(PAGE + 1):
        a_flag(a_project(cast.village, contact=cast.cadre))
    first = as_(cast.inspector).open("/flags")
    assert len(first.rows()) == PAGE
    assert f"共 {PAGE + 1} 条" in first.main
    assert len(as_(cast.inspector).open(first.links["下一页 →"]).rows()) == 1


def test_an_empty_list_says_what_will_appear(as_, cast):
    assert "系统每天核对一遍记录" in as_(cast.inspector).open("/flags").main
    assert "没有要您知道的预警" in as_(cast.lead).open(f"/projects/{cast.project.id}/flags").main


def test_every_rule_has_its_page_with_formula_and_thresholds(as_, cast):
    listed = as_(cast.inspector).open("/flags/rules")
    assert len(listed.rows()) == len(CATALOGUE)
    for rule in CATALOGUE.values():
        page = as_(cast.inspector).open(f"/flags/rules/{rule.id}")
        assert str(rule.formula) in page.main
    assert "付款超进度提醒线" in as_(cast.inspector).open("/flags/rules/RF39").main
    assert as_(cast.inspector).open("/flags/rules/RF51", expect=404).status == 404


def test_in_a_town_without_villages_the_limits_are_those_that_hold_everywhere(as_):
    inspector = as_(a_town_inspector())
    assert "付款超进度提醒线" in inspector.open("/flags/rules/RF39").main
    inspector.open("/flags/rules/RF39/dry-run")
    for page in inspector.open("/workbench").links.values():
        if page.startswith("/"):
            inspector.open(page)


def test_the_page_of_a_flag_leads_to_the_rows(as_, cast):
    flag = a_flag(cast.project)
    page = as_(cast.inspector).open(f"/flags/{flag.id}")
    assert page.links["资金台账"] == f"/projects/{cast.project.id}/ledger"


def test_it_reads_in_english(as_, cast):
    flag = a_flag(cast.project)
    page = as_(cast.inspector, lang="en").open(f"/flags/{flag.id}")
    assert page.heading == "Paid ahead of the work"
    assert "14.0 points ahead (mark 10)" in page.main


# ---- dry run ----


def test_a_dry_run_says_what_a_new_threshold_would_have_asked_and_changes_nothing(as_, on_day):
    with on_day("2022-06-20"):
        cast = a_cast_with_books()
        a_contract(cast)
        _paid(cast, fen=50_000_000)
        inspector = a_town_inspector(cast.village.town)
        page = as_(inspector).open("/flags/rules/RF39/dry-run")
        before = len(as_(inspector).open("/flags?which=all").rows())

        lax = as_(inspector).open("/flags/rules/RF39/dry-run?value0=30")
        strict = as_(inspector).open("/flags/rules/RF39/dry-run?value0=5")

        assert page.html.select_one('[name="value0"]')["value"] == "10"
        assert "不再问的" not in lax.main
        assert "多出来的" in strict.main
        assert cast.project.name in strict.main
        assert len(as_(inspector).open("/flags?which=all").rows()) == before


def _paid(cast, fen):
    """By the end of May 60.8% at a progress of 54%: seven points ahead."""
    month = {"planned_pct": 60, "actual_pct": 54, "paid_fen": fen, "month": "2022-05"}
    saved(ProjectMonth(project_id=cast.project.id, version=1, **month))


def test_a_dry_run_refuses_what_no_rule_may_be(as_, cast):
    page = as_(cast.inspector).open("/flags/rules/RF39/dry-run?value0=1000", expect=422)
    assert "请填写 0 到 100 的整数。" in page.text
    page = as_(cast.inspector).open("/flags/rules/RF39/dry-run?value0=0", expect=422)
    assert "应在 1 到 100 之间。" in page.text


def test_the_supervision_committee_reads_rules_and_tries_none(as_, cast):
    assert "试算" not in as_(cast.supervisor).open("/flags/rules/RF39").main
    assert as_(cast.supervisor).open("/flags/rules/RF39/dry-run", expect=403).status == 403


def test_how_often_a_rule_asked_tells_nobody_of_flags_they_may_not_know_of(as_, cast):
    """The agency learns of money alone, a cadre who supervises elsewhere of nothing unasked, neither of more."""
    for rule in ("RF33", "RF13", "RF39"):
        a_flag(cast.project, rule=rule)
    elsewhere = a_village()
    offices = [
        Office(role=Role.CADRE, village_id=cast.village.id),
        Office(role=Role.SUPERVISOR, village_id=elsewhere.id),
    ]
    agency, both = a_town_admin(cast.village.town), somebody(*offices)

    def fired(reader, rule) -> int:
        return records_of(reader).get(rule, NO_RECORD).fired

    assert [fired(agency, rule) for rule in ("RF33", "RF13", "RF39")] == [0, 0, 1]
    assert [fired(both, rule) for rule in ("RF33", "RF13", "RF39")] == [0, 0, 0]
    assert [fired(cast.supervisor, rule) for rule in ("RF33", "RF13", "RF39")] == [1, 1, 1]
    assert "还没有问过" in as_(agency).open("/flags/rules/RF33").main


def test_the_year_behind_is_twelve_months_ends_and_today():
    days = days_behind(date(2022, 6, 20))
    assert (len(days), days[0], days[-2], days[-1]) == (
        13,
        date(2021, 6, 30),
        date(2022, 5, 31),
        date(2022, 6, 20),
    )


def test_facts_of_an_earlier_day_know_nothing_of_what_came_later():
    then = as_of(CLEAN, day("02-01"))
    assert (then.payments, then.changes, then.works, then.months) == ((), (), (), ())
    assert then.contract.filed_on == day("01-27")
    assert as_of(CLEAN, day("01-26")).contract.filed_on is None
    assert as_of(CLEAN, day("01-24")).contract is None
    assert then.state.value == "contracted"
    undone = as_of(CLEAN, day("04-13")).changes[0]
    assert (undone.approved_on, undone.implemented_on) == (None, None)


@pytest.mark.parametrize("when", [date(2021, 1, 1), date(2021, 12, 15), day("03-01"), day("06-20")])
def test_about_the_clean_project_no_rule_would_have_asked_on_any_day(when):
    results = {rule.id: rule.judge(as_of(CLEAN, when), SETTINGS) for rule in CATALOGUE.values()}
    assert [id_ for id_, result in results.items() if isinstance(result, Fires)] == []
    assert SILENT in results.values()


def test_every_missing_thing_has_its_words():
    assert all(str(words) for words in MISSING.values())


# ---- what those who are asked are told ----


def test_those_asked_read_the_question_without_the_rule_behind_it(as_, cast):
    flag = a_flag(cast.project, state=State.ASKED)
    for reader, told in (
        (cast.inspector, True),
        (cast.supervisor, True),
        (cast.cadre, False),
        (cast.lead, False),
    ):
        for page in (f"/flags/{flag.id}", f"/projects/{cast.project.id}/flags"):
            said = as_(reader).open(page).main
            assert "超前 14.0 个百分点" in said
            assert ("提醒线" in said) is told, (reader.name, page)
        said = as_(reader).open(f"/flags/{flag.id}").main
        assert (str(flag.rule.formula) in said) is told
    assert "提醒线" not in as_(cast.cadre).open(f"/flags/{flag.id}/answer").main


def test_what_a_rule_goes_by_is_set_off_in_every_sentence_and_language(app):
    for language in ("zh", "en"):
        with speaking(language):
            for rule in CATALOGUE.values():
                for says, sentence in rule.says.items():
                    numbers = dict.fromkeys(re.findall(r"%\((\w+)\)", str(sentence)), "7")
                    asked = sentence_of(rule, says, numbers, marks=False)
                    assert not re.search(r"[〔〕]|提醒线|\bmark\b", asked), asked
                    assert "〔" not in sentence_of(rule, says, numbers)


def test_the_history_is_read_in_the_language_of_the_reader(as_, cast):
    flag = a_flag(cast.project, state=State.ASKED)
    form = as_(cast.lead).open(f"/flags/{flag.id}/answer")
    form.press("交答复", {"answer": "fixed", "text": "已经退回"})
    flag = db.session.get(Flag, flag.id)
    pages = {lang: as_(cast.inspector, lang=lang).open(f"/flags/{flag.id}").main for lang in ("zh", "en")}
    assert "有问题，已经改正：已经退回" in pages["zh"]
    assert pages["zh"].count("（提醒线 10）") == 2
    assert "There was a problem, it has been put right: 已经退回" in pages["en"]
    assert pages["en"].count("14.0 points ahead (mark 10)") == 2


def test_a_case_that_comes_of_a_flag_is_written_in_chinese_and_names_no_mark(as_, cast):
    flag = a_flag(cast.project, state=State.ASKED)
    with speaking("en"):
        actions.confirm(flag, note="属实", level=CaseLevel.MAJOR, by=cast.inspector)
    db.session.commit()
    assert flag.rectification.title == "付款超进度"
    assert "超前 14.0 个百分点。" in flag.rectification.fact
