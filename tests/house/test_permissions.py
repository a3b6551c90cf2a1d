"""Every cell of the permission table is requested; an address without a row fails."""

import pytest

from tests.house.permissions import WHO, World, answer, rows, url_of

pytestmark = pytest.mark.once  # who gets what answer is decided by functions that know no database

TABLE = rows()
FEATURES = sorted({row.feature for row in TABLE})
IN_THE_TABLE_ALREADY = {"static"}


def test_every_address_has_a_row(app):
    declared = {(row.endpoint, row.method) for row in TABLE}
    wanted = {
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
        if rule.endpoint not in IN_THE_TABLE_ALREADY
    }
    assert wanted - declared == set(), "say in tests/<feature>/permissions.py who may use these"
    assert declared - wanted == set(), "these rows are about addresses that are gone"


def changes_nothing(row, mark: str) -> bool:
    """Requests that only read or are refused can all be made in one world."""
    return row.method == "GET" or mark != "+"


@pytest.mark.parametrize("feature", FEATURES)
def test_who_reads_and_who_is_kept_out(app, as_, feature):
    home, abroad = World(), World()
    browsers = {who: as_(home.people[who]) for who in WHO}
    wrong = {}
    for row in (row for row in TABLE if row.feature == feature):
        for place, world, marks in (("own", home, row.own), ("foreign", abroad, row.foreign)):
            url = url_of(app, row, world)
            asked = [who for who in WHO if changes_nothing(row, marks[who])]
            got = {who: ask(browsers[who], row, url) for who in asked}
            differing = {who: (marks[who], mark) for who, mark in got.items() if mark != marks[who]}
            if differing:
                wrong[f"{row.method} {row.endpoint}, {place} village"] = differing
    assert not wrong, "declared, got"


@pytest.mark.parametrize("row", [row for row in TABLE if row.method != "GET"], ids=lambda row: row.endpoint)
def test_who_may_do_it(app, as_, row):
    home, abroad = World(), None
    for place, marks in (("own", row.own), ("foreign", row.foreign)):
        for who in (who for who in WHO if marks[who] == "+"):
            if place == "foreign":
                abroad = abroad or World()
            url = url_of(app, row, home if place == "own" else abroad)
            got = ask(as_(home.people[who]), row, url)
            assert got == "+", f"{row.method} {row.endpoint}, {place} village: {who} gets {got}"


def ask(browser, row, url) -> str:
    token = {"data": {"csrf_token": browser.token()}} if row.method == "POST" else {}
    return answer(browser._ask(row.method, url, **token))
