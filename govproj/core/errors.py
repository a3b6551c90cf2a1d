"""Errors a person can read and act on, as a page or as a notice inside the page they were on."""

from flask import current_app, request
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, InternalServerError

from govproj.core.db import db
from govproj.core.htmx import render_page, wants_fragment
from govproj.core.i18n import _l
from govproj.core.versions import ChangedMeanwhile
from govproj.core.workflow import MoveRefused

ADVICE = {
    400: (_l("请求无法处理"), _l("请返回上一页刷新后重试。")),
    403: (_l("您不能进行这项操作"), _l("如工作需要，请联系本村书记或镇管理员。")),
    404: (_l("没有找到这个页面"), _l("它可能已被撤下，或者不在您的查看范围内。")),
    405: (_l("不能这样打开这个页面"), _l("请从页面上的按钮操作。")),
    409: (_l("现在还不能这样做"), _l("请刷新页面，核对后重新操作。")),
    413: (_l("文件太大"), _l("请选小一些的文件，照片每张不超过 20 MB。")),
    429: (_l("尝试次数太多"), _l("请过 15 分钟再试，或请管理员帮忙。")),
    500: (_l("系统出错了"), _l("请稍后再试；仍不行请联系镇信息员，并告知出错时间。")),
}
SPEAKS_FOR_ITSELF = {400, 403, 409, 429}  # of these a description we wrote ourselves is shown
NEVER_SHOWN = ("csrf_token", "password", "passphrase", "code", "recovery")


def init_app(app) -> None:
    @app.errorhandler(HTTPException)
    def http_error(error):
        ours = error.code in SPEAKS_FOR_ITSELF and error.description != type(error).description
        return error_page(error.code, [error.description] if ours else [])

    @app.errorhandler(MoveRefused)
    def move_refused(error):
        return error_page(409, error.reasons)

    @app.errorhandler(StaleDataError)
    @app.errorhandler(ChangedMeanwhile)
    def changed_meanwhile(error):
        return error_page(409, [_l("内容刚被他人更新。您填写的内容列在下面，请核对后重新提交。")])

    @app.errorhandler(IntegrityError)
    def refused_by_the_schema(error):
        """Two people registered the same thing at once, or a form let something through."""
        current_app.logger.warning("refused by the schema: %s", error.orig)
        return error_page(409, [_l("这条内容和已有的记录冲突，可能刚刚已由他人登记。请核对后重新提交。")])

    @app.errorhandler(Exception)
    def unexpected(error):
        if current_app.testing:
            raise error
        current_app.logger.exception("unhandled error")
        return error_page(InternalServerError.code)


def error_page(code, reasons=()):
    """A whole page, or a notice put at the top of the page htmx is on, leaving the form as it was."""
    db.session.rollback()
    title, usual_advice = ADVICE.get(code, ADVICE[400 if code < 500 else 500])
    response = render_page(
        "errors/error.html",
        fragment="notice",
        status=code,
        title=title,
        advice=list(reasons) or [usual_advice],
        typed=_typed() if code == 409 else [],
    )
    if wants_fragment():
        response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "#notices", "innerHTML"
    return response


def _typed() -> list[str]:
    """The longer texts of the refused form, given back so that nobody has to write them twice."""
    return [
        text
        for name, text in request.form.items()
        if text.strip() and not any(part in name for part in NEVER_SHOWN) and not text.isdigit()
    ]
