"""The keys of a site under a passphrase, to be kept elsewhere than the backups: either alone opens nothing."""

import io
import os
import tarfile
from pathlib import Path

from flask import current_app

from govproj.core import folders, sealed
from govproj.core.backup.restoring import CannotRestore

MAGIC = b"govproj keys 1\n"
SETTINGS = "settings.py"
SHORTEST = 12  # characters of a passphrase
KEPT = (".key",)  # a setup code is no key


def write(path: Path, passphrase: str) -> list[str]:
    """Keys and settings (which may hold a password) to a new file; returns their names."""
    content, names = io.BytesIO(), []
    with tarfile.open(fileobj=content, mode="w") as tar:
        settings = Path(current_app.instance_path, SETTINGS)
        for file in [*sorted(folders.path("keys").iterdir()), *([settings] if settings.exists() else [])]:
            if file.suffix in KEPT or file == settings:
                tar.add(file, file.name)
                names.append(file.name)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(MAGIC + sealed.wrap(content.getvalue(), passphrase))
        file.flush()
        os.fsync(file.fileno())
    return names


def opened(path: Path, passphrase: str) -> dict[str, bytes]:
    """What is in such a file, by name."""
    content = path.read_bytes()
    if not content.startswith(MAGIC):
        raise CannotRestore(f"{path} holds no keys of govproj")
    try:
        plain = sealed.unwrap(content.removeprefix(MAGIC), passphrase)
    except sealed.WrongPassphrase:
        raise CannotRestore("this is not the passphrase of these keys") from None
    with tarfile.open(fileobj=io.BytesIO(plain)) as tar:
        return {member.name: tar.extractfile(member).read() for member in tar if "/" not in member.name}


def put_back(found: dict[str, bytes]) -> None:
    """Keys replace those that an empty instance has made for itself; settings that are there already stay."""
    for name, content in found.items():
        place = Path(current_app.instance_path, name) if name == SETTINGS else folders.path("keys") / name
        if name == SETTINGS and place.exists():
            continue
        place.unlink(missing_ok=True)
        with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
