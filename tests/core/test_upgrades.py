"""A site that began under an older schema is brought up to date with all it holds; tests/slow/record takes them all."""

import pytest
import sqlalchemy as sa

from govproj.core import log_check, log_export, schema
from govproj.core.backup import databases
from govproj.core.db import db
from govproj.core.kept_proofs import Kept
from govproj.projects.models import Project
from tests.core.elsewhere import an_empty_instance
from tests.core.older_sites import NUMBERS, OlderSite


@pytest.fixture
def elsewhere(app, tmp_path):
    with an_empty_instance(tmp_path / "elsewhere") as other:
        yield other


def test_an_older_site_becomes_todays_with_every_row(elsewhere):
    it_becomes_todays(elsewhere, NUMBERS[-1])


def it_becomes_todays(elsewhere, number):
    older = OlderSite(number)
    with elsewhere.app_context():
        older.move_in(elsewhere)
        schema.bring_up_to_date()

        assert schema.differences() == []
        assert lost(older) == {}
        finding = log_check.check(log_export.lines(key=older.key), Kept())
        assert (finding.problems, finding.size) == ([], older.counts["audit_entry"])
        everything_can_be_read()
        pages = [f"/projects/{project}" for project in db.session.scalars(sa.select(Project.id).limit(3))]
        db.session.remove()
    for page in ("/", "/projects", *pages):
        assert elsewhere.test_client().get(page).status_code == 200, page


def lost(older) -> dict:
    """Rows that are gone, and rows that point at nothing."""
    with db.engine.connect() as connection:
        here = databases.counts(connection)
        gone = {
            table: (many, here.get(table))
            for table, many in older.counts.items()
            if here.get(table, 0) < many
        }
        if connection.dialect.name == "sqlite":
            astray = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            gone |= {f"{row[0]} → {row[2]}": row[1] for row in astray}
    return gone


def everything_can_be_read():
    """Every model finds in its columns what it expects: states it knows, days, lists."""
    for mapper in db.Model.registry.mappers:
        db.session.scalars(sa.select(mapper.class_).limit(100)).unique().all()
