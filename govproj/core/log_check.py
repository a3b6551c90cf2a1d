"""Checks an export of the log against what somebody outside has kept of it; needs no database and trusts no server.

An export is text, one JSON object a line (`log_export.py` writes it):

    {"format": "govproj log 1", "origin": …, "key": …, "size": …}
    {"checkpoint": "…signed note…"}                          those the site has kept, if any
    {"leaf": {…what its hash binds…}, "hash": …, "content": "…facts…", "salt": …}     one a leaf, in their order
    {"leaf": {…}, "hash": …}                                 its facts were erased: the commitment stays
    {"hash": …}                                              not for whoever exported: the tree stands all the same
    {"end": …}                                               so that half a download is known as such

Whoever owns the server can compute all of it anew and sign it. What he cannot call back is what has left the house.
"""

import json
import re
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from govproj.core import codes, leaves, log_guards, merkle, signed_notes
from govproj.core.kept_proofs import Kept, Letters, Note, Unreadable

FORMAT = "govproj log 1"
INTACT, TAMPERED, CANNOT_TELL = 0, 1, 2
MOST_NAMED = 20
SHA256 = re.compile(r"[0-9a-f]{64}")
SHAPES = ({"hash"}, {"hash", "leaf"}, {"hash", "leaf", "content", "salt"})  # of the line of a leaf
BROKEN = (ValueError, KeyError, TypeError, AttributeError)  # what reading a line of nonsense can raise


@dataclass
class Finding:
    """`first_bad` counts from 0, as the leaves do; in sentences entries count from 1, as people do."""

    size: int = 0
    problems: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    first_bad: int | None = None
    root: bytes = merkle.EMPTY_ROOT

    @property
    def exit_code(self) -> int:
        return TAMPERED if self.problems else CANNOT_TELL if self.doubts else INTACT

    def bad(self, sentence: str, leaf: int | None = None) -> None:
        self.problems.append(sentence)
        if leaf is not None and (self.first_bad is None or leaf < self.first_bad):
            self.first_bad = leaf


def check(lines: Iterable[str], kept: Kept) -> Finding:
    """Read an export once, from the first line to the last."""
    finding, reader = Finding(), iter(lines)
    try:
        header = _header(next(reader, ""))
        key = signed_notes.read_public_line(header["key"])
        reading = _Check(header["origin"], key, kept, finding)
    except BROKEN as why:
        finding.doubts.append(f"这不是记录的导出文件。 This is not an export of a log: {why}.")
        return finding
    if not log_guards.key_is_the_noted_one(header["key"], kept.key):
        finding.bad(
            "签名公钥不是原来记下的那一个。 The log is signed by another key than the one noted down."
        )
    if not kept.speaks_for_the_whole:
        finding.doubts.append(
            "没有从外面带来的核对码，无法判断整本账有没有被重写过。"
            " Without a checkpoint kept outside nobody can tell whether all of it was written anew."
        )
    return reading.run(reader)


def hashes_in(lines: Iterable[str]) -> list[bytes]:
    """The leaf hashes of an export that was kept, to compare a newer one with."""
    reader = iter(lines)
    _header(next(reader, ""))
    return [bytes.fromhex(line["hash"]) for line in map(_object, reader) if "hash" in line]


def _header(line: str) -> dict:
    header = _object(line)
    if header.get("format") != FORMAT:
        raise Unreadable(f"its first line is not that of “{FORMAT}”")
    return header


def _object(line: str) -> dict:
    try:
        found = json.loads(line)
    except ValueError:
        raise Unreadable("a line is not JSON") from None
    if not isinstance(found, dict):
        raise Unreadable("a line is not an object")
    return found


class _Check:
    """One reading of one export."""

    def __init__(self, origin: str, key: tuple, kept: Kept, finding: Finding):
        self.origin, (self.name, self.key) = origin, key
        self.kept, self.finding = kept, finding
        self.tree = merkle.Frontier()
        self.signed: dict[int, set[bytes]] = {}  # the roots that were signed, by size
        self.roots: dict[int, bytes] = {}  # those that follow from the leaves
        self.found: dict[str, int] = {}  # letters, and the size they are those of
        self.files: dict[str, int] = {}  # what the facts name, and the first leaf that does
        self.withheld = self.covered = self.ended = 0
        self.erased: list[int] = []  # numbers of entries
        self.letters = {mark.letters for mark in kept.checkpoints if isinstance(mark, Letters)}
        self.receipts = {receipt.number: receipt for receipt in kept.receipts}

    def run(self, reader: Iterable[str]) -> Finding:
        for mark in self.kept.checkpoints:
            if isinstance(mark, Note):
                self.covered = max(self.covered, self._mark(mark.note))
        self._read_all(reader)
        self.finding.size, self.finding.root = self.tree.size, self.tree.root()
        if self.ended != self.tree.size + 1 and not self.finding.problems:
            self.finding.doubts.append("导出文件不完整，请重新导出。 The export is cut off: make it again.")
            return self.finding
        self._compare_signed()
        self._compare_what_is_left()
        if self.kept.files is not None:
            self._compare_files(self.kept.files)
        self._remark()
        return self.finding

    def _read_all(self, reader: Iterable[str]) -> None:
        rooted = False
        for text in reader:
            try:
                line = _object(text)
                if "checkpoint" in line:
                    self._mark(line["checkpoint"])
                    continue
                if not rooted:
                    self._note_root()
                    rooted = True
                if "end" in line:
                    self.ended = line["end"] + 1
                else:
                    self._leaf(line)
            except BROKEN as why:
                size = self.tree.size
                self.finding.bad(f"第 {size + 1} 条读不懂。 Entry {size + 1} cannot be read: {why}.", size)
                return

    # ---- leaf by leaf ----

    def _leaf(self, line: dict) -> None:
        index, guards = self.tree.size, log_guards
        if line.keys() not in SHAPES:
            raise Unreadable("it has other parts than a leaf")
        leaf = leaves.hash_of(line["leaf"]) if "leaf" in line else bytes.fromhex(line["hash"])
        if self.finding.first_bad is not None:
            pass  # what comes after the first bad one cannot be told from it
        elif not guards.stands_in_its_place(line, index):
            self._bad(index, "不在原位（缺了，或调换了）", "is missing or not in its place")
        elif not guards.facts_are_those_recorded(line):
            self._bad(index, "的内容不是登记时的", "has other facts than were recorded")
        elif not guards.hash_is_its_own(line, leaf):
            self._bad(index, "不是登记时的样子", "is not what was recorded")
        self.tree.append(leaf)
        self._compare_with_what_was_kept(index, leaf)
        self._note_what_it_names(index, line)
        self._note_root()

    def _bad(self, index: int, chinese: str, english: str) -> None:
        self.finding.bad(f"第 {index + 1} 条{chinese}。 Entry {index + 1} {english}.", index)

    def _compare_with_what_was_kept(self, index: int, leaf: bytes) -> None:
        older, receipt = self.kept.older, self.receipts.pop(index + 1, None)
        if receipt and not log_guards.entry_is_the_receipted_one(receipt, leaf):
            self._bad(index, "不是凭证上的那一条", "is not the one of the receipt")
        if self.finding.first_bad is not None or index >= len(older):
            return
        if not log_guards.entry_is_the_older_one(older[index], leaf):
            self._bad(index, "和早先的导出不同", "is not that of the older export")

    def _note_what_it_names(self, index: int, line: dict) -> None:
        if "leaf" not in line:
            self.withheld += 1
        elif line.get("content") is None:
            self.erased.append(index + 1)
        elif self.kept.files is not None:
            name = json.loads(line["content"]).get("sha256")
            if isinstance(name, str) and SHA256.fullmatch(name):
                self.files.setdefault(name, index)

    def _note_root(self) -> None:
        size = self.tree.size
        if size in self.signed:
            self.roots[size] = self.tree.root()
        if self.letters:
            text = signed_notes.checkpoint_text(self.origin, size, self.tree.root())
            if (letters := signed_notes.fingerprint_of(text)) in self.letters:
                self.found[letters] = size

    # ---- what was signed ----

    def _mark(self, note: str) -> int:
        """Note what it signs; returns its size, 0 for one that is not of this log."""
        try:
            if self.name != self.origin:
                raise ValueError("the key is that of another log")
            text = log_guards.signed_text(note, self.origin, self.key)
            _, size, root = signed_notes.read_checkpoint(text)
        except ValueError as why:
            self.finding.bad(f"有一份核对码不是这本账签的。 A checkpoint is not one of this log: {why}.")
            return 0
        self.signed.setdefault(size, set()).add(root)
        return size

    def _compare_signed(self) -> None:
        """Where the last good checkpoint ends is where the first bad entry can be at the earliest."""
        good, here = 0, self.tree.size
        for size, roots in sorted(self.signed.items()):
            if not log_guards.only_one_was_signed(roots):
                self._fork(size, roots)
        for size, roots in sorted(self.signed.items()):
            if not log_guards.log_reaches(here, size):
                return self._too_short(size)
            root = self.roots.get(size)
            if root is not None and not all(log_guards.root_is_the_signed_one(root, one) for one in roots):
                return self._other_root(good, size)
            good = size
        return None

    def _fork(self, size: int, roots: set[bytes]) -> None:
        both = " / ".join(sorted(b64encode(root).decode() for root in roots))
        self.finding.bad(
            f"分叉：同样 {size} 条，签过不同的核对码，有人看到的是另一本账。"
            f" Fork: different checkpoints were signed for the same {size} entries: {both}."
        )

    def _too_short(self, size: int) -> None:
        here = self.tree.size
        words = f"签名时有 {size} 条，现在只有 {here} 条。 {size} entries were signed, there are {here}."
        self.finding.bad(words, here)

    def _other_root(self, good: int, size: int) -> None:
        words = (
            f"前 {size} 条不是签名时的那些，从第 {good + 1} 条到第 {size} 条中间被改过。"
            f" The first {size} entries are not those that were signed: the first bad one is among"
            f" {good + 1} to {size}."
        )
        self.finding.bad(words, good if self.finding.first_bad is None else None)

    # ---- what was kept otherwise ----

    def _compare_what_is_left(self) -> None:
        here, bad = self.tree.size, self.finding.bad
        for letters in sorted(self.letters):
            if not log_guards.letters_are_found(letters, self.found):
                bad(
                    f"核对码 {codes.grouped(letters)} 和记录对不上：没有抄错的话，记录被改写过。"
                    " These letters fit the log at no size: copied wrongly, or the log was rewritten."
                )
        if not log_guards.log_reaches(here, len(self.kept.older)):
            bad("比早先的导出还短，后面的被删了。 It is shorter than the older export.", here)
        for number in sorted(self.receipts):
            if not log_guards.log_reaches(here, number):
                bad(f"凭证上的第 {number} 条已经没有了。 Entry {number} of a receipt is gone.", here)

    def _compare_files(self, folder: Path) -> None:
        present = {path.name: path for path in sorted(folder.rglob("*")) if SHA256.fullmatch(path.name)}
        for name, path in present.items():
            if not log_guards.file_is_what_it_is_called(path):
                self.finding.bad(f"文件被换过。 A file was changed: {name}.", self.files.get(name))
        for name, index in self.files.items():
            if not log_guards.file_is_there(name, present):
                self._bad(index, f"的文件不见了（{name}）", "has lost its file")

    def _remark(self) -> None:
        say, here = self.finding.remarks.append, self.tree.size
        covered = max(self.covered, len(self.kept.older), *self.found.values(), 0)
        if covered and not self.finding.problems:
            later = here - covered
            say(
                f"第 1 至 {covered} 条由带来的核对码证实，以后的 {later} 条还没有。"
                f" Entries 1 to {covered} are vouched for by what you brought, the {later} after them are not."
            )
        if self.erased:
            which = ", ".join(map(str, self.erased[:MOST_NAMED])) + ", …" * (len(self.erased) > MOST_NAMED)
            say(
                f"内容已删去的有 {len(self.erased)} 条，依据请问清。 Facts were erased of these entries: {which}."
            )
        if self.withheld:
            say(f"只有指纹、没有内容的有 {self.withheld} 条。 Given as hashes only: {self.withheld} entries.")
