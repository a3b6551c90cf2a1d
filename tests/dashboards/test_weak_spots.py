"""薄弱环节: one page for a meeting, every project with its weak spots by theme, those weak in most themes first."""

import pytest

from govproj.checklists import actions
from govproj.core import dates, weak_spots
from govproj.core.db import db
from govproj.core.weak_spots import Spot
from govproj.dashboards.weak_spots import board_of, villages_of
from govproj.flags.states import Level as FlagLevel
from govproj.inspections.actions import equipment
from govproj.inspections.models import Problem, Report
from govproj.inspections.states import Mode, ProblemKind
from govproj.rectifications.states import Level
from tests.checklists.things import a_checklist
from tests.disclosures.factories import a_duty
from tests.factories import a_project, a_supervisor, a_town_admin, a_town_inspector, a_village, saved
from tests.flags.things import a_flag
from tests.inspections.things import a_check, a_machine
from tests.rectifications.things import a_case, a_cast, day


@pytest.fixture
def cast(app):
    return a_cast()


def an_open_question(project, by):
    item = a_checklist(project)["P15"]
    actions.note(item, text="变更没有批文", by=by)
    db.session.commit()


def a_missing_notice(project):
    a_duty(project, "2022-04")


def test_the_project_weak_in_most_themes_comes_first_and_each_spot_leads_to_its_page(as_, cast, on_day):
    with on_day("2022-06-20"):
        quiet = a_project(cast.village, name="安静的项目")
        one = a_project(cast.village, name="只欠公示")
        a_missing_notice(one)
        a_missing_notice(cast.project)
        late = a_case(cast.project, title="付款超进度", level=Level.MAJOR, found_on=day("2022-06-02"))
        cast.project.planned_pct, cast.project.actual_pct = 80, 56
        db.session.commit()

        page = as_(cast.inspector).open("/weak-spots")

        rows = page.rows("table tbody tr")
        assert [cast.project.name in rows[0], "只欠公示" in rows[1], len(rows)] == [True, True, 2]
        assert "3 个项目里，2 个有薄弱环节" in page.main
        assert "付款超进度（逾期 3 天）" in page.main
        assert "比计划慢 24 个百分点" in page.main
        assert f"/rectifications/{late.id}" in page.links.values()
        assert quiet.name not in page.main
        assert page.rows("table tfoot tr")[0].endswith("5")
        paper = as_(cast.inspector).open("/weak-spots/print").main
        assert "薄弱环节一张表" in paper
        assert "付款超进度（逾期 3 天）" in paper


def test_nobody_reads_the_weak_spots_of_another_village(as_, cast, on_day):
    with on_day("2022-06-20"):
        a_missing_notice(cast.project)
        neighbour = a_village(town=cast.village.town)
        assert cast.project.name not in as_(a_supervisor(neighbour)).open("/weak-spots").main
        url = f"/weak-spots?village={cast.village.id}"
        assert cast.project.name not in as_(a_supervisor(neighbour)).open(url).main
        assert cast.project.name in as_(a_town_inspector(cast.village.town)).open(url).main


def test_a_village_without_weak_spots_says_what_would_stand_here(as_, cast, on_day):
    with on_day("2022-06-20"):
        assert "现在没有薄弱环节" in as_(cast.secretary).open("/weak-spots").main


def test_whatever_feature_registers_a_theme_has_its_column(app, as_, cast, monkeypatch):
    def tell(user, village_ids):
        yield Spot(cast.village.id, None, "灯不亮", "dashboards.board", {"village_id": cast.village.id})

    monkeypatch.setitem(app.extensions, "weak spots", list(weak_spots.themes()))
    weak_spots.theme(app, 5, "lamps", "路灯", tell)
    page = as_(cast.secretary).open("/weak-spots")
    assert page.html.select("thead th")[1].text == "路灯"
    assert "全村" in page.rows("table tbody tr")[0]
    assert "灯不亮" in page.main


def test_what_was_put_right_is_no_weak_spot_any_more(as_, cast, on_day):
    with on_day("2022-06-20"):
        case = a_case(cast.project, title="围挡", found_on=day("2022-06-19"))
        assert board_of(cast.inspector, villages_of(cast.inspector)).of_theme("rectifications") == 1
        case.state = "lookback_passed"
        db.session.commit()
        assert board_of(cast.inspector, villages_of(cast.inspector)).lines == []


def test_a_question_on_the_checklist_is_a_weak_spot_until_it_is_answered(as_, cast):
    an_open_question(cast.project, cast.supervisor)
    assert "P15 变更没有批文" in as_(cast.inspector).open("/weak-spots").main


def test_overdue_checks_machines_and_things_to_arrange_are_weak_spots(as_, cast, on_day):
    with on_day("2022-06-20"):
        for number, due in ((23, "2022-06-12"), (24, "2022-06-19"), (9, "2022-03-06")):
            a_check(cast.project, number=number, due=day(due))
        done = {"done_day": day("2022-06-05"), "done_by_id": cast.cadre.id}
        check = a_check(cast.project, number=22, due=day("2022-06-05"), **done)
        machine = a_machine(cast.project, by=cast.cadre)
        equipment.test(machine, passed=False, note="冒黑烟", by=cast.inspector)
        here = {"project": cast.project, "village_id": cast.village.id}
        report = Report(check=check, key="K", by=cast.cadre, arrived_at=dates.now(), mode=Mode.ONSITE, **here)
        saved(Problem(report=report, kind=ProblemKind.COORDINATION, words="缺水泵", **here))
        page = as_(cast.inspector).open("/weak-spots").main
        for words in ("周查 2 次没查", "1 台设备抽测不合格", "1 件协调事项没解决"):
            assert words in page
        machine.left_on = dates.today()
        db.session.commit()
        assert "抽测不合格" not in as_(cast.inspector).open("/weak-spots").main


def test_a_red_flag_is_read_out_only_once_the_team_was_asked(as_, cast):
    flag = a_flag(cast.project, level=FlagLevel.RED)
    name = str(flag.rule.name)
    assert name not in as_(cast.inspector).open("/weak-spots").main
    flag.asked_on = dates.today()
    db.session.commit()
    assert name in as_(cast.inspector).open("/weak-spots").main
    neighbour = a_village(town=cast.village.town)
    assert name not in as_(a_supervisor(neighbour)).open("/weak-spots").main


def test_a_flag_stands_there_only_for_those_who_may_read_it(as_, cast):
    """The accounts agency reads what is about money, and nothing else."""
    flag = a_flag(cast.project, rule="RF33", level=FlagLevel.YELLOW)
    assert str(flag.rule.name) in as_(cast.secretary).open("/weak-spots").main
    assert str(flag.rule.name) not in as_(a_town_admin(cast.village.town)).open("/weak-spots").main


def test_what_stays_within_the_office_has_no_words_where_several_villages_read(as_, cast, on_day):
    with on_day("2022-06-20"):
        neighbour = a_village(town=cast.village.town)
        case = a_case(cast.project, title="付款超进度", found_on=day("2022-06-19"), confidential=True)
        everywhere = as_(cast.inspector).open("/weak-spots").main
        assert case.number in everywhere
        assert "付款超进度" not in everywhere
        assert "付款超进度" in as_(cast.inspector).open(f"/weak-spots?village={cast.village.id}").main
        assert neighbour.name in everywhere
