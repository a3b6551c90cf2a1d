"""A growing Merkle tree hashed as in RFC 9162, section 2.1: appending, roots, and proofs anybody can check.

A part of the tree is the `range` of leaf indices under it; it is perfect when its length is a power of two.
Perfect parts never change once they are complete, so roots and proofs are built from them alone.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from hashlib import sha256

EMPTY_ROOT = sha256().digest()

Perfect = Callable[[range], bytes]  # looks up the hash of a perfect part


def leaf_hash(entry: bytes) -> bytes:
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def join(hashes: Sequence[bytes]) -> bytes:
    """The root above neighbouring perfect parts, given from left to right, largest first."""
    *before, root = hashes or [EMPTY_ROOT]
    for left in reversed(before):
        root = node_hash(left, root)
    return root


class Frontier:
    """The right edge of the tree: all that is needed to append and to know the root, in O(log n) hashes."""

    def __init__(self, size: int = 0, hashes: Iterable[bytes] = ()):
        self.size, self.hashes = size, list(hashes)
        if len(self.hashes) != size.bit_count():
            raise ValueError(
                f"a frontier of {size} leaves has {size.bit_count()} hashes, not {len(self.hashes)}"
            )

    def append(self, leaf: bytes) -> list[bytes]:
        """Add a leaf hash; returns the hashes of all perfect parts it completes, smallest (itself) first."""
        completed = [leaf]
        for _ in range((self.size ^ (self.size + 1)).bit_length() - 1):
            completed.append(node_hash(self.hashes.pop(), completed[-1]))
        self.hashes.append(completed[-1])
        self.size += 1
        return completed

    def root(self) -> bytes:
        return join(self.hashes)


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root over these leaf hashes."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    return frontier.root()


# ---- proofs: which parts they consist of, and their hashes ----


def inclusion_path(index: int, size: int) -> list[range]:
    """The parts that prove leaf `index` to be in the tree of `size`, from the leaf up."""
    if not 0 <= index < size:
        raise ValueError(f"no leaf {index} among {size}")

    def path(part: range) -> list[range]:
        if len(part) == 1:
            return []
        left, right = _halves(part)
        return [*path(left), right] if index in left else [*path(right), left]

    return path(range(size))


def consistency_path(old_size: int, size: int) -> list[range]:
    """The parts that prove the tree of `size` to begin with the one of `old_size`."""
    if not 0 <= old_size <= size:
        raise ValueError(f"a tree of {size} never had {old_size} leaves")

    def path(part: range) -> list[range]:
        if part.stop == old_size:
            return [part] if part.start else []
        left, right = _halves(part)
        return [*path(left), right] if old_size <= left.stop else [*path(right), left]

    return path(range(size)) if old_size else []


def perfect_parts(part: range) -> Iterator[range]:
    """The perfect parts that make up `part`, from left to right."""
    start = part.start
    for level in reversed(range(len(part).bit_length())):
        if len(part) >> level & 1:
            yield range(start, start + (1 << level))
            start += 1 << level


def prove(path: Iterable[range], perfect: Perfect) -> list[bytes]:
    """The hashes of the parts of a path."""
    return [join([perfect(part) for part in perfect_parts(each)]) for each in path]


def perfect_in(leaves: Sequence[bytes]) -> Perfect:
    """Look-up of perfect parts in a list of leaf hashes."""

    @cache
    def perfect(part: range) -> bytes:
        if len(part) == 1:
            return leaves[part.start]
        left, right = _halves(part)
        return node_hash(perfect(left), perfect(right))

    return perfect


def _halves(part: range) -> tuple[range, range]:
    """Split at the largest power of two that is smaller than the whole."""
    middle = part.start + (1 << (len(part) - 1).bit_length() - 1)
    return range(part.start, middle), range(middle, part.stop)


# ---- checking what somebody else has proved ----


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Is `leaf` number `index` of the tree with this size and root?"""
    if not 0 <= index < size:
        return False
    path = inclusion_path(index, size)
    if len(path) != len(proof):
        return False
    running = leaf
    for part, sibling in zip(path, proof, strict=True):
        running = node_hash(running, sibling) if index < part.start else node_hash(sibling, running)
    return running == root


def verify_consistency(
    old_size: int, size: int, old_root: bytes, root: bytes, proof: Sequence[bytes]
) -> bool:
    """Has the tree with the old size and root only been appended to?"""
    if not 0 <= old_size <= size:
        return False
    path = consistency_path(old_size, size)
    if len(path) != len(proof):
        return False
    if old_size == 0:
        return old_root == EMPTY_ROOT
    steps = list(zip(path, proof, strict=True))
    old = new = old_root
    if steps and steps[0][0].stop == old_size:
        # The old tree was not perfect: its last perfect part is given, and the old root must follow from it.
        old = new = steps.pop(0)[1]
    for part, sibling in steps:
        if part.start >= old_size:
            new = node_hash(new, sibling)
        else:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
    return old == old_root and new == root
