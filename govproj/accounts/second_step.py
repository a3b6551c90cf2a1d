"""The second step of signing in: a code from one's phone that changes every half minute, or one from a list on paper.

What a phone makes its codes from is sealed with a key of the site that lies in `keys/`, so a copy of the database
makes none; of the codes on paper only slow hashes are kept. No code is accepted twice.
"""

import hmac
import os
import secrets
from base64 import b32encode
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import pyotp
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from flask import abort, current_app
from sqlalchemy import delete, func, select, update

from govproj.accounts import policy
from govproj.accounts.models import RecoveryCode, SecondStep, User
from govproj.accounts.passwords import hasher
from govproj.core import folders
from govproj.core.codes import grouped, random_code, tidy
from govproj.core.dates import machine_now
from govproj.core.db import db

SECRET, NONCE, SALT, KEY = 20, 12, 16, 32  # bytes
RECOVERY_CODES, SIGNS = 8, 12  # 59 bits each
DIGITS = 6
DRIFT = 1  # half minutes a phone's clock may be off


# ---- where it is asked for ----


def is_on() -> bool:
    """Not in a demo: its accounts are everybody's."""
    return not current_app.config["DEMO"]


def asked_of(user: User) -> bool:
    """Whether the password alone no longer opens this account."""
    return is_on() and user.second_step_since is not None


def required_of(user) -> bool:
    return is_on() and current_app.config["SECOND_STEP_REQUIRED"] and policy.needs_second_step(user)


def still_due(user) -> datetime | None:
    """Until when somebody whose office asks for it has to set it up; None where there is nothing to do."""
    missing = user.is_authenticated and user.second_step_since is None and required_of(user)
    return user.second_step_due_at if missing else None


def overdue(user) -> bool:
    due = still_due(user)
    return due is not None and due <= machine_now()


def start_the_grace(user: User) -> None:
    """The days to set it up run from the first sign-in that could have asked; later ones don't put it off."""
    if not required_of(user):
        return
    due = machine_now() + timedelta(days=current_app.config["SECOND_STEP_GRACE_DAYS"])
    mine = update(User).where(User.id == user.id, User.second_step_due_at.is_(None))
    db.session.execute(mine.values(second_step_due_at=due))


def own_or_404(user) -> SecondStep:
    """One's own, or an empty one that is not stored yet."""
    if not is_on():
        abort(404)
    return db.session.get(SecondStep, user.id) or SecondStep(user_id=user.id)


# ---- secrets ----


def new_pending(step: SecondStep) -> None:
    step.salt = step.salt or secrets.token_bytes(SALT)
    step.pending = _sealed(secrets.token_bytes(SECRET), step.user_id)
    db.session.add(step)


def text_of(box: bytes, user_id: int) -> str:
    """The secret as phones take it: 32 letters and digits."""
    return b32encode(_opened(box, user_id)).decode()


def address_of(box: bytes, user: User) -> str:
    """What the QR code says to the phone."""
    issuer = current_app.config["SITE_NAME"] or "govproj"
    return pyotp.TOTP(text_of(box, user.id)).provisioning_uri(name=user.username, issuer_name=issuer)


def half_minute(box: bytes | None, user_id: int, typed: str) -> int | None:
    """The number of the half minute whose code this is; None when it is none of about now."""
    if not box:
        return None
    try:
        codes = pyotp.TOTP(text_of(box, user_id))
    except InvalidTag:  # the site's key is another than the one it was sealed with
        return None
    now = codes.timecode(machine_now())
    near = (number for number in range(now - DRIFT, now + DRIFT + 1))
    return next((number for number in near if hmac.compare_digest(codes.generate_otp(number), typed)), None)


def accept_from_phone(user: User, typed: str) -> bool:
    """Whether this is a code of the phone that has not been used yet; of two who send it at once one gets in."""
    step = db.session.get(SecondStep, user.id)
    number = half_minute(step and step.sealed, user.id, typed)
    if number is None:
        return False
    unused = update(SecondStep).where(SecondStep.user_id == user.id, SecondStep.last_used < number)
    return db.session.execute(unused.values(last_used=number)).rowcount == 1


def accept_from_paper(user: User, typed: str) -> bool:
    """Whether this is one of the codes on paper; it is gone afterwards."""
    step = db.session.get(SecondStep, user.id)
    if step is None or len(typed) != SIGNS:
        return False
    one = delete(RecoveryCode).where(
        RecoveryCode.user_id == user.id, RecoveryCode.code_hash == _hashed(typed, step.salt)
    )
    return db.session.execute(one).rowcount == 1


def is_from_paper(typed: str) -> bool:
    return len(tidy(typed)) != DIGITS


def new_recovery_codes(step: SecondStep) -> list[str]:
    """Fresh ones in place of all earlier ones; to be shown now, they are stored nowhere."""
    codes = [random_code(SIGNS) for _ in range(RECOVERY_CODES)]
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == step.user_id))
    db.session.add_all(
        RecoveryCode(user_id=step.user_id, code_hash=_hashed(code, step.salt)) for code in codes
    )
    return [grouped(code) for code in codes]


def recovery_codes_left(user_id: int) -> int:
    return db.session.scalar(select(func.count()).where(RecoveryCode.user_id == user_id))


def take_away(user: User) -> None:
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    db.session.execute(delete(SecondStep).where(SecondStep.user_id == user.id))
    user.second_step_since = None


def _hashed(code: str, salt: bytes) -> bytes:
    return hash_secret_raw(
        code.encode(), salt, hasher.time_cost, hasher.memory_cost, hasher.parallelism, 32, Type.ID
    )


# ---- the site's key ----


def _sealed(secret: bytes, user_id: int) -> bytes:
    """Bound to the account: moved to somebody else's row it opens nothing."""
    nonce = secrets.token_bytes(NONCE)
    return nonce + ChaCha20Poly1305(_key()).encrypt(nonce, secret, _bound_to(user_id))


def _opened(box: bytes, user_id: int) -> bytes:
    return ChaCha20Poly1305(_key()).decrypt(box[:NONCE], box[NONCE:], _bound_to(user_id))


def _bound_to(user_id: int) -> bytes:
    return f"second step of account {user_id}".encode()


def _key() -> bytes:
    """Made at first use, readable by the site alone; of two workers that start together one makes it."""
    path = folders.path("keys") / "second-step.key"
    if not path.exists():
        _write_once(path, secrets.token_bytes(KEY))
    return path.read_bytes()


def _write_once(path: Path, key: bytes) -> None:
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
