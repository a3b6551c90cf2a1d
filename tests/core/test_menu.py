"""The bars a reader finds the way by: few entries for each, the rest one press away, nothing lost."""

import pytest

from tests.factories import (
    a_cadre,
    a_county_inspector,
    a_project,
    a_secretary,
    a_supervisor,
    a_town_admin,
    a_town_inspector,
    a_village,
    a_villager,
    an_admin,
)

MOST = 8


@pytest.fixture
def village(app):
    return a_village()


def bar(page, label) -> tuple[list[str], list[str]]:
    """What stands in the bar, and what stands behind 更多."""
    (nav,) = page.html.select(f'nav[aria-label="{label}"]')
    behind = [a.text for a in nav.select("details a")]
    return [a.text for a in nav.select("a") if not a.find_parent("details")], behind


def people(village):
    officials = [who(village) for who in (a_villager, a_cadre, a_secretary, a_supervisor)]
    town, county = village.town, village.town.county
    return [
        None,
        *officials,
        a_town_inspector(town),
        a_town_admin(town),
        a_county_inspector(county),
        an_admin(),
    ]


def test_nobody_faces_a_crowd_of_entries(as_, village):
    project = a_project(village)
    for person in people(village):
        reader = as_(person)
        board, own = reader.open(f"/villages/{village.id}"), reader.open(f"/projects/{project.id}")
        for page, label in ((board, "主菜单"), (board, "村栏目"), (own, "项目栏目")):
            assert len(bar(page, label)[0]) <= MOST, (person, label)


def rows_on_a_phone(labels) -> int:
    """How many rows of 344 pixels these entries fill, as the style sheet sets them: 18 pixels a character."""
    rows, room = 0, 0
    for label in labels:
        width = 18 * len(label) + 16
        if width > room:
            rows, room = rows + 1, 344
        room -= width + 8
    return rows


def test_the_menu_takes_two_rows_of_a_phone_and_leaves_the_rest_to_the_page(as_, village):
    for person in people(village):
        often, behind = bar(as_(person).open("/projects"), "主菜单")
        assert rows_on_a_phone([*often, *(["更多 ∨"] if behind else [])]) <= 2, (person, often)


def test_the_days_work_comes_first_for_whoever_signed_in(as_, village):
    menu = bar(as_(a_cadre(village)).open("/workbench"), "主菜单")[0]
    assert menu[0] == "今天要办"
    assert "今天要办" not in bar(as_().open("/"), "主菜单")[0]


def test_each_office_finds_its_own_tools_in_the_bar_and_the_others_behind_it(as_, village):
    front, behind = bar(as_(a_town_inspector(village.town)).open("/"), "主菜单")
    assert {"督查", "整改", "预警"} <= set(front)
    assert {"资金", "廉政风险", "留痕"} <= set(behind)
    front, behind = bar(as_(a_cadre(village)).open("/"), "主菜单")
    assert {"整改", "资金"} <= set(front)
    assert {"督查", "预警", "权力清单"} <= set(behind)


def test_a_bar_that_fits_has_nothing_behind_it(as_, village):
    assert bar(as_().open("/"), "主菜单") == (["看项目", "评议", "权力清单"], [])


def test_the_page_one_is_on_stands_in_the_bar(as_, village):
    project = a_project(village)
    stranger = as_()
    front = stranger.open(f"/projects/{project.id}")
    assert "节点" in bar(front, "项目栏目")[1]
    milestones = stranger.open(front.links["节点"])
    assert "节点" in bar(milestones, "项目栏目")[0]


def test_the_front_page_is_not_marked_as_the_days_work(as_, village):
    page = as_(a_cadre(village)).open("/")
    assert not page.html.select('nav[aria-label="主菜单"] a[aria-current]')
