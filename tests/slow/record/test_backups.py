"""Twenty backups made while four people work all come back whole.

python3 run.py test --slow record
"""

import threading
import uuid

from govproj.core import uploads
from govproj.core.audit import Event
from govproj.core.db import db
from tests.core.elsewhere import an_empty_instance, run

BACKUPS = 20
KEPT = Event("cellar.filled", "sha256", says="收好")


def test_twenty_backups_under_load_all_restore(app, tmp_path):
    stop = threading.Event()

    def work():
        with app.app_context():
            while not stop.is_set():
                for _ in range(3):
                    KEPT.record(None, by=None, sha256=uploads.keep(uuid.uuid4().bytes * 50))
                db.session.commit()

    people = [threading.Thread(target=work) for _ in range(4)]
    db.session.remove()
    for person in people:
        person.start()
    try:
        made = [run(app, "backup", tmp_path / f"{number}.tar.gz") for number in range(BACKUPS)]
    finally:
        stop.set()
        for person in people:
            person.join()

    assert [answer.exit_code for answer in made] == [0] * BACKUPS, [answer.output for answer in made]
    for number in range(BACKUPS):
        with an_empty_instance(tmp_path / f"site-{number}") as elsewhere:
            _comes_back(elsewhere, tmp_path, number)


def _comes_back(elsewhere, tmp_path, number):
    answer = run(elsewhere, "restore", tmp_path / f"{number}.tar.gz", "--without-keys")
    assert answer.exit_code == 0, answer.output
    export = tmp_path / f"{number}.jsonl"
    assert run(elsewhere, "export-log", export).exit_code == 0
    files = tmp_path / f"site-{number}" / "files"
    # Two: it agrees with itself and its files, and nobody brought a checkpoint.
    assert run(elsewhere, "verify-log", export, "--files", files).exit_code == 2
