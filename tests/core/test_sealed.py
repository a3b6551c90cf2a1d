"""Sealed boxes: who can open what."""

import pytest
from argon2 import Type

from govproj.core import sealed
from govproj.core.codes import LETTERS, tidy
from tests.guessing import REAL_HASHER, REAL_STRETCH

WORDS = "桥面有裂缝".encode()


@pytest.fixture(scope="module")
def holder():
    """A holder's key and the recovery code on paper; making one takes a moment, on purpose."""
    return sealed.new_holder_key("竹林 溪水 2022")


def test_only_the_private_half_opens_a_box():
    mine, other = sealed.new_key_pair(), sealed.new_key_pair()
    box = sealed.seal(WORDS, mine.public, purpose="test")

    assert sealed.unseal(box, mine.private, purpose="test") == WORDS
    with pytest.raises(sealed.SealBroken):
        sealed.unseal(box, other.private, purpose="test")


def test_a_box_says_nothing_but_its_length():
    mine = sealed.new_key_pair()
    boxes = {sealed.seal(WORDS, mine.public, purpose="test") for _ in range(20)}

    assert len(boxes) == 20
    assert {len(box) for box in boxes} == {len(WORDS) + sealed.OVERHEAD}
    assert not any(WORDS in box for box in boxes)


def test_a_box_cannot_be_used_for_another_purpose():
    mine = sealed.new_key_pair()
    box = sealed.seal(WORDS, mine.public, purpose="answer")
    with pytest.raises(sealed.SealBroken):
        sealed.unseal(box, mine.private, purpose="report")


@pytest.mark.parametrize("place", [0, 31, 32, -1])
def test_a_changed_box_does_not_open(place):
    mine = sealed.new_key_pair()
    box = bytearray(sealed.seal(WORDS, mine.public, purpose="test"))
    box[place] ^= 1
    with pytest.raises(sealed.SealBroken):
        sealed.unseal(bytes(box), mine.private, purpose="test")


def test_a_torn_box_does_not_open():
    with pytest.raises(sealed.SealBroken):
        sealed.unseal(b"short", sealed.new_key_pair().private, purpose="test")


def test_every_holder_opens_alone_what_is_sealed_to_several():
    town, committee = sealed.new_key_pair(), sealed.new_key_pair()
    boxes = sealed.seal_to_each(WORDS, [town.public, committee.public], purpose="test")
    for pair in (town, committee):
        assert sealed.unseal(boxes[pair.public], pair.private, purpose="test") == WORDS


def test_the_passphrase_opens_the_key(holder):
    key, _code = holder
    box = sealed.seal(WORDS, key.public, purpose="test")
    assert sealed.unseal(box, sealed.unlock(key, "竹林 溪水 2022"), purpose="test") == WORDS


def test_so_does_the_recovery_code_however_it_is_typed(holder):
    key, code = holder
    assert set(tidy(code)) <= set(LETTERS)
    assert sealed.unlock(key, code.lower().replace("-", " ")) == sealed.unlock(key, "竹林 溪水 2022")


def test_nothing_else_opens_it(holder):
    key, _code = holder
    with pytest.raises(sealed.WrongPassphrase):
        sealed.unlock(key, "demo2022-key")


def test_a_forgotten_passphrase_is_replaced_with_the_recovery_code(holder):
    key, code = holder
    renewed = sealed.with_new_passphrase(key, code, "新的口令")

    assert sealed.unlock(renewed, "新的口令") == sealed.unlock(key, code)
    with pytest.raises(sealed.WrongPassphrase):
        sealed.unwrap(renewed.by_passphrase, "竹林 溪水 2022")


def test_what_the_server_keeps_does_not_hold_the_private_half_in_the_clear(holder):
    key, code = holder
    assert sealed.unlock(key, code) not in b"".join(key)


def test_guessing_costs_what_is_recommended():
    """Of the site itself; while testing it is cheap. RFC 9106 for passphrases of keys, OWASP's least for passwords."""
    hasher, stretch = REAL_HASHER, REAL_STRETCH
    assert (hasher.time_cost, hasher.parallelism) >= (3, 1)
    assert hasher.memory_cost >= 19 * 1024
    assert hasher.type is Type.ID
    assert stretch["iterations"] >= 3
    assert stretch["memory_cost"] >= 64 * 1024
