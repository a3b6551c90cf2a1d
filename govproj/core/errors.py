"""Errors a person can read and act on, as a page or as a notice inside the page they were on."""

import errno

from flask import current_app, make_response, request
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError
from werkzeug.exceptions import (
    BadRequest,
    Conflict,
    Forbidden,
    HTTPException,
    SecurityError,
    TooManyRequests,
)

from govproj.core.db import db, only_reads
from govproj.core.htmx import own_address, render_page, wants_fragment
from govproj.core.i18n import _, _l
from govproj.core.logs import WITHOUT_VALUES, described
from govproj.core.versions import ChangedMeanwhile
from govproj.core.workflow import MoveRefused

BUSY, FULL = 503, 507
ADVICE = {
    400: (_l("请求无法处理"), _l("请返回上一页刷新后重试。")),
    403: (_l("您不能进行这项操作"), _l("如工作需要，请联系本村书记或镇管理员。")),
    404: (_l("没有找到这个页面"), _l("它可能已被撤下，或者不在您的查看范围内。")),
    405: (_l("不能这样打开这个页面"), _l("请从页面上的按钮操作。")),
    409: (_l("现在还不能这样做"), _l("请刷新页面，核对后重新操作。")),
    413: (
        _l("内容太多"),
        _l("一次提交的照片和文件合计不超过 20 MB，文字不超过 50 万字：请分几次，或选小一些的照片。"),
    ),
    429: (_l("尝试次数太多"), _l("请过 15 分钟再试，或请管理员帮忙。")),
    500: (_l("系统出错了"), _l("请稍后再试；仍不行请联系镇信息员，并告知出错时间。")),
    BUSY: (_l("系统正忙"), _l("这次没有保存，请过一会儿再试。")),
    FULL: (_l("存储空间满了"), _l("这次没有保存，请联系镇信息员腾出空间后再试。")),
}
OURS = (
    BadRequest,
    Forbidden,
    Conflict,
    TooManyRequests,
)  # a description given with these is our own sentence
GIVEN_BACK = {400, 409, 429, 500, BUSY, FULL}  # what was typed is shown again: nobody has to write it twice
LEAD_BACK = {
    400,
    403,
    405,
    409,
    413,
    429,
}  # the thing itself is there: back to its page, not only to the front page
NEVER_SHOWN = ("csrf_token", "password", "passphrase", "code", "recovery")
PASSING = ("SQLITE_BUSY", "SQLITE_LOCKED", "08", "40", "53", "55P03", "57P")  # codes of SQLite and of SQL
DISK_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def init_app(app) -> None:
    app.logger.addFilter(WITHOUT_VALUES)

    @app.errorhandler(HTTPException)
    def http_error(error):
        if isinstance(request.routing_exception, SecurityError):
            return another_host()
        ours = type(error) in OURS and error.description != type(error).description
        return error_page(error.code, [error.description] if ours else [])

    @app.errorhandler(MoveRefused)
    def move_refused(error):
        return error_page(409, error.reasons)

    @app.errorhandler(StaleDataError)
    @app.errorhandler(ObjectDeletedError)
    @app.errorhandler(ChangedMeanwhile)
    def changed_meanwhile(error):
        return error_page(409, [_l("内容刚被他人更新。您填写的内容列在下面，请核对后重新提交。")])

    @app.errorhandler(IntegrityError)
    def refused_by_the_schema(error):
        """Two people registered the same thing at once, or a form let something through."""
        log(error)
        return error_page(409, [_l("这条内容和已有的记录冲突，可能刚刚已由他人登记。请核对后重新提交。")])

    @app.errorhandler(OperationalError)
    def database_unable(error):
        code = trouble_with(error.orig)
        return _said(error, code) if code else unexpected(error)

    @app.errorhandler(OSError)
    def no_room(error):
        return _said(error, FULL) if error.errno in DISK_FULL else unexpected(error)

    @app.errorhandler(Exception)
    def unexpected(error):
        if current_app.testing:
            raise error
        return _said(error, 500)


def trouble_with(error) -> int | None:
    """What a database could not do for a while: wait for another writer, answer at all, find room."""
    name = getattr(error, "sqlite_errorname", None) or getattr(error, "sqlstate", None) or ""
    if name in {"SQLITE_FULL", "53100"}:
        return FULL
    unreachable = not name and type(error).__module__.startswith("psycopg")
    return BUSY if unreachable or name.startswith(PASSING) else None


def log(error) -> None:
    where = f"{request.method} {request.endpoint}" if request else "no request"
    current_app.logger.error("%s: %s", where, described(error))


def _said(error, code):
    log(error)
    return error_page(code)


def another_host():
    """Asked for under a name that is not ours: no page of ours, whose links would lead to that name."""
    words = _("这个网址不是本站的，请使用管理员公布的网址。")
    return current_app.response_class(words, 400, mimetype="text/plain")


def error_page(code, reasons=()):
    """A whole page, or a notice put at the top of the page htmx is on, leaving the form as it was."""
    title, usual_advice = ADVICE.get(code, ADVICE[400 if code < 500 else 500])
    advice = list(reasons) or [usual_advice]
    try:
        db.session.rollback()
        only_reads(True)  # whatever failed, saying so must not wait for a writer
        typed = _typed() if code in GIVEN_BACK else []
        response = render_page(
            "errors/error.html",
            fragment="notice",
            status=code,
            title=title,
            advice=advice,
            typed=typed,
            back=_page_above() if code in LEAD_BACK else "",
        )
    except Exception as error:  # without a database there is no header that greets you
        log(error)
        return make_response(f"{title}。{usual_advice}", code, {"Content-Type": "text/plain; charset=utf-8"})
    if wants_fragment():
        response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "#notices", "innerHTML"
    return response


def _page_above() -> str:
    """The page the refused address belongs to: of /evaluations/5/close that is /evaluations/5."""
    path = request.path.rpartition("/")[0]
    while path and not own_address(path, ""):
        path = path.rpartition("/")[0]
    return path


def _typed() -> list[str]:
    """The longer texts of the refused form."""
    return [
        text
        for name, text in request.form.items()
        if text.strip() and not any(part in name for part in NEVER_SHOWN) and not text.isdigit()
    ]
