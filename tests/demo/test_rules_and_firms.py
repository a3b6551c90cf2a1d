"""The demo's rules and firms: invented and marked as such, with codes that check and ties only where they are meant."""

import json

from stdnum.cn import uscc

from govproj.core.deadlines import workdays_between
from govproj.demo import firms as demo_firms
from govproj.demo import rules as demo_rules
from govproj.demo.world import DATA, day
from govproj.villages import rules
from tests.demo.test_data import MARKS_OF_INVENTION

FIRMS = json.loads(demo_firms.FACTS.read_text())["firms"]
RULES = json.loads(demo_rules.FACTS.read_text())["rules"]


def test_codes_check_and_people_are_marked_as_invented():
    assert [row["firm"] for row in FIRMS] == [f"F{number}" for number in range(1, 9)]
    for row in FIRMS:
        uscc.validate(row["credit_code"])
        assert all(MARKS_OF_INVENTION & set(person["name"]) for person in row["people"])
    names = {person["name"] for row in FIRMS for person in row["people"]}
    assert not names & {person["name"] for person in json.loads(DATA.read_text())["people"]}


def test_every_rule_of_the_demo_is_one_and_says_it_is_a_demo():
    for row in RULES:
        assert rules.rule_of(row["key"]).problem(row["value"]) is None
        assert row["reason"].startswith("演示")


def test_publicity_of_every_lead_lasted_five_working_days():
    for selection in json.loads(DATA.read_text())["selections"]:
        first, last = (day(selection["days"][name]) for name in ("publicised_from", "publicised_to"))
        assert workdays_between(first, last) + 1 >= 5
