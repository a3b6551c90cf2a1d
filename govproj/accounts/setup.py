"""The setup code of an empty site: whoever reads the console may set it up, once."""

import hmac
import os
from contextlib import contextmanager, suppress
from pathlib import Path

from govproj import config
from govproj.accounts import passwords, queries
from govproj.core.codes import grouped, random_code, tidy
from govproj.core.db import reading

SIGNS = 16  # 79 bits
COUNTED_AS = "/setup"  # among the tries at passwords; no user name has a slash
TRIES = 10  # per address in a quarter of an hour


def setup_code(app) -> str | None:
    """The code that opens /setup, the same after every restart; None once the site has an account, or is a demo."""
    with app.app_context(), reading():
        if not is_open(app):
            _code_file(app).unlink(missing_ok=True)
            return None
    with suppress(FileExistsError):
        file = os.open(_code_file(app), os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with open(file, "w") as fresh:
            fresh.write(grouped(random_code(SIGNS)))
    return _code_file(app).read_text().strip()


def is_open(app) -> bool:
    return not app.config["DEMO"] and queries.nobody_has_an_account()


def is_right(app, typed: str) -> bool:
    """Compared in the same time however much of it is right; false while no code has been handed out."""
    with suppress(FileNotFoundError):
        return hmac.compare_digest(tidy(_code_file(app).read_text()).encode(), tidy(typed).encode())
    return False


def too_many_tries(address: str) -> bool:
    """A stranger's tries do not count against whoever has the code."""
    return passwords.failures_from(address, COUNTED_AS) >= TRIES


@contextmanager
def claimed(app):
    """Inside, nobody else can set the site up; afterwards the code is gone, unless something went wrong.

    FileNotFoundError when somebody else was first.
    """
    code, taken = _code_file(app), _code_file(app).with_suffix(".taken")
    code.rename(taken)
    try:
        yield
    except BaseException:
        taken.rename(code)
        raise
    taken.unlink()


def publish_at(app, url: str) -> None:
    """Keep the site's address in its settings, and go by it from now on."""
    _keep_setting(app, "PUBLIC_URL", url)
    app.config["TRUSTED_HOSTS"] = config.trusted_hosts(url)


def let_passwords_do(app) -> None:
    """Nobody has to have a second step; whoever wants one may."""
    _keep_setting(app, "SECOND_STEP_REQUIRED", False)


def _keep_setting(app, name: str, value) -> None:
    settings = Path(app.instance_path) / "settings.py"
    with open(os.open(settings, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600), "a") as file:
        file.write(f"\n{name} = {value!r}\n")
    app.config[name] = value


def _code_file(app) -> Path:
    return Path(app.instance_path) / "keys" / "setup.code"
