"""One address, two answers: the whole page, or the named block htmx asked for."""

from flask import current_app, make_response, redirect, render_template, request
from jinja2_fragments.flask import render_block
from werkzeug.urls import iri_to_uri


def wants_fragment() -> bool:
    """True for a plain htmx swap; a boosted click or a history restore needs the whole page."""
    asked = request.headers
    return (
        asked.get("HX-Request") == "true"
        and asked.get("HX-Boosted") != "true"
        and asked.get("HX-History-Restore-Request") != "true"
    )


def render_page(template: str, *, fragment: str | None = None, status: int = 200, **context):
    """Render `template`, or only its block `fragment` when htmx asked for a piece of it."""
    html = (
        render_block(template, fragment, **context)
        if fragment and wants_fragment()
        else render_template(template, **context)
    )
    return make_response(html, status)


def go_to(url: str):
    """Send the browser on: a 303 for a form post, an HX-Redirect for an htmx one."""
    if not wants_fragment():
        return redirect(url, 303)
    response = make_response("", 204)
    response.headers["HX-Redirect"] = iri_to_uri(url)  # a header holds no Chinese
    return response


def own_address(url: str | None, fallback: str) -> str:
    """`url` if it is a path of this site that some page answers to, else `fallback`.

    The URL map decides, so `//elsewhere`, `/\\elsewhere` and control characters lead nowhere.
    """
    if not url or not url.startswith("/") or url.startswith(("//", "/\\")) or any(c < " " for c in url):
        return fallback
    try:
        current_app.url_map.bind("").match(url.partition("?")[0], method="GET")
    except Exception:  # werkzeug raises NotFound, RequestRedirect or MethodNotAllowed
        return fallback
    return url
