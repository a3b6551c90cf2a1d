"""Who may do what with a flag, person by person, so that a forgotten one shows; the database agrees."""

import pytest

from govproj.accounts.models import Office, Role
from govproj.core.db import db
from govproj.flags import policy, queries
from govproj.flags.models import Flag
from govproj.flags.states import Level
from tests import factories
from tests.flags.things import a_flag
from tests.house.permissions import World

ACTS = ("can_read", "can_ask", "can_answer", "can_judge", "can_read_clue")
INSPECTS = "can_read can_ask can_judge can_read_clue"
# Who → what of a red flag that is new · of a yellow one · of a red one about money that is new.
EVERYBODY = {
    "V": ("", "", ""),
    "P": ("", "", ""),
    "L": ("can_answer", "can_read can_answer", "can_answer"),
    "C": ("can_answer", "can_read can_answer", "can_answer"),
    "S": ("can_answer", "can_read can_answer", "can_answer"),
    "J": ("can_read", "can_read", "can_read"),
    "T": (INSPECTS, INSPECTS, INSPECTS),
    "M": ("", "", "can_read can_answer"),
    "Y": (INSPECTS, INSPECTS, INSPECTS),
    "X": ("", "", ""),
}


@pytest.fixture
def world(app):
    return World()


def the_three(world) -> list[Flag]:
    return [
        a_flag(world.project, rule="RF33"),
        a_flag(world.project, rule="RF13", level=Level.YELLOW),
        a_flag(world.project, rule="RF39"),
    ]


def allowed(user, flag) -> str:
    return " ".join(act for act in ACTS if getattr(policy, act)(user, flag))


def test_who_may_do_what(world):
    flags = the_three(world)
    got = {who: tuple(allowed(world.people[who], flag) for flag in flags) for who in EVERYBODY}
    assert got == EVERYBODY


def test_the_database_shows_each_just_what_the_policy_lets_them_read(world):
    flags = the_three(world)
    for who in EVERYBODY:
        user = world.people[who]
        shown = set(db.session.scalars(queries.visible_to(user)))
        assert shown == {flag for flag in flags if policy.can_read(user, flag)}, who


def test_people_of_another_village_read_nothing(world):
    flags, abroad = the_three(world), World()
    for who, user in abroad.people.items():
        if user is not None:
            assert [flag for flag in flags if policy.can_read(user, flag)] == [], who
            assert db.session.scalars(queries.visible_to(user)).all() == [], who


def test_nobody_judges_their_own_answer_or_their_own_project(world):
    inspector = world.people["T"]
    flag = a_flag(world.project, level=Level.YELLOW)
    flag.answered_by_id = inspector.id
    assert not policy.can_judge(inspector, flag)
    db.session.rollback()
    world.project.contact_id = inspector.id
    assert not policy.can_judge(inspector, flag)
    db.session.rollback()


def test_who_supervises_or_inspects_never_answers_whatever_else_they_are(world):
    village = world.village
    both = factories.somebody(
        Office(role=Role.CADRE, village_id=village.id), Office(role=Role.SUPERVISOR, village_id=village.id)
    )
    flag = a_flag(world.project, level=Level.YELLOW)
    assert policy.can_read(both, flag)
    assert not policy.can_answer(both, flag)
