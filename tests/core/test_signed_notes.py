"""Notes and checkpoints in the published formats, so that other people's tools can check ours."""

from base64 import b64decode

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from govproj.core import signed_notes

# The example of the format's first implementation (Go's sumdb/note).
SEED = b64decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")[1:]
KEY = Ed25519PrivateKey.from_private_bytes(SEED)
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
SIGNED = (
    f"{TEXT}\n— PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)


def test_the_key_and_the_signature_are_those_of_the_published_example():
    assert (
        signed_notes.public_line("PeterNeumann", KEY.public_key())
        == "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    )
    assert signed_notes.sign(TEXT, "PeterNeumann", KEY) == SIGNED
    assert signed_notes.open_note(SIGNED, "PeterNeumann", KEY.public_key()) == TEXT


def test_a_note_that_a_witness_has_signed_too_is_still_ours():
    witness = signed_notes.sign(TEXT, "witness", Ed25519PrivateKey.generate()).split("\n\n")[1]

    assert signed_notes.open_note(SIGNED + witness, "PeterNeumann", KEY.public_key()) == TEXT


@pytest.mark.parametrize(
    ("note", "reason"),
    [
        (SIGNED.replace("answer", "Answer"), "not valid"),
        (SIGNED.replace("— PeterNeumann", "— Somebody"), "not signed by PeterNeumann"),
        (SIGNED.replace("x08go/", "x08gp/"), "not signed by PeterNeumann"),
        (SIGNED.replace("ZJkuBS9", "ZJkuBS8"), "not valid"),
        (TEXT, "not signed by PeterNeumann"),
        ("", "not signed by PeterNeumann"),
        (SIGNED.replace("x08go", "!"), "base64"),
    ],
)
def test_a_changed_note_is_refused(note, reason):
    with pytest.raises(ValueError, match=reason):
        signed_notes.open_note(note, "PeterNeumann", KEY.public_key())


def test_a_checkpoint_is_origin_size_and_root():
    text = signed_notes.checkpoint_text("village.example/log", 5, b"\x00" * 32)

    assert text == "village.example/log\n5\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
    assert signed_notes.read_checkpoint(text) == ("village.example/log", 5, b"\x00" * 32)
