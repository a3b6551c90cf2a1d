"""Each of the four triggers opens what it must, from the count to the last press, through the pages."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from govproj.core import dates
from govproj.core.db import db
from govproj.engagement.models import IntegrityTalk
from govproj.evaluations.models import Consequence
from govproj.projects.models import State as ProjectState
from govproj.rectifications.models import Rectification
from govproj.rectifications.states import State as CaseState
from govproj.selections.models import LeadSelection
from govproj.selections.states import State
from tests.evaluations import scenes
from tests.evaluations.scenes import a_published_round, a_village_that_evaluates
from tests.selections.things import Cast, a_selection

# openness … lead_performance, overall: 12 people
BAD = ["aaaaaaad"] * 4 + ["aaaaaaaa"] * 8  # overall 66.7 %, nothing else is weak
RED = ["aaaaaaad"] * 6 + ["aaaaaaaa"] * 6  # overall 50 %
HIDDEN = ["daaaaaaa"] * 3 + ["aaaaaaaa"] * 9  # openness 75 %
POOR_LEAD = ["aaaaaada"] * 6 + ["aaaaaaaa"] * 6


@pytest.fixture
def scene(app):
    return a_village_that_evaluates()


def published(scene, answers):
    with dates.set_to(scenes.AFTER):
        return a_published_round(scene, answers)


def set_off(trigger):
    return db.session.scalars(select(Consequence).where(Consequence.trigger == trigger)).one_or_none()


def opened_by(as_, user, line):
    return as_(user).open(as_(user).open("/workbench").links[line])


def test_under_eighty_percent_a_rectification_is_open_and_the_villagers_are_told_why(as_, scene, on_day):
    round_ = published(scene, BAD)
    case = db.session.get(Rectification, set_off("rectify").rectification_id)
    assert (case.state, case.project_id, case.source) == (CaseState.FOUND, scene.project.id, "evaluation")
    with on_day("2022-06-01"):
        page = opened_by(as_, scene.secretary, f"向村民说明：{scene.project.name}")
        page.press("向村民说明", {"answer": "路面六月底前重做"})
        shown = as_(None).open(f"/evaluations/{round_.id}")
    assert "路面六月底前重做" in shown.main
    assert case.title in as_(scene.supervisor).open(shown.links["整改单"]).main


def test_under_sixty_percent_the_town_calls_people_in_and_says_so(as_, scene, on_day):
    round_ = published(scene, RED)
    with on_day("2022-06-01"):
        page = opened_by(as_, scene.inspector, f"记下约谈：{scene.project.name}")
        talk = as_(scene.inspector).open(page.links["登记约谈"])
        who = next(
            option["value"]
            for option in talk.html.select("#person option")
            if scene.secretary.name in option.text
        )
        said = {"person": who, "occasion": "after_problem", "held_on": "2022-06-01", "content": "评议不满意"}
        talk.press("登记", said)
        page.press("记下约谈", {"answer": "6 月 1 日约谈了书记"})
        assert "6 月 1 日约谈了书记" in as_(None).open(f"/evaluations/{round_.id}").main
    assert db.session.query(IntegrityTalk).count() == 1
    assert db.session.get(Rectification, set_off("rectify").rectification_id).level == "major"


def test_where_openness_is_poor_the_committee_compares_the_notices_and_opens_a_case(as_, scene, on_day):
    published(scene, HIDDEN)
    with on_day("2022-06-01"):
        page = opened_by(as_, scene.supervisor, f"记下公示核对的结果：{scene.project.name}")
        as_(scene.supervisor).open(page.links["看这个项目贴出去的公示"])
        page.press("记下公示核对的结果", {"answer": "四月少公示了一笔", "at_fault": "y"})
    case = db.session.get(Rectification, set_off("recheck_disclosure").rectification_id)
    assert (case.fact, case.theme, case.found_by_id) == ("四月少公示了一笔", "openness", scene.supervisor.id)
    assert "四月少公示了一笔" in as_(None).open(f"/evaluations/{set_off('recheck_disclosure').round_id}").main


# ---- a lead found wanting twice ----


def a_chosen_lead(scene):
    """By a selection, which is how a lead is appointed."""
    cast = Cast(scene.village)
    cast.secretary = scene.secretary
    selection = a_selection(cast, State.APPOINTED)
    scene.project = selection.project
    scene.project.state = ProjectState.BUILDING
    db.session.commit()
    return selection


def twice(scene, monkeypatch, between=lambda: None):
    published(scene, POOR_LEAD)
    assert set_off("replace_lead") is None
    for name in ("FIRST", "LAST", "AFTER"):
        monkeypatch.setattr(scenes, name, getattr(scenes, name) + timedelta(days=90))
    between()
    return published(scene, POOR_LEAD)


def test_a_lead_found_wanting_twice_is_replaced_in_one_press(as_, scene, monkeypatch, on_day):
    selection = a_chosen_lead(scene)
    round_ = twice(scene, monkeypatch)
    with on_day("2022-09-01"):
        page = opened_by(as_, scene.secretary, f"启动更换领办人：{scene.project.name}")
        assert "满意率 50.0%（6 ÷ 12），连续两轮低于规定" in page.html.select_one("#note").text
        assert "项目资料" in page.html.select_one("#hand_over").text
        page.press("免去领办人，重新招募")

        assert (selection.state, selection.replaced_because) == (State.REPLACED, "evaluation")
        assert scene.project.lead_id is None
        assert "原领办人已免去，重新招募。" in as_(None).open(f"/evaluations/{round_.id}").main
        assert f"启动更换领办人：{scene.project.name}" not in as_(scene.secretary).open("/workbench").links
    assert selection.hand_over[0].what == "项目资料"
    assert db.session.query(LeadSelection).count() == 1


def test_two_bad_rounds_of_two_leads_replace_nobody(scene, monkeypatch):
    def another_leads():
        scene.project.lead_id = Cast(scene.village).other.id
        db.session.commit()

    twice(scene, monkeypatch, between=another_leads)
    assert set_off("replace_lead") is None


def test_whoever_leads_by_now_is_not_replaced_for_the_one_who_was_judged(as_, scene, monkeypatch, on_day):
    selection = a_chosen_lead(scene)
    twice(scene, monkeypatch)
    scene.project.lead_id = Cast(scene.village).other.id
    db.session.commit()
    with on_day("2022-09-01"):
        page = opened_by(as_, scene.secretary, f"启动更换领办人：{scene.project.name}")
        page.press("启动更换领办人", {"answer": "原领办人八月已经免去"})
    assert selection.state is State.APPOINTED
