"""Turns a folder into a running site: demo loaded, schema current, daily tick, waitress, what to open."""

import gc
import logging
import shutil
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from threading import Thread

from sqlalchemy.exc import OperationalError
from waitress import create_server

from govproj import config, create_app
from govproj.accounts.setup import setup_code
from govproj.cli import tick_once
from govproj.core import dates, logs, schema, too_large
from govproj.core.db import db

FIRST_DEMO_DAY = date(2022, 6, 20)
DATABASE = "site.db"
# Above the upload limit, and nothing larger is let in, so no request or answer is ever spooled to the disk.
KEPT_IN_MEMORY = 32 * 1024 * 1024
SECONDS_BETWEEN_TICKS = 3600


class CannotServe(Exception):
    """Why the site does not start: one sentence in Chinese, the same in English."""


def serve(folder: Path, *, host: str, port: int, demo: bool) -> int:
    """Serves the site in `folder` until Ctrl-C or SIGTERM; returns the exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        refuse_the_other_kind(folder, demo=demo)
        if demo and not (folder / config.MARKER).exists():
            make_demo(folder)
        app = open_site(folder, demo=demo)
        server = listen(app, host, port)
    except CannotServe as why:
        print(why, file=sys.stderr)
        return 1
    if demo and not app.config["PUBLIC_URL"]:
        app.config["PUBLIC_URL"] = address(
            host, port
        )  # so that slips and notices show their codes as on a real site
    Thread(target=keep_ticking, args=(app,), name="tick", daemon=True).start()
    greet(app, address(host, port))
    gc.freeze()  # what a start leaves behind stays for good and need not be looked through again
    gc.enable()
    server.run()
    print("\n已停止。 Stopped.")
    return 0


def refuse_the_other_kind(folder: Path, *, demo: bool) -> None:
    """A real site is never filled with demo data, and demo data never pass for a real site."""
    is_demo = (folder / config.MARKER).exists()
    if demo and not is_demo and folder.exists() and any(folder.iterdir()):
        raise CannotServe(
            f"{folder} 里不是演示站点：正式站点请加 --no-demo，否则请换一个文件夹。\n"
            f"{folder} does not hold the demo: add --no-demo for a real site, or choose another folder."
        )
    if is_demo and not demo:
        raise CannotServe(
            f"{folder} 里是演示站点：请去掉 --no-demo，或换一个文件夹。\n"
            f"{folder} holds the demo: leave --no-demo out, or choose another folder."
        )


def open_site(folder: Path, *, demo: bool):
    """The application of this folder, its schema up to date; a demo never uses a database outside it."""
    own = {"SQLALCHEMY_DATABASE_URI": f"sqlite:///{folder / DATABASE}"} if demo else {}
    try:
        app = create_app(folder, **own)
        with app.app_context():
            schema.bring_up_to_date()
    except config.BadSettings as why:
        raise CannotServe(
            f"{folder} 的设置不能使用。\nThe settings of {folder} cannot be used: {why}."
        ) from None
    except OperationalError as why:
        raise CannotServe(f"打不开数据库。\nThe database cannot be opened: {why.orig}") from None
    return app


# ---- the demo, made once ----


def make_demo(folder: Path) -> None:
    """Loads it beside its place and moves it there when complete, so that an interrupted start begins again.

    In a process of its own, because an application stays bound to the folder it was made for.
    """
    print("第一次启动，正在装入演示数据 … First start: loading the demo village …", flush=True)
    building = folder.with_name(f"{folder.name}.loading")
    if (building / config.MARKER).exists():
        shutil.rmtree(building)
    load = [sys.executable, "-m", "govproj.serving", building]
    if subprocess.run(load, cwd=config.ROOT, check=False).returncode:  # noqa: S603 — nothing here comes from outside
        raise CannotServe(
            "演示数据没有装完，请再启动一次。\nThe demo was not loaded completely: start again."
        )
    if folder.exists():
        folder.rmdir()
    building.rename(folder)


def load_demo(building: Path) -> None:
    from govproj import demo

    try:
        building.mkdir(parents=True, exist_ok=True)
        dates.write_demo_day(building / config.MARKER, FIRST_DEMO_DAY)
        app = open_site(building, demo=True)
        demo.load(app)
        with app.app_context():
            db.engine.dispose()
    except KeyboardInterrupt:
        sys.exit(130)


# ---- while it runs ----


def keep_ticking(app) -> None:
    """Asks every hour, so that a machine that slept catches up; the tick itself sees to once a day."""
    while True:
        try:
            tick_once(app)
        except Exception as error:  # a failure today must not cost tomorrow's chores
            logging.getLogger(__name__).error("the daily tick failed: %s", logs.described(error))
        time.sleep(SECONDS_BETWEEN_TICKS)


def listen(app, host: str, port: int):
    logging.getLogger("waitress").addFilter(logs.WITHOUT_VALUES)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a short queue is no news
    too_large.answer_in_words()
    try:
        return create_server(
            app,
            host=host,
            port=port,
            threads=8,
            connection_limit=500,
            ident=None,
            max_request_body_size=KEPT_IN_MEMORY,
            inbuf_overflow=KEPT_IN_MEMORY,
            outbuf_overflow=KEPT_IN_MEMORY,
            clear_untrusted_proxy_headers=not app.config["PROXY_HOPS"],
        )
    except OSError as why:
        raise CannotServe(
            f"不能监听 {host}:{port}。\nCannot listen on {host}:{port}: {why.strerror}."
        ) from None


def address(host: str, port: int) -> str:
    """What to type into a browser on this machine."""
    everywhere = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 — this only reads what was asked for
    name = everywhere.get(host, host)
    return f"http://[{name}]:{port}/" if ":" in name else f"http://{name}:{port}/"


def greet(app, url: str) -> None:
    print(f"网站已启动，请用浏览器打开： The site is running, open: {url}")
    if app.config["DEMO"]:
        print("演示账号列在登录页上，密码都是 demo2022。 The demo's accounts are listed on the sign-in page.")
    elif code := setup_code(app):
        print(f"还没有账号，请打开 {url}setup，启动码： Nobody has an account yet; setup code: {code}")
    print("按 Ctrl-C 停止。 Press Ctrl-C to stop.", flush=True)


if __name__ == "__main__":
    load_demo(Path(sys.argv[1]))
