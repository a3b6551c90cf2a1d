"""govproj: villages supervise their own projects."""

from importlib import import_module

from flask import Flask, request
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from govproj import config
from govproj.core import (
    access,
    addresses,
    assets,
    brake,
    csrf,
    dates,
    errors,
    filters,
    glance,
    headers,
    i18n,
    kept,
    menu,
    pages,
    templates,
)
from govproj.core.db import db, only_reads

FEATURES = (
    "villages",
    "accounts",
    "firms",
    "projects",
    "selections",
    "rectifications",
    "engagement",
    "decisions",
    "ledger",
    "checklists",
    "inspections",
    "risks",
    "disclosures",
    "following",
    "noticeboards",
    "inquiries",
    "evaluations",
    "matters",
    "filings",
    "flags",
    "dashboards",
    "audit",
)


def create_app(instance=None, **settings):
    """The site that lives in the folder `instance`; `settings` go before everything configured there."""
    app = Flask(
        __name__,
        instance_path=str(instance or config.instance_folder()),
        template_folder="../templates",
        static_folder=None,
    )
    app.static_folder = str(config.ROOT / "static")
    app.url_map.converters["int"] = access.RowNumber
    config.configure(app, settings)
    if hops := app.config["PROXY_HOPS"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)
    app.jinja_environment = templates.Environment
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True

    db.init_app(app)
    dates.follow_demo(app.config["DEMO_MARKER"] if app.config["DEMO"] else None)
    app.before_request(read_only_on_get)
    app.teardown_request(lambda _error: only_reads(False))
    app.before_request(access.refuse_undeclared_views)
    app.before_request(access.make_room)
    app.before_request(access.refuse_floods)
    for part in (csrf, brake, i18n, kept, addresses, assets, filters, menu, glance, headers, errors, pages):
        part.init_app(app)
    for feature in FEATURES:
        import_module(f"govproj.{feature}").register(app)
    from govproj.cli import register_commands

    register_commands(app)
    return app


def read_only_on_get():
    only_reads(request.method in csrf.SAFE_METHODS)
