"""Every endpoint says who may use it; an endpoint that says nothing does not run."""

from functools import wraps

from flask import abort, current_app, request, url_for
from flask_login import current_user
from werkzeug.routing import IntegerConverter

from govproj.core import unsent
from govproj.core.htmx import go_to

ROOM_FOR_WORDS = 3  # times what may be uploaded: a dozen photos straight from a phone


class RowNumber(IntegerConverter):
    """`<int:…>` in an address: a number a row can have. Larger ones lead nowhere instead of upsetting the database."""

    def __init__(self, url_map, **options):
        super().__init__(url_map, **{"max": 2**31 - 1, **options})


def public(view=None, *, on=None, kept=False):
    """Open to everybody. With `on`, the thing must still exist for this reader (404 otherwise).

    `kept` pages are handed out again to readers without a session until the log grows; see core.kept.
    """
    if view is None:
        return lambda view: public(view, on=on, kept=kept)

    @wraps(view)
    def shown(**url_parts):
        return view(*_found(on, url_parts)) if on else view(**url_parts)

    shown.access, shown.kept = "public", kept
    return shown


def tokenless(view):
    """A form used without an account: it sets no cookie, so there is no token to forge; Origin is checked."""
    view.tokenless = True
    return view


def signed_in(user, *things) -> bool:
    """For pages of which `on` has already decided what may be seen."""
    return True


def requires(rule, *, on=None, keeps=False):
    """Guard a view with a policy rule.

    `on` finds the thing the URL names among the things this user may see (404 otherwise);
    `rule` then says whether they may do this to it (403 otherwise). The thing is handed to the view.
    `keeps` forms do not lose what was typed when the session has ended; see core.unsent.
    """

    def decorate(view):
        @wraps(view)
        def guarded(**url_parts):
            if not current_user.is_authenticated:
                return ask_to_sign_in(keeps)
            things = _found(on, url_parts) if on else ()
            if not rule(current_user, *things):
                abort(403)
            if keeps:
                unsent.give_back()
            return view(*things) if on else view(**url_parts)

        guarded.access, guarded.keeps = rule, keeps
        return guarded

    return decorate


def may_open(endpoint: str, *things) -> bool:
    """Whether the reader gets past the guard of this page for these things; False where there is no such page."""
    access = getattr(current_app.view_functions.get(endpoint), "access", None)
    if access is None or access == "public":
        return access is not None
    return current_user.is_authenticated and access(current_user, *things)


def _found(on, url_parts) -> tuple:
    found = on(current_user, **url_parts)
    return found if type(found) is tuple else (found,)


def ask_to_sign_in(keeps: bool = False):
    """htmx follows redirects silently and would paste the sign-in page into a table; send the browser."""
    back = request.full_path.rstrip("?") if request.method == "GET" else None
    if keeps and request.method == "POST" and unsent.keep_typed():
        back = request.path
    return go_to(url_for("accounts.sign_in", next=back))


def refuse_undeclared_views():
    """before_request hook: fail closed."""
    view = current_app.view_functions.get(request.endpoint)
    if view and not hasattr(view, "access"):
        raise RuntimeError(f"{request.endpoint} does not say who may use it: add @public or @requires(...)")


def make_room():
    """before_request hook: a form that keeps its words is read even where its photos are too large.

    Then the field says so beside words that are still there; a body that is refused unread takes them along.
    """
    if getattr(current_app.view_functions.get(request.endpoint), "keeps", False):
        request.max_content_length = ROOM_FOR_WORDS * current_app.config["MAX_CONTENT_LENGTH"]


def refuse_floods():
    """before_request hook: a form sent as one long line is bounded like one sent in parts.

    Werkzeug takes such a line whole: twenty megabytes of `a&a&a&` were millions of fields and a gigabyte of memory.
    """
    if request.mimetype != "application/x-www-form-urlencoded":
        return
    most, fields = current_app.config["MAX_FORM_MEMORY_SIZE"], current_app.config["MAX_FORM_PARTS"]
    request.max_content_length = most
    if (request.content_length or 0) > most or request.get_data().count(b"&") >= fields:
        abort(413)
