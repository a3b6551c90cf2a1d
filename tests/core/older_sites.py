"""Sites as they were under older schemas: rows that the actions of those days made, and the way into a database.

`schemas/<number>.jsonl.gz` is the demo of that day, cut down. Its first line tells the schema and the log's public key,
every other one a table and a row, as SQLite stores it.
"""

import gzip
import json
from base64 import b64decode
from collections import Counter
from pathlib import Path

import sqlalchemy as sa
from flask_migrate import upgrade

from govproj.core import schema
from govproj.core.db import db

FOLDER = Path(__file__).parent / "schemas"
NUMBERS = sorted(path.name[:4] for path in FOLDER.glob("*.jsonl.gz"))


class OlderSite:
    def __init__(self, number: str):
        with gzip.open(FOLDER / f"{number}.jsonl.gz", "rt", encoding="utf-8") as lines:
            head, *rows = map(json.loads, lines)
        self.schema, self.key, self.rows = head["schema"], head["key"], rows
        self.counts = Counter(table for table, _row in rows)

    def move_in(self, app) -> None:
        """Migrate this app's empty database to that schema and fill it; foreign keys are looked at afterwards."""
        schema.init_app(app)
        upgrade(directory=str(schema.MIGRATIONS), revision=self.schema)
        with db.engine.connect() as connection:
            on_sqlite = connection.dialect.name == "sqlite"
            off = "PRAGMA foreign_keys = OFF" if on_sqlite else "SET session_replication_role = replica"
            connection.connection.driver_connection.execute(off)
            types = _types(connection)
            connection.exec_driver_sql("DELETE FROM log_head")
            for table, row in self.rows:
                _insert(
                    connection, table, {name: _read(value, types[table][name]) for name, value in row.items()}
                )
            if not on_sqlite:
                _count_on(connection)
            connection.commit()
            on = "PRAGMA foreign_keys = ON" if on_sqlite else "SET session_replication_role = origin"
            connection.connection.driver_connection.execute(on)


def _types(connection) -> dict[str, dict]:
    """None where values go in as they are."""
    if connection.dialect.name == "sqlite":
        return _Anything()
    inspector = sa.inspect(connection)
    return {
        table: {column["name"]: column["type"] for column in inspector.get_columns(table)}
        for table in inspector.get_table_names()
    }


class _Anything(dict):
    def __missing__(self, name):
        return _Nothing()


class _Nothing(dict):
    def __missing__(self, name):
        return None


def _read(value, kind):
    if isinstance(value, dict):
        return b64decode(value["bytes"])
    if value is not None and isinstance(kind, sa.Boolean):
        return bool(value)
    if value is not None and isinstance(kind, sa.DateTime):
        return f"{value}+00"
    return value


def _insert(connection, table: str, row: dict) -> None:
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    names, marks = ", ".join(f'"{name}"' for name in row), ", ".join([mark] * len(row))
    connection.exec_driver_sql(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', tuple(row.values()))


def _count_on(connection) -> None:
    """The next row of each table gets the number after the last."""
    for table in sa.inspect(connection).get_table_names():
        if any(column["name"] == "id" for column in sa.inspect(connection).get_columns(table)):
            asked = "SELECT pg_get_serial_sequence(%s, 'id')"
            if sequence := connection.exec_driver_sql(asked, (f'"{table}"',)).scalar():
                connection.exec_driver_sql(
                    f"SELECT setval('{sequence}', (SELECT coalesce(max(id), 1) FROM \"{table}\"))"
                )
