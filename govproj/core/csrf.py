"""Cross-site request forgery: a token for whoever is signed in, and the Origin for everybody."""

from urllib.parse import urlsplit

from flask import abort, current_app, request
from flask_wtf.csrf import CSRFError, CSRFProtect

from govproj.core.i18n import _

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

csrf = CSRFProtect()


def init_app(app) -> None:
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False  # refuse_forgeries decides per view
    app.config["WTF_CSRF_TIME_LIMIT"] = None  # a token lives as long as its session
    app.config["WTF_CSRF_SSL_STRICT"] = False  # Origin is checked instead of Referer
    csrf.init_app(app)
    app.before_request(refuse_forgeries)


def refuse_forgeries() -> None:
    if request.method in SAFE_METHODS:
        return
    if not _comes_from_our_pages():
        abort(403, _("这个请求来自别的网站，已被拒绝。请从本站页面重新操作。"))
    if not getattr(current_app.view_functions.get(request.endpoint), "tokenless", False):
        try:
            csrf.protect()
        except CSRFError:
            abort(
                400,
                _(
                    "页面已过期：可能在别的窗口退出或重新登录过，这次没有保存。请先把写的内容复制下来，刷新页面后再提交。"
                ),
            )


def _comes_from_our_pages() -> bool:
    """Browsers say where a request comes from; a client that says nothing carries nobody's authority."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        return False
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host
