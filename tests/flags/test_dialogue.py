"""A question from the rule that asks it to the verdict, through the pages."""

from datetime import date

import pytest
from sqlalchemy import select

from govproj.core.audit import AuditEntry
from govproj.core.db import db
from govproj.core.workflow import MoveRefused
from govproj.flags import actions
from govproj.flags.models import Flag
from govproj.flags.states import ActKind, Answer, Level, State, Urging
from govproj.rectifications.models import Rectification
from govproj.rectifications.states import Source
from govproj.rectifications.states import State as CaseState
from tests.factories import last_audit_entry
from tests.flags.things import a_flag
from tests.rectifications.things import a_case, a_cast

DAY = date(2022, 6, 1)


@pytest.fixture
def cast(app):
    return a_cast()


def url_of(flag, act=""):
    return f"/flags/{flag.id}{act}"


def test_a_red_question_from_the_list_to_a_rectification(as_, cast, on_day):
    with on_day("2022-06-01"):
        flag = a_flag(cast.project)
        inspector = as_(cast.inspector)
        row = inspector.open("/flags")
        assert "付款超进度" in row.main
        page = inspector.open(row.links["付款超进度"])
        assert "累计付款占合同价 70.0%，形象进度 56%，超前 14.0 个百分点（提醒线 10）" in page.main
        assert "付款超进度提醒线" in page.main

        page.press("向项目组发问", {"note": "为什么先付？"})
        assert (flag.state, last_audit_entry()) == (State.ASKED, ("flags.ask", cast.inspector.id))

        answering = as_(cast.lead).open(url_of(flag, "/answer"))
        answering.press("交答复", {"answer": "admitted", "text": "付款时按计划进度算的。"})
        assert (flag.state, flag.answer) == (State.ANSWERED, Answer.ADMITTED)

        confirming = inspector.open(url_of(flag, "/confirm"))
        confirming.press(
            "核定为查实",
            {
                "note": "多付十四个百分点，属实。",
                "outcome": "rectification",
                "level": "major",
                "responsible": str(cast.cadre.id),
            },
        )
    case = db.session.scalars(select(Rectification)).one()
    assert flag.state is State.CONFIRMED
    assert (flag.rectification_id, case.source, case.state) == (case.id, Source.RED_FLAG, CaseState.ASSIGNED)
    assert case.confidential
    assert "多付十四个百分点" in case.fact
    assert case.number in inspector.open(url_of(flag)).main
    assert [act.kind for act in flag.acts] == [
        ActKind.FIRED,
        ActKind.ASKED,
        ActKind.ANSWERED,
        ActKind.CONFIRMED,
    ]


def test_a_confirmed_flag_stands_until_what_it_led_to_is_closed(as_, cast):
    flag, case = a_flag(cast.project), a_case(cast.project)
    as_(cast.inspector).open(url_of(flag, "/confirm")).press(
        "核定为查实", {"note": "已在整改。", "outcome": "known_case", "case": str(case.id)}
    )
    assert flag.is_standing
    assert "付款超进度" in as_(cast.inspector).open("/flags").main

    case.state = CaseState.CLOSED
    db.session.commit()
    assert not flag.is_standing
    assert "付款超进度" not in as_(cast.inspector).open("/flags").rows()
    assert "付款超进度" in as_(cast.inspector).open("/flags?which=confirmed").main


def test_an_explanation_that_holds_counts_against_the_rule(as_, cast):
    flag = a_flag(cast.project, level=Level.YELLOW)
    as_(cast.cadre).open(url_of(flag, "/answer")).press(
        "交答复", {"answer": "explained", "text": "含预付款，合同有约定。"}
    )
    as_(cast.inspector).open(url_of(flag)).press("说明成立", {"note": "合同第八条确有约定。"})
    assert flag.state is State.EXPLAINED
    page = as_(cast.inspector).open("/flags/rules/RF39")
    assert "0 ÷ 1" in page.main
    row = next(row for row in as_(cast.supervisor).open("/flags/rules").rows() if "RF39" in row)
    assert row.split()[-5:] == ["1", "0", "0", "1", "—"]


def test_an_answer_that_does_not_answer_goes_back(as_, cast, on_day):
    with on_day("2022-06-01"):
        flag = a_flag(cast.project, level=Level.YELLOW)
        as_(cast.cadre).open(url_of(flag, "/answer")).press("交答复", {"answer": "fixed", "text": "改了。"})
    with on_day("2022-06-10"):
        as_(cast.inspector).open(url_of(flag)).press("要求再答", {"note": "什么时候改的？"})
        assert (flag.state, flag.waiting_since) == (State.ASKED, date(2022, 6, 10))
        assert flag.due_on == date(2022, 6, 13)
        as_(cast.lead).open(url_of(flag, "/answer")).press(
            "交答复", {"answer": "fixed", "text": "六月八日退回多付部分。"}
        )
        as_(cast.inspector).open(url_of(flag)).press("已改正", {"note": "看过回单。"})
    assert flag.state is State.FIXED


def test_those_asked_see_nothing_of_a_red_flag_before_the_question(as_, cast):
    flag = a_flag(cast.project)
    for person in (cast.lead, cast.cadre, cast.secretary):
        assert as_(person).open(url_of(flag), expect=404).status == 404
        assert "付款超进度" not in as_(person).open(f"/projects/{cast.project.id}/flags").main
    assert as_(cast.supervisor).open(url_of(flag)).status == 200
    assert "预警" not in as_(None).open(f"/projects/{cast.project.id}").main


@pytest.mark.parametrize("state", [State.FIRED, State.ANSWERED, State.EXPLAINED])
def test_only_an_open_question_can_be_answered(cast, as_, state):
    said = {"answer": Answer.FIXED, "answer_text": "改了", "answered_on": DAY, "answered_by_id": cast.lead.id}
    judged = {"judged_on": DAY, "judged_by_id": cast.inspector.id, "verdict": "可以"}
    more = {**(said if state is not State.FIRED else {}), **(judged if state is State.EXPLAINED else {})}
    flag = a_flag(cast.project, level=Level.YELLOW, state=state, **{"asked_on": DAY, **more})
    page = as_(cast.cadre).open(url_of(flag, "/answer"), expect=303)
    assert page.headers["Location"].endswith(url_of(flag))


def test_what_was_typed_stays_when_something_is_missing(as_, cast):
    flag = a_flag(cast.project)
    page = as_(cast.inspector).open(url_of(flag, "/confirm"))
    refused = page.press("核定为查实", {"note": "属实。", "outcome": "clue"}, expect=422)
    assert "请写明线索内容。" in refused.errors
    assert "属实。" in refused.text
    assert flag.state is State.FIRED


def test_two_inspectors_at_once_the_second_is_told(as_, cast):
    flag = a_flag(cast.project, level=Level.YELLOW)
    page = as_(cast.county).open(url_of(flag, "/confirm"))
    actions.answer(flag, answer=Answer.FIXED, text="改了", by=cast.lead)
    db.session.commit()
    page.press("核定为查实", {"note": "属实", "outcome": "rectification"}, expect=409)
    assert flag.state is State.ANSWERED


def test_an_inspector_who_leads_the_project_does_not_judge_it(cast):
    cast.project.lead_id = cast.inspector.id
    flag = a_flag(cast.project)
    with pytest.raises(MoveRefused, match="没有权限"):
        actions.explain(flag, note="没有问题", by=cast.inspector)


def test_a_question_is_not_explained_away_before_those_asked_have_answered(cast):
    flag = a_flag(cast.project, level=Level.YELLOW)
    for judge in (actions.explain, actions.fix):
        with pytest.raises(MoveRefused, match="状态下不能"):
            judge(flag, note="没有问题", by=cast.inspector)


def test_a_problem_becomes_no_part_of_another_villages_rectification(cast):
    flag, case = a_flag(cast.project), a_case(a_cast(town=cast.village.town).project)
    with pytest.raises(MoveRefused, match="这件整改不是本村的"):
        actions.confirm(flag, note="属实", case=case, by=cast.inspector)


# ---- pressed ----


@pytest.mark.parametrize(
    ("day", "level"),
    [
        ("2022-06-03", Urging.NONE),
        ("2022-06-04", Urging.URGE),
        ("2022-06-07", Urging.URGE),
        ("2022-06-08", Urging.SUPERVISE),
        ("2022-06-15", Urging.SUPERVISE),
        ("2022-06-16", Urging.INVESTIGATE),
    ],
)
def test_a_question_left_lying_is_pressed_harder(cast, on_day, day, level):
    flag = a_flag(cast.project, on=DAY)
    with on_day(day):
        for _twice in range(2):
            actions.press_everything(date.fromisoformat(day))
            db.session.commit()
    assert flag.pressed is level
    pressed = [act.note for act in flag.acts if act.kind is ActKind.PRESSED]
    assert pressed == ([] if level is Urging.NONE else [level.value])


def test_each_level_up_gets_it_in_turn(as_, cast, on_day):
    """The team first, the town from 督办 on, the county from 查办 on."""
    a_flag(cast.project, level=Level.YELLOW, on=DAY)
    seen = {}
    for day in ("2022-06-05", "2022-06-08", "2022-06-16"):
        with on_day(day):
            actions.press_everything(date.fromisoformat(day))
            db.session.commit()
            seen[day] = [
                name
                for name in ("lead", "cadre", "inspector", "county", "supervisor")
                if "付款超进度" in as_(getattr(cast, name)).open("/workbench").main
            ]
    team = ["lead", "cadre"]
    assert seen == {
        "2022-06-05": team,
        "2022-06-08": [*team, "inspector"],
        "2022-06-16": [*team, "inspector", "county"],
    }


# ---- the gate ----


@pytest.mark.parametrize("move", ["make_ready", "settle"])
def test_a_red_question_that_is_open_keeps_the_project_where_it_is(app, cast, move):
    from govproj.projects.workflow import WORKFLOW

    def held():
        return "镇纪委还有事项要先核实，请与镇纪委联系。" in WORKFLOW.missing(move, cast.project)

    assert not held()
    flag = a_flag(cast.project)
    assert held()
    actions.ask(flag, note="请说明", by=cast.inspector)
    assert held()
    actions.answer(flag, answer=Answer.EXPLAINED, text="合同有约定", by=cast.lead)
    assert not held()
    db.session.commit()


def test_a_yellow_question_holds_nobody_up(app, cast):
    from govproj.flags.gates import no_red_flag_open

    a_flag(cast.project, level=Level.YELLOW)
    assert no_red_flag_open(cast.project) is None


def test_every_act_of_the_dialogue_is_on_record(cast):
    flag = a_flag(cast.project)
    actions.ask(flag, note="请说明", by=cast.inspector)
    actions.answer(flag, answer=Answer.FIXED, text="改了", by=cast.lead)
    actions.fix(flag, note="看过", by=cast.inspector)
    db.session.commit()
    about = select(AuditEntry.event).where(AuditEntry.subject == f"Flag:{flag.id}")
    assert db.session.scalars(about.order_by(AuditEntry.leaf_index)).all() == [
        "flags.ask",
        "flags.answer",
        "flags.fix",
    ]
    assert db.session.get(Flag, flag.id).state is State.FIXED
