"""Logs without a database: honest ones, and what somebody can make of them who owns the server and its key."""

import copy
import json
import random
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from govproj.core import leaves, log_check, merkle, signed_notes
from govproj.core.kept_proofs import Kept, Letters, Note, Receipt

ORIGIN = "village.example/log"
START = datetime(2022, 1, 4, 1, tzinfo=UTC)


class Log:
    """Rows as the table has them, and the notes that were signed, by size."""

    def __init__(self, dice: random.Random, origin: str = ORIGIN):
        self.dice, self.origin = dice, origin
        self.key = Ed25519PrivateKey.from_private_bytes(dice.randbytes(32))
        self.rows, self.notes, self.now = [], {}, START

    def __deepcopy__(self, memo):
        twin = Log.__new__(Log)
        twin.__dict__ = self.__dict__ | {
            "dice": copy.deepcopy(self.dice, memo),
            "rows": [dict(row) for row in self.rows],
            "notes": dict(self.notes),
        }
        return twin

    def append(self, **facts) -> None:
        self.now += timedelta(seconds=self.dice.randrange(1, 90_000))
        row = {
            "leaf_index": len(self.rows),
            "at": self.now.isoformat(timespec="microseconds"),
            "event": self.dice.choice(["ledger.paid", "disclosures.publish", "checklists.signed"]),
            "actor_id": self.dice.choice([None, 0, 7, 12]),
            "office": self.dice.choice(["", "cadre", "supervisor"]),
            "subject": f"Payment:{self.dice.randrange(900)}",
            "village_id": self.dice.choice([None, 1, 2]),
            "project_id": self.dice.choice([None, 3, 4]),
            "content": leaves.canonical({"reason": "首付款", "fen": self.dice.randrange(10**9), **facts}),
            "salt": self.dice.randbytes(16),
        }
        self.rows.append(row)
        self.compute(row)

    def compute(self, row) -> None:
        row["commitment"] = leaves.commitment_to(row["content"], row["salt"])
        row["hash"] = leaves.leaf_hash_of(row).hex()

    def compute_all(self) -> None:
        """Write everything anew, numbers, hashes and signatures, as if it had been like that always."""
        for index, row in enumerate(self.rows):
            row["leaf_index"] = index
            self.compute(row)
        sizes, self.notes = sorted(self.notes), {}
        for size in sizes:
            if size <= len(self.rows):
                self.sign(size)

    def text(self, size: int | None = None) -> str:
        size = len(self.rows) if size is None else size
        hashes = [bytes.fromhex(row["hash"]) for row in self.rows[:size]]
        return signed_notes.checkpoint_text(self.origin, size, merkle.root_of(hashes))

    def sign(self, size: int | None = None) -> str:
        size = len(self.rows) if size is None else size
        self.notes[size] = signed_notes.sign(self.text(size), self.origin, self.key)
        return self.notes[size]

    def letters(self, size: int | None = None) -> Letters:
        return Letters(signed_notes.fingerprint_of(self.text(size)))

    def receipt(self, index: int) -> Receipt:
        return Receipt(index + 1, signed_notes.letters_of(bytes.fromhex(self.rows[index]["hash"])))

    @property
    def key_line(self) -> str:
        return signed_notes.public_line(self.origin, self.key.public_key())

    def export(self, withheld=frozenset()) -> list[str]:
        things = [
            {"format": log_check.FORMAT, "origin": self.origin, "key": self.key_line, "size": len(self.rows)}
        ]
        things += [{"checkpoint": note} for _, note in sorted(self.notes.items())]
        for place, row in enumerate(self.rows):
            line = {"hash": row["hash"]}
            if place not in withheld:
                line["leaf"] = json.loads(leaves.canonical(leaves.bound_by(row)))
                if row["content"] is not None:
                    line |= {"content": row["content"], "salt": row["salt"].hex()}
            things.append(line)
        return [json.dumps(thing, ensure_ascii=False) + "\n" for thing in [*things, {"end": len(self.rows)}]]


def a_log(dice: random.Random, size: int, every: int = 7, **facts) -> Log:
    """With a checkpoint after every so many entries and one at the end."""
    log = Log(dice)
    for number in range(1, size + 1):
        log.append(**facts)
        if number % every == 0 or number == size:
            log.sign()
    return log


def an_honest_history(dice: random.Random) -> tuple[list[str], Kept]:
    """Whatever may happen to a log by right, and what somebody may have kept of it on the way."""
    log, kept, erased = Log(dice), Kept(), set()
    for _ in range(dice.randrange(1, 60)):
        match dice.choice("aaaaaaaaasskkroxt"):
            case "a":
                log.append()
            case "s":
                log.sign()
            case "k":
                kept.checkpoints.append(dice.choice([log.letters(), Note(log.sign())]))
            case "r" if log.rows:
                kept.receipts.append(log.receipt(dice.randrange(len(log.rows))))
            case "o":
                kept.older = [bytes.fromhex(row["hash"]) for row in log.rows]
            case "x" if log.rows:
                erased.add(dice.randrange(len(log.rows)))
            case "t":  # the clock of the machine is wrong, by up to a year
                log.now += timedelta(days=dice.randrange(-365, 366))
    kept.checkpoints.append(Note(log.sign()))
    kept.key = dice.choice(["", log.key_line])
    for index in erased:
        log.rows[index] |= {"content": None, "salt": None}
    withheld = {place for place in range(len(log.rows)) if dice.random() < 0.2}
    return log.export(withheld), kept


def a_file(folder, content: bytes) -> str:
    name = sha256(content).hexdigest()
    (folder / name[:2]).mkdir(parents=True, exist_ok=True)
    (folder / name[:2] / name).write_bytes(content)
    return name
