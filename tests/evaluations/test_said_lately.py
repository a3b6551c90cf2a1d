"""On the board of the village and on the page of the project a villager sees that words had consequences."""

import pytest
from sqlalchemy import select

from govproj.core.db import db
from govproj.evaluations.models import Comment
from tests.evaluations.scenes import a_round_with_words, a_village_that_evaluates, screened


@pytest.fixture
def scene(app):
    return a_village_that_evaluates()


def pages(scene):
    return f"/villages/{scene.village.id}", f"/projects/{scene.project.id}"


def reply(as_, scene, words, text, **more):
    name = db.session.scalars(select(Comment.name).where(Comment.text == words)).one()
    as_(scene.secretary).open(f"/evaluations/comments/{name}/reply").press("公开答复", {"text": text, **more})


def test_the_newest_reply_stands_on_the_board_and_on_the_project_page(as_, scene):
    round_ = a_round_with_words(scene, "路灯太暗", "车开得太快", "骂人的话")
    screened(as_, scene, round_, {"路灯太暗", "车开得太快"})
    for page in pages(scene):
        assert "您说我办 村民在评议里" not in as_(None).open(page).main, "not before the result is public"
    as_(scene.supervisor).open(f"/evaluations/{round_.id}").press("公布结果")
    for page in pages(scene):
        assert "村民在评议里说了 2 条，答复 0 条，已经办好 0 条" in as_(None).open(page).main
    waits = f"答复村民的话（2 条）：{round_.title}"
    assert as_(scene.secretary).open("/workbench").links[waits] == f"/villages/{scene.village.id}/you-said"
    reply(as_, scene, "车开得太快", "村口加了减速带", done="y")
    for page in pages(scene):
        shown = as_(None).open(page).main
        assert "村民说 “车开得太快” 已办好 村口加了减速带" in shown
        assert "说了 2 条，答复 1 条，已经办好 1 条" in shown
        assert "骂人的话" not in shown
    assert f"答复村民的话（1 条）：{round_.title}" in as_(scene.secretary).open("/workbench").links


def test_under_ten_valid_answers_no_word_gets_to_the_board(as_, scene):
    round_ = a_round_with_words(scene, "路灯太暗")
    screened(as_, scene, round_, {"路灯太暗"})
    as_(scene.supervisor).open(f"/evaluations/{round_.id}").press("公布结果")
    round_.spent = 9
    db.session.commit()
    for page in pages(scene):
        assert "村民在评议里" not in as_(scene.secretary).open(page).main
