"""Every cell of the permission table is requested; an address without a row fails."""

import pytest

from tests.house.permissions import WHO, World, answer, rows

TABLE = rows()
IN_THE_TABLE_ALREADY = {"static"}


@pytest.fixture
def worlds(app):
    return World(), World()


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


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row.endpoint} {row.method}")
def test_who_gets_in(app, as_, worlds, row):
    home, abroad = worlds
    own = {name: home.value(row.things, name) for name in _arguments(app, row)}
    foreign = {name: abroad.value(row.things, name) for name in _arguments(app, row)}
    got = {who: _ask(app, as_, home.people[who], row, own) for who in WHO}
    assert got == row.own, f"{row.method} {row.endpoint}, own village"
    if own:
        got = {who: _ask(app, as_, home.people[who], row, foreign) for who in WHO}
        assert got == row.foreign, f"{row.method} {row.endpoint}, another county's village"


def _arguments(app, row) -> set[str]:
    return {name for rule in app.url_map.iter_rules(row.endpoint) for name in rule.arguments}


def _ask(app, as_, person, row, url_parts):
    with app.test_request_context():
        url = app.url_for(row.endpoint, **url_parts)
    browser = as_(person)
    token = {"csrf_token": browser.token()} if row.method == "POST" else {}
    return answer(browser._ask(row.method, url, **({"data": token} if token else {})))
