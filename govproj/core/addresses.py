"""Addresses of pages as Flask's url_for gives them, but quicker: a list has hundreds of links."""

import re

from flask import current_app, request
from flask import url_for as any_url_for

NUMBER = re.compile(r"<int:(\w+)>")


def url_for(endpoint: str, **parts) -> str:
    """Flask's own; where the parts are the numbers of rows that the rule names, they are just put in."""
    known = current_app.extensions["addresses"]
    key = (endpoint, *parts)
    if key not in known:
        known[key] = _pattern(endpoint, parts.keys())
    pattern = known[key]
    if pattern and all(type(part) is int for part in parts.values()):
        return request.script_root + pattern % parts
    return any_url_for(endpoint, **parts)


def _pattern(endpoint: str, names) -> str | None:
    """`/projects/%(project_id)d`, if it is as simple as that."""
    rules = [rule for rule in current_app.url_map.iter_rules() if rule.endpoint == endpoint]
    if len(rules) != 1 or rules[0].arguments != names or rules[0].defaults:
        return None
    pattern = NUMBER.sub(r"%(\1)d", rules[0].rule.replace("%", "%%"))
    return None if "<" in pattern else pattern


def init_app(app) -> None:
    app.extensions["addresses"] = {}
    app.jinja_env.globals["url_for"] = url_for
