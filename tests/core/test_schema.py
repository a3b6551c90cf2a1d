"""Migrations: numbered in their order, and together exactly what the models say."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from govproj.core import schema
from govproj.core.db import db


@pytest.fixture
def scripts():
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    return ScriptDirectory.from_config(config)


@pytest.mark.usefixtures("app")
def test_models_and_migrations_agree():
    with db.engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), db.metadata)
    assert found == []


def test_migrations_follow_each_other_as_their_files_are_numbered(scripts):
    revisions = list(scripts.walk_revisions())[::-1]
    assert [revision.revision for revision in revisions] == [
        f"{number:04}" for number in range(1, len(revisions) + 1)
    ]
    assert all(revision.path.rpartition("/")[2][:4] == revision.revision for revision in revisions)
    assert scripts.get_heads() == [schema.newest()]


@pytest.mark.usefixtures("app")
def test_a_database_that_lacks_the_newest_migration_is_not_current(monkeypatch):
    assert schema.is_current()
    monkeypatch.setattr(schema, "newest", lambda: "9999")
    assert not schema.is_current()
