"""A secretary who leads or looks after a project does not answer for its result: the town does."""

import pytest
from sqlalchemy import select

from govproj.core import dates
from govproj.core.db import db
from govproj.evaluations import actions
from govproj.evaluations.models import Consequence, EvaluationRound, Verdict, WeakLink
from govproj.rectifications.models import Rectification
from govproj.rectifications.states import Level
from tests.evaluations.scenes import AFTER, a_published_round, a_village_that_evaluates

BAD = ["aaddaaad"] * 4 + ["aadaaaaa"] * 8  # the schedule and the whole are bad


@pytest.fixture(params=["lead_id", "contact_id"])
def scene(app, request):
    """The secretary leads the project, or looks after it."""
    scene = a_village_that_evaluates()
    setattr(scene.project, request.param, scene.secretary.id)
    db.session.commit()
    return scene


def published(scene):
    with dates.set_to(AFTER):
        a_published_round(scene, BAD)
    return db.session.scalars(select(WeakLink).where(WeakLink.aspect == "schedule")).one()


def test_the_secretary_does_not_judge_the_weak_links_of_a_project_of_his_own(as_, scene):
    weak = published(scene)
    url, line = f"/evaluations/weak-links/{weak.id}", f"答复薄弱环节“进度”：{scene.project.name}"
    assert line not in as_(scene.secretary).open("/workbench").links
    as_(scene.secretary).open(url, expect=403)
    as_(scene.secretary).send(f"{url}/decline", {"note": "不用改"}, expect=403)
    result = as_(scene.secretary).open(f"/evaluations/{weak.round_id}")
    assert "去确认 进度" not in result.links
    assert "书记自己的项目，待镇纪委确认" in result.main

    as_(scene.supervisor).open(url, expect=403)
    page = as_(scene.inspector).open(as_(scene.inspector).open("/workbench").links[line])
    page.press("确认，开出整改单")

    assert weak.verdict is Verdict.CONFIRMED
    assert db.session.get(Rectification, weak.rectification_id).found_by_id == scene.inspector.id


def test_what_the_result_of_his_own_project_sets_off_is_answered_by_the_town(as_, scene):
    published(scene)
    what = db.session.scalars(select(Consequence).where(Consequence.trigger == "rectify")).one()
    line = f"向村民说明：{scene.project.name}"
    assert line not in as_(scene.secretary).open("/workbench").links
    as_(scene.secretary).open(f"/evaluations/consequences/{what.id}", expect=403)
    page = as_(scene.inspector).open(as_(scene.inspector).open("/workbench").links[line])
    page.press("向村民说明", {"answer": "镇里派人到村里向大家说明"})
    assert what.done_by_id == scene.inspector.id


def test_whoever_confirmed_it_asks_again(as_, scene, on_day):
    weak = published(scene)
    with dates.set_to(AFTER):
        actions.confirm(weak, fact="慢", place="", level=Level.MINOR, by=scene.inspector)
        db.session.get(Rectification, weak.rectification_id).turn.submitted_on = AFTER
        db.session.commit()
    line = f"整改做完了，再问一次村民“进度”：{scene.project.name}"
    with on_day("2022-06-30"):
        assert line not in as_(scene.secretary).open("/workbench").links
        as_(scene.secretary).open(f"/evaluations/weak-links/{weak.id}/follow-up", expect=403)
        page = as_(scene.inspector).open(as_(scene.inspector).open("/workbench").links[line])
        page.press("准备回访", {"listed": "1-14"})
        assert line not in as_(scene.inspector).open("/workbench").links
    assert db.session.query(EvaluationRound).filter_by(purpose="follow_up").count() == 1


def test_he_does_not_pick_the_people_who_judge_it(as_, scene):
    form = as_(scene.secretary).open(f"/villages/{scene.village.id}/evaluations/new")
    typed = {"title": "评议", "projects": str(scene.project.id), "electorate": "listed", "listed": "1-20"}
    refused = form.press("生成名册，保存", typed, expect=422)
    assert refused.errors == ["您自己领办或联系的项目，要请全体成年村民来评。"]
    form.press("生成名册，保存", {**typed, "electorate": "all", "listed": ""})
