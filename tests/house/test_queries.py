"""How many questions a page asks the database: few, and no more when there is more to show."""

from importlib import import_module

import pytest

from tests.house.permissions import TESTS, World, rows, url_of

MOST = 12
MOST_ON_FRONT_PAGES = 25  # the board and the workbench look into every feature
PAGES = 25  # the board and the workbench look into every feature
# Lists that were empty load what belongs to their rows: with ten rows of each, once more a kind and not ten times.
FIRST_OF_EACH_KIND = 6
PAGES = [row for row in rows() if row.method == "GET"]


def grow(world) -> None:
    """Ten more of everything the features list, where they say how: `more(world)` in their permissions.py."""
    for path in sorted(TESTS.glob("*/permissions.py")):
        more = getattr(import_module(f"tests.{path.parent.name}.permissions"), "more", None)
        if more:
            more(world)
    world.grown += 1


@pytest.mark.parametrize("feature", sorted({row.feature for row in PAGES}))
def test_a_page_asks_little_and_not_more_when_there_is_more(app, as_, statements, feature):
    """With a few things, ten more and twenty more: what a list loads for its first rows, it loads once."""
    world, asking = World(), []
    for row in (row for row in PAGES if row.feature == feature):
        for who in readers(row):
            asking.append((row, who, url_of(app, row, world), as_(world.people[who])))

    def asked() -> list[int]:
        return [_asked(statements, browser, url) for _row, _who, url, browser in asking]

    grow(world)
    ten = asked()
    grow(world)
    wrong = []
    for (row, who, url, _browser), before, many in zip(asking, ten, asked(), strict=True):
        limit = MOST_ON_FRONT_PAGES if row.endpoint.startswith("dashboards.") else MOST
        if many > limit:
            wrong.append(f"{url} asks {many} questions of {who}")
        if many > before:
            wrong.append(f"{url} asks {before} questions for ten rows and {many} for twenty ({who})")
    assert not wrong, "\n".join(wrong)


def readers(row) -> list[str]:
    """Front pages are another page for every office; of the others the one who supervises sees the most."""
    let_in = [who for who in "TJSCLPVYMXA" if row.own[who] == "+"]
    return let_in if row.endpoint in {"dashboards.workbench", "dashboards.board"} else let_in[:1]


def _asked(statements, browser, url) -> int:
    browser._ask("GET", url)  # the first request may compile and cache
    statements.clear()
    response = browser._ask("GET", url)
    assert response.status_code < 400, url
    return len(statements)
