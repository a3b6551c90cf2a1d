"""How many questions a page asks the database: few, and no more when there is more to show."""

from importlib import import_module

import pytest

from tests.house.permissions import TESTS, World, rows, url_of

pytestmark = pytest.mark.once  # how many questions are asked does not depend on who answers them

MOST = 12
MOST_ON_FRONT_PAGES = 25  # the board and the workbench look into every feature
PAGES = [row for row in rows() if row.method == "GET"]


def grow(world) -> None:
    """Ten more of everything the features list, where they say how: `more(world)` in their permissions.py."""
    for path in sorted(TESTS.glob("*/permissions.py")):
        more = getattr(import_module(f"tests.{path.parent.name}.permissions"), "more", None)
        if more:
            more(world)
    world.grown += 1


def test_a_page_asks_little_and_not_more_when_there_is_more(app, as_, statements):
    """With ten things of each kind and with twenty: what a list loads for its first rows, it loads once."""
    world, windows = World(), {}
    asking = [(row, who, url_of(app, row, world)) for row in PAGES for who in readers(row)]

    def asked() -> list[int]:
        counted = []
        for _row, who, url in asking:
            window = windows.get(who) or windows.setdefault(who, as_(world.people[who]))
            counted.append(_asked(statements, window, url))
        return counted

    grow(world)
    asked()  # the first request of each page may compile and cache
    ten = asked()
    grow(world)
    wrong = []
    for (row, who, url), before, many in zip(asking, ten, asked(), strict=True):
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
    statements.clear()
    response = browser._ask("GET", url)
    assert response.status_code < 400 or response.status_code == 409, url  # a PDF where nothing can make one
    # When somebody was last here is noted once a minute, whatever the page.
    return sum(verb != "UPDATE" for verb in statements)
