"""What becomes of a rule's answer: raised on save and by the day, never twice, never taken back."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from govproj.core import dates, ticks
from govproj.core.audit import AuditEntry
from govproj.core.db import db
from govproj.core.filters import day as in_words
from govproj.flags import actions
from govproj.flags.facts.parts import PARTS
from govproj.flags.models import Flag, RuleCoverage
from govproj.flags.rules import CATALOGUE
from govproj.flags.states import ActKind, Answer, Level, State
from govproj.flags.touching import PARTS_BY_ACT, SHARED, rules_touched_by
from govproj.ledger.actions import changing
from govproj.ledger.actions.bookings import book_labour
from govproj.ledger.queries.books import standing_contract
from govproj.rectifications.actions import open_case
from govproj.rectifications.states import Level as CaseLevel
from govproj.rectifications.states import Source
from tests.factories import a_project, a_town_inspector
from tests.ledger.things import a_cast, a_change, a_contract

DAY = date(2022, 6, 20)


@pytest.fixture
def books(app, on_day):
    """A contract of 82.30, as of the twentieth of June."""
    with on_day("2022-06-20"):
        cast = a_cast()
        a_contract(cast)
        yield cast


def flags(rule=None) -> list[Flag]:
    wanted = select(Flag).order_by(Flag.id)
    return db.session.scalars(wanted.where(Flag.rule_id == rule) if rule else wanted).all()


def the_contract(cast):
    return standing_contract(cast.project.id)


def test_a_save_asks_at_once(books):
    a_change(the_contract(books), books.cadre, fen=5_000_000)
    (flag,) = flags("RF34")
    assert (flag.level, flag.state, flag.fired_on) == (Level.YELLOW, State.ASKED, DAY)
    assert flag.due_on == DAY + timedelta(days=3)
    assert flag.sentence == "变更 B-01 5.00 万元，占合同价 6.08%，超过 5%。"
    assert flag.thresholds == {"change.single_pct": 5}
    assert (
        db.session.scalar(select(AuditEntry.actor_id).where(AuditEntry.event == "flags.raised").limit(1))
        is None
    )


def test_a_save_that_is_taken_back_asks_nothing(books):
    changing.request(the_contract(books), number="B-09", fen=9_000_000, reason="加长", by=books.cadre)
    db.session.rollback()
    assert flags("RF34") == []


def test_what_is_asked_already_is_not_asked_again_but_something_new_is_added(books):
    contract = the_contract(books)
    a_change(contract, books.cadre, fen=5_000_000)
    a_change(contract, books.cadre, number="B-02", fen=1_000)
    (flag,) = flags("RF34")
    assert [act.kind for act in flag.acts] == [ActKind.FIRED]

    a_change(contract, books.cadre, number="B-03", fen=6_000_000)
    (flag,) = flags("RF34")
    assert flag.marks == ["B-01", "B-03"]
    assert [act.kind for act in flag.acts] == [ActKind.FIRED, ActKind.AGAIN]


def test_what_has_been_explained_stays_explained_and_the_next_occurrence_is_a_new_question(books):
    contract, inspector = the_contract(books), a_town_inspector(books.village.town)
    a_change(contract, books.cadre, fen=5_000_000)
    (first,) = flags("RF34")
    actions.answer(first, answer=Answer.EXPLAINED, text="地质不符", by=books.lead)
    actions.explain(first, note="有勘察报告", by=inspector)
    db.session.commit()

    actions.compute([books.project.id])
    db.session.commit()
    assert flags("RF34") == [first]

    a_change(contract, books.cadre, number="B-02", fen=6_000_000)
    again = flags("RF34")
    assert [(flag.state, flag.marks) for flag in again] == [
        (State.EXPLAINED, ["B-01"]),
        (State.ASKED, ["B-01", "B-02"]),
    ]


def test_yellow_turns_red_and_never_back(books):
    contract = the_contract(books)
    change = a_change(contract, books.cadre, fen=5_000_000)
    changing.implement(change, on=date(2022, 5, 1), by=books.cadre)
    db.session.commit()
    (flag,) = flags("RF34")
    assert (flag.level, flag.state) == (Level.RED, State.ASKED)

    change.implemented_on = None
    actions.compute([books.project.id])
    assert (flag.level, flag.sentence) == (Level.RED, "变更 B-01 2022年5月1日 已经实施，没有批准。")
    db.session.rollback()


def test_a_question_whose_ground_is_gone_stays_a_question(books, on_day):
    project = books.project
    with on_day("2022-07-20"):
        actions.compute([project.id])
        db.session.commit()
        (flag,) = flags("RF33")
        assert flag.ceased_on is None
        contract = the_contract(books)
        change = a_change(contract, books.cadre, fen=0, extends_to=date(2022, 9, 1))
        changing.approve(change, by=books.secretary)
        db.session.commit()
    assert (flag.state, flag.ceased_on) == (State.ASKED, date(2022, 7, 20))
    assert flag.acts[-1].kind is ActKind.CEASED


def test_one_question_names_both_projects(app, on_day):
    with on_day("2022-06-20"):
        cast = a_cast(budget_fen=10_000_000, contract_fen=9_000_000)
        other = a_project(cast.village, contact=cast.cadre, budget_fen=19_000_000)
        for project in (cast.project, other):
            project.method = "village_comparison"
            for step in project.steps:
                step.after = "initiated"
        db.session.commit()
        actions.compute_everything(DAY)
        db.session.commit()
    (flag,) = flags("RF04")
    assert [project.id for project in flag.projects] == [cast.project.id, other.id]
    assert flag.project_id == cast.project.id


def test_the_days_work_is_done_once_and_says_what_cannot_be_computed(books):
    assert ticks.run(DAY)
    db.session.commit()
    for _piece in ticks.pieces(DAY):
        db.session.commit()
    first = len(flags())
    assert first
    actions.compute_everything(DAY)
    db.session.commit()
    assert len(flags()) == first
    coverage = {row.rule_id: row.missing for row in db.session.scalars(select(RuleCoverage))}
    assert coverage["RF38"] == {"safety": 1}
    assert coverage["RF17"] == {"selection": 1}
    assert not ticks.run(DAY)


def test_a_rectification_that_is_late_is_asked_about_by_the_day_and_not_before(books, on_day):
    case = open_case(
        village_id=books.village.id,
        project=books.project,
        source=Source.INSPECTION,
        level=CaseLevel.MAJOR,
        title="围挡",
        fact="缺口",
        by=None,
    )
    db.session.commit()
    assert flags("RF49") == []
    after = case.turn.due_on + timedelta(days=1)
    with dates.set_to(after):
        actions.compute_everything(after)
        db.session.commit()
    assert [flag.sentence for flag in flags("RF49")] == [
        f"整改 {case.number} 应 {in_words(case.turn.due_on)} 前办结，已超 1 天。"
    ]


# ---- on save, only what is touched ----


def test_every_part_a_rule_reads_is_loaded_and_touched_by_some_act():
    reads = {name for rule in CATALOGUE.values() for name in rule.reads} - {"firms"}
    assert reads <= PARTS.keys()
    touched = {name for parts in PARTS_BY_ACT.values() for name in parts.split()}
    assert {SHARED.get(name, name) for name in reads} <= touched


@pytest.mark.parametrize(
    ("act", "asked"),
    [
        ("rectifications.open", {"RF49"}),
        ("checklists.signed", set()),
        ("projects.month_recorded", {"RF39", "RF43"}),
        ("disclosures.publish", {"RF42", "RF43"}),
        ("ledger.payment.sign", set()),
        ("decisions.start", {"RF01", "RF02", "RF03"}),
    ],
)
def test_an_act_has_only_those_rules_asked_that_read_what_it_changed(act, asked):
    assert rules_touched_by(act) == asked


def test_a_payment_that_is_booked_touches_what_reads_payments():
    touched = rules_touched_by("ledger.payment.pay")
    assert touched == {"RF09", "RF10", "RF31", "RF38", "RF39", "RF40", "RF41", "RF43"}


def test_a_save_asks_the_database_little(books, statements):
    book = {"worker": "村民示一", "hours": 8, "job": "土方", "fen": 20_000}
    book_labour(books.project, worked_on=DAY, by=books.cadre, **book)
    db.session.flush()
    statements.clear()
    actions.compute_touched(db.session, [{"project_id": books.project.id, "event": "ledger.labour_booked"}])
    assert len(statements) <= 20
    db.session.rollback()
