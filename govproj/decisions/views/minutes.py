"""Minutes: read before they are signed, signed, sent back, changed, corrected, printed."""

from flask import Blueprint, flash, request, url_for
from flask_login import current_user

from govproj.core.access import requires, signed_in
from govproj.core.db import db
from govproj.core.htmx import go_to, render_page
from govproj.core.i18n import _
from govproj.core.versions import same_version
from govproj.core.workflow import MoveRefused
from govproj.decisions import actions, policy, queries
from govproj.decisions.forms import ReasonForm, ResolutionForm, SignForm
from govproj.decisions.queries import meeting_or_404
from govproj.decisions.states import MinutesState
from govproj.decisions.views.filling import as_written, meeting_form, meeting_page
from govproj.decisions.workflow import MINUTES

bp = Blueprint("minutes", __name__)
ONE = "/decision-minutes/<int:meeting_id>"


@bp.get(ONE)
@requires(signed_in, on=meeting_or_404)
def show(meeting):
    moves = {move.name: move for move in MINUTES.open_to(current_user, meeting)}
    return render_page(
        "decisions/minutes.html",
        meeting=meeting,
        process=meeting.process,
        moves=moves,
        missing=MINUTES.missing("sign", meeting) if "sign" in moves else [],
        versions=queries.versions_of(meeting),
        may_keep=policy.can_keep(current_user, meeting),
        may_change=policy.can_keep(current_user, meeting) and meeting.state is MinutesState.WAITING,
        ran_it=current_user.supervises(meeting.process.village_id) and meeting.was_run_by(current_user),
    )


@bp.post(f"{ONE}/sign")
@requires(policy.can_sign, on=meeting_or_404)
def sign(meeting):
    form = _understood(SignForm(), meeting)
    actions.sign(meeting, by=current_user, opinion=form.opinion.data or "")
    return _kept(meeting, _("已签字，会议记录定稿。"))


@bp.post(f"{ONE}/send-back")
@requires(policy.can_sign, on=meeting_or_404)
def send_back(meeting):
    form = _understood(ReasonForm(), meeting)
    actions.send_back(meeting, note=form.note.data, by=current_user)
    return _kept(meeting, _("已退回。"))


def _understood(form, meeting):
    """What was typed beside the button, about the minutes as they were shown."""
    if not form.validate():
        raise MoveRefused(*(message for messages in form.errors.values() for message in messages))
    same_version(meeting, form.version.data)
    return form


def _rewrite():
    @requires(policy.can_keep, on=meeting_or_404)
    def rewrite(meeting):
        if request.method == "GET" and meeting.is_frozen:
            return _not_now(meeting)
        form = meeting_form(meeting.process, meeting.step, as_written(meeting))
        if form.validate_on_submit():
            same_version(meeting, form.version.data)
            actions.change(meeting, form.facts(), form.vote(), by=current_user, files=form.files.stored)
            return _kept(meeting, _("已保存，等村监会审签。"))
        return meeting_page(form, meeting.process, meeting.step, heading=_("修改会议记录"), meeting=meeting)

    return rewrite


# As long as nobody has signed minutes are changed; after they were sent back that hands them in again.
for _name in ("change", "hand_in"):
    bp.add_url_rule(f"{ONE}/{_name.replace('_', '-')}", _name, _rewrite(), methods=["GET", "POST"])


@bp.route(f"{ONE}/correct", methods=["GET", "POST"])
@requires(policy.can_keep, on=meeting_or_404)
def correct(meeting):
    if request.method == "GET" and meeting.state is not MinutesState.SIGNED:
        return _not_now(meeting)
    form = meeting_form(meeting.process, meeting.step, as_written(meeting), correcting=True)
    if form.validate_on_submit():
        same_version(meeting, form.version.data)
        facts = {"reason": form.reason.data, "by": current_user, "files": form.files.stored}
        newer = actions.correct(meeting, form.facts(), form.vote(), **facts)
        return _kept(newer, _("更正版已存，等村监会审签；原来的一版照样看得到。"))
    return meeting_page(form, meeting.process, meeting.step, heading=_("更正会议记录"), meeting=meeting)


@bp.route(f"{ONE}/resolve", methods=["GET", "POST"])
@requires(policy.can_keep, on=meeting_or_404)
def resolve(meeting):
    if request.method == "GET" and meeting.is_frozen:
        return _not_now(meeting)
    form = ResolutionForm(meeting)
    if form.validate_on_submit():
        same_version(meeting, form.version.data)
        actions.resolve(meeting, form.vote(), by=current_user)
        return _kept(meeting, _("已记入。"))
    status = 422 if form.errors else 200
    page = {"form": form, "heading": _("再记一项决议"), "button": _("记入"), "words": ""}
    return render_page(
        "decisions/act.html",
        fragment="form",
        status=status,
        project=meeting.project,
        process=meeting.process,
        **page,
    )


@bp.get(f"{ONE}/print")
@requires(signed_in, on=meeting_or_404)
def print_sheet(meeting):
    return render_page("decisions/print.html", meeting=meeting, process=meeting.process)


def _not_now(meeting):
    """Nobody fills in a form that can only be refused."""
    flash(_("“%(state)s”的会议记录不能这样改。", state=meeting.state.label), "info")
    return go_to(url_for(".show", meeting_id=meeting.id))


def _kept(meeting, words: str):
    db.session.commit()
    flash(words)
    return go_to(url_for(".show", meeting_id=meeting.id))
