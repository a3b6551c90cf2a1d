"""`flask generate` fills an empty site, the same way every time, and no other."""

import pytest
from sqlalchemy import func, select

from govproj.accounts import passwords
from govproj.accounts.queries import by_username
from govproj.core.audit import AuditEntry, LogHead, leaf_hash_of
from govproj.core.db import db
from govproj.demo import generated
from govproj.disclosures.models import Disclosure
from govproj.ledger.models import FundSource, Payment
from govproj.projects.models import Project, State
from govproj.villages.models import Village
from tests.factories import a_village, somebody

SMALL = {"villages": 3, "projects": 30, "disclosures": 120, "seed": 1}


@pytest.fixture
def generate(app, on_day):
    def generate(**other):
        generated.generate(**SMALL | other)
        db.session.commit()

    with on_day("2022-06-20"):
        yield generate


def everything() -> dict:
    """All rows but the log and the password, which is salted."""
    tables = [t for t in db.metadata.sorted_tables if t.name not in {"audit_entry", "log_head", "user"}]
    return {
        table.name: db.session.execute(select(table).order_by(*table.primary_key)).all() for table in tables
    }


def test_it_makes_as_much_as_it_is_asked_for(generate):
    generate()

    for model, many in {Village: 3, Project: 30, Disclosure: 120}.items():
        assert db.session.scalar(select(func.count()).select_from(model)) == many
    assert {State.BUILDING, State.ARCHIVED} <= set(db.session.scalars(select(Project.state)))


def test_the_same_seed_makes_the_same_site(site, generate):
    _app, reset = site
    generate()
    first = everything()
    db.session.remove()
    reset()
    generate()
    again = everything()
    db.session.remove()
    reset()
    generate(seed=2)

    assert first == again
    assert first != everything()


def test_one_entry_stands_for_all_of_it_and_the_log_verifies(generate):
    generate()

    entry, head = db.session.scalars(select(AuditEntry)).one(), db.session.scalars(select(LogHead)).one()
    row = {column.name: getattr(entry, column.name) for column in AuditEntry.__table__.columns}
    assert entry.event == "site.generated"
    assert entry.facts == SMALL
    assert leaf_hash_of(row) == entry.leaf_hash == head.frontier


def test_a_site_that_holds_anything_is_left_alone(generate):
    a_village()

    with pytest.raises(generated.NotEmpty):
        generate()
    assert db.session.scalar(select(func.count(Project.id))) == 0


def test_an_account_alone_is_enough_to_refuse(generate):
    somebody()

    with pytest.raises(generated.NotEmpty):
        generate()


def test_only_the_known_account_can_sign_in(generate):
    generate()

    assert passwords.matches(by_username(generated.USERNAME), generated.PASSWORD)
    assert not passwords.matches(by_username("user5"), "")


def test_its_pages_open_and_work_goes_on(generate, as_):
    generate()
    secretary = as_(by_username(generated.USERNAME))
    a_notice = db.session.scalar(select(Disclosure.id))
    newest = db.session.scalar(select(func.max(Project.id)))

    for url in (
        "/",
        "/villages/3",
        "/projects",
        f"/disclosures/{a_notice}",
        "/villages/1/disclosures",
        "/workbench",
    ):
        secretary.open(url)
    assert a_village().id == 4
    assert db.session.scalar(select(func.max(Project.id))) == newest


def test_generated_books_add_up(generate):
    generate()

    def total(column, *where):
        return int(db.session.scalar(select(func.coalesce(func.sum(column), 0)).where(*where)))

    for project in db.session.scalars(select(Project)):
        here = FundSource.project_id == project.id
        assert total(FundSource.fen, here) == project.budget_fen
        assert (
            total(FundSource.paid_fen, here)
            == project.paid_fen
            == total(Payment.fen, Payment.project_id == project.id)
        )
    assert total(Payment.fen) > 0
