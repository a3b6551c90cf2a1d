"""Sending without an account: a page can be sent once, its receipt follows from it, photos survive a refusal.

No cookie is set, so what a page has to remember it carries itself, signed: a number of its own (`ticket`), and the
photos that were already taken in when something else had to be corrected.
"""

import hmac
import json
import secrets
from hashlib import sha256

from flask import current_app
from itsdangerous import BadSignature, Signer

from govproj.core.codes import ALPHABET, tidy
from govproj.core.uploads import StoredFile

LENGTH = 16  # signs: 79 bits
MOST_PHOTOS = 3


def _signer(purpose: str) -> Signer:
    return Signer(current_app.config["SECRET_KEY"], salt=f"matters.{purpose}", digest_method=sha256)


def new_ticket() -> str:
    """For one page; a second press of its button is the same sending."""
    return _signer("ticket").sign(secrets.token_urlsafe(16)).decode()


def is_ticket(ticket: str) -> bool:
    return _signer("ticket").validate(ticket or "")


def sending_of(ticket: str) -> str:
    """What is stored of a ticket."""
    return sha256(ticket.encode()).hexdigest()


def code_of(ticket: str) -> str:
    """The receipt of what is sent with this ticket: nobody finds it without the key, and it need not be stored."""
    key = current_app.config["SECRET_KEY"].encode()
    number = int.from_bytes(hmac.digest(key, b"matters.receipt:" + ticket.encode(), "sha256"))
    signs = []
    for _place in range(LENGTH):
        number, sign = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[sign])
    return "".join(signs)


def hash_of(code: str) -> str:
    return sha256(tidy(code).encode()).hexdigest()


def sealed(photos: list[StoredFile]) -> str:
    """Photos taken in already, so that nobody has to pick them again."""
    return _signer("photos").sign(json.dumps([list(photo) for photo in photos])).decode() if photos else ""


def unsealed(text: str) -> list[StoredFile]:
    """None where the page was tampered with."""
    try:
        kept = json.loads(_signer("photos").unsign(text or ""))
    except (BadSignature, ValueError):
        return []
    return [StoredFile(*photo) for photo in kept][:MOST_PHOTOS]
