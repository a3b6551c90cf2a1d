"""Writers that are killed at any moment, and what must hold afterwards."""

import hashlib
import io
import os
import random
import signal
import sys
import time
import traceback
from multiprocessing import Pipe, get_context

from sqlalchemy import select

from govproj.accounts.models import User
from govproj.checklists.models import Evidence
from govproj.core import checkpoints, uploads
from govproj.core.db import db
from tests.checklists.things import an_item
from tests.core.hostile import PDF, a_picture
from tests.pages import Browser

WORKERS = 2


class Writer:
    """A process of its own that uploads evidence through the page and says what was acknowledged."""

    def __init__(self, app, person, url):
        self.heard, said = Pipe(duplex=False)
        self.process = get_context("fork").Process(target=_upload_for_ever, args=(app, person, url, said))
        self.process.start()
        said.close()

    def acknowledged(self) -> list[str]:
        names = []
        try:
            while self.heard.poll():
                names.append(self.heard.recv())
        except EOFError:
            pass
        return names


def _upload_for_ever(app, person, url, said):
    """Never returns: the test's own cleaning up is not for this process."""
    try:
        with app.app_context():
            browser = Browser(app, db.session.get(User, person))
            token = browser.token()
            while True:
                name = f"{os.urandom(8).hex()}"
                photo = a_picture("PNG", (60, 40), colour=tuple(os.urandom(3)), comment=name)
                files = [(io.BytesIO(photo), f"{name}.png"), (io.BytesIO(PDF + name.encode()), f"{name}.pdf")]
                answer = browser._ask("POST", url, data={"proves": "1", "csrf_token": token, "files": files})
                assert answer.status_code == 303, answer.status_code
                said.send(name)
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)


def kill(app, times: int) -> int:
    """Kill both writers so many times; how many uploads were acknowledged before. Asserts that none is lost."""
    items = [an_item() for _ in range(WORKERS)]
    posts = [(item.project.contact_id, f"/checklist-items/{item.id}/add-evidence") for item in items]
    acknowledged = []
    for _ in range(times):
        db.session.remove()
        db.engine.dispose()  # a connection must not be shared with a child
        writers = [Writer(app, person, url) for person, url in posts]
        _wait_until_they_write(writers)
        time.sleep(random.uniform(0, 0.25))
        for writer in writers:
            os.kill(writer.process.pid, signal.SIGKILL)
        for writer in writers:
            writer.process.join()
            assert writer.process.exitcode == -signal.SIGKILL
            acknowledged += writer.acknowledged()
        _nothing_is_lost(acknowledged)
    return len(acknowledged)


def _wait_until_they_write(writers):
    for writer in writers:
        assert writer.heard.poll(timeout=60), "the writer does not write"


def _nothing_is_lost(acknowledged):
    rows = db.session.execute(select(Evidence.name, Evidence.sha256, Evidence.thumb)).all()
    names = [row.name for row in rows]
    for name in acknowledged:
        assert {f"{name}.png", f"{name}.pdf"} <= set(names), f"{name} was acknowledged and is gone"
    for row in rows:
        for sha256 in filter(None, (row.sha256, row.thumb)):
            content = uploads.path_of(sha256).read_bytes()
            assert hashlib.sha256(content).hexdigest() == sha256, f"{row.name} is not what was stored"
    assert len(names) % 2 == 0, "half of a request was kept"
    verdict = checkpoints.verify(db.session)
    assert verdict.intact, verdict.problems
    assert verdict.size == len(rows), "an entry without its row, or a row without its entry"
    db.session.rollback()
