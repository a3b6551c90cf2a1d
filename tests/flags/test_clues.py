"""A flag that becomes a clue: nobody below the discipline office can tell it from one that did not."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from govproj.core.db import db
from govproj.core.workflow import MoveRefused
from govproj.flags import actions, policy
from govproj.flags.models import Flag, FlagClue
from govproj.flags.queries import records_of
from govproj.flags.states import ActKind, Answer, Level, State
from govproj.ledger.queries.books import standing_contract
from govproj.rectifications.states import Level as CaseLevel
from tests.factories import a_town_admin, a_town_inspector
from tests.flags.things import a_flag
from tests.ledger.things import a_cast as a_cast_with_books
from tests.ledger.things import a_change, a_contract
from tests.rectifications.things import a_cast

TOKEN = re.compile(r"""name="csrf_token"[^>]*>|hx-headers='[^']*'""")
WORDS = "收款人与某村干部有往来。"
BELOW = ("lead", "cadre", "secretary", "supervisor", "agency")
FILTERS = ("", *(f"which={which}" for which in ("all", "confirmed", "fired", "asked", "answered")))


@pytest.fixture
def cast(app):
    return a_cast()


def the_clue(flag, by) -> None:
    actions.confirm(flag, note="线索明确。", clue=WORDS, by=by)
    db.session.commit()


def a_flag_in(state, cast) -> Flag:
    flag = a_flag(cast.project)
    if state is not State.FIRED:
        actions.ask(flag, note="请说明", by=cast.inspector)
    if state is State.ANSWERED:
        actions.answer(flag, answer=Answer.EXPLAINED, text="合同有约定", by=cast.lead)
    db.session.commit()
    return flag


def seen_by(as_, person, flag) -> dict[str, tuple]:
    """Every page on which a flag can leave a trace, byte by byte but for the token of the form."""
    project, browser = f"/projects/{flag.project_id}", as_(person)
    pages = [f"/flags?{query}" for query in FILTERS] + [f"/flags/{flag.id}", f"/flags/{flag.id}/answer"]
    pages += [f"/flags/{flag.id}/confirm", project, f"{project}/flags", f"{project}/rectifications"]
    pages += [
        f"/audit{project}",
        "/workbench",
        "/flags/rules",
        "/flags/rules/RF39",
        "/flags/rules/RF39/dry-run",
    ]
    seen = {}
    for url in pages:
        answer = browser._ask("GET", url)
        seen[url] = answer.status_code, TOKEN.sub("", answer.text)
    return seen


@pytest.mark.parametrize("state", [State.FIRED, State.ASKED, State.ANSWERED])
def test_byte_for_byte_nothing_changes_for_those_below(as_, cast, on_day, state):
    with on_day("2022-06-01"):
        people = {**cast._asdict(), "agency": a_town_admin(cast.village.town)}
        flag = a_flag_in(state, cast)
        before = {name: seen_by(as_, people[name], flag) for name in BELOW}
        as_(cast.inspector).open(f"/flags/{flag.id}/confirm").press(
            "核定为查实", {"note": "线索明确。", "outcome": "clue", "clue": WORDS}
        )
        for name in BELOW:
            assert seen_by(as_, people[name], flag) == before[name], name
    assert before["supervisor"][f"/flags/{flag.id}"][0] == 200
    assert before["lead"][f"/flags/{flag.id}"][0] == (404 if state is State.FIRED else 200)


def test_inspectors_find_it_among_the_confirmed_and_have_done_with_it(as_, cast):
    flag = a_flag_in(State.ANSWERED, cast)
    assert "核定预警的答复" in as_(cast.inspector).open("/workbench").main
    the_clue(flag, cast.inspector)
    page = as_(cast.county).open(f"/flags/{flag.id}")
    assert WORDS in page.main
    assert "已转问题线索" in page.main
    assert "核定预警的答复" not in as_(cast.inspector).open("/workbench").main
    desk = as_(cast.inspector)
    rows = {
        which: len(desk.open(f"/flags?which={which}").rows()) for which in ("confirmed", "answered", "open")
    }
    assert rows == {"confirmed": 1, "answered": 0, "open": 0}
    assert records_of(cast.inspector)["RF39"].right == 1
    assert records_of(cast.supervisor)["RF39"].right == 0


def test_what_was_asked_can_still_be_answered(as_, cast):
    flag = a_flag_in(State.ASKED, cast)
    answering = as_(cast.lead).open(f"/flags/{flag.id}/answer")
    the_clue(flag, cast.inspector)
    answering.press("交答复", {"answer": "fixed", "text": "改了。"})
    assert flag.state is State.ANSWERED


def test_a_flag_left_lying_is_pressed_as_before(cast, on_day):
    with on_day("2022-06-01"):
        flag = a_flag_in(State.FIRED, cast)
        the_clue(flag, cast.inspector)
    with on_day("2022-06-08"):
        actions.press_everything(date(2022, 6, 8))
    assert flag.acts[-1].kind is ActKind.PRESSED


def test_the_next_occurrence_is_added_to_it_and_betrays_nothing_by_being_a_question_of_its_own(app, on_day):
    with on_day("2022-06-20"):
        books = a_cast_with_books()
        a_contract(books)
        contract = standing_contract(books.project.id)
        a_change(contract, books.cadre, fen=5_000_000)
        the_clue(db.session.scalars(select(Flag).where(Flag.rule_id == "RF34")).one(), an_inspector_of(books))
        a_change(contract, books.cadre, number="B-02", fen=6_000_000)
    flag = db.session.scalars(select(Flag).where(Flag.rule_id == "RF34")).one()
    assert [act.kind for act in flag.acts] == [ActKind.FIRED, ActKind.AGAIN]


def an_inspector_of(books):
    return a_town_inspector(books.village.town)


def test_an_inspector_with_a_hand_in_the_project_learns_of_no_clue(as_, cast):
    flag = a_flag(cast.project, level=Level.YELLOW)
    the_clue(flag, cast.inspector)
    cast.project.contact_id = cast.county.id
    db.session.commit()
    assert not policy.can_read_clue(cast.county, flag)
    assert "线索" not in as_(cast.county).open(f"/flags/{flag.id}").main
    assert as_(cast.county).open("/flags?which=confirmed").rows() == []
    assert records_of(cast.county)["RF39"].right == 0


def test_when_the_clue_may_be_known_the_question_is_judged_like_any_other(as_, cast):
    flag = a_flag_in(State.ASKED, cast)
    the_clue(flag, cast.inspector)
    with pytest.raises(MoveRefused, match="已经转为问题线索"):
        actions.confirm(flag, note="再转", clue="又一条", by=cast.county)
    page = as_(cast.inspector).open(f"/flags/{flag.id}/confirm")
    assert "转为问题线索" not in page.main
    page.press(
        "核定为查实", {"note": "已公开处理。", "outcome": "rectification", "level": CaseLevel.MAJOR.value}
    )
    assert flag.state is State.CONFIRMED
    assert db.session.get(FlagClue, flag.id).clue.words == WORDS


def test_a_clue_of_blanks_is_none(as_, cast):
    flag = a_flag(cast.project)
    page = as_(cast.inspector).open(f"/flags/{flag.id}/confirm")
    refused = page.press("核定为查实", {"note": "属实。", "outcome": "clue", "clue": "  "}, expect=422)
    assert "请写明线索内容。" in refused.errors
    with pytest.raises(MoveRefused, match="怎么办"):
        actions.confirm(flag, note="属实", clue=" ", by=cast.inspector)
