"""Static files: compressed once, kept in memory, cached for good under an address that names their content."""

import gzip
import hashlib
from functools import lru_cache
from pathlib import Path

from flask import abort, current_app, request, url_for
from werkzeug.utils import safe_join

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
    ".webmanifest": "application/manifest+json",
}


STATIC = "/static/"


@lru_cache(maxsize=256)
def _load(path: str, changed: int) -> tuple[str, bytes, bytes | None]:
    """(version, content, gzipped content or None where that is no smaller); `changed` makes edits show."""
    content = Path(path).read_bytes()
    squeezed = gzip.compress(content, 9, mtime=0)
    return (
        hashlib.sha256(content).hexdigest()[:12],
        content,
        squeezed if len(squeezed) < len(content) else None,
    )


def _file(filename: str):
    path = safe_join(current_app.static_folder, filename)
    if path is None or Path(path).suffix not in TYPES or not Path(path).is_file():
        return None
    return _load(path, Path(path).stat().st_mtime_ns)


def contents_of(filename: str) -> tuple[bytes, str] | None:
    """Content and type, for what is put together on the server; None where there is no such file."""
    file = _file(filename)
    return file and (file[1], TYPES[Path(filename).suffix])


def static_url(filename: str) -> str:
    """The address of a file under static/, with its version; as with templates, edits show in debug mode."""
    known = current_app.extensions["static"]
    if filename not in known or current_app.debug:
        file = _file(filename)
        known[filename] = url_for("static", filename=filename, v=file[0] if file else None)
    return known[filename]


def serve(filename: str):
    version, content, squeezed = _file(filename) or abort(404)
    response = current_app.response_class(content, content_type=TYPES[Path(filename).suffix])
    response.vary.add("Accept-Encoding")
    if squeezed and request.accept_encodings["gzip"]:
        response.set_data(squeezed)
        response.headers["Content-Encoding"] = "gzip"
    response.set_etag(version)
    named = request.args.get("v") == version
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if named else "no-cache"
    return response.make_conditional(request)


serve.access = "public"


def init_app(app) -> None:
    app.extensions["static"] = {}
    app.add_url_rule(f"{STATIC}<path:filename>", endpoint="static", view_func=serve)
    app.jinja_env.globals["static_url"] = static_url
