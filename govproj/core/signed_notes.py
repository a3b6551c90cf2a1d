"""Signed notes and log checkpoints as C2SP specifies them (signed-note, tlog-checkpoint), with Ed25519.

Any tool that reads these formats can check ours; nothing here knows the database.
"""

from base64 import b64decode, b64encode
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from govproj.core import codes

LETTERS = 16
_ED25519 = b"\x01"


def checkpoint_text(origin: str, size: int, root: bytes) -> str:
    return f"{origin}\n{size}\n{b64encode(root).decode()}\n"


def read_checkpoint(text: str) -> tuple[str, int, bytes]:
    """Origin, size and root; a text of another shape is a ValueError."""
    origin, size, root, *_ = text.split("\n")
    return origin, int(size), b64decode(root, validate=True)


def fingerprint_of(text: str) -> str:
    """16 letters (79 bits) of the hash of a checkpoint's text; signatures do not change them."""
    return letters_of(sha256(text.encode()).digest())


def letters_of(digest: bytes) -> str:
    """The first 16 letters of a hash, written with the signs of our codes, the lowest first."""
    number, letters = int.from_bytes(digest, "big"), ""
    for _ in range(LETTERS):
        number, letter = divmod(number, len(codes.ALPHABET))
        letters += codes.ALPHABET[letter]
    return letters


def sign(text: str, name: str, key: Ed25519PrivateKey) -> str:
    """The text, an empty line, and one signature line."""
    signature = _key_id(name, key.public_key()) + key.sign(text.encode())
    return f"{text}\n— {name} {b64encode(signature).decode()}\n"


def open_note(note: str, name: str, key: Ed25519PublicKey) -> str:
    """The text of a note that carries a valid signature of this key; otherwise a ValueError."""
    text, _, signatures = note.rpartition("\n\n")
    text += "\n"
    for line in signatures.splitlines():
        signer, _, encoded = line.removeprefix("— ").partition(" ")
        if signer != name:
            continue
        signature = b64decode(encoded, validate=True)
        if signature[:4] == _key_id(name, key):
            try:
                key.verify(signature[4:], text.encode())
            except InvalidSignature:
                raise ValueError("the signature is not valid for this text") from None
            return text
    raise ValueError(f"not signed by {name}")


def public_line(name: str, key: Ed25519PublicKey) -> str:
    """The public key in the form in which verifiers are told it: name+id+key."""
    return f"{name}+{_key_id(name, key).hex()}+{b64encode(_ED25519 + _raw(key)).decode()}"


def read_public_line(line: str) -> tuple[str, Ed25519PublicKey]:
    """Name and key of such a line; one of another shape is a ValueError."""
    name, key_id, encoded = line.strip().split("+", 2)
    raw = b64decode(encoded, validate=True)
    if raw[:1] != _ED25519:
        raise ValueError("not an Ed25519 key")
    key = Ed25519PublicKey.from_public_bytes(raw[1:])
    if _key_id(name, key).hex() != key_id:
        raise ValueError("the key is not the one its line names")
    return name, key


def _key_id(name: str, key: Ed25519PublicKey) -> bytes:
    return sha256(name.encode() + b"\n" + _ED25519 + _raw(key)).digest()[:4]


def _raw(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)
