"""Public pages are kept for strangers, and only as long as nothing can have changed."""

import pytest

from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.kept import LARGEST, Kept, Shelf
from tests.factories import a_project, a_secretary, a_village

CHANGED = Event("tests.changed_something")


@pytest.fixture
def village(app, monkeypatch):
    monkeypatch.setitem(app.config, "KEEP_PAGES", True)
    monkeypatch.setitem(app.extensions, "kept", Shelf())
    village = a_village()
    a_secretary(village)  # somebody has set the site up
    return village


def on_record() -> None:
    CHANGED.record(None, by=None)
    db.session.commit()


def test_a_kept_page_costs_one_question(as_, village, statements):
    board = f"/villages/{village.id}"
    first = as_(None).open(board)
    statements.clear()

    again = as_(None).open(board)

    assert statements == ["SELECT"]
    assert again.response.data == first.response.data
    assert again.response.headers == first.response.headers


def test_what_is_put_on_record_is_seen_at_once(as_, village):
    as_(None).open("/projects")
    project = a_project(village, name="石桥")
    assert project.name not in as_(None).open("/projects").main  # nobody put it on record: a fixture did

    on_record()

    assert project.name in as_(None).open("/projects").main


def test_the_next_day_the_page_is_made_anew(as_, village, on_day):
    with on_day("2022-06-20"):
        as_(None).open("/projects")
    project = a_project(village, name="石桥")
    with on_day("2022-06-21"):
        assert project.name in as_(None).open("/projects").main


def test_nobody_gets_the_page_of_somebody_signed_in(as_, village):
    secretary = a_secretary(village)
    theirs = as_(secretary).open(f"/villages/{village.id}")
    assert secretary.name in theirs.text
    assert secretary.name not in as_(None).open(f"/villages/{village.id}").text
    assert secretary.name in as_(secretary).open(f"/villages/{village.id}").text


def test_languages_addresses_and_pieces_are_kept_apart(as_, village):
    assert "看项目" in as_(None).open("/projects").text
    assert "看项目" not in as_(None, lang="en").open("/projects").text
    assert as_(None).open("/projects", htmx=True).response.data != as_(None).open("/projects").response.data
    assert "没有" in as_(None).open("/projects?words=没有这样的").main
    assert as_(None).open("/projects").heading


def test_the_shelf_holds_only_so_many_pages():
    shelf = Shelf()
    for number in range(1200):
        shelf.put(("page", number), Kept((1,), b"", []))
    assert shelf.take(("page", 0), (1,)) is None
    assert shelf.take(("page", 1199), (1,)) is not None
    assert LARGEST < 100_000
