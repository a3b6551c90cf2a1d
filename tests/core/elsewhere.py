"""A second site beside the one of the tests, empty, on the same kind of database."""

import uuid
from contextlib import contextmanager

import sqlalchemy as sa

from govproj import create_app
from govproj.core.db import db


@contextmanager
def an_empty_instance(folder):
    own = {}
    if db.engine.dialect.name == "postgresql":
        name, url = f"test_{uuid.uuid4().hex[:12]}", db.engine.url
        with sa.create_engine(url.set(database="postgres"), isolation_level="AUTOCOMMIT").connect() as server:
            server.exec_driver_sql(
                f"CREATE DATABASE {name} ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8' TEMPLATE template0"
            )
        own = {"SQLALCHEMY_DATABASE_URI": url.set(database=name).render_as_string(hide_password=False)}
    other = create_app(folder, TESTING=True, **own)
    yield other
    with other.app_context():
        db.session.remove()
        db.engine.dispose()


def run(app, *arguments):
    """A command in the place of this site, and not in that of the test."""
    db.session.rollback()  # the test itself holds up nobody
    with app.app_context():
        try:
            return app.test_cli_runner().invoke(args=[str(argument) for argument in arguments])
        finally:
            db.session.remove()
