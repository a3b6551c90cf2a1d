"""Sealed boxes: anyone may put something in with a public key, only who holds the private key reads it.

A box is HPKE (RFC 9180) with X25519, HKDF-SHA256 and ChaCha20-Poly1305. A holder's private key never
lies open on the disk: it is wrapped twice, by a passphrase only the holder knows and by a recovery
code printed once, so that an administrator who resets a password still opens nothing.
"""

import secrets
from collections.abc import Iterable
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from govproj.core.codes import LETTERS, grouped, random_code, tidy

HPKE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
OVERHEAD = 32 + 16  # bytes a box is longer than what lies in it: the sender's key and the tag
SALT, NONCE = 16, 12  # bytes
RECOVERY_LETTERS = 20  # of 23 different ones: 90 bits
# Argon2id with the second recommended choice of RFC 9106: 64 MiB (in KiB here), three passes.
STRETCH = {"iterations": 3, "lanes": 4, "memory_cost": 64 * 1024}
WRAPPED_AS = b"govproj private key"


class SealBroken(Exception):
    """The box was sealed to another key or for another purpose, or it has been changed."""


class WrongPassphrase(Exception):
    """Neither this passphrase nor this recovery code opens the key."""


class KeyPair(NamedTuple):
    """The two halves of an X25519 key, 32 bytes each."""

    public: bytes
    private: bytes


class HolderKey(NamedTuple):
    """What the server may keep of a holder's key."""

    public: bytes
    by_passphrase: bytes
    by_recovery_code: bytes


def new_key_pair() -> KeyPair:
    private = X25519PrivateKey.generate()
    return KeyPair(private.public_key().public_bytes_raw(), private.private_bytes_raw())


# ---- boxes ----


def seal(content: bytes, public: bytes, *, purpose: str) -> bytes:
    """`purpose` is bound into the box: one sealed as a slip's answer cannot be passed off as a report."""
    return HPKE.encrypt(content, X25519PublicKey.from_public_bytes(public), info=purpose.encode())


def unseal(box: bytes, private: bytes, *, purpose: str) -> bytes:
    try:
        return HPKE.decrypt(box, X25519PrivateKey.from_private_bytes(private), info=purpose.encode())
    except InvalidTag:
        raise SealBroken from None


def seal_to_each(content: bytes, publics: Iterable[bytes], *, purpose: str) -> dict[bytes, bytes]:
    """One box for every public key; each of its holders can open theirs without the others."""
    return {public: seal(content, public, purpose=purpose) for public in publics}


# ---- holders ----


def new_holder_key(passphrase: str) -> tuple[HolderKey, str]:
    """A new key and its recovery code, which is to be printed now: it is stored nowhere."""
    pair, code = new_key_pair(), random_code(RECOVERY_LETTERS, LETTERS)
    return HolderKey(pair.public, wrap(pair.private, passphrase), wrap(pair.private, code)), grouped(code)


def unlock(key: HolderKey, secret: str) -> bytes:
    """The private half, opened by the passphrase or, failing that, by the recovery code."""
    try:
        return unwrap(key.by_passphrase, secret)
    except WrongPassphrase:
        return unwrap(key.by_recovery_code, tidy(secret))


def with_new_passphrase(key: HolderKey, secret: str, passphrase: str) -> HolderKey:
    """The same key under another passphrase; the recovery code stays as printed."""
    return key._replace(by_passphrase=wrap(unlock(key, secret), passphrase))


def wrap(private: bytes, secret: str) -> bytes:
    """The private key under a secret: salt, nonce, ciphertext."""
    salt, nonce = secrets.token_bytes(SALT), secrets.token_bytes(NONCE)
    return salt + nonce + _locked_by(secret, salt).encrypt(nonce, private, WRAPPED_AS)


def unwrap(wrapped: bytes, secret: str) -> bytes:
    salt, nonce, ciphertext = wrapped[:SALT], wrapped[SALT : SALT + NONCE], wrapped[SALT + NONCE :]
    try:
        return _locked_by(secret, salt).decrypt(nonce, ciphertext, WRAPPED_AS)
    except InvalidTag:
        raise WrongPassphrase from None


def _locked_by(secret: str, salt: bytes) -> ChaCha20Poly1305:
    stretch = Argon2id(salt=salt, length=32, **STRETCH)
    return ChaCha20Poly1305(stretch.derive(secret.encode()))
