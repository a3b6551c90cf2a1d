"""Thirty villagers answer one after another, and everything somebody could read afterwards is collected."""

import http.client
import io
import logging
import random
import re
import secrets
import threading
import time
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

import sqlalchemy as sa
from waitress import create_server

from govproj.core import dates, sealed
from govproj.core.audit import AuditEntry
from govproj.core.db import db
from govproj.evaluations import actions, urn
from govproj.evaluations.answers import KEY_PURPOSE, read_cell
from govproj.evaluations.models import Comment, HolderKey
from govproj.evaluations.urn import CELL, Urn
from tests.evaluations import scenes
from tests.evaluations.scenes import PASSPHRASE, an_open_round
from tests.pages import Browser

VILLAGERS = 30
MARK = re.compile(r"m[0-9a-f]{12}")  # what one villager wrote, and nobody else


class Came(NamedTuple):
    """One villager at the table: what somebody in the room, at the server or at the disk can note down."""

    mark: str
    code: str
    size: int  # bytes of the answer 已收到
    seconds: float
    changed: bytes  # what a copy of the disk before and one after differ in


class Left:
    """What is there to read after a round. `came` is the truth, in order of arrival."""

    def __init__(self, came: list[Came], words: dict[str, str], logs: str):
        self.came, self.words, self.logs = came, words, logs
        self.order = [one.mark for one in came]

    def read_urn(self, round_, scene) -> None:
        """With a holder's key, which is more than an attacker should have."""
        path = urn.path_of(round_.id)
        with Urn(path) as box:
            key = db.session.get(HolderKey, scene.supervisor.id)
            private = sealed.unseal(
                box.box_for(key.public), sealed.unlock(key.wrapped, PASSPHRASE), purpose=KEY_PURPOSE
            )
            run = box.connection.execute
            self.cells = [
                (place, cell, _mark_in(cell, private))
                for place, cell in run("SELECT place, sealed FROM cells WHERE taken = 1")
            ]
            self.spent = [digest for (digest,) in run("SELECT digest FROM slips WHERE spent = 1")]
            self.digests = [box.digest(one.code) for one in self.came]
            self.columns = _columns(run)
        self.file = path.read_bytes()
        self.beside = b"".join(p.read_bytes() for p in sorted(path.parent.glob(f"{path.name}-*")))

    def read_database(self) -> None:
        """After the count: the comments as they lie in the main database, and the log."""
        on_postgres = db.engine.dialect.name == "postgresql"
        order = "xmin::text::bigint, ctid" if on_postgres else "rowid"
        rows = db.session.execute(sa.text(f"SELECT text FROM evaluation_comment ORDER BY {order}"))
        self.rows = [_first(text) for (text,) in rows]
        self.physical = _first_places(_raw_main_database()) if not on_postgres else self.rows
        self.log = "\n".join(
            db.session.scalars(sa.select(AuditEntry.content).order_by(AuditEntry.leaf_index))
        )


def _mark_in(cell: bytes, private: bytes) -> str:
    return _first(read_cell(cell, private).comment)


def _first(text: str) -> str:
    found = MARK.search(text)
    return found[0] if found else ""


def _first_places(raw: bytes) -> list[str]:
    """Marks in the order in which they stand in a file."""
    return list(dict.fromkeys(mark.decode() for mark in re.findall(MARK.pattern.encode(), raw)))


def _columns(run) -> dict[tuple[str, str], list[tuple]]:
    """Every column of the urn's tables that stands beside a cell's place."""
    found = {}
    tables = [name for (name,) in run("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in tables:
        names = [row[1] for row in run(f"PRAGMA table_info({table})")]
        for name in names:
            if "place" in names and name != "place":
                found[table, name] = run(f"SELECT place, {name} FROM {table}").fetchall()
    return found


def _raw_main_database() -> bytes:
    path = Path(db.engine.url.database)
    return b"".join(p.read_bytes() for p in (path, Path(f"{path}-wal")) if p.exists())


def dump() -> dict[str, list]:
    """All rows of the main database, for “nothing changed while the round was open”."""
    tables = db.metadata.sorted_tables
    found = {t.name: [tuple(row) for row in db.session.execute(sa.select(t))] for t in tables}
    db.session.rollback()
    return found


class Server:
    """The site over real HTTP, as it is deployed: waitress, nothing in between."""

    def __init__(self, app):
        self.server = create_server(app, host="127.0.0.1", port=0, threads=4)
        self.port = self.server.effective_port
        self.thread = threading.Thread(target=self.server.run, daemon=True)
        self.thread.start()

    def post(self, url: str, fields: dict):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Host": "localhost"}
        connection.request("POST", url, urlencode(fields), headers)
        response = connection.getresponse()
        answer = response.status, dict(response.getheaders()), response.read()
        connection.close()
        return answer

    def stop(self):
        self.server.close()
        self.thread.join(timeout=5)


class InProcess:
    """The same without a socket, for the short run on every change."""

    def __init__(self, app):
        self.app = app

    def post(self, url: str, fields: dict):
        db.session.rollback()
        with self.app.app_context():
            response = self.app.test_client().post(url, data=fields)
        return response.status_code, dict(response.headers), response.data

    def stop(self):
        pass


def a_round_of_thirty(site, scene) -> Left:
    """Everybody answers alike but for the words, whose lengths differ and tell nothing of who comes when."""
    round_, codes = an_open_round(scene, VILLAGERS)
    marks = [f"m{secrets.token_hex(6)}" for _villager in range(VILLAGERS)]
    lengths = random.sample(range(VILLAGERS), VILLAGERS)
    words = {mark: mark + "好" * length for mark, length in zip(marks, lengths, strict=True)}
    levels = {f"{scene.project.id}-{q['key']}": "a" for q in round_.asked.scales}
    path, logs = urn.path_of(round_.id), io.StringIO()
    before, watching = dump(), _listen(logs)
    came = []
    with dates.set_to(scenes.LAST):
        for mark, code in zip(marks, codes, strict=True):
            came.append(_comes(site, path, mark, code, {"comment": words[mark], **levels}))
    logging.getLogger().removeHandler(watching)
    left = Left(came, words, logs.getvalue())
    left.changed_tables = {name for name, rows in dump().items() if rows != before[name]}
    left.read_urn(round_, scene)
    _count(round_, scene)
    left.read_database()
    left.page = _published(round_, scene)
    db.session.query(Comment).delete()
    db.session.commit()
    return left


def _listen(stream) -> logging.Handler:
    handler = logging.StreamHandler(stream)
    logging.getLogger().addHandler(handler)
    return handler


def _comes(site, path, mark, code, fields) -> Came:
    disk = path.read_bytes()
    began = time.perf_counter()
    status, headers, body = site.post("/v/cast", {"code": code, **fields})
    seconds = time.perf_counter() - began
    assert status == 200, body.decode()[:400]
    assert "Set-Cookie" not in headers, "a cookie would stay in the browser"
    assert headers["Cache-Control"] == "no-store", "a page would stay in the browser"
    return Came(mark, code, len(body), seconds, _difference(disk, path.read_bytes()))


def _difference(before: bytes, after: bytes) -> bytes:
    """Those pages of the file that are not what they were."""
    pages = range(0, max(len(before), len(after)), CELL)
    return b"".join(after[p : p + CELL] for p in pages if before[p : p + CELL] != after[p : p + CELL])


def _count(round_, scene) -> None:
    typed = dict.fromkeys(("left_over", "paper_issued", "paper_returned", "complaints"), 0)
    with dates.set_to(scenes.AFTER):
        actions.close(round_, by=scene.supervisor, signatures=VILLAGERS, **typed)
        key = db.session.get(HolderKey, scene.supervisor.id)
        actions.count(round_, key, PASSPHRASE, by=scene.supervisor, witness=scene.inspector)
        db.session.commit()
        actions.empty(round_)


def _published(round_, scene) -> list[str]:
    """The words in the order in which the result shows them to everybody."""
    bag = db.session.scalars(sa.select(Comment).where(Comment.round_id == round_.id)).all()
    actions.screen(round_, bag, {comment.name for comment in bag}, by=scene.supervisor)
    with dates.set_to(scenes.AFTER):
        actions.publish(round_, by=scene.supervisor)
        db.session.commit()
        page = Browser(scene.app).open(f"/evaluations/{round_.id}")
    return MARK.findall(page.main)
