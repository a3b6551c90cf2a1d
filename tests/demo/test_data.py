"""The demo's figures add up, its dates break no rule, and nobody real is slandered."""

import json
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

DATA = json.loads((Path(__file__).parents[2] / "govproj/demo/data.json").read_text("utf-8"))
CATALOGUE = json.loads((Path(__file__).parents[2] / "govproj/checklists/catalogue.json").read_text("utf-8"))
PROJECTS = {project["code"]: project for project in DATA["projects"]}
WORKS = [project for project in DATA["projects"] if project["kind"] == "construction"]
PEOPLE = {person["id"]: person for person in DATA["people"]}
REAL_NAMES = {"丁爽", "徐海荣", "系统管理员"}
REAL_VILLAGE = "V1"
MARKS_OF_INVENTION = set("示例样试演测模")
WAN = 1_000_000


def day(text):
    return date.fromisoformat(text)


def paid_by_may(project):
    return next((m["paid_fen"] for m in reversed(project["months"]) if m["month"] <= "2022-05"), 0)


def sums(projects):
    """(budget, contracts, paid to the end of May) in 万元, as the demo sheet prints them."""
    return tuple(
        round(sum(fen) / WAN, 2)
        for fen in zip(
            *((p["budget_fen"], p["contract_fen"] or 0, paid_by_may(p)) for p in projects), strict=True
        )
    )


@pytest.mark.parametrize(
    ("villages", "count", "expected"),
    [
        ({"V1", "V2", "V3"}, 12, (928.60, 840.00, 424.32)),
        ({"V1"}, 6, (552.30, 480.10, 213.76)),
        ({"V2"}, 3, (129.30, 124.70, 82.22)),
        ({"V3"}, 3, (247.00, 235.20, 128.34)),
    ],
)
def test_the_money_adds_up(villages, count, expected):
    chosen = [p for p in WORKS if p["village"] in villages]
    assert (len(chosen), sums(chosen)) == (count, expected)


def test_every_budget_is_covered_by_its_sources():
    assert all(sum(f["fen"] for f in p["funds"]) == p["budget_fen"] for p in PROJECTS.values())
    by_source = Counter()
    for source in (f for p in WORKS for f in p["funds"]):
        by_source[source["source"]] += source["fen"]
    assert sum(fen for name, fen in by_source.items() if name.startswith("上级")) == 483 * WAN
    assert (by_source["乡贤捐赠"], by_source["企业点单出资"]) == (10 * WAN, 30 * WAN)


def test_ten_of_twelve_central_work_items_are_led():
    items = [item for item in DATA["work_items"] if item["village"] == "V1"]
    led = [item for item in items if item["project"] and PROJECTS[item["project"]]["lead"]]
    assert (len(items), len(led)) == (12, 10)
    assert {item["name"] for item in items if item not in led} == {"森林防火巡查", "耕地保护巡查"}


def test_the_checklist_table_has_three_hundred_cells():
    cells = Counter(mark for p in WORKS for mark in p["checklist"].values())
    assert cells == {"✓": 135, "…": 76, "!": 8, "–": 2, "◇": 3, "·": 76}


def test_every_problem_cell_has_its_note_and_no_other():
    problems = {(p["code"], item) for p in WORKS for item, mark in p["checklist"].items() if mark == "!"}
    assert problems == {(note["project"], note["item"]) for note in DATA["problem_notes"]}
    assert len(DATA["problem_notes"]) == 8


def test_governance_projects_keep_nine_items():
    kept = [item["code"] for item in CATALOGUE["items"] if item["applies"]["governance"]]
    assert all(list(p["checklist"]) == kept for p in PROJECTS.values() if p["kind"] == "governance")


def months_of_work(project):
    life = project["life"]
    first, last = life["building"], life.get("completed", "2022-05-31")
    return [f"2022-{m:02d}" for m in range(int(first[5:7]), min(int(last[5:7]), 5) + 1)]


def test_a_notice_for_every_month_of_work_and_one_of_them_late():
    due = {(p["code"], month) for p in WORKS if "building" in p["life"] for month in months_of_work(p)}
    notices = DATA["notices"]
    late = [(n["project"], n["month"], n["published"]) for n in notices if n["published"] > n["due"]]
    assert {(n["project"], n["month"]) for n in notices} == due
    assert (len(notices), late) == (35, [("YXK-02", "2022-04", "2022-05-14")])
    assert Counter(PROJECTS[n["project"]]["village"] for n in notices) == {"V1": 16, "V2": 8, "V3": 11}


def test_a_notice_is_written_reviewed_and_passed_by_different_people_in_order():
    for notice in DATA["notices"]:
        assert notice["submitted"] <= notice["reviewed"] <= notice["passed"] <= notice["published"]
        assert notice["submitted"][:7] > notice["month"]
        assert len({notice["drafted_by"], notice["reviewed_by"], *notice["passed_by"]}) == 4


def test_the_weekly_checks_add_up():
    totals = Counter()
    for counts in DATA["weekly_checks"].values():
        totals.update(counts)
        assert counts["due"] == counts["on_time"] + counts["late"] + counts["missing"]
    assert totals == {"due": 128, "on_time": 116, "late": 6, "missing": 6}


ORDER = [
    "draft",
    "proposed",
    "consult_from",
    "consult_to",
    "decided",
    "initiated",
    "procuring",
    "awarded",
    "contracted",
    "filed",
]
THEN = ["start_notice", "ready", "building", "completed", "accepted", "settled"]


def test_the_life_of_every_project_is_in_order():
    for project in PROJECTS.values():
        days = [project["life"][step] for step in ORDER if step in project["life"]]
        if project["kind"] == "construction":
            assert days == sorted(days), project["code"]
        assert all(d <= DATA["today"] for d in days)


def test_no_project_breaks_a_waiting_period():
    for code, project in PROJECTS.items():
        life = {step: day(d) for step, d in project["life"].items()}
        assert (life["consult_to"] - life["consult_from"]).days + 1 >= 15, code
        if "contracted" in life:
            assert (life["contracted"] - life["awarded"]).days <= 30, code
            assert (life["building"] - life["start_notice"]).days >= 3, code
        if "procuring" in life:
            assert (life["procuring"] - life["initiated"]).days < 180, code


def test_progress_and_payments_never_fall_and_stay_under_the_contract():
    for project in WORKS:
        months = project["months"]
        for before, after in pairwise(months):
            assert before["month"] < after["month"]
            assert before["actual"] <= after["actual"]
            assert before["planned"] <= after["planned"]
            assert before["paid_fen"] <= after["paid_fen"] <= project["contract_fen"]


def workdays(first, last):
    """Weekdays from `first` to `last`; no public holiday falls into any of the periods asked for."""
    return sum((day(first) + timedelta(n)).weekday() < 5 for n in range((day(last) - day(first)).days + 1))


def test_every_lead_was_called_assessed_checked_and_publicised():
    assert {s["project"] for s in DATA["selections"]} == {c for c, p in PROJECTS.items() if p["lead"]}
    for selection in DATA["selections"]:
        project, days = PROJECTS[selection["project"]], selection["days"]
        assert list(days.values()) == sorted(days.values())
        assert (day(days["closes"]) - day(days["published"])).days >= 7
        assert workdays(days["publicised_from"], days["publicised_to"]) >= 5
        assert days["appointed"] <= project["life"].get("procuring", project["life"].get("building", "9"))
        assert project["life"]["proposed"] <= days["published"]
        assert selection["chosen"] == project["lead"]


def test_three_assessors_score_every_candidate_and_none_is_a_candidate():
    for selection in DATA["selections"]:
        candidates = {n["person"] for n in selection["nominations"]}
        assert len(set(selection["assessors"])) >= 3
        assert not candidates & set(selection["assessors"])
        assert {(a["assessor"], a["person"]) for a in selection["assessments"]} == {
            (assessor, candidate) for assessor in selection["assessors"] for candidate in candidates
        }
        assert {check["outcome"] for check in selection["conflict_checks"]} == {"clear"}
        best = Counter()
        for assessment in selection["assessments"]:
            best[assessment["person"]] += sum(assessment["scores"].values())
        assert best.most_common(1)[0][0] == selection["chosen"]


def test_the_ways_of_nomination_are_mixed_and_the_recommended_accepted():
    nominations = [n for s in DATA["selections"] for n in s["nominations"]]
    kinds = Counter(n["kind"] for n in nominations)
    assert kinds["self"] > kinds["recommended"] > 2
    assert all((n["kind"] == "self") == (n["by"] == n["person"]) for n in nominations)
    assert all(n["on"] <= n["accepted_on"] for n in nominations)


@pytest.mark.parametrize(
    ("round_id", "opens", "closes", "valid"),
    [
        ("R1", "2022-03-20", "2022-03-30", 150),
        ("R2", "2022-05-23", "2022-06-01", 82),
        ("R3", "2022-05-20", "2022-05-30", 95),
        ("R4", "2022-03-21", "2022-03-31", 82),
    ],
)
def test_each_round_counts_what_was_answered(round_id, opens, closes, valid):
    asked = next(r for r in DATA["rounds"] if r["id"] == round_id)
    assert (asked["days"]["opens"], asked["days"]["closes"]) == (opens, closes)
    assert asked["returned"] - asked["invalid"] == valid
    assert asked["web"] + asked["paper"] == asked["returned"] <= asked["issued"] <= asked["eligible"]
    assert {sum(counts) for counts in asked["answers"].values()} == {valid}
    assert len(asked["answers"]) == 8
    assert list(asked["days"].values()) == sorted(asked["days"].values())


def test_the_rectifications_come_out_as_the_report_prints_them():
    ran = DATA["rectifications"]
    assert [r["no"] for r in ran] == ["ZG-2022-001", "ZG-2022-002", "ZG-2022-003"]
    assert [r["closed_in_time"] for r in ran] == [True, False, True]
    overdue = [(day(DATA["today"]) - day(r["due"])).days for r in ran if "closed" not in r["days"]]
    lookbacks = [r["lookback"]["passed"] for r in ran if "lookback" in r]
    assert (overdue, lookbacks) == ([3], [True, False])
    for r in ran:
        assert list(r["days"].values()) == sorted(r["days"].values())
        assert r["responsible"] not in {*r.get("verified_by", ()), r.get("closed_by")}
        assert "lookback" not in r or r["lookback"]["by"] not in r["verified_by"]


def references(thing):
    """Every string in the file that looks like a person's id."""
    if isinstance(thing, dict):
        return {ref for value in thing.values() for ref in references(value)}
    if isinstance(thing, list):
        return {ref for value in thing for ref in references(value)}
    return (
        {thing}
        if isinstance(thing, str) and len(thing) == 3 and thing[0] in "uv" and thing[1:].isdigit()
        else set()
    )


def test_everybody_mentioned_exists():
    assert references(DATA) == set(PEOPLE)
    assert {p["contractor"] for p in WORKS} - {None} <= {firm["id"] for firm in DATA["firms"]}


def test_usernames_are_unique_and_every_village_has_its_own():
    names = [person["username"] for person in PEOPLE.values()]
    assert len(names) == len(set(names))
    roles = [
        "secretary",
        "lead",
        "party-member",
        "cadre",
        "cadre-b",
        "supervisor",
        "supervisor-b",
        "villager",
    ]
    assert {f"{role}{suffix}" for role in roles for suffix in ("", "-2", "-3")} <= set(names)
    assert {"town-inspector", "town-admin", "county-inspector", "admin"} <= set(names)


def test_what_is_invented_says_so():
    invented = [p["name"] for p in PEOPLE.values()] + [f["legal_person"] for f in DATA["firms"]]
    invented += [relative["name"] for relative in DATA["relatives"]]
    assert [name for name in invented if name not in REAL_NAMES and not MARKS_OF_INVENTION & set(name)] == []
    villages = [v["name"] for v in DATA["divisions"]["villages"] if v["id"] != REAL_VILLAGE]
    assert all(name.endswith("（虚构）") for name in villages + [firm["name"] for firm in DATA["firms"]])


def test_nothing_negative_is_said_of_the_real_village():
    blamed = DATA["problem_notes"] + DATA["rectifications"] + DATA["objections"] + DATA["inquiries"]
    assert all(PROJECTS[fact["project"]]["village"] != REAL_VILLAGE for fact in blamed)
    assert all(PEOPLE[r["person"]]["offices"][0]["place"] != REAL_VILLAGE for r in DATA["relatives"])
    for project in WORKS:
        if project["village"] == REAL_VILLAGE:
            assert all(month["actual"] >= month["planned"] for month in project["months"])
