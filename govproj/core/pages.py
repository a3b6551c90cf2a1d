"""Pages that belong to no feature: the switches of language and type, the health page, the demo's clock."""

import shutil
from datetime import timedelta

from flask import Blueprint, abort, current_app, jsonify, request
from sqlalchemy import text

from govproj.core import dates, ticks
from govproj.core.access import public, tokenless
from govproj.core.backup.record import last_backup
from govproj.core.db import db
from govproj.core.htmx import go_to, own_address
from govproj.core.i18n import LANGUAGES, _

bp = Blueprint("pages", __name__)
demo = Blueprint("demo", __name__, url_prefix="/demo")

A_YEAR = 365 * 24 * 3600
READING = {"size": "large", "contrast": "high"}  # 大字版, 高对比: what a switch says when it is on
STEPS = {"1", "7", "30"}
LOW_DISK = 200 * 1024 * 1024


@bp.post("/language")
@public
@tokenless
def language():
    chosen = request.form.get("lang")
    response = go_to(own_address(request.form.get("next"), "/"))
    if chosen in LANGUAGES:
        response.set_cookie("lang", chosen, max_age=A_YEAR, httponly=True, samesite="Lax")
    return response


@bp.post("/reading")
@public
@tokenless
def reading():
    """The switches of the header; remembered in a cookie, so that they work without a script and on every page."""
    response = go_to(own_address(request.form.get("next"), "/"))
    for name, on in READING.items():
        if request.form.get(name) == on:
            response.set_cookie(name, on, max_age=A_YEAR, httponly=True, samesite="Lax")
        elif name in request.form:
            response.delete_cookie(name, httponly=True, samesite="Lax")
    return response


def chosen_reading() -> dict[str, str]:
    """{"size": "large"} for somebody who has switched to large type."""
    return {name: on for name, on in READING.items() if request.cookies.get(name) == on}


@bp.get("/healthz")
@public
def healthz():
    """For a monitor: what works, and on which day chores and backup last ran. No names, no figures of anybody."""
    db.session.execute(text("SELECT 1"))
    free = shutil.disk_usage(current_app.instance_path).free
    last = ticks.last_day()
    healthy = free > LOW_DISK
    backup = last_backup()
    report = {
        "database": "ok",
        "disk_free_mb": free // 2**20,
        "last_tick": last and last.isoformat(),
        "last_backup": backup and backup.isoformat(),
    }
    return jsonify(status="ok" if healthy else "disk almost full", **report), 200 if healthy else 503


@demo.post("/advance")
@public
@tokenless
def advance():
    """Move the demo's day forwards, doing each day's chores on the way."""
    days = request.form.get("days")
    if days not in STEPS:
        abort(400)
    for _day in range(int(days)):
        day = dates.today() + timedelta(days=1)
        dates.write_demo_day(current_app.config["DEMO_MARKER"], day)
        ticks.run(day)
        db.session.commit()
        for _piece in ticks.pieces(day):
            db.session.commit()
    return go_to(own_address(request.form.get("next"), "/"))


def init_app(app) -> None:
    app.register_blueprint(bp)
    if app.config["DEMO"]:
        app.register_blueprint(demo)

    @app.context_processor
    def of_every_page():
        return {
            "site_name": app.config["SITE_NAME"] or _("村级项目监督"),
            "demo_day": dates.today() if app.config["DEMO"] else None,
            "reading": chosen_reading(),
        }
