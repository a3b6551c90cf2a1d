"""The schema: numbered migrations, and whether a database has them all."""

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import Migrate, upgrade

from govproj.config import ROOT
from govproj.core import checkpoints  # noqa: F401 - its table belongs to the schema
from govproj.core.db import db

MIGRATIONS = str(ROOT / "migrations")


def init_app(app) -> None:
    Migrate(
        app, db, directory=MIGRATIONS, render_as_batch=True, compare_type=True, compare_server_default=False
    )


def newest() -> str | None:
    config = Config()
    config.set_main_option("script_location", MIGRATIONS)
    return ScriptDirectory.from_config(config).get_current_head()


def is_current() -> bool:
    """Whether every migration has run on this database; cheap, so that a second start is quick."""
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == newest()


def bring_up_to_date() -> None:
    if not is_current():
        upgrade(directory=MIGRATIONS)
