"""Builds broken on purpose: each takes one guard away, and some attacker must then be right nearly always."""

import json
import logging
import secrets
import sqlite3
import time
from contextlib import suppress

from govproj.core import sealed
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.evaluations import answers, urn
from govproj.evaluations.actions import totals, voting
from govproj.evaluations.models import Comment
from govproj.evaluations.urn import Urn
from govproj.evaluations.views import slips as views
from tests.evaluations.unlinkability import attackers, rounds

NOISE = Event("evaluations.broken_on_purpose", "place")


def first_blank_cell(patch):
    """Cells are filled from the first one on."""
    sql = "SELECT place FROM cells WHERE taken = 0 ORDER BY place LIMIT 1"
    patch.setattr(Urn, "_blank_place", lambda box: box.connection.execute(sql).fetchone()[0])


def cell_by_slip(patch):
    """The n-th slip of the set gets the n-th cell."""
    honest = Urn.cast

    def cast(box, code, cell):
        rank = "SELECT count(*) FROM slips WHERE digest < ?"
        box.rank = box.connection.execute(rank, (box.digest(code),)).fetchone()[0]
        return honest(box, code, cell)

    sql = "SELECT place FROM cells ORDER BY place LIMIT 1 OFFSET ?"
    patch.setattr(Urn, "cast", cast)
    patch.setattr(Urn, "_blank_place", lambda box: box.connection.execute(sql, (box.rank,)).fetchone()[0])


def unshuffled_count(patch):
    """Nothing is shuffled at the count and comments are named one after another."""
    first_blank_cell(patch)
    patch.setattr(secrets.SystemRandom, "shuffle", lambda _random, _things: None)
    names = iter(range(10_000))
    patch.setattr(totals, "Comment", lambda **row: Comment(name=f"{next(names):05}", **row))


def counted_cells(patch):
    """A column says which cell came when."""
    honest = Urn._blank_place

    def place(box):
        found = honest(box)
        run = box.connection.execute
        run("CREATE TABLE IF NOT EXISTS turns (place BLOB PRIMARY KEY, turn INTEGER) WITHOUT ROWID")
        run("INSERT INTO turns VALUES (?, (SELECT count(*) FROM turns))", (found,))
        return found

    patch.setattr(Urn, "_blank_place", place)


def kept_journal(patch):
    """A write-ahead log stays beside the urn."""
    pragmas = [p if not p.startswith("journal") else "journal_mode = WAL" for p in urn.PRAGMAS]
    patch.setattr(urn, "PRAGMAS", (*pragmas, "wal_autocheckpoint = 0"))
    honest, held = rounds._comes, {}

    def comes(site, path, *rest):
        if path not in held:
            held[path] = sqlite3.connect(path, isolation_level=None)
            held[path].execute("SELECT count(*) FROM slips").fetchone()
        return honest(site, path, *rest)

    patch.setattr(rounds, "_comes", comes)


def ballots_in_the_main_database(patch):
    """Each answer is a row of its own at once."""
    honest = voting.cast

    def cast(round_, code, answer):
        done = honest(round_, code, answer)
        db.session.add(Comment(round_id=round_.id, text=answer.comment))
        db.session.commit()
        return done

    from govproj.evaluations import actions

    patch.setattr(actions, "cast", cast)
    patch.setattr(views, "only_reads", lambda _yes: None)


def audited_ballots(patch):
    """The log has an entry for each answer."""
    honest = Urn._blank_place

    def place(box):
        found = honest(box)
        NOISE.record(None, by=None, place=found.hex())
        db.session.commit()
        return found

    patch.setattr(Urn, "_blank_place", place)
    patch.setattr(views, "only_reads", lambda _yes: None)


def logged_bodies(patch):
    """The server logs what is sent."""
    honest = views.read_sheet

    def read_sheet(round_, sent):
        logging.getLogger("govproj").warning("POST %s", sent.get("comment"))
        return honest(round_, sent)

    patch.setattr(views, "read_sheet", read_sheet)


def echoed_words(patch):
    """已收到 repeats what was written."""
    honest = views.render_template

    def render_template(name, **context):
        said = views.request.form.get("comment", "") if name.endswith("received.html") else ""
        return honest(name, **context) + said

    patch.setattr(views, "render_template", render_template)


def work_by_length(patch):
    """Longer answers take longer."""
    honest = voting.seal_answer

    def seal_answer(answer, public):
        time.sleep(len(answer.comment) * 0.06)
        return honest(answer, public)

    patch.setattr(voting, "seal_answer", seal_answer)


def unsealed_cells(patch):
    """Answers lie open in the urn."""

    def read_cell(cell, private):
        with suppress(sealed.SealBroken):
            return honest(cell, private)
        return answers.Answer(*json.loads(cell.rstrip(b"\0")))

    honest = answers.read_cell
    plain = json.dumps
    patch.setattr(
        voting, "seal_answer", lambda answer, _public: plain(answer).encode().ljust(urn.CELL, b"\0")
    )
    from govproj.evaluations.actions import counting

    patch.setattr(counting, "read_cell", read_cell)
    patch.setattr(rounds, "read_cell", read_cell)


BROKEN = (
    (first_blank_cell, attackers.row_order),
    (first_blank_cell, attackers.physical_order),
    (cell_by_slip, attackers.slip_beside_cell),
    (unshuffled_count, attackers.rows_of_the_main_database),
    (unshuffled_count, attackers.published_page),
    (counted_cells, attackers.monotone_column),
    (kept_journal, attackers.journal),
    (ballots_in_the_main_database, attackers.rows_of_the_main_database),
    (audited_ballots, attackers.audit_log),
    (logged_bodies, attackers.server_log),
    (echoed_words, attackers.response_size),
    (work_by_length, attackers.response_time),
    (unsealed_cells, attackers.snapshots),
)
