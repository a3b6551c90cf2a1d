"""The schema: numbered migrations, and whether a database has them all.

Alembic is loaded only where something is to be migrated: a start that finds everything in place does without.
"""

import sqlalchemy as sa
from flask import current_app

from govproj.config import ROOT
from govproj.core import (
    append_only,
    checkpoints,  # noqa: F401 - its table belongs to the schema
)
from govproj.core.db import db

MIGRATIONS = ROOT / "migrations"


def init_app(app) -> None:
    """What `flask db` and `bring_up_to_date` need."""
    from flask_migrate import Migrate

    Migrate(
        app,
        db,
        directory=str(MIGRATIONS),
        render_as_batch=True,
        compare_type=True,
        compare_server_default=False,
    )


def newest() -> str | None:
    """The number of the last migration: they are numbered in their order, in the names of their files."""
    return max((path.name[:4] for path in (MIGRATIONS / "versions").glob("[0-9]*.py")), default=None)


def is_current() -> bool:
    """Whether every migration has run on this database; cheap, so that a second start is quick."""
    with db.engine.connect() as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return False
        return connection.scalar(sa.text("SELECT version_num FROM alembic_version")) == newest()


def differences() -> list[str]:
    """What a database has otherwise than the models say, guards of the log included; empty when all is well."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with db.engine.connect() as connection:
        if not is_current():
            return [f"migrations are missing: the newest is {newest()}; run `flask init`"]
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = [_in_words(difference) for difference in compare_metadata(context, db.metadata)]
        return found + [f"the trigger {name} is missing" for name in append_only.missing(connection)]


def _in_words(difference) -> str:
    """A change that would have to be made, or a list of them about one column."""
    changes = difference if isinstance(difference, list) else [difference]
    return "; ".join(" ".join(str(part) for part in change if part is not None) for change in changes)


def bring_up_to_date() -> None:
    if is_current():
        return
    from flask_migrate import upgrade

    if "migrate" not in current_app.extensions:
        init_app(current_app)
    upgrade(directory=str(MIGRATIONS))
