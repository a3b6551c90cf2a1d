"""Everything a notice says, as one thing: what the log keeps of it, and the fingerprint that stands on it."""

from dataclasses import asdict
from hashlib import sha256

from govproj.core.audit import canonical

TEXTS = (
    "summary",
    "deviation_reason",
    "next_plan",
    "change_text",
    "problems_text",
    "labour_text",
    "checks_text",
)


def content_of(disclosure) -> dict:
    """Everything the notice says, for the log: whoever rewrites the row later is found out."""
    return {
        "month": disclosure.month,
        "edition": disclosure.edition,
        "facts": asdict(disclosure.frozen),
        "texts": {name: getattr(disclosure, name) for name in TEXTS},
        "photos": [[photo.sha256, photo.caption] for photo in disclosure.site_photos],
        "signed_by": [signature.user_id for signature in disclosure.signatures],
        "publicity": [disclosure.publicity_from, disclosure.publicity_to],
        "correction_reason": disclosure.correction_reason,
    }


def fingerprint(content: dict) -> str:
    """SHA-256 in hex of the canonical JSON, as anybody can compute it from the exported log."""
    return sha256(canonical(content).encode()).hexdigest()


def is_as_published(disclosure) -> bool | None:
    """Whether the notice still says what it said; None where no fingerprint was kept yet."""
    if disclosure.content_hash is None:
        return None
    return fingerprint(content_of(disclosure)) == disclosure.content_hash
