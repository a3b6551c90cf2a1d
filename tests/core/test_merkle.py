"""The tree against published vectors, against a second and slower definition, and against forgers."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govproj.core import merkle

# The example tree of the certificate-transparency project.
ENTRIES = [
    bytes.fromhex(entry)
    for entry in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = [merkle.leaf_hash(entry) for entry in ENTRIES]

trees = st.integers(1, 130).map(lambda size: [merkle.leaf_hash(b"%d" % n) for n in range(size)])


def slow_root(leaves):
    """The definition of the RFC, word by word."""
    if not leaves:
        return sha256().digest()
    if len(leaves) == 1:
        return leaves[0]
    split = max(2**n for n in range(len(leaves)) if 2**n < len(leaves))
    return merkle.node_hash(slow_root(leaves[:split]), slow_root(leaves[split:]))


@pytest.mark.parametrize("size", range(9))
def test_roots_are_those_of_the_published_example(size):
    assert merkle.root_of(LEAVES[:size]).hex() == ROOTS[size]


def test_an_inclusion_proof_is_the_published_one():
    proof = merkle.prove(merkle.inclusion_path(5, 8), merkle.perfect_in(LEAVES))

    assert [step.hex() for step in proof] == [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]


def test_a_consistency_proof_is_the_published_one():
    proof = merkle.prove(merkle.consistency_path(6, 8), merkle.perfect_in(LEAVES))

    assert [step.hex() for step in proof] == [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]


@given(trees)
def test_a_frontier_that_was_stored_and_read_again_goes_on_to_the_same_root(leaves):
    frontier = merkle.Frontier()
    for leaf in leaves:
        frontier = merkle.Frontier(frontier.size, frontier.hashes)
        frontier.append(leaf)

    assert frontier.root() == slow_root(leaves)
    assert len(frontier.hashes) <= len(leaves).bit_length()


@given(trees)
def test_appending_names_every_perfect_part_once(leaves):
    frontier, perfect = merkle.Frontier(), merkle.perfect_in(leaves)
    for index, leaf in enumerate(leaves):
        for level, found in enumerate(frontier.append(leaf)):
            assert found == perfect(range(index + 1 - 2**level, index + 1))


def test_a_frontier_that_lost_a_hash_is_refused():
    with pytest.raises(ValueError, match="3 leaves has 2 hashes"):
        merkle.Frontier(3, [LEAVES[0]])


@given(trees, st.data())
def test_every_leaf_can_be_proved_and_nothing_else_passes(leaves, data):
    size, root = len(leaves), slow_root(leaves)
    index = data.draw(st.integers(0, size - 1))
    proof = merkle.prove(merkle.inclusion_path(index, size), merkle.perfect_in(leaves))

    assert merkle.verify_inclusion(leaves[index], index, size, proof, root)
    assert not merkle.verify_inclusion(merkle.leaf_hash(b"forged"), index, size, proof, root)
    assert not merkle.verify_inclusion(leaves[index], index, size, [*proof, root], root)
    assert not merkle.verify_inclusion(leaves[index], index, size, proof, merkle.EMPTY_ROOT)
    assert not merkle.verify_inclusion(leaves[index], size, size, proof, root)
    if proof:
        other = data.draw(st.integers(0, size - 1).filter(lambda n: n != index))
        assert not merkle.verify_inclusion(leaves[index], other, size, proof, root)
        assert not merkle.verify_inclusion(leaves[index], index, size, proof[:-1], root)
        assert not merkle.verify_inclusion(leaves[index], index, size, _spoil(proof, data), root)


@given(trees, st.data())
def test_growth_can_be_proved_and_nothing_else_passes(leaves, data):
    size, root = len(leaves), slow_root(leaves)
    old_size = data.draw(st.integers(0, size))
    old_root = slow_root(leaves[:old_size])
    proof = merkle.prove(merkle.consistency_path(old_size, size), merkle.perfect_in(leaves))

    assert merkle.verify_consistency(old_size, size, old_root, root, proof)
    assert not merkle.verify_consistency(old_size, size, merkle.leaf_hash(b"forged"), root, proof)
    assert not merkle.verify_consistency(old_size, size, old_root, root, [*proof, root])
    assert not merkle.verify_consistency(size + 1, size, old_root, root, proof)
    if proof:
        assert not merkle.verify_consistency(old_size, size, old_root, merkle.EMPTY_ROOT, proof)
        assert not merkle.verify_consistency(old_size, size, old_root, root, proof[:-1])
        assert not merkle.verify_consistency(old_size, size, old_root, root, _spoil(proof, data))


@given(trees, st.data())
def test_a_log_that_changed_an_old_leaf_cannot_prove_growth(leaves, data):
    old_size = data.draw(st.integers(1, len(leaves)))
    old_root = slow_root(leaves[:old_size])
    changed = data.draw(st.integers(0, old_size - 1))
    leaves[changed] = merkle.leaf_hash(b"rewritten")
    proof = merkle.prove(merkle.consistency_path(old_size, len(leaves)), merkle.perfect_in(leaves))

    assert not merkle.verify_consistency(old_size, len(leaves), old_root, slow_root(leaves), proof)


def test_paths_outside_the_tree_are_refused():
    with pytest.raises(ValueError, match="no leaf 8 among 8"):
        merkle.inclusion_path(8, 8)
    with pytest.raises(ValueError, match="never had 9 leaves"):
        merkle.consistency_path(9, 8)


def _spoil(proof, data):
    """The proof with one bit turned."""
    step = data.draw(st.integers(0, len(proof) - 1))
    bit = data.draw(st.integers(0, 255))
    wrong = (int.from_bytes(proof[step], "big") ^ 1 << bit).to_bytes(32, "big")
    return [*proof[:step], wrong, *proof[step + 1 :]]
