"""A lead who cannot go on is replaced with a reason; a search that failed ends and may begin anew."""

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from govproj.core import dates
from govproj.core.db import db
from govproj.selections.actions import steps
from govproj.selections.states import State
from tests.factories import last_audit_entry
from tests.selections.things import CALL, a_selection

WHY = {"because": "health", "note": "住院治疗", "hand_over": "图纸一套\n\n 未付款项两笔 "}


def page_of(selection):
    return f"/projects/{selection.project_id}/selection"


def test_a_lead_is_replaced_with_a_reason_and_a_list_of_what_is_handed_over(as_, cast):
    selection = a_selection(cast, State.APPOINTED)
    form = as_(cast.secretary).open(as_(cast.secretary).open(page_of(selection)).links["更换领办人"])
    assert "款项和票据" in form.html.select_one("[name=hand_over]").text  # what is usually handed over
    assert form.press("更换", {"hand_over": ""}, expect=422).errors == [
        "请选择原因。",
        "请写明具体情况。",
        "请列出要交接的事项。",
    ]
    form.press("更换", WHY)

    assert selection.state is State.REPLACED
    assert selection.project.lead_id is None
    assert last_audit_entry() == ("projects.changed", cast.secretary.id)
    inside = as_(cast.secretary).open(page_of(selection)).main
    assert "身体原因" in inside
    assert [item.what for item in selection.hand_over] == ["图纸一套", "未付款项两笔"]
    outside = as_().open(page_of(selection)).main
    assert "徐示荣" in outside
    for private in ("身体原因", "住院", "未付款项"):
        assert private not in outside


def test_the_successor_hangs_on_the_board_for_three_working_days(as_, cast):
    first = a_selection(cast, State.APPOINTED)
    as_(cast.secretary).send(f"{page_of(first)}/replace", WHY)
    cast.member = cast.other
    second = a_selection(cast, State.PUBLICISED, project=first.project)

    assert second.publicised_until == date(2022, 3, 23)  # Monday to Wednesday
    assert "以前的领办人" in as_().open(page_of(second)).main


def test_a_search_that_failed_is_ended_with_a_reason_and_begun_anew(as_, cast):
    selection = a_selection(cast, State.ASSESSING)
    form = as_(cast.secretary).open(f"{page_of(selection)}/end")
    assert form.press("终止选任", expect=422).errors == ["请写明理由。"]
    form.press("终止选任", {"note": "候选人外出务工"})
    assert selection.state is State.ENDED

    again = as_(cast.secretary).open(page_of(selection)).links["起草领办招募"]
    draft = as_(cast.secretary).open(again)
    assert draft.html.select_one("[name=call]").text.strip() == selection.call  # nobody writes it twice
    draft.press("保存草稿", {k: str(v) for k, v in CALL.items()})
    assert "草拟招募" in as_(cast.secretary).open(page_of(selection)).main


def test_an_appointed_lead_is_replaced_and_not_simply_ended(as_, cast):
    selection = a_selection(cast, State.APPOINTED)
    refused = as_(cast.secretary).send(f"{page_of(selection)}/end", {"note": "算了"}, expect=409)
    assert "“已聘任”状态下不能终止选任" in refused.main


def test_the_database_keeps_two_searches_apart(app, cast):
    selection = a_selection(cast)
    selection.state = State.ENDED
    db.session.commit()
    with dates.set_to(date(2022, 4, 1)):
        steps.draft(selection.project, by=cast.secretary, **CALL)
    db.session.commit()
    selection.state = State.PUBLISHED
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()
