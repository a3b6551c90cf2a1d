"""Each of the fifty rules at its threshold: where it asks, and where it stays silent just short of it."""

from datetime import date, timedelta

import pytest

from govproj.flags.facts import records as r
from govproj.flags.rules import CATALOGUE, SILENT, Fires, Level, NotComputable
from govproj.ledger.states import PayeeAccount, PaymentKind
from govproj.projects.models import Category, Method, State
from tests.flags import clean
from tests.flags.clean import CLEAN, DAYS, SETTINGS, TODAY, WAN, bid, day, facts, finished, payment

RED, YELLOW = Level.RED, Level.YELLOW


def contract(**kw):
    return {"contract": clean.CONTRACT._replace(**kw)}


def procurement(**kw):
    return {"procurement": clean.PROCUREMENT._replace(**kw)}


def bids(*wan, **kw):
    first, *others = wan
    return procurement(bids=(bid(1, first, won=True), *(bid(n, w) for n, w in enumerate(others, 2))), **kw)


def vote(**kw):
    return {"decision": clean.DECISION._replace(votes=(clean.VOTE._replace(**kw),))}


def sibling(wan, **kw):
    row = clean.ME._replace(id=2, code="P-02", name="另一条路", place="后山")
    return row._replace(estimate_fen=round(wan * WAN), **kw)


def near(wan, method=Method.VILLAGE_COMPARISON, **kw):
    """This project as a small one of the village, beside `kw`'s others."""
    return clean.ME._replace(estimate_fen=round(wan * WAN), method=method, **kw)


def split(mine, other, **kw):
    others = {"method": Method.VILLAGE_COMPARISON, **kw}
    return {"village": {"siblings": (near(mine), sibling(other, **others))}}


def change(number, wan, requested, approved="", done="", **kw):
    approved, done = (day(text) if text else None for text in (approved, done))
    return r.Change(number, round(wan * WAN), day(requested), approved, done, kw.get("extends_to"))


def changes(*rows):
    return {"changes": rows}


def wins(*rows):
    made = [
        r.Win(n, firm, f"{firm}号", round(wan * WAN), day(on), frozenset({1, 2, 3}), True)
        for n, (firm, wan, on) in enumerate(rows, 1)
    ]
    return {"village": {"wins": tuple(made)}}


def labour(*rows, **kw):
    made = tuple(
        r.Labour(n, project, worker, None, day(on), 8, fen, day(noted))
        for n, (project, worker, on, fen, noted) in enumerate(rows, 1)
    )
    own = tuple(row for row in made if row.project_id == 1)
    return {"labour": own, "village": {"labour": made, **kw}}


def a_day(worker="村民测四", on="05-20", fen=20_000, noted="", project=1):
    return project, worker, on, fen, noted or on


def goods(*yuan):
    rows = tuple(
        clean.GOODS._replace(id=n, unit_fen=round(price * 100), project_id=1 if n == 1 else 2)
        for n, price in enumerate(yuan, 1)
    )
    return {"goods": rows[:1], "village": {"goods": rows}}


def month(pct, wan):
    return {"months": (r.Month("2022-05", pct, round(wan * WAN)),)}


def relatives(name="近亲样五", phone=""):
    one = clean.OFFICERS[0]._replace(relatives=(r.Face(name, phone, "姐妹"),))
    return {"village": {"officers": (one, *clean.OFFICERS[1:])}}


def officer(number, **kw):
    some = list(clean.OFFICERS)
    some[number] = some[number]._replace(**kw)
    return {"village": {"officers": tuple(some)}}


def firm(number, **kw):
    return {"firms": clean.FIRMS | {number: clean.FIRMS[number]._replace(**kw)}}


def weeks(*done):
    """Weekly checks up to yesterday: True done, False missed, None done without the manager."""
    rows = []
    for number, came in enumerate(reversed(done)):
        due = day("06-19") - timedelta(days=7 * number)
        rows.append(r.Check(due, None if came is False else due, None if came is False else came is True))
    return {"checks": tuple(reversed(rows))}


def case(**kw):
    return {"cases": (clean.CLEAN.cases[0]._replace(**kw),)}


def rating(content, judged=100, valid=None, households=300):
    return {"rounds": (r.Round(1, day("04-02"), content, judged, valid or judged, households),)}


def duties(*rows):
    made = []
    for name, done in rows:
        year, number = int(name[:4]), int(name[5:])
        due = date(year + number // 12, number % 12 + 1, 10)
        made.append(r.Duty(name, due, due + timedelta(days=done) if done is not None else None))
    return {"duties": tuple(made)}


def settled(**kw):
    return finished(settlement=clean.SETTLEMENT._replace(**kw))


def selection(**kw):
    return {"selection": clean.CLEAN.selection._replace(**kw)}


def start(on):
    return {"days": DAYS | {State.BUILDING: on}}


def services(**by_role):
    known = {row.role: row.firm_id for row in clean.SERVICES} | by_role
    return {"services": tuple(r.Service(*item) for item in known.items() if item[1] is not None)}


# (rule, what changes, the level of the question or None for silence)
CASES = [
    ("RF01", {"decision": clean.DECISION._replace(passed_on=day("01-25"))}, None),
    ("RF01", {"decision": clean.DECISION._replace(passed_on=day("01-26"))}, RED),
    ("RF01", {"decision": None}, RED),
    ("RF01", {"decision": None, "contract": None, "days": {State.INITIATED: day("01-01")}}, None),
    ("RF02", vote(present=28, votes_for=20), None),
    ("RF02", vote(present=27, votes_for=20), RED),
    ("RF02", vote(present=28, votes_for=15), None),
    ("RF02", vote(present=28, votes_for=14), RED),
    ("RF02", vote(present=27, votes_for=20) | {"days": {}}, None),
    ("RF03", {"decision": clean.DECISION._replace(posted_to=date(2021, 11, 12))}, None),
    ("RF03", {"decision": clean.DECISION._replace(posted_to=date(2021, 11, 11))}, YELLOW),
    ("RF04", split(10, 9.99), None),
    ("RF04", split(10, 10), RED),
    ("RF04", split(10, 10, category=Category.WATER), None),
    ("RF04", split(10, 10, began_on=date(2020, 12, 2)), None),
    ("RF04", split(10, 10, began_on=date(2020, 12, 3)), RED),
    ("RF04", split(10, 10, state=State.CANCELLED), None),
    ("RF04", {"village": {"siblings": (near(10), sibling(20, method=Method.TOWN_PLATFORM))}}, None),
    (
        "RF04",
        {"village": {"siblings": (near(10, Method.TOWN_PLATFORM), sibling(10, method=Method.TOWN_PLATFORM))}},
        None,
    ),
    ("RF05", {"village": {"siblings": (clean.ME._replace(id=1), sibling(9, id=0))}}, None),
    ("RF05", {"village": {"siblings": (clean.ME, clean.ME._replace(id=0, began_on=date(2019, 12, 2)))}}, RED),
    (
        "RF05",
        {"village": {"siblings": (clean.ME, clean.ME._replace(id=0, began_on=date(2019, 12, 1)))}},
        None,
    ),
    ("RF05", {"village": {"siblings": (clean.ME, clean.ME._replace(id=0, place="后山"))}}, None),
    (
        "RF05",
        {
            "village": {
                "siblings": tuple(
                    row._replace(subsidy_numbers=("样1",)) for row in (clean.ME, sibling(9, id=0))
                )
            }
        },
        RED,
    ),
    ("RF06", procurement(estimate_fen=19 * WAN, method=Method.VILLAGE_COMPARISON), YELLOW),
    ("RF06", procurement(estimate_fen=18_999_999, method=Method.VILLAGE_COMPARISON), None),
    ("RF06", procurement(estimate_fen=20 * WAN, method=Method.VILLAGE_COMPARISON), None),
    ("RF06", procurement(estimate_fen=19 * WAN, method=Method.TOWN_PLATFORM), None),
    (
        "RF07",
        {
            "state": State.INITIATED,
            "procurement": None,
            "days": {State.INITIATED: TODAY - timedelta(days=180)},
        },
        YELLOW,
    ),
    (
        "RF07",
        {
            "state": State.INITIATED,
            "procurement": None,
            "days": {State.INITIATED: TODAY - timedelta(days=179)},
        },
        None,
    ),
    ("RF07", {"state": State.INITIATED, "days": {State.INITIATED: date(2020, 1, 1)}}, None),
    ("RF08", {"sources": (clean.SOURCE._replace(receipts=(r.Receipt(day("02-21"), 60_200_000),)),)}, None),
    ("RF08", {"sources": (clean.SOURCE._replace(receipts=(r.Receipt(day("02-21"), 60_199_999),)),)}, RED),
    ("RF08", {"sources": (clean.SOURCE._replace(receipts=(r.Receipt(day("02-22"), 86 * WAN),)),)}, RED),
    (
        "RF08",
        {"sources": (clean.SOURCE._replace(receipts=(), pledged_fen=86 * WAN, pledged_on=day("02-21")),)},
        None,
    ),
    ("RF09", {"payments": (payment(1, 1, day("03-01"), source_project_id=2),)}, RED),
    ("RF09", {"payments": (payment(1, 1, day("03-01"), source_project_id=1),)}, None),
    ("RF10", {"payments": (payment(1, 1, day("03-01"), account=PayeeAccount.PERSON),)}, RED),
    (
        "RF10",
        {"payments": (payment(1, 1, day("03-01"), account=PayeeAccount.PERSON, kind=PaymentKind.LABOUR),)},
        None,
    ),
    (
        "RF10",
        {"payments": (payment(1, 1, day("03-01"), account=PayeeAccount.PERSON, reversed=True),)},
        None,
    ),
    ("RF11", firm(1, valid_to=(day("01-25"),)), None),
    ("RF11", firm(1, valid_to=(day("01-24"),)), RED),
    ("RF11", firm(4, valid_to=()), RED),
    ("RF11", firm(5, valid_to=()), None),
    ("RF12", services(budgeting=6), YELLOW),
    ("RF12", services(supervision=1), YELLOW),
    ("RF12", firm(7, legal_person="法人一"), YELLOW),
    ("RF12", firm(7, phone=""), None),
    ("RF13", services(budget_review=None), YELLOW),
    ("RF13", services(budget_review=None) | {"budget_fen": 10 * WAN}, YELLOW),
    ("RF13", services(budget_review=None) | {"budget_fen": 10 * WAN - 1}, None),
    ("RF13", services(budget_review=None) | {"state": State.INITIATED}, None),
    ("RF14", relatives(phone="0572-1"), RED),
    ("RF14", relatives(name="法人一"), YELLOW),
    ("RF14", relatives(name="法人二"), None),
    ("RF14", officer(1, phone="0572-1"), RED),
    ("RF14", {"goods": (clean.GOODS._replace(owner="村委示一"),)}, YELLOW),
    ("RF15", procurement(evaluators=("法人一",)), RED),
    ("RF15", procurement(evaluators=("法人二",)), None),
    ("RF15", {"acceptance": clean.ACCEPTANCE._replace(evaluators=("法人一",))}, RED),
    ("RF15", {"settlement": clean.SETTLEMENT._replace(reviewer_id=1)}, RED),
    ("RF16", {"lead_id": 22}, RED),
    ("RF16", {"contact_id": 22}, RED),
    ("RF16", officer(1, relatives=(r.Face("村委示一", "", "父子"),)), RED),
    ("RF16", officer(1, relatives=(r.Face("领办试三", "", "父子"),)), None),
    ("RF17", selection(assessors=2), YELLOW),
    ("RF17", selection(publicised_to=date(2021, 12, 28)), YELLOW),
    ("RF17", selection(publicised_to=date(2021, 12, 28), again=True), None),
    ("RF17", selection(assessors=2) | {"lead_id": None}, None),
    ("RF18", bids(82.3, 83.4), RED),
    ("RF18", bids(82.3, 83.4, 84.8), None),
    ("RF18", bids(82.3, method=Method.DIRECT), None),
    ("RF18", bids(82.3, 83.4, awarded_on=None), None),
    ("RF19", procurement(method=Method.VILLAGE_COMPARISON), RED),
    ("RF19", procurement(method=Method.STATUTORY_TENDER), None),
    ("RF20", bids(80, 81, 82), RED),
    ("RF20", bids(80, 81, 82.01), None),
    ("RF20", bids(64, 80, 100, ceiling_fen=200 * WAN), RED),
    ("RF20", bids(80, 80.1, 80.3), RED),
    ("RF20", bids(80, 80.1, 80.4), None),
    ("RF20", bids(80, 84.29, 85), RED),
    ("RF20", bids(80, 84.28, 85), None),
    ("RF20", bids(80, 81), None),
    ("RF21", procurement(bids=(bid(1, 82, won=True), bid(2, 83, phone="p1"))), RED),
    ("RF21", procurement(bids=(bid(1, 82, won=True, email=""), bid(2, 83, email=""))), None),
    ("RF22", wins((1, 10, "01-20"), (1, 10, "01-10"), (2, 99, "01-05"), (1, 10, "01-01")), YELLOW),
    ("RF22", wins((1, 10, "01-20"), (1, 10, "01-10"), (2, 99, "01-05")), None),
    ("RF22", wins((1, 10, "01-20"), (1, 10, "01-10"), (2, 20, "01-05")), YELLOW),
    ("RF22", wins((1, 10, "01-20"), (1, 10, "01-10"), (2, 20.01, "01-05")), None),
    ("RF22", wins((1, 99, "01-20"), (2, 1, "01-10")), None),
    ("RF23", wins((1, 9, "01-20"), (2, 90, "01-10"), (1, 9, "01-05"), (2, 90, "01-01")), YELLOW),
    ("RF23", wins((1, 9, "01-20"), (2, 90, "01-10"), (1, 9, "01-05")), None),
    ("RF23", wins((1, 9, "01-20"), (1, 9, "01-10"), (1, 9, "01-05"), (2, 90, "01-01")), None),
    ("RF24", contract(fen=82_300_001), RED),
    ("RF24", contract(fen=82_300_000), None),
    ("RF24", contract(firm_id=2), RED),
    ("RF25", contract(filed_on=day("01-31")), YELLOW),
    ("RF25", contract(filed_on=day("01-30")), None),
    ("RF25", contract(filed_on=None), YELLOW),
    ("RF25", contract(signed_on=day("02-19"), filed_on=day("02-21")), None),
    ("RF25", contract(signed_on=day("02-20"), filed_on=day("02-21")), YELLOW),
    ("RF25", {"contract": None, "today": day("02-19")}, None),
    ("RF25", {"contract": None, "today": day("02-20")}, YELLOW),
    ("RF26", start(day("02-17")), None),
    ("RF26", start(day("02-16")), RED),
    ("RF26", contract(signed_on=day("02-22")), RED),
    ("RF26", {"notice_posted_on": day("02-18")}, None),
    ("RF26", {"notice_posted_on": day("02-19")}, RED),
    ("RF27", goods(115, 100, 100, 100), None),
    ("RF27", goods(115.01, 100, 100, 100), YELLOW),
    ("RF27", goods(84.99, 100, 100, 100), YELLOW),
    ("RF27", goods(200, 100, 100), None),
    ("RF28", labour(a_day(noted="05-21")), None),
    ("RF28", labour(a_day(noted="05-22")), YELLOW),
    ("RF28", {"goods": (clean.GOODS._replace(rental=True, recorded_on=day("05-18")),)}, YELLOW),
    ("RF28", {"goods": (clean.GOODS._replace(rental=False, recorded_on=day("05-18")),)}, None),
    ("RF29", labour(a_day(), a_day(project=2)), RED),
    ("RF29", labour(a_day(), a_day()), RED),
    ("RF29", labour(a_day(), a_day(on="05-21")), None),
    ("RF29", labour(a_day(), a_day(worker="别人")), None),
    ("RF29", labour(*(a_day(on=f"05-{n:02}") for n in range(1, 27))), None),
    ("RF29", labour(*(a_day(on=f"05-{n:02}") for n in range(1, 28))), RED),
    ("RF30", labour(a_day(worker="村委示一"), officers=clean.OFFICERS), RED),
    ("RF30", labour(a_day(worker="监委样二"), officers=clean.OFFICERS), RED),
    ("RF30", labour(a_day(worker="村委示一", fen=0), officers=clean.OFFICERS), None),
    ("RF30", labour(a_day(worker="领办试三"), officers=clean.OFFICERS), None),
    ("RF30", labour(a_day(worker="近亲样五"), **relatives()["village"]), YELLOW),
    ("RF31", labour(a_day(fen=30 * WAN)) | {"payments": (payment(1, 70, day("05-01")),)}, None),
    ("RF31", labour(a_day(fen=30 * WAN + 1)) | {"payments": (payment(1, 70, day("05-01")),)}, YELLOW),
    ("RF31", labour(a_day(fen=25 * WAN)) | {"payments": ()}, None),
    ("RF31", labour(a_day(fen=26 * WAN)) | {"payments": ()}, YELLOW),
    ("RF32", weeks(True, None, None, None), YELLOW),
    ("RF32", weeks(True, None, None), None),
    ("RF32", weeks(None, None, None, True), None),
    ("RF33", contract(ends_on=day("06-20")), None),
    ("RF33", contract(ends_on=day("06-19")), YELLOW),
    ("RF33", contract(ends_on=day("05-21")), YELLOW),
    ("RF33", contract(ends_on=day("05-20")), RED),
    (
        "RF33",
        contract(ends_on=day("05-20"))
        | changes(change("B-01", 0, "05-01", "05-05", "05-05", extends_to=day("06-20"))),
        None,
    ),
    (
        "RF33",
        contract(ends_on=day("05-20")) | changes(change("B-01", 0, "05-01", extends_to=day("06-20"))),
        RED,
    ),
    ("RF34", changes(change("B-01", 4.115, "04-01", "04-02", "04-02")), None),
    ("RF34", changes(change("B-01", 4.1151, "04-01", "04-02", "04-02")), YELLOW),
    ("RF34", changes(change("B-01", -4.1151, "04-01", "04-02", "04-02")), YELLOW),
    ("RF34", changes(change("B-01", 1, "04-01", "04-03", "04-02")), RED),
    ("RF34", changes(change("B-01", 1, "04-01", "", "04-02")), RED),
    ("RF35", changes(change("B-01", 4.23, "01-01"), change("B-02", 4, "04-01")), None),
    ("RF35", changes(change("B-01", 4.2301, "01-01"), change("B-02", 4, "04-01")), RED),
    ("RF35", {"settlement": clean.SETTLEMENT._replace(reviewed_fen=90_530_000)}, None),
    ("RF35", {"settlement": clean.SETTLEMENT._replace(reviewed_fen=90_530_001)}, RED),
    ("RF36", changes(*(change(f"B-{n}", 2, f"04-{n:02}") for n in (1, 15, 30))), RED),
    ("RF36", changes(change("B-1", 2, "04-01"), change("B-2", 2, "04-15"), change("B-3", 2, "05-01")), None),
    ("RF36", changes(*(change(f"B-{n}", 1.6, f"04-{n:02}") for n in (1, 15, 30))), None),
    ("RF36", changes(*(change(f"B-{n}", 2.5, f"04-{n:02}") for n in (1, 15))), None),
    ("RF36", changes(*(change(f"B-{n}", 5, f"04-{n:02}") for n in (1, 15, 30))), None),
    ("RF37", {"works": (r.Work(1, "沟槽", day("05-01"), 2, 2),)}, RED),
    ("RF37", {"works": (r.Work(1, "沟槽", day("05-01"), 3, 1),)}, RED),
    ("RF37", {"works": (r.Work(1, "沟槽", day("06-18"), 0, 0),)}, None),
    ("RF37", {"works": (r.Work(1, "沟槽", day("06-17"), 0, 0),)}, RED),
    ("RF38", contract(safety_fen=3_600_000), None),
    ("RF38", contract(safety_fen=3_600_001), YELLOW),
    ("RF38", contract(safety_fen=3_600_001) | {"today": day("03-23")}, None),
    ("RF39", month(60, 57.61), None),
    ("RF39", month(59, 57.61), RED),
    ("RF39", month(59, 57.61) | {"today": day("05-30")}, None),
    ("RF40", {"payments": (payment(1, 1, day("03-01"), payee="别家"),)}, RED),
    ("RF40", {"payments": (payment(1, 1, day("03-01"), account=PayeeAccount.CASH),)}, RED),
    ("RF40", {"payments": (payment(1, 1, day("03-01"), payee="别家", kind=PaymentKind.GOODS),)}, None),
    ("RF41", {"changes": (), "payments": (payment(1, 69.955, day("03-01")),)}, None),
    ("RF41", {"changes": (), "payments": (payment(1, 69.9551, day("03-01")),)}, RED),
    ("RF41", {"settlement": clean.SETTLEMENT._replace(retention_fen=2_460_001)}, RED),
    (
        "RF41",
        {
            "settlement": clean.SETTLEMENT,
            "payments": (payment(1, 1, date(2023, 6, 1), kind=PaymentKind.RETENTION),),
        },
        None,
    ),
    (
        "RF41",
        {
            "settlement": clean.SETTLEMENT,
            "payments": (payment(1, 1, date(2023, 5, 31), kind=PaymentKind.RETENTION),),
        },
        RED,
    ),
    ("RF42", duties(("2022-04", 0), ("2022-05", 0)), None),
    ("RF42", duties(("2022-04", 1), ("2022-05", 0)), YELLOW),
    ("RF42", duties(("2022-04", 0), ("2022-05", None)), YELLOW),
    ("RF42", duties(("2022-04", 1), ("2022-05", None)), RED),
    ("RF42", duties(("2022-05", None)) | {"today": day("06-10")}, None),
    ("RF42", duties(("2021-04", 1)), None),
    ("RF43", {"notices": (r.Notice(1, "2022-05", 80, 49_380_001),)}, RED),
    ("RF43", {"notices": (r.Notice(1, "2022-05", 81, 49_380_000),)}, RED),
    ("RF43", {"notices": (r.Notice(1, "2022-05", 80, 49_380_000),)}, None),
    ("RF44", {"acceptance": clean.ACCEPTANCE._replace(representatives=2)}, RED),
    ("RF44", {"acceptance": clean.ACCEPTANCE._replace(representatives=3)}, None),
    ("RF44", {"acceptance": clean.ACCEPTANCE._replace(representatives=2, passed=False)}, None),
    ("RF44", {"in_use_on": day("05-09")}, RED),
    ("RF44", {"acceptance": clean.ACCEPTANCE, "in_use_on": day("05-09")}, RED),
    ("RF44", {"acceptance": clean.ACCEPTANCE, "in_use_on": day("05-10")}, None),
    ("RF48", rating(80), None),
    ("RF48", rating(79), YELLOW),
    ("RF48", rating(60), YELLOW),
    ("RF48", rating(59), RED),
    ("RF48", rating(30, 30), None),
    ("RF48", rating(29, 29), YELLOW),
    ("RF48", rating(20, 20, households=100), None),
    ("RF48", rating(19, 19, households=100), YELLOW),
    ("RF49", case(due_on=day("06-20")), None),
    ("RF49", case(due_on=day("06-19")), YELLOW),
    ("RF49", case(due_on=day("06-14")), YELLOW),
    ("RF49", case(due_on=day("06-13")), RED),
    ("RF49", case(due_on=day("06-13"), handed_in=True), None),
    ("RF49", case(due_on=day("06-13"), open=False), None),
    ("RF49", case(turn=2), RED),
    ("RF50", weeks(True, False), None),
    ("RF50", weeks(True, False, False), YELLOW),
    ("RF50", weeks(True, False, False, False), YELLOW),
    ("RF50", weeks(True, False, False, False, False), RED),
    ("RF50", weeks(False, False, False, True), None),
    ("RF50", weeks(False, False) | {"state": State.SUSPENDED}, None),
]
AFTERWARDS = [
    ("RF45", settled(reviewed_fen=None, due_on=TODAY), None),
    ("RF45", settled(reviewed_fen=None, due_on=TODAY - timedelta(days=1)), YELLOW),
    ("RF45", settled(submitted_fen=100 * WAN, reviewed_fen=85 * WAN), None),
    ("RF45", settled(submitted_fen=100 * WAN, reviewed_fen=85 * WAN - 1), YELLOW),
    ("RF46", finished(assets=(), settlement=clean.SETTLEMENT._replace(reviewed_on=day("05-21"))), None),
    ("RF46", finished(assets=(), settlement=clean.SETTLEMENT._replace(reviewed_on=day("05-20"))), YELLOW),
    ("RF46", finished(), None),
    ("RF47", facts(papers=(r.Paper("会议记录", day("06-01"), day("06-08")),)), None),
    ("RF47", facts(papers=(r.Paper("会议记录", day("06-01"), day("06-09")),)), YELLOW),
    ("RF47", facts(papers=(r.Paper("会议记录", date(2021, 1, 1), date(2021, 6, 1)),)), None),
]
TABLE = [(rule, facts(**changed), level) for rule, changed, level in CASES] + AFTERWARDS


@pytest.mark.parametrize(
    ("rule", "told", "level"), TABLE, ids=[f"{n}-{row[0]}-{row[2]}" for n, row in enumerate(TABLE)]
)
def test_a_rule_asks_past_its_threshold_and_not_before(rule, told, level):
    result = CATALOGUE[rule].judge(told, SETTINGS)
    if level is None:
        assert result is SILENT
        return
    assert isinstance(result, Fires), result
    assert result.level is level
    assert result.marks
    words = str(CATALOGUE[rule].says[result.says]) % result.numbers
    assert "%(" not in words
    assert "None" not in words


def test_every_rule_has_firing_and_silent_cases():
    firing = {rule for rule, _told, level in TABLE if level is not None}
    silent = {rule for rule, _told, level in TABLE if level is None}
    assert firing == silent == set(CATALOGUE)


@pytest.mark.parametrize("told", [CLEAN, finished()], ids=["building", "settled"])
def test_about_a_clean_project_no_rule_asks_or_lacks_anything(told):
    results = {rule.id: rule.judge(told, SETTINGS) for rule in CATALOGUE.values()}
    assert {id_: result for id_, result in results.items() if result is not SILENT} == {}


LACKING = [
    ("RF08", {"sources": ()}, "sources"),
    ("RF11", {"firms": {}}, "firm"),
    ("RF17", {"selection": None}, "selection"),
    ("RF24", {"procurement": None}, "procurement"),
    ("RF26", {"notice_posted_on": None}, "start_notice"),
    ("RF38", contract(safety_fen=None), "safety"),
    ("RF44", {"state": State.ACCEPTED}, "acceptance"),
    ("RF32", {"checks": (r.Check(day("06-19"), day("06-18"), None),)}, "manager"),
]


@pytest.mark.parametrize(("rule", "changed", "what"), LACKING)
def test_what_is_not_recorded_is_named(rule, changed, what):
    assert CATALOGUE[rule].judge(facts(**changed), SETTINGS) == NotComputable(what)
