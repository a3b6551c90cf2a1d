"""What can be tried on the record by somebody who owns the server, its disk and its signing key.

Each attack says what the checker has kept, what is done at a position, and by which guards it is caught. With those
guards taken away it goes unseen: that shows what each of them is for.
"""

import copy
import random
from collections.abc import Callable
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from govproj.core import log_check, log_guards
from govproj.core.kept_proofs import Kept, Note
from tests.audit.logs import Log, a_file, a_log

ANEW = ("root_is_the_signed_one", "only_one_was_signed")


class Attack(NamedTuple):
    name: str
    guards: tuple[str, ...]
    keeps: Callable[[Log], Kept]
    does: Callable[
        [Log, int, Kept], list[str] | None
    ]  # returns the export, None for that of the log as it is
    exact: bool = False  # the first bad leaf can be named, not only a stretch that holds it


ATTACKS: list[Attack] = []


def attack(*guards, keeps, exact=False):
    def enlist(does):
        ATTACKS.append(Attack(does.__name__, guards, keeps, does, exact))
        return does

    return enlist


def newest(log):
    return Kept([Note(log.notes[len(log.rows)])])


def paper(log):
    return Kept([log.letters()])


def paper_and_key(log):
    return Kept([log.letters()], key=log.key_line)


def an_old_one(log):
    """Only the first checkpoint, long before what is going to be touched."""
    return Kept([Note(log.notes[min(log.notes)])])


def an_older_export(log):
    return Kept(older=[bytes.fromhex(row["hash"]) for row in log.rows])


# ---- entries changed ----


@attack("hash_is_its_own", "root_is_the_signed_one", keeps=newest, exact=True)
def an_entry_is_altered(log, at, _kept):
    log.rows[at]["actor_id"] = 99


@attack("facts_are_those_recorded", keeps=newest, exact=True)
def facts_are_altered(log, at, _kept):
    log.rows[at]["content"] = log.rows[at]["content"].replace("首付款", "尾款")


@attack("root_is_the_signed_one", keeps=newest)
def facts_are_altered_and_their_leaf_is_computed_anew(log, at, _kept):
    log.rows[at]["content"] = log.rows[at]["content"].replace("首付款", "尾款")
    log.compute(log.rows[at])


@attack(*ANEW, keeps=newest)
def facts_are_altered_and_everything_is_computed_and_signed_anew(log, at, _kept):
    log.rows[at]["content"] = log.rows[at]["content"].replace("首付款", "尾款")
    log.compute_all()


@attack("letters_are_found", keeps=paper)
def everything_is_written_anew_against_a_piece_of_paper(log, at, _kept):
    log.rows[at]["office"] = "secretary"
    log.compute_all()


@attack("entry_is_the_older_one", keeps=an_older_export, exact=True)
def everything_is_written_anew_against_an_older_export(log, at, _kept):
    log.rows[at]["event"] = "ledger.received"
    log.compute_all()


# ---- entries gone, moved, put in between ----


@attack("stands_in_its_place", "root_is_the_signed_one", "log_reaches", keeps=newest, exact=True)
def an_entry_is_deleted(log, at, _kept):
    del log.rows[at]


@attack(*ANEW, keeps=newest)
def an_entry_is_deleted_and_the_numbers_close_up(log, at, _kept):
    del log.rows[at]
    log.append()
    log.compute_all()


@attack("log_reaches", keeps=newest)
def the_end_is_cut_off(log, at, _kept):
    del log.rows[at:]
    log.compute_all()


@attack(*ANEW, keeps=newest)
def the_end_is_cut_off_and_filled_up_with_other_entries(log, at, _kept):
    size = len(log.rows)
    del log.rows[at:]
    while len(log.rows) < size:
        log.append()
    log.compute_all()


@attack("stands_in_its_place", "root_is_the_signed_one", keeps=newest, exact=True)
def two_entries_change_places(log, at, _kept):
    at = min(at, len(log.rows) - 2)
    log.rows[at], log.rows[at + 1] = log.rows[at + 1], log.rows[at]


@attack(*ANEW, keeps=newest)
def two_entries_change_places_and_numbers(log, at, _kept):
    at = min(at, len(log.rows) - 2)
    log.rows[at], log.rows[at + 1] = log.rows[at + 1], log.rows[at]
    log.compute_all()


@attack(*ANEW, keeps=newest)
def an_entry_is_dated_back(log, at, _kept):
    log.rows[at]["at"] = "2021-12-31T16:00:00.000000+00:00"
    log.compute_all()


@attack(*ANEW, keeps=newest)
def an_entry_is_put_in_between(log, at, _kept):
    log.append(reason="补记")
    log.rows.insert(at, log.rows.pop() | {"at": log.rows[at]["at"]})
    log.compute_all()


# ---- other logs, other signatures ----


@attack(*ANEW, keeps=newest)
def two_inspectors_are_shown_two_logs(log, at, kept):
    other = copy.deepcopy(log)
    other.rows[at]["actor_id"] = 99
    other.compute_all()
    kept.checkpoints.append(Note(other.notes[len(other.rows)]))


@attack("letters_are_found", keeps=paper)
def an_old_backup_is_put_back(log, at, _kept):
    del log.rows[at:]
    log.notes = {size: note for size, note in log.notes.items() if size <= at}
    log.append()
    log.sign()


@attack("letters_are_found", keeps=paper)
def another_database_is_put_in_its_place(log, _at, _kept):
    log.__dict__ |= a_log(random.Random(99), len(log.rows) + 5).__dict__


@attack("key_is_the_noted_one", keeps=paper_and_key)
def another_key_signs(log, at, _kept):
    log.key = Ed25519PrivateKey.from_private_bytes(bytes([at % 256]) * 32)
    log.compute_all()


@attack("signed_text", keeps=newest)
def another_name_signs(log, at, _kept):
    log.origin = f"village-{at}.example/log"
    log.compute_all()


@attack("letters_are_found", keeps=paper)
def an_old_checkpoint_is_shown_as_the_newest(log, at, _kept):
    log.rows[at]["subject"] = "Payment:0"
    log.notes = {size: note for size, note in log.notes.items() if size <= at}
    log.compute_all()


@attack("signed_text", keeps=lambda log: Kept())
def a_checkpoint_is_made_up_by_somebody_without_the_key(log, at, kept):
    log.rows[at]["actor_id"] = 99
    note = log.notes[len(log.rows)]
    log.notes = {}
    log.compute_all()
    kept.checkpoints.append(Note(log.text() + note[note.index("\n— ") :]))


# ---- what only a receipt or a file can tell ----


@attack("entry_is_the_receipted_one", keeps=an_old_one, exact=True)
def an_entry_that_no_checkpoint_covers_yet_is_exchanged(log, at, kept):
    at = max(at, min(log.notes))
    kept.receipts.append(log.receipt(at))
    log.rows[at]["subject"] = "Payment:0"
    log.compute_all()


@attack("log_reaches", keeps=an_old_one)
def an_entry_that_no_checkpoint_covers_yet_is_dropped(log, at, kept):
    at = max(at, min(log.notes))
    kept.receipts.append(log.receipt(at))
    del log.rows[at:]
    log.compute_all()


def swap_a_file(kept, name, content):
    (kept.files / name[:2] / name).write_bytes(content)


@attack("file_is_what_it_is_called", keeps=newest, exact=True)
def an_evidence_file_is_exchanged(log, at, kept):
    swap_a_file(kept, log.evidence[at], b"another photo")


@attack("file_is_there", keeps=newest, exact=True)
def an_evidence_file_is_gone(log, at, kept):
    (kept.files / log.evidence[at][:2] / log.evidence[at]).unlink()


# ---- to be tried ----


def a_log_with_evidence(dice, size, folder) -> Log:
    log = Log(dice)
    log.evidence = []
    for number in range(size):
        log.evidence.append(a_file(folder, b"photo %d" % number))
        log.append(sha256=log.evidence[-1])
        if number % 7 == 3 or number == size - 1:
            log.sign()
    return log


def attempt(attack: Attack, honest: Log, at: int, folder) -> log_check.Finding:
    log, kept = copy.deepcopy(honest), attack.keeps(honest)
    if "file" in attack.name:
        kept.files = folder
    attack.does(log, at, kept)
    finding = log_check.check(log.export(), kept)
    if "file" in attack.name:
        a_file(folder, b"photo %d" % at)
    return finding


def without(monkeypatch, *guards) -> None:
    """A checker that lacks these guards."""
    for name in guards:
        assert hasattr(log_guards, name)
        blind = _text_of if name == "signed_text" else lambda *_: True
        monkeypatch.setattr(log_guards, name, blind)


def _text_of(note, _origin, _key):
    return note.partition("\n\n— ")[0] + "\n"
