"""The questions a check of the log asks, each a guard of its own: tests take them away one by one."""

from hashlib import file_digest
from pathlib import Path

from govproj.core import leaves, signed_notes
from govproj.core.kept_proofs import Receipt


def stands_in_its_place(line: dict, index: int) -> bool:
    return "leaf" not in line or line["leaf"]["index"] == index


def facts_are_those_recorded(line: dict) -> bool:
    """Facts that were erased leave their commitment; facts that are there have to fit it."""
    if line.get("content") is None:
        return True
    salt = bytes.fromhex(line["salt"])
    return leaves.commitment_to(line["content"], salt).hex() == line["leaf"]["commit"]


def hash_is_its_own(line: dict, computed: bytes) -> bool:
    return line["hash"] == computed.hex()


def root_is_the_signed_one(root: bytes, signed: bytes) -> bool:
    return root == signed


def only_one_was_signed(roots: set[bytes]) -> bool:
    return len(roots) == 1


def log_reaches(size: int, signed_size: int) -> bool:
    return size >= signed_size


def key_is_the_noted_one(key: str, noted: str) -> bool:
    return not noted or key.strip() == noted.strip()


def signed_text(note: str, origin: str, key) -> str:
    """The text of a checkpoint of this log; otherwise a ValueError."""
    text = signed_notes.open_note(note, origin, key)
    if signed_notes.read_checkpoint(text)[0] != origin:
        raise ValueError("a checkpoint of another log")
    return text


def letters_are_found(letters: str, found: dict) -> bool:
    return letters in found


def entry_is_the_receipted_one(receipt: Receipt, leaf: bytes) -> bool:
    return signed_notes.letters_of(leaf) == receipt.letters


def entry_is_the_older_one(older: bytes, leaf: bytes) -> bool:
    return older == leaf


def file_is_what_it_is_called(path: Path) -> bool:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest() == path.name


def file_is_there(name: str, present: dict[str, Path]) -> bool:
    return name in present
