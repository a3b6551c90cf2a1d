"""How many questions a page asks the database: few, and no more when there is more to show."""

from importlib import import_module

import pytest

from tests.house.permissions import TESTS, World, rows

MOST = 12
MOST_ON_FRONT_PAGES = 25  # the board and the workbench look into every feature
PAGES = [row for row in rows() if row.method == "GET"]


def grow(world) -> None:
    """Ten more of everything the features list, where they say how: `more(world)` in their permissions.py."""
    for path in sorted(TESTS.glob("*/permissions.py")):
        more = getattr(import_module(f"tests.{path.parent.name}.permissions"), "more", None)
        if more:
            more(world)


@pytest.fixture
def world(app):
    return World()


@pytest.mark.parametrize("row", PAGES, ids=lambda row: row.endpoint)
def test_a_page_asks_little_and_not_more_when_there_is_more(app, as_, world, statements, row):
    who = next((who for who in "TJSCLPVYMXA" if row.own[who] == "+"), None)
    if who is None:
        return
    arguments = {name for rule in app.url_map.iter_rules(row.endpoint) for name in rule.arguments}
    with app.test_request_context():
        url = app.url_for(row.endpoint, **{name: world.value(row.things, name) for name in arguments})
    browser = as_(world.people[who])

    def asked() -> int:
        browser._ask("GET", url)  # the first request may compile and cache
        statements.clear()
        response = browser._ask("GET", url)
        assert response.status_code < 400, url
        return len(statements)

    few = asked()
    grow(world)
    many = asked()
    limit = MOST_ON_FRONT_PAGES if row.endpoint.startswith("dashboards.") else MOST
    assert many <= limit, f"{url} asks {many} questions"
    assert many <= few + 1, f"{url} asks {few} questions for a few rows and {many} for more"
