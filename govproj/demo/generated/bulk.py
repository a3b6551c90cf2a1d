"""Rows by the ten thousand: kept until there are enough of them, inserted table by table."""

from collections import Counter, defaultdict

import sqlalchemy as sa

from govproj.core.db import db

AT_ONCE = 20_000


class Bulk:
    """Numbers and inserts rows into tables that were empty before; past the models, their rules and the log."""

    def __init__(self):
        self.counted: Counter[sa.Table] = Counter()
        self._waiting: dict[sa.Table, list[dict]] = defaultdict(list)

    def add(self, model, **columns) -> int:
        """The id the row will have. All rows of a model must name the same columns."""
        table = model.__table__
        self.counted[table] += 1
        self._waiting[table].append({"id": self.counted[table], **columns})
        return self.counted[table]

    def write(self, *, least: int = 1) -> None:
        """Insert what waits, once it is at least so many rows; what others refer to goes first."""
        if sum(map(len, self._waiting.values())) < least:
            return
        for table in db.metadata.sorted_tables:
            if rows := self._waiting.pop(table, None):
                db.session.execute(sa.insert(table), rows)

    def finish(self) -> None:
        """Write the rest, and let PostgreSQL go on counting where the rows end."""
        self.write()
        if db.engine.dialect.name == "postgresql":
            for table, last in self.counted.items():
                sequence = sa.func.pg_get_serial_sequence(f'"{table.name}"', "id")
                db.session.execute(sa.select(sa.func.setval(sequence, last)))
        db.session.execute(sa.text("ANALYZE"))
