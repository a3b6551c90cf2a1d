"""A site is backed up while people work and comes back whole elsewhere; keys and urns travel with no backup."""

import json
import tarfile
import threading
import uuid
from io import BytesIO
from pathlib import Path

import pytest
import sqlalchemy as sa

from govproj.core import checkpoints, folders, uploads
from govproj.core.audit import AuditEntry, Event
from govproj.core.backup import archive
from govproj.core.backup.record import last_backup
from govproj.core.checkpoints import make_checkpoint
from govproj.core.db import db
from govproj.evaluations.models import EvaluationRound, State
from govproj.projects.models import Project
from tests.checklists.things import a_file, an_item
from tests.core.elsewhere import an_empty_instance, run
from tests.evaluations.scenes import a_village_that_evaluates, an_open_round
from tests.factories import a_cadre, a_project, an_admin

KEPT = Event("cellar.kept", "what", says="收好")
PASSPHRASE = "three bamboo bridges"


def kept(times=1):
    for number in range(times):
        KEPT.record(None, by=None, what=f"第 {number} 件")
    db.session.commit()


def evidence(content=b"%PDF-1.4 a paper"):
    """A row with its file."""
    name, item = uploads.keep(content), an_item()
    item.evidence.append(a_file(item.project.contact or a_cadre(item.project.village), sha256=name))
    db.session.commit()
    return name


@pytest.fixture
def elsewhere(app, tmp_path):
    with an_empty_instance(tmp_path / "elsewhere") as other:
        yield other


# ---- there and back ----


def test_everything_comes_back_and_is_counted_again(app, elsewhere, tmp_path):
    name, project_id = evidence(), a_project(name="示例溪整治").id
    kept(5)
    letters = make_checkpoint(db.session).fingerprint
    db.session.commit()

    assert run(app, "backup", tmp_path / "b.tar.gz").exit_code == 0
    assert run(app, "backup-keys", tmp_path / "keys", "--passphrase", PASSPHRASE).exit_code == 0
    answer = run(
        elsewhere, "restore", tmp_path / "b.tar.gz", "--keys", tmp_path / "keys", "--passphrase", PASSPHRASE
    )

    assert answer.exit_code == 0, answer.output
    with elsewhere.app_context():
        assert db.session.get(Project, project_id).name == "示例溪整治"
        assert uploads.path_of(name).read_bytes() == b"%PDF-1.4 a paper"
        assert checkpoints.verify(db.session).intact
        assert checkpoints.has_only_grown(db.session, checkpoints.find(db.session, letters))
        newest = db.session.scalars(sa.select(AuditEntry).order_by(AuditEntry.leaf_index.desc())).first()
        assert newest.event == "site.restored"
        db.session.remove()
    assert run(elsewhere, "check-schema").exit_code == 0
    assert not Path(elsewhere.instance_path, "restoring").exists()


def test_a_backup_is_on_record_and_holds_neither_keys_nor_urns_nor_settings(app, tmp_path):
    an_open_round(a_village_that_evaluates())
    kept()
    assert list(folders.path("urns").iterdir())
    run(app, "backup", tmp_path / "b.tar.gz")

    with tarfile.open(tmp_path / "b.tar.gz") as tar:
        names = tar.getnames()
        content = b"".join(tar.extractfile(name).read() for name in names)
    assert {name.partition("/")[0] for name in names} <= {"database", "files", "manifest.json"}
    assert b"PRIVATE KEY" not in content
    assert app.config["SECRET_KEY"].encode() not in content
    assert (tmp_path / "b.tar.gz").stat().st_mode & 0o077 == 0
    newest = db.session.scalars(sa.select(AuditEntry).order_by(AuditEntry.leaf_index.desc())).first()
    assert (newest.event, newest.facts["bytes"]) == ("site.backed_up", (tmp_path / "b.tar.gz").stat().st_size)


def test_keys_are_sealed_and_open_with_their_passphrase_alone(app, elsewhere, tmp_path):
    kept()
    make_checkpoint(db.session)
    db.session.commit()
    run(app, "backup", tmp_path / "b.tar.gz")
    assert run(app, "backup-keys", tmp_path / "keys", "--passphrase", "short").exit_code == 1
    run(app, "backup-keys", tmp_path / "keys", "--passphrase", PASSPHRASE)

    assert b"PRIVATE" not in (tmp_path / "keys").read_bytes()
    wrong = run(
        elsewhere,
        "restore",
        tmp_path / "b.tar.gz",
        "--keys",
        tmp_path / "keys",
        "--passphrase",
        "another one",
    )
    assert (wrong.exit_code, "not the passphrase" in wrong.output) == (1, True)
    assert (
        run(elsewhere, "restore", tmp_path / "b.tar.gz").exit_code == 1
    )  # neither keys nor a word about them
    without = run(elsewhere, "restore", tmp_path / "b.tar.gz", "--without-keys")
    assert "without its keys" in without.output


def test_rounds_whose_urn_is_gone_are_void_in_public(app, elsewhere, tmp_path, as_):
    round_id = an_open_round(a_village_that_evaluates())[0].id
    run(app, "backup", tmp_path / "b.tar.gz")
    run(elsewhere, "restore", tmp_path / "b.tar.gz", "--without-keys")

    with elsewhere.app_context():
        assert db.session.get(EvaluationRound, round_id).state is State.VOID
        db.session.remove()
    assert db.session.get(EvaluationRound, round_id).state is State.OPEN


# ---- while people work ----


def test_a_backup_made_while_others_write_is_of_one_moment(app, elsewhere, tmp_path):
    stop = threading.Event()

    def write():
        with app.app_context():
            while not stop.is_set():
                uploads.keep(uuid.uuid4().bytes)
                kept(3)

    writers = [threading.Thread(target=write) for _ in range(2)]
    db.session.remove()
    for writer in writers:
        writer.start()
    try:
        answers = [run(app, "backup", tmp_path / f"{number}.tar.gz") for number in range(3)]
    finally:
        stop.set()
        for writer in writers:
            writer.join()

    assert [answer.exit_code for answer in answers] == [0] * 3, [answer.output for answer in answers]
    answer = run(elsewhere, "restore", tmp_path / "2.tar.gz", "--without-keys")
    assert answer.exit_code == 0, answer.output


# ---- what is refused ----


def altered(path, change):
    """The same backup with `change(name, content)`; None leaves a part out."""
    other = path.with_name(f"{uuid.uuid4().hex}.tar.gz")
    with tarfile.open(path) as old, tarfile.open(other, "w:gz") as new:
        for member in old:
            content = change(member.name, old.extractfile(member).read())
            if content is not None:
                member.size = len(content)
                new.addfile(member, BytesIO(content))
    return other


def manifest_with(**other):
    def change(name, content):
        return json.dumps(json.loads(content) | other).encode() if name == archive.MANIFEST else content

    return change


CHANGES = {
    "a file was exchanged": (lambda n, c: b"another" if n.startswith("files/") else c, "is not what it was"),
    "a file was left out": (lambda n, c: None if n.startswith("files/") else c, "is not complete"),
    "the manifest was left out": (
        lambda n, c: None if n == archive.MANIFEST else c,
        "its manifest is missing",
    ),
    "the database was left out": (lambda n, c: None if n == "database" else c, "is not complete"),
    "another kind of database": (manifest_with(dialect="oracle"), "a backup of oracle"),
    "a newer version": (manifest_with(schema="9999"), "newer version"),
}
LOADED = {
    "other numbers of rows": manifest_with(tables={"project": 0}),
    "the log is not what was backed up": manifest_with(log={"size": 1, "root": "AAAA"}),
}


def test_a_backup_that_is_not_what_it_was_is_refused_before_anything_is_in_its_place(
    app, elsewhere, tmp_path
):
    evidence()
    run(app, "backup", tmp_path / "b.tar.gz")
    for what, (change, words) in CHANGES.items():
        answer = run(elsewhere, "restore", altered(tmp_path / "b.tar.gz", change), "--without-keys")
        assert (answer.exit_code, words in answer.output) == (1, True), what


@pytest.mark.parametrize("words", LOADED)
def test_what_was_put_in_place_and_does_not_agree_must_not_be_used(app, elsewhere, tmp_path, words):
    run(app, "backup", tmp_path / "b.tar.gz")
    answer = run(elsewhere, "restore", altered(tmp_path / "b.tar.gz", LOADED[words]), "--without-keys")
    assert answer.exit_code == 1
    assert f"do not use this site: {words}" in answer.output


def test_half_a_backup_and_what_is_none_are_refused(app, elsewhere, tmp_path):
    kept()
    run(app, "backup", tmp_path / "b.tar.gz")
    whole = (tmp_path / "b.tar.gz").read_bytes()
    for content in (whole[: len(whole) // 2], b"nonsense", b""):
        (tmp_path / "half").write_bytes(content)
        answer = run(elsewhere, "restore", tmp_path / "half", "--without-keys")
        assert (answer.exit_code, "Traceback" in answer.output) == (1, False), answer.output


def test_nothing_is_unpacked_outside_its_place(app, elsewhere, tmp_path):
    with tarfile.open(tmp_path / "evil.tar.gz", "w:gz") as tar:
        tar.addfile(tarfile.TarInfo("../../escaped"), BytesIO())

    assert "it holds" in run(elsewhere, "restore", tmp_path / "evil.tar.gz", "--without-keys").output
    assert not (tmp_path / "escaped").exists()


def test_a_site_in_use_is_never_restored_over(app, tmp_path):
    kept()
    run(app, "backup", tmp_path / "b.tar.gz")
    answer = run(app, "restore", tmp_path / "b.tar.gz", "--without-keys")
    assert (answer.exit_code, "is not empty" in answer.output) == (1, True)


def test_a_backup_is_never_written_over_another_and_leaves_nothing_half_done(app, tmp_path, monkeypatch):
    (tmp_path / "b.tar.gz").write_text("an older one")
    assert run(app, "backup", tmp_path / "b.tar.gz").exit_code == 1
    assert (tmp_path / "b.tar.gz").read_text() == "an older one"

    def disk_full(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(archive, "_add_text", disk_full)
    answer = run(app, "backup", tmp_path / "c.tar.gz")
    assert (answer.exit_code, "No space left" in answer.output) == (1, True)
    assert [path.name for path in tmp_path.iterdir()] == ["b.tar.gz"]
    assert last_backup() is None


def test_a_file_that_rows_speak_of_and_nobody_has_is_named(app, elsewhere, tmp_path):
    name = evidence()
    uploads.path_of(name).unlink()

    assert name in run(app, "backup", tmp_path / "b.tar.gz").output
    assert name in run(elsewhere, "restore", tmp_path / "b.tar.gz", "--without-keys").output


# ---- every day ----


def test_of_the_backups_in_a_folder_the_newest_are_kept(app, tmp_path):
    for day in ("20220601", "20220602", "20220603"):
        (tmp_path / f"govproj-{day}-030000.tar.gz").write_text("old")
    (tmp_path / "holiday.tar.gz").write_text("somebody else's")

    assert run(app, "backup", tmp_path, "--keep", "2").exit_code == 0

    names = sorted(path.name for path in tmp_path.iterdir())
    assert len(names) == 3
    assert names[0] == "govproj-20220603-030000.tar.gz"
    assert names[-1] == "holiday.tar.gz"


def test_a_monitor_learns_the_day_of_the_last_backup_and_nothing_more(app, as_, on_day, tmp_path):
    kept()
    assert as_().open("/healthz").response.json["last_backup"] is None
    with on_day("2022-06-10"):
        run(app, "backup", tmp_path / "b.tar.gz")

    health = as_().open("/healthz").response.json
    assert health["last_backup"] == "2022-06-10"
    assert set(health) == {"status", "database", "disk_free_mb", "last_tick", "last_backup"}


def test_the_administrator_is_told_when_the_last_backup_is_old(app, as_, on_day, tmp_path):
    a_project()
    admin = an_admin()
    with on_day("2022-06-10"):
        kept()
        run(app, "backup", tmp_path / "b.tar.gz")
        assert "备份" not in as_(admin).open("/workbench").main
    with on_day("2022-06-12"):
        assert "备份" not in as_(admin).open("/workbench").main
    with on_day("2022-06-13"):
        page = as_(admin).open("/workbench")
        assert "上次备份是 2022年6月10日，该备份了" in page.main
        assert "做了备份" in page.browser.open(page.links["上次备份是 2022年6月10日，该备份了"]).main


def test_a_site_that_was_never_backed_up_says_so(app, as_, on_day):
    a_project()
    admin = an_admin()
    with on_day("2022-06-10"):
        kept()
    with on_day("2022-06-13"):
        assert "还没有做过备份" in as_(admin).open("/workbench").main


# ---- the schema ----


def test_check_schema_names_what_is_not_as_it_should_be(app):
    """Also a guard of the log that somebody has taken down."""
    on_sqlite = db.engine.dialect.name == "sqlite"
    guard = "audit_entry_refuses_delete" if on_sqlite else "audit_entry_refuses_per_row"
    db.session.execute(sa.text("CREATE TABLE foundling (id INTEGER PRIMARY KEY)"))
    db.session.execute(sa.text(f"DROP TRIGGER {guard}" + ("" if on_sqlite else " ON audit_entry")))
    db.session.commit()
    try:
        answer = run(app, "check-schema")
        assert (answer.exit_code, "foundling" in answer.output, guard in answer.output) == (1, True, True)
    finally:
        db.session.execute(sa.text("DROP TABLE foundling"))
        db.session.commit()
