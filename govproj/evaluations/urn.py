"""The sealed urn: one SQLite file per round with its slips and answers, apart from the main database.

What the file must not tell, even to somebody who reads every byte of it: who answered what, and in
which order.

* Slips are hashes, cells carry random names; both live in tables without row numbers, sorted by those
  random names. Nothing has a date or a counter.
* All cells are there from the opening, filled with sealed blanks of the same size. An answer overwrites
  one of them, drawn at random from those still blank. A mark, turned from 0 to 1 in place, says that a
  cell is taken: exactly as many are marked as slips are spent, a number that is public anyway. SQLite
  rewrites both rows where they stand, so the layout of the pages keeps no order of arrival either (a
  test compares the file byte by byte).
* Everything before the opening (printing again, online draws) is rebuilt by VACUUM.

What remains: whoever copies the disk after every answer sees which slip and which cell changed together.
The last answer's rollback journal may survive for a while in free sectors of the disk, and the file's
time is that of the last answer. Only a slip, never a name, stands on the other side of that link, and
the cell stays sealed without a key holder.
"""

import os
import secrets
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

from govproj.core import folders
from govproj.evaluations import slips

CELL = 4096  # bytes
VERSION = 1
SCHEMA = f"""
PRAGMA user_version = {VERSION};
CREATE TABLE urn (
  stage TEXT NOT NULL, salt BLOB NOT NULL PRIMARY KEY, root BLOB, public BLOB
) WITHOUT ROWID;
CREATE TABLE prepared (digest BLOB NOT NULL PRIMARY KEY, online INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE slips (
  digest BLOB NOT NULL PRIMARY KEY CHECK (length(digest) = 32),
  spent INTEGER NOT NULL DEFAULT 0, void INTEGER NOT NULL DEFAULT 0, CHECK (spent + void IN (0, 1))
) WITHOUT ROWID;
CREATE TABLE cells (
  place BLOB NOT NULL PRIMARY KEY, taken INTEGER NOT NULL DEFAULT 0,
  sealed BLOB NOT NULL CHECK (length(sealed) = {CELL})
) WITHOUT ROWID;
CREATE TABLE keys (holder BLOB NOT NULL PRIMARY KEY, box BLOB NOT NULL) WITHOUT ROWID;
"""
PRAGMAS = (
    "busy_timeout = 60000",  # a villager who waits is better than one who is turned away
    "journal_mode = DELETE",
    "synchronous = EXTRA",  # FULL, and the journal's removal is on the disk too before 已收到 is said
    "secure_delete = ON",
    "temp_store = MEMORY",
)


def path_of(round_id: int) -> Path:
    return folders.path("urns") / f"{round_id}.db"


class Stage(StrEnum):
    PREPARING = "preparing"
    FILLED = "filled"  # between filling and opening; only seen when the machine stopped there
    OPEN = "open"
    CLOSED = "closed"


class UrnError(Exception):
    """The urn is missing, of another version, or at another stage than this act needs."""


def create(path: Path) -> None:
    """A new, empty urn, readable by the server's account alone."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    connection = _connect(path)
    connection.executescript(SCHEMA)
    connection.execute(
        "INSERT INTO urn (stage, salt) VALUES (?, ?)", (Stage.PREPARING, secrets.token_bytes(16))
    )
    connection.close()


def destroy(path: Path) -> None:
    """Overwrite, then delete: answers, slips and the boxes with the round's key."""
    with path.open("r+b") as file:
        for _page in range(0, path.stat().st_size, CELL):
            file.write(bytes(CELL))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()


def _connect(path: Path) -> sqlite3.Connection:
    if not path.exists():
        raise UrnError("there is no urn at this place")
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True, isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    return connection


class Urn:
    """An open urn file; use it as `with Urn(path) as urn`."""

    def __init__(self, path: Path):
        self.connection = _connect(path)
        version = self._value("PRAGMA user_version")
        if version != VERSION:
            self.connection.close()
            raise UrnError(f"the urn has version {version}, this program reads {VERSION}")
        self.salt = self._value("SELECT salt FROM urn")

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.connection.close()

    # ---- what can be asked at any time ----

    @property
    def stage(self) -> Stage:
        return Stage(self._value("SELECT stage FROM urn"))

    @property
    def root(self) -> bytes | None:
        return self._value("SELECT root FROM urn")

    @property
    def public(self) -> bytes | None:
        """The key answers are sealed to."""
        return self._value("SELECT public FROM urn")

    def spent(self) -> int:
        return self._value("SELECT count(*) FROM slips WHERE spent = 1")

    def size(self) -> int:
        """Slips of the set, spent or not."""
        table = "prepared" if self.stage is Stage.PREPARING else "slips"
        return self._value(f"SELECT count(*) FROM {table}")  # noqa: S608  (one of two words of our own)

    def digest(self, code: str) -> bytes:
        return slips.digest(code, self.salt)

    # ---- before the opening ----

    def replace_printed(self, codes: Iterable[str]) -> None:
        """Every printing makes the sheets printed before it worthless; slips drawn online stay."""
        with self._at(Stage.PREPARING):
            self.connection.execute("DELETE FROM prepared WHERE online = 0")
            self._prepare(codes, online=0)
        self.connection.execute("VACUUM")

    def add_online(self, code: str) -> None:
        with self._at(Stage.PREPARING):
            self._prepare([code], online=1)
        self.connection.execute("VACUUM")  # or the page would show in which order people drew

    def _prepare(self, codes, *, online: int) -> None:
        rows = ((self.digest(code), online) for code in codes)
        self.connection.executemany("INSERT INTO prepared VALUES (?, ?)", rows)

    # ---- opening ----

    def open(self, *, public: bytes, boxes: Mapping[bytes, bytes], blank: Callable[[], bytes]) -> bytes:
        """Freeze the set, fill the cells with blanks, put the key's boxes in; returns the set's root.

        Repeating it is harmless: when the machine stopped in the middle it goes on from there, with the
        key it began with.
        """
        if self.stage is Stage.PREPARING:
            self._fill(public, boxes, blank)
        if self.stage is Stage.FILLED:
            self.connection.execute("VACUUM")
            self._turn_to(Stage.OPEN)
        return self.root

    def _fill(self, public, boxes, blank) -> None:
        run, many = self.connection.execute, self.connection.executemany
        with self._at(Stage.PREPARING):
            digests = [row[0] for row in run("SELECT digest FROM prepared ORDER BY digest")]
            many("INSERT INTO slips (digest) VALUES (?)", ((digest,) for digest in digests))
            places = sorted(secrets.token_bytes(16) for _slip in digests)
            many("INSERT INTO cells (place, sealed) VALUES (?, ?)", ((place, blank()) for place in places))
            many("INSERT INTO keys VALUES (?, ?)", boxes.items())
            run("DELETE FROM prepared")
            run("UPDATE urn SET root = ?, public = ?", (slips.committed_root(digests), public))
            self._turn_to(Stage.FILLED)

    # ---- while it is open ----

    def cast(self, code: str, sealed: bytes) -> bool:
        """Spend the slip and put its answer in, both or neither; False when the slip is not good.

        What is not good is turned away before it asks for the lock, so that it keeps nobody waiting.
        """
        if not self.is_good(code):
            return False
        with self._transaction():
            spent = self.connection.execute(
                "UPDATE slips SET spent = 1 WHERE digest = ? AND spent = 0 AND void = 0"
                " AND (SELECT stage FROM urn) = ?",
                (self.digest(code), Stage.OPEN),
            )
            if spent.rowcount == 1:
                self.connection.execute(
                    "UPDATE cells SET taken = 1, sealed = ? WHERE place = ?", (sealed, self._blank_place())
                )
        return spent.rowcount == 1

    def is_good(self, code: str) -> bool:
        """Whether this slip could be spent now; says nothing about why not."""
        sql = "SELECT count(*) FROM slips, urn WHERE digest = ? AND spent = 0 AND void = 0 AND urn.stage = ?"
        return self._value(sql, (self.digest(code), Stage.OPEN)) == 1

    def _blank_place(self) -> bytes:
        """Drawn evenly from all blank ones; probing from a random start would leave runs that tell order."""
        blank = self.connection.execute("SELECT place FROM cells WHERE taken = 0").fetchall()
        return secrets.choice(blank)[0]

    # ---- after it ----

    def close(self) -> int:
        """Nothing goes in any more; returns how many slips were left unspent and are void now."""
        if self.stage is not Stage.CLOSED:
            with self._at(Stage.OPEN):
                self.connection.execute("UPDATE slips SET void = 1 WHERE spent = 0")
                self._turn_to(Stage.CLOSED)
        return self._value("SELECT count(*) FROM slips WHERE void = 1")

    def box_for(self, holder: bytes) -> bytes | None:
        """The round's private key, sealed to this holder's public key."""
        return self._value("SELECT box FROM keys WHERE holder = ?", (holder,))

    def recomputed_root(self) -> bytes:
        """Over the slips that lie here now; it differs from the committed one when somebody added or swapped some."""
        found = self.connection.execute("SELECT digest FROM slips")
        return slips.committed_root(digest for (digest,) in found)

    def shuffled_cells(self) -> list[bytes]:
        """All cells, blank ones among them, in an order of the moment."""
        with self._at(Stage.CLOSED):
            cells = [row[0] for row in self.connection.execute("SELECT sealed FROM cells")]
        secrets.SystemRandom().shuffle(cells)
        return cells

    # ---- inside ----

    def _value(self, sql, values=()):
        row = self.connection.execute(sql, values).fetchone()
        return row and row[0]

    def _turn_to(self, stage: Stage) -> None:
        self.connection.execute("UPDATE urn SET stage = ?", (stage,))

    @contextmanager
    def _transaction(self):
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    @contextmanager
    def _at(self, stage: Stage):
        """A transaction that only runs while the urn is at this stage."""
        with self._transaction():
            if self.stage is not stage:
                raise UrnError(f"the urn is {self.stage}, not {stage}")
            yield
