"""How many questions a page asks the database: few, and no more when there is more to show."""

from importlib import import_module

import pytest

from tests.house.permissions import TESTS, World, rows, url_of

MOST = 12
MOST_ON_FRONT_PAGES = 25  # the board and the workbench look into every feature
# Lists that were empty load what belongs to their rows: with ten rows of each, once more a kind and not ten times.
FIRST_OF_EACH_KIND = 6
PAGES = [row for row in rows() if row.method == "GET"]


def grow(world) -> None:
    """Ten more of everything the features list, where they say how: `more(world)` in their permissions.py."""
    for path in sorted(TESTS.glob("*/permissions.py")):
        more = getattr(import_module(f"tests.{path.parent.name}.permissions"), "more", None)
        if more:
            more(world)


@pytest.mark.parametrize("feature", sorted({row.feature for row in PAGES}))
def test_a_page_asks_little_and_not_more_when_there_is_more(app, as_, statements, feature):
    world, pages = World(), []
    for row in (row for row in PAGES if row.feature == feature):
        who = next((who for who in "TJSCLPVYMXA" if row.own[who] == "+"), None)
        if who is not None:
            pages.append((row, url_of(app, row, world), as_(world.people[who])))

    def asked(url, browser) -> int:
        browser._ask("GET", url)  # the first request may compile and cache
        statements.clear()
        response = browser._ask("GET", url)
        assert response.status_code < 400, url
        return len(statements)

    few = [asked(url, browser) for _row, url, browser in pages]
    grow(world)
    wrong = []
    for (row, url, browser), before in zip(pages, few, strict=True):
        many = asked(url, browser)
        limit = MOST_ON_FRONT_PAGES if row.endpoint.startswith("dashboards.") else MOST
        if many > limit:
            wrong.append(f"{url} asks {many} questions")
        if many > before + (FIRST_OF_EACH_KIND if row.endpoint.startswith("dashboards.") else 1):
            wrong.append(f"{url} asks {before} questions for a few rows and {many} for more")
    assert not wrong, "\n".join(wrong)
