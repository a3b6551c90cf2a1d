"""The folders of the running site: each application of a process has its own."""

from pathlib import Path

from flask import current_app


def path(name: str) -> Path:
    """One of `config.FOLDERS`, inside the instance of the application that is at work."""
    return Path(current_app.instance_path, name)
