"""Runs the migrations on the application's database, with foreign keys off and the log guarded afterwards."""

import sqlalchemy as sa
from alembic import context
from flask import current_app

from govproj.core import append_only
from govproj.core.db import UtcDateTime, db


def number_revisions(_context, _revision, directives):
    """0001, 0002, …: people talk about migrations, and sort them."""
    script = directives[0]
    head = context.script.get_current_head()
    script.rev_id = f"{int(head or 0) + 1:04}"


def plain_types(kind, thing, _context):
    """Migrations must go on working when the code has moved on, so they name no class of ours."""
    if kind == "type" and isinstance(thing, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(thing, sa.Enum):
        return f"sa.String(length={thing.length})"
    return False


def run() -> None:
    with db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            # Altering a table on SQLite copies it; with foreign keys on, dropping the old copy would fail.
            connection.connection.driver_connection.execute("PRAGMA foreign_keys = OFF")
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            process_revision_directives=number_revisions,
            render_item=plain_types,
            **current_app.extensions["migrate"].configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()
        append_only.guard(connection)
        connection.commit()
        if connection.dialect.name == "sqlite":
            connection.connection.driver_connection.execute("PRAGMA foreign_keys = ON")


run()
