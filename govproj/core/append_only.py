"""Database triggers under the log: rows are added and never changed, whatever program connects."""

from typing import NamedTuple

import sqlalchemy as sa


class Guarded(NamedTuple):
    keys: tuple[str, ...]  # unique columns, through which SQLite's INSERT OR REPLACE would delete a row
    erasable: tuple[str, ...] = ()  # may be set to NULL, all at once, and nothing else with them


TABLES = {
    "audit_entry": Guarded(keys=("leaf_index",), erasable=("content", "salt")),
    "checkpoint": Guarded(keys=("size", "fingerprint")),
    "due_change": Guarded(keys=("id",)),
}


def guard(connection: sa.Connection) -> None:
    """Create the triggers anew and the one row of the log's head; to be called after every migration.

    A migration that rebuilds a table on SQLite loses its triggers without a word.
    """
    present = set(sa.inspect(connection).get_table_names())
    for table, guarded in TABLES.items():
        if table in present:
            for statement in _DDL[connection.dialect.name](connection, table, guarded):
                connection.exec_driver_sql(statement)
    if "log_head" in present:
        head = sa.table("log_head", sa.column("id"), sa.column("size"), sa.column("frontier"))
        if connection.execute(sa.select(head.c.id)).first() is None:
            connection.execute(head.insert().values(id=1, size=0, frontier=b""))


def missing(connection: sa.Connection) -> list[str]:
    """The names of triggers that should be there and are not, or are switched off."""
    if connection.dialect.name == "sqlite":
        there = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        wanted = {f"{table}_refuses_{verb}" for table in TABLES for verb in ("update", "delete", "insert")}
    else:
        there = "SELECT tgname FROM pg_trigger WHERE tgenabled = 'A'"
        wanted = {f"{table}_refuses_per_{each}" for table in TABLES for each in ("row", "table")}
    return sorted(wanted - set(connection.scalars(sa.text(there))))


def _on_sqlite(connection, table: str, guarded: Guarded):
    columns = [column["name"] for column in sa.inspect(connection).get_columns(table)]
    erasing = " AND ".join(
        f"NEW.{column} IS NULL" if column in guarded.erasable else f"NEW.{column} IS OLD.{column}"
        for column in columns
    )
    taken = " OR ".join(f"{key} = NEW.{key}" for key in guarded.keys)
    conditions = {
        "UPDATE": f"WHEN NOT ({erasing})" if guarded.erasable else "",
        "DELETE": "",
        "INSERT": f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {taken})",  # noqa: S608 - our own names
    }
    for verb, when in conditions.items():
        trigger = f"{table}_refuses_{verb.lower()}"
        yield f"DROP TRIGGER IF EXISTS {trigger}"
        yield (
            f"CREATE TRIGGER {trigger} BEFORE {verb} ON {table} {when}"
            f" BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )


def _on_postgresql(_connection, table: str, guarded: Guarded):
    yield """
        CREATE OR REPLACE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'UPDATE' THEN
                IF to_jsonb(NEW) = to_jsonb(OLD) || TG_ARGV[0]::jsonb THEN RETURN NEW; END IF;
            END IF;
            RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' is append-only';
        END $$
    """
    erased = ", ".join(f'"{column}": null' for column in guarded.erasable)
    argument = f"'{{{erased}}}'" if erased else ""
    for trigger, when in (("row", "UPDATE OR DELETE"), ("table", "TRUNCATE")):
        name = f"{table}_refuses_per_{trigger}"
        each = "ROW" if trigger == "row" else "STATEMENT"
        yield f"DROP TRIGGER IF EXISTS {name} ON {table}"
        yield (
            f"CREATE TRIGGER {name} BEFORE {when} ON {table}"
            f" FOR EACH {each} EXECUTE FUNCTION refuse_rewriting({argument})"
        )
        yield f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}"


_DDL = {"sqlite": _on_sqlite, "postgresql": _on_postgresql}
