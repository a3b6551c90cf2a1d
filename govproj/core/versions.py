"""Two people at once: the second one is told, and keeps what he typed."""


class ChangedMeanwhile(Exception):
    """Somebody else saved this thing after the form was opened."""


def same_version(thing, seen: str | int | None) -> None:
    """`seen` is the version the form was opened with; ChangedMeanwhile when it is no longer the current one."""
    if str(seen) != str(thing.version):
        raise ChangedMeanwhile
