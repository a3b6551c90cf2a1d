"""The combined sheet of governance work: how it is read, written, signed and hung out."""

from functools import partial

from flask import request, url_for
from flask_login import current_user

from govproj.core.access import public, requires
from govproj.core.codes import grouped
from govproj.core.filters import month
from govproj.core.htmx import render_page
from govproj.core.i18n import _
from govproj.core.uploads import hand_out as handed_out
from govproj.core.versions import same_version
from govproj.disclosures.views.pages import asking_why, done, form_page, hanging
from govproj.noticeboards import actions, policy
from govproj.noticeboards.forms import LineForm
from govproj.noticeboards.queries.sheets import line_or_404, sheet_or_404, sheet_photo_or_404
from govproj.noticeboards.views.months import bp
from govproj.noticeboards.workflow import WORKFLOW


@bp.get("/combined-sheets/<int:sheet_id>")
@public(on=sheet_or_404, kept=True)
def sheet(sheet):
    moves = WORKFLOW.open_to(current_user, sheet)
    return render_page(
        "noticeboards/sheet.html",
        sheet=sheet,
        moves=[(move, WORKFLOW.missing(move.name, sheet)) for move in moves],
        may_write=[line.id for line in sheet.lines if policy.can_write_line(current_user, line)],
        may_hang_out=policy.can_hang_out(current_user, sheet),
        may_correct=sheet.successor is None and policy.can_correct(current_user, sheet),
        replaced_by=sheet.successor if sheet.successor and sheet.successor.is_public else None,
        village=sheet.village,
        signed_by=_("、").join(signature.user.name for signature in sheet.signatures),
        letters=sheet.checkpoint and grouped(sheet.checkpoint),
        proof=f"/verify?letters={sheet.checkpoint}",
    )


@bp.route("/combined-lines/<int:line_id>", methods=["GET", "POST"])
@requires(policy.can_write_line, on=line_or_404, keeps=True)
def write_line(line):
    form = LineForm(obj=line)
    if form.validate_on_submit():
        same_version(line, form.version.data)
        actions.write_line(line, by=current_user, done=form.done.data, plan=form.plan.data)
        return done(url_for(".sheet", sheet_id=line.sheet_id), _("已保存。"))
    back = url_for(".sheet", sheet_id=line.sheet_id)
    heading = _("填写%(month)s治理公示", month=month(line.sheet.month))
    return form_page(form, heading, _("保存"), back=back, about=line.project.name)


def _route_of(move):
    @requires(move.allowed, on=sheet_or_404, keeps=move.why)
    def make(sheet):
        if move.why:
            return asking_why(sheet, move.label, partial(_make, move, sheet), **_around(sheet))
        same_version(sheet, request.form.get("version"))
        return _make(move, sheet)

    return make


def _make(move, sheet, **reason):
    getattr(actions, move.name)(sheet, by=current_user, **reason)
    return done(url_for(".sheet", sheet_id=sheet.id), _("已办理：%(move)s。", move=move.label))


for _name in ("submit", "sign", "send_back", "publish"):
    bp.add_url_rule(
        f"/combined-sheets/<int:sheet_id>/{_name.replace('_', '-')}",
        _name,
        _route_of(WORKFLOW.moves[_name]),
        methods=["GET", "POST"] if WORKFLOW.moves[_name].why else ["POST"],
    )


@bp.route("/combined-sheets/<int:sheet_id>/correct", methods=["GET", "POST"])
@requires(policy.can_correct, on=sheet_or_404, keeps=True)
def correct(sheet):
    return asking_why(sheet, _("更正这一期"), partial(_correct, sheet), **_around(sheet))


def _correct(sheet, note: str):
    new = actions.correct(sheet, by=current_user, note=note)
    return done(url_for(".sheet", sheet_id=new.id), _("新版草稿已建立，原来的一期在新版发布前仍然有效。"))


@bp.route("/combined-sheets/<int:sheet_id>/posted", methods=["GET", "POST"])
@requires(policy.can_hang_out, on=sheet_or_404, keeps=True)
def hang_out(sheet):
    return hanging(sheet, sheet.village, actions.hang_out, **_around(sheet))


@bp.get("/combined-sheets/<int:sheet_id>/photos/<int:photo_id>")
@public(on=sheet_photo_or_404)
def photo(photo):
    return handed_out(photo)


@bp.get("/combined-sheets/<int:sheet_id>/photos/<int:photo_id>/thumb")
@public(on=sheet_photo_or_404)
def thumb(photo):
    return handed_out(photo, thumb=True)


def _around(sheet) -> dict[str, str]:
    """Where a page of its own leads back to, and what it is about."""
    words = {"village": sheet.village.name, "month": month(sheet.month)}
    about = _("%(village)s：%(month)s治理项目合并公示", **words)
    return {"back": url_for(".sheet", sheet_id=sheet.id), "about": about}
