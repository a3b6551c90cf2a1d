"""今天要办: kinds of lines from several features, asked as one question."""

import datetime

from sqlalchemy import select

from govproj.core import todo
from govproj.villages.models import Resident, Village
from tests.factories import a_cadre, a_village, saved

NEW_YEAR = datetime.date(2022, 1, 1)


def a_line(words):
    return lambda row: todo.Todo(f"{words} {row.name} {row.about} {row.number}", "x", {"id": row.id}, row.day)


VILLAGES = todo.Kind(
    lambda user: select(*todo.columns(Village.id, name=Village.name, number=Village.town_id)),
    a_line("village"),
)
RESIDENTS = todo.Kind(
    lambda user: select(*todo.columns(Resident.id, name=Resident.name, about=Village.name)).join(Village),
    a_line("resident"),
)
NOBODYS = todo.Kind(lambda user: None, a_line("nobody's"))


def test_lines_of_all_kinds_cost_one_question(app, statements):
    village = a_village()
    cadre = a_cadre(village)
    saved(Resident(village=village, number=1, name="甲", household=1))
    saved(Resident(village=village, number=2, name="乙", household=1))
    number = village.town_id
    statements.clear()
    found = todo.asked(cadre, [VILLAGES, NOBODYS, RESIDENTS])
    assert len(statements) == 1
    assert found[0].title == f"village {village.name}  {number}"
    assert {line.title for line in found[1:]} >= {
        f"resident 甲 {village.name} None",
        f"resident 乙 {village.name} None",
    }


def test_who_has_no_part_in_anything_costs_nothing(app, statements):
    village = a_village()
    cadre = a_cadre(village)
    statements.clear()
    assert todo.asked(cadre, [NOBODYS]) == []
    assert statements == []


def test_what_has_a_day_comes_before_what_has_none():
    later, sooner, whenever = (
        todo.Todo(title, "x", {}, day)
        for title, day in (
            ("later", NEW_YEAR.replace(day=3)),
            ("sooner", NEW_YEAR),
            ("whenever", None),
        )
    )
    assert todo.by_day([whenever, later, sooner]) == [sooner, later, whenever]


def test_the_same_act_on_three_things_by_the_same_day_is_one_line():
    due = NEW_YEAR.replace(day=9)
    checks = [todo.Todo(f"周查：{name}", "x", {"id": name}, due) for name in "甲乙丙"]
    others = [
        todo.Todo("周查：丁", "x", {}, NEW_YEAR),
        todo.Todo("周查：戊", "x", {}, due, "联系人"),
        todo.Todo("月督：甲", "x", {}, due),
        *(todo.Todo("登记移交", "x", {"id": number}, None) for number in range(3)),
    ]
    lines = todo.folded([*others, *checks])
    assert [line.title for line in lines] == [
        "周查：丁",
        "周查：戊",
        "月督：甲",
        "周查",
        *["登记移交"] * 3,
    ]
    assert lines[3].things == [(name, line) for name, line in zip("甲乙丙", checks, strict=True)]
    assert lines[3].due == due


def test_two_equal_lines_stay_two():
    pair = [todo.Todo(f"月督：{name}", "x", {}, None) for name in "甲乙"]
    assert todo.folded(pair) == pair
