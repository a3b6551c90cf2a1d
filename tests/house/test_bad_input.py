"""Whatever is typed into any form or address, the answer is a page for people and never an error of ours."""

from itertools import cycle

import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.conftest import ON_POSTGRES
from tests.house.permissions import World, rows

TABLE = rows()
NASTY = st.sampled_from(
    [
        "",
        " ",
        "0",
        "-1",
        "1e400",
        "NaN",
        "９９９",
        "99999999999999999999999",
        "2022-13-45",
        "0001-01-01",
        "9999-12-31",
        "\x00",
        "\ud7ff\uffff\u202e",
        "'; DROP TABLE user; --",
        "{{ 7 * 7 }}%(x)s{0}",
        "长" * 3000,
        "../../etc/passwd",
    ]
)
HAND = 61  # a prime, so that every form gets other values
TYPED = st.one_of(NASTY, st.text(max_size=40), st.integers().map(str), st.dates().map(str))
USUAL_FIELDS = (
    "note",
    "on",
    "reason",
    "title",
    "name",
    "code",
    "month",
    "passphrase",
    "days",
    "lang",
    "next",
)


def fields_of(browser, url) -> list[str]:
    """The names a form on the page of the same address would send."""
    response = browser._ask("GET", url)
    if response.status_code != 200 or response.mimetype != "text/html":
        return []
    page = BeautifulSoup(response.text, "html.parser")
    return [tag["name"] for tag in page.select("main [name]") if tag["name"] != "csrf_token"]


def requests(app, world):
    """(row, url, somebody who is let in) for every address."""
    for row in TABLE:
        who = next((who for who, mark in row.own.items() if mark == "+" and who != "A"), None)
        arguments = {name for rule in app.url_map.iter_rules(row.endpoint) for name in rule.arguments}
        with app.test_request_context():
            url = app.url_for(row.endpoint, **{name: world.value(row.things, name) for name in arguments})
        yield row, url, world.people[who] if who else None


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_no_input_breaks_a_page(app, as_, method):
    world = World()
    targets = [target for target in requests(app, world) if target[0].method == method]
    browsers = {person: as_(person) for person in {None, *(target[2] for target in targets)}}
    tokens = {person: browser.token() for person, browser in browsers.items()}
    fields = {url: fields_of(browsers[person], url) for _, url, person in targets}

    @settings(
        max_examples=2 if ON_POSTGRES else 4,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],  # the message names what was typed; making it shorter takes minutes
        suppress_health_check=list(HealthCheck),
    )
    @given(hand=st.lists(TYPED, min_size=HAND, max_size=HAND))
    def ask_them_all(hand):
        dealt = cycle(hand)  # drawing for each field anew is more than one example can hold
        for row, url, person in targets:
            typed = {name: next(dealt) for name in fields[url] or USUAL_FIELDS}
            if method == "GET":
                response = browsers[person]._ask("GET", url, query_string={**typed, "before": hand[0]})
            else:
                response = browsers[person]._ask("POST", url, data={**typed, "csrf_token": tokens[person]})
            assert response.status_code < 500, f"{method} {row.endpoint} with {typed}"

    ask_them_all()


# Found wanting before the database is asked.
NO_NUMBERS = [pytest.param(text, marks=pytest.mark.once) for text in ("0", "1e5", "-1", "１")]


@pytest.mark.parametrize("number", ["99999999999999999999", *NO_NUMBERS])
def test_odd_numbers_in_an_address_lead_nowhere(app, as_, number):
    people = (None, World().people["S"])
    for rule in app.url_map.iter_rules():
        if "GET" in rule.methods and rule.arguments and rule.endpoint != "static":
            url = rule.rule
            for argument in rule.arguments:
                url = url.replace(f"<int:{argument}>", number).replace(f"<{argument}>", number)
            for person in people:
                status = as_(person)._ask("GET", url).status_code
                assert status < 500, f"{url}: {status}"


@pytest.mark.parametrize("number", ["9" * 19, pytest.param("9" * 5000, marks=pytest.mark.once)])
def test_odd_numbers_asked_for_find_nothing(app, as_, number):
    """Of the names that stand in no form of the page but in its links."""
    asked = dict.fromkeys(
        ("village", "before", "after", "year", "edition", "below", "project", "point", "key"), number
    )
    readers = as_(None), as_(World().people["T"])
    for rule in app.url_map.iter_rules():
        if "GET" in rule.methods and not rule.arguments:
            for reader in readers:
                status = reader._ask("GET", rule.rule, query_string=asked).status_code
                assert status < 500, f"{rule.rule}: {status}"
