"""Two people at once: the second one is told, and keeps what he typed."""

from hashlib import sha256


class ChangedMeanwhile(Exception):
    """Somebody else saved this thing after the form was opened."""


def same_version(thing, seen: str | int | None) -> None:
    """`seen` is the version the form was opened with; ChangedMeanwhile when it is no longer the current one."""
    if str(seen) != str(thing.version):
        raise ChangedMeanwhile


def fingerprint(*facts) -> str:
    """Stands for the version of what has none of its own: what was on the page when the form was opened."""
    return sha256(repr(facts).encode()).hexdigest()[:16]


def same_facts(now: str, seen: str | None) -> None:
    """`seen` is the fingerprint the form was opened with; ChangedMeanwhile when it is another by now."""
    if seen != now:
        raise ChangedMeanwhile
