"""Where a site keeps its things, and what it refuses to start with."""

import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import make_url

ROOT = Path(__file__).parents[1]
MARKER = "demo.json"
FOLDERS = ("urns", "files", "keys", "cache")
WEAKEST_KEY = 32


class BadSettings(Exception):
    """The site cannot start like this; str(error) says why."""


def instance_folder() -> Path:
    """The site's own folder: GOVPROJ_INSTANCE, or instance/site."""
    return Path(os.environ.get("GOVPROJ_INSTANCE") or ROOT / "instance" / "site").resolve()


def prepare(folder: Path) -> None:
    for name in FOLDERS:
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "keys").chmod(0o700)


def own_key(folder: Path) -> str:
    """The key that signs cookies: made at the first start, readable by the site alone."""
    path = folder / "keys" / "secret.key"
    try:
        with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return path.read_text().strip()


def configure(app, settings: dict) -> None:
    """Defaults, then instance/settings.py, then GOVPROJ_* of the environment, then what the caller says."""
    folder = Path(app.instance_path)
    prepare(folder)
    app.config.from_mapping(
        SITE_NAME=None,  # a name of its own; otherwise the product's, in the language of the reader
        SQLALCHEMY_DATABASE_URI=f"sqlite:///{folder / 'site.db'}",
        DEMO=(folder / MARKER).exists(),
        DEMO_MARKER=folder / MARKER,
        PUBLIC_URL=None,
        LOG_ORIGIN="govproj/log",  # the name the audit log signs with; never change it on a living site
        PROXY_HOPS=0,
        KEEP_PAGES=True,  # public pages in memory, until something more is put on record
        HTTPS=False,
        SECOND_STEP_REQUIRED=True,  # of inspectors and whoever keeps accounts; never in a demo
        SECOND_STEP_GRACE_DAYS=14,  # after the first sign-in, to set it up
        TRUSTED_HOSTS=None,
        MAX_CONTENT_LENGTH=20 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        MAX_FORM_PARTS=2_000,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,
    )
    app.config.from_pyfile(folder / "settings.py", silent=True)
    app.config.from_prefixed_env("GOVPROJ")
    app.config.from_mapping(settings)
    app.config.setdefault("SECRET_KEY", None)
    app.config["SECRET_KEY"] = app.config["SECRET_KEY"] or own_key(folder)
    if app.config["TRUSTED_HOSTS"] is None and app.config["PUBLIC_URL"]:
        app.config["TRUSTED_HOSTS"] = trusted_hosts(app.config["PUBLIC_URL"])
    _database(app)
    _under_https(app)
    refuse_weakness(app)


def trusted_hosts(public_url: str) -> list[str]:
    """A request for another host is refused; the machine itself always gets in."""
    return [urlsplit(public_url).hostname or "", "localhost", "127.0.0.1"]


def _database(app) -> None:
    url = make_url(app.config["SQLALCHEMY_DATABASE_URI"])
    options = dict(app.config.get("SQLALCHEMY_ENGINE_OPTIONS") or {})
    options.setdefault("hide_parameters", True)  # an error message must not carry anybody's data
    if url.get_backend_name() == "postgresql":
        options.setdefault("pool_pre_ping", True)
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = options


def _under_https(app) -> None:
    if app.config["HTTPS"]:
        app.config["SESSION_COOKIE_SECURE"] = True
        app.config["SESSION_COOKIE_NAME"] = "__Host-session"


def refuse_weakness(app) -> None:
    key = app.config["SECRET_KEY"]
    if len(key) < WEAKEST_KEY or len(set(key)) < WEAKEST_KEY // 3:
        raise BadSettings(
            f"SECRET_KEY is weak: {WEAKEST_KEY} random characters or more, or none to have one made"
        )
