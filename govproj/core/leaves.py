"""What a leaf of the log is, byte by byte; nothing here knows the database, so that anybody can compute it again."""

import enum
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256

from govproj.core import merkle

_COLUMNS = ("event", "actor_id", "office", "subject", "village_id", "project_id")


def canonical(value) -> str:
    """JSON with one spelling: sorted keys, no blanks, moments in UTC, decimals as text."""
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(value):
    match value:
        case enum.Enum():
            return _plain(value.value)
        case None | bool() | int() | str():
            return value
        case Decimal():
            return str(value)
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case date():
            return value.isoformat()
        case Mapping():
            return {str(key): _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
        case set() | frozenset():
            return sorted(_plain(item) for item in value)
    raise TypeError(f"{value!r} cannot be a fact: give text, an integer, a Decimal, a date or a list of them")


def commitment_to(content: str, salt: bytes) -> bytes:
    return sha256(salt + content.encode()).digest()


def bound_by(entry: Mapping) -> dict:
    """What the hash of a leaf binds, from the columns of its row."""
    bound = {name: entry[name] for name in _COLUMNS}
    return bound | {"index": entry["leaf_index"], "at": entry["at"], "commit": entry["commitment"].hex()}


def leaf_hash_of(entry: Mapping) -> bytes:
    """The hash of a leaf, from the columns of its row."""
    return hash_of(bound_by(entry))


def hash_of(bound: Mapping) -> bytes:
    return merkle.leaf_hash(canonical(bound).encode())
