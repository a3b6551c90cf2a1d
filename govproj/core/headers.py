"""What every answer carries: what the browser may load, what it may keep, and compression for the public."""

import gzip

from flask import current_app, request
from flask_login import current_user

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "manifest-src 'self'",
    )
)
SECURITY = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=()",
}
COMPRESSIBLE = ("text/", "application/json", "image/svg+xml")


def init_app(app) -> None:
    app.after_request(finish)


def finish(response):
    response.headers.update(SECURITY)
    if request.endpoint == "static":
        return response
    response.vary.update(("HX-Request", "Cookie", "Accept-Language"))
    personal = request.cookies.get(current_app.config["SESSION_COOKIE_NAME"]) or response.headers.get(
        "Set-Cookie"
    )
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store" if personal or _signed_in() else "no-cache"
    return response if personal else compress(response)


def _signed_in() -> bool:
    return bool(current_user) and current_user.is_authenticated


def compress(response):
    """Only pages without a cookie: compressing a page that mixes secrets with input leaks them (BREACH)."""
    response.vary.add("Accept-Encoding")
    if (
        response.status_code == 200
        and not response.direct_passthrough
        and "Content-Encoding" not in response.headers
        and (response.mimetype or "").startswith(COMPRESSIBLE)
        and request.accept_encodings["gzip"]
    ):
        body = response.get_data()
        if len(body) > 800:
            response.set_data(gzip.compress(body, 5, mtime=0))
            response.headers["Content-Encoding"] = "gzip"
    return response
