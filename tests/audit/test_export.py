"""The record taken away and checked on another machine, against what hangs on the wall."""

import json
import random
import re
import runpy
import sys

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from govproj.core import append_only, checkpoints, log_check, log_export, verify
from govproj.core.audit import Event
from govproj.core.checkpoints import make_checkpoint
from govproj.core.db import db
from govproj.core.kept_proofs import Kept, Note, Unreadable, read_checkpoint, read_receipt
from tests.audit.logs import Log, a_log
from tests.factories import a_county_inspector, a_project, a_town_inspector, an_admin

PAID = Event("till.paid", "reason", says="付款")


@pytest.fixture
def project(app):
    return a_project()


@pytest.fixture
def inspector(project):
    return a_town_inspector(project.village.town)


def paid(project, reason="材料款", times=1):
    for _ in range(times):
        PAID.record(project, by=None, reason=reason)
    db.session.commit()


def on_the_wall() -> str:
    """The letters of a notice that is printed now."""
    letters = make_checkpoint(db.session).letters
    db.session.commit()
    return letters


def by_root(statement, **values):
    for name in append_only.TABLES:
        on = "" if db.engine.name == "sqlite" else f" ON {name}"
        triggers = ("update", "delete") if db.engine.name == "sqlite" else ("per_row",)
        for trigger in triggers:
            db.session.execute(sa.text(f"DROP TRIGGER IF EXISTS {name}_refuses_{trigger}{on}"))
    db.session.execute(sa.text(statement), values)
    db.session.commit()


def exported(app, path):
    assert app.test_cli_runner().invoke(args=["export-log", str(path)]).exit_code == 0
    return str(path)


def checked(app, *arguments):
    return app.test_cli_runner().invoke(args=["verify-log", *arguments])


# ---- from the shell ----


def test_the_record_is_checked_against_a_notice_that_has_hung_for_months(app, project, tmp_path):
    paid(project, times=3)
    letters = on_the_wall()
    paid(project, times=5)

    answer = checked(app, exported(app, tmp_path / "log.jsonl.gz"), "--checkpoint", letters)

    assert answer.exit_code == 0, answer.output
    assert "完好" in answer.output
    assert "第 1 至 3 条由带来的核对码证实，以后的 5 条还没有" in answer.output


@pytest.mark.parametrize(
    ("statement", "first_bad"),
    [
        ("UPDATE audit_entry SET office = 'secretary' WHERE leaf_index = 2", 3),
        ('UPDATE audit_entry SET content = \'{"reason":"别的"}\' WHERE leaf_index = 2', 3),
        ("DELETE FROM audit_entry WHERE leaf_index = 1", 2),
    ],
)
def test_what_somebody_with_the_database_changes_is_named(app, project, tmp_path, statement, first_bad):
    paid(project, times=4)
    letters = on_the_wall()
    by_root(statement)

    answer = checked(app, exported(app, tmp_path / "log.jsonl"), "--checkpoint", letters)

    assert answer.exit_code == 1
    assert f"First bad entry: {first_bad}." in answer.output


def test_a_log_that_was_written_and_signed_anew_does_not_fit_the_paper(app, project, tmp_path):
    paid(project, times=4)
    letters = on_the_wall()
    by_root("DELETE FROM checkpoint")
    by_root("DELETE FROM audit_entry")
    by_root("UPDATE log_head SET size = 0, frontier = :none", none=b"")
    paid(project, reason="别的", times=4)
    on_the_wall()

    answer = checked(app, exported(app, tmp_path / "log.jsonl"), "--checkpoint", letters)

    assert answer.exit_code == 1
    assert "对不上" in answer.output


def test_two_checkpoints_of_one_size_are_a_fork(tmp_path, capsys):
    mine, theirs = a_log(random.Random(5), 9), a_log(random.Random(5), 9)
    theirs.rows[3]["actor_id"] = 99
    theirs.compute_all()
    export, one, other = tmp_path / "log.jsonl", tmp_path / "mine.txt", tmp_path / "theirs.txt"
    export.write_text("".join(mine.export()))
    one.write_text(mine.notes[9])
    other.write_text(theirs.notes[9])

    assert verify.main([str(export), "--checkpoint", str(one)]) == 0
    assert verify.main([str(export), "--checkpoint", str(one), "--checkpoint", str(other)]) == 1
    assert "Fork: different checkpoints were signed for the same 9 entries" in capsys.readouterr().out


def test_without_a_checkpoint_from_outside_nobody_can_tell(app, project, tmp_path):
    paid(project, times=2)
    on_the_wall()

    answer = checked(app, exported(app, tmp_path / "log.jsonl"))

    assert answer.exit_code == 2
    assert "没有从外面带来的核对码" in answer.output


@pytest.mark.parametrize("text", ["", "{}", "not an export", '{"format": "govproj log 1"}\n', "\x00"])
def test_what_is_no_export_is_not_judged(tmp_path, text):
    (tmp_path / "log.jsonl").write_text(text)
    assert verify.main([str(tmp_path / "log.jsonl"), "--checkpoint", "7K2M-PQ4X-W9CA-3FHT"]) == 2
    assert verify.main([str(tmp_path / "nothing.jsonl")]) == 2


def test_half_a_download_is_not_judged():
    log = a_log(random.Random(5), 20)
    half = log.export()[:15]
    assert log_check.check(half, Kept([Note(log.notes[20])])).exit_code == log_check.CANNOT_TELL


@pytest.mark.parametrize("typed", ["", "7K2M", "存证", "7K2M-PQ4X-W9CA-3FH0", "A" * 4000])
def test_what_is_no_checkpoint_is_said_to_be_none(typed):
    with pytest.raises(Unreadable):
        read_checkpoint(typed)
    with pytest.raises(Unreadable):
        read_receipt(typed)


def test_an_export_is_never_written_over_a_file(app, project, tmp_path):
    path = tmp_path / "log.jsonl"
    path.write_text("an older one")
    assert app.test_cli_runner().invoke(args=["export-log", str(path)]).exit_code != 0
    assert path.read_text() == "an older one"


ONE = a_log(random.Random(7), 6)
LINES = ONE.export()
WHOLE = "".join(LINES)
HEADER, FOOTER = len(LINES[0]), len(WHOLE) - len(LINES[-1])


@given(st.integers(HEADER, FOOTER - 1), st.characters(codec="utf-8"))
def test_no_single_sign_of_an_export_can_be_exchanged(place, sign):
    changed = f"{WHOLE[:place]}{sign}{WHOLE[place + 1 :]}".splitlines(keepends=True)
    if _means_the_same(changed):
        return
    finding = log_check.check(changed, Kept([Note(ONE.notes[6])]))
    assert finding.exit_code != log_check.INTACT


def _means_the_same(changed) -> bool:
    """Blanks between words, capitals in a hash: another spelling, the same record."""
    try:
        return [_meant(json.loads(line)) for line in changed] == [_meant(json.loads(line)) for line in LINES]
    except ValueError:
        return False


def _meant(thing):
    return {name: value.lower() if name in {"hash", "salt"} else value for name, value in thing.items()}


# ---- on another machine ----


def test_the_checker_runs_where_there_is_no_site(app, project, tmp_path, monkeypatch, capsys):
    paid(project, times=3)
    letters = on_the_wall()
    export, program = exported(app, tmp_path / "log.jsonl"), tmp_path / "verify-log.pyz"
    assert app.test_cli_runner().invoke(args=["verifier", str(program)]).exit_code == 0
    for name in [name for name in sys.modules if name.partition(".")[0] == "govproj"]:
        monkeypatch.delitem(sys.modules, name)
    for name in ("flask", "sqlalchemy"):
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.setattr(sys, "argv", ["verify-log.pyz", export, "--checkpoint", letters])

    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(program), run_name="__main__")

    assert ended.value.code == 0, capsys.readouterr().out


# ---- from the page ----


def test_an_inspector_takes_the_record_along_and_reads_of_other_towns_only_hashes(as_, project, inspector):
    elsewhere = a_project()
    paid(project, reason="本镇的")
    paid(elsewhere, reason="外镇的")
    letters = on_the_wall()

    page = as_(inspector).open(as_(inspector).open("/audit").links["下载整本账"])

    lines = page.response.text.splitlines()
    assert "本镇的" in page.response.text
    assert "外镇的" not in page.response.text
    finding = log_check.check(lines, Kept([read_checkpoint(letters)]))
    assert (finding.exit_code, finding.size) == (log_check.INTACT, 2)
    assert "只有指纹、没有内容的有 1 条" in " ".join(finding.remarks)
    assert page.headers["Content-Disposition"].startswith('attachment; filename="log-')


def test_the_county_reads_of_its_towns_and_the_administrator_of_the_site_alone(as_, project):
    paid(project, reason="本镇的")
    county = a_county_inspector(project.village.town.county)

    assert "本镇的" in as_(county).open("/audit/export").response.text
    assert "本镇的" not in as_(an_admin()).open("/audit/export").response.text


def test_a_receipt_proves_that_what_was_sent_is_still_on_record(app, as_, project, tmp_path):
    paid(project)
    paid(project, reason="我的意见")
    receipt = app.jinja_env.globals["receipt_of"](project)
    paid(project, times=3)
    letters = on_the_wall()

    assert "凭证相符" in as_().open(f"/verify?letters={receipt}").notices
    assert "凭证对不上" in as_().open(f"/verify?letters=2{receipt[1:]}").notices
    assert "凭证对不上" in as_().open(f"/verify?letters=9999999999999{receipt[1:]}").notices
    export = exported(app, tmp_path / "log.jsonl")
    assert checked(app, export, "--checkpoint", letters, "--receipt", receipt).exit_code == 0
    assert checked(app, export, "--checkpoint", letters, "--receipt", f"2{receipt[1:]}").exit_code == 1


def test_a_receipt_of_an_entry_that_was_changed_is_not_confirmed(app, as_, project):
    paid(project, times=2)
    receipt = app.jinja_env.globals["receipt_of"](project)
    by_root("UPDATE audit_entry SET actor_id = 99 WHERE leaf_index = 0")

    assert "凭证对不上" in as_().open(f"/verify?letters={receipt}").notices


def test_an_export_made_while_others_write_ends_where_it_began(project):
    paid(project, times=2)
    lines = log_export.lines()
    first = next(lines)
    paid(project, times=2)

    finding = log_check.check([first, *lines], Kept())
    assert (finding.size, finding.problems) == (2, [])
    assert checkpoints.public_line() in json.loads(first)["key"]
    assert re.fullmatch(r"[^+]+\+[0-9a-f]{8}\+\S+", json.loads(first)["key"])


def test_a_log_of_another_name_is_not_taken_for_this_one():
    log = Log(random.Random(3), origin="elsewhere.example/log")
    log.append()
    ours = a_log(random.Random(3), 1)
    assert log_check.check(ours.export(), Kept([Note(log.sign())])).exit_code == log_check.TAMPERED
