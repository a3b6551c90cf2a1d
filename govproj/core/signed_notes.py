"""Signed notes and log checkpoints as C2SP specifies them (signed-note, tlog-checkpoint), with Ed25519.

Any tool that reads these formats can check ours; nothing here knows the database.
"""

from base64 import b64decode, b64encode
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

_ED25519 = b"\x01"


def checkpoint_text(origin: str, size: int, root: bytes) -> str:
    return f"{origin}\n{size}\n{b64encode(root).decode()}\n"


def read_checkpoint(text: str) -> tuple[str, int, bytes]:
    """Origin, size and root; a text of another shape is a ValueError."""
    origin, size, root, *_ = text.split("\n")
    return origin, int(size), b64decode(root, validate=True)


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


def _key_id(name: str, key: Ed25519PublicKey) -> bytes:
    return sha256(name.encode() + b"\n" + _ED25519 + _raw(key)).digest()[:4]


def _raw(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)
