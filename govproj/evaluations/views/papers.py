"""Paper forms: printed, keyed by two people, compared."""

from flask import flash, make_response, request, url_for
from flask_login import current_user

from govproj.core.access import requires
from govproj.core.db import db
from govproj.core.htmx import go_to, render_page
from govproj.core.i18n import _
from govproj.evaluations import actions, keying, policy, queries
from govproj.evaluations.answers import Answer
from govproj.evaluations.forms import PaperPrintForm, SerialForm, field_name, read_sheet, text_name
from govproj.evaluations.models import Part
from govproj.evaluations.views.public import bp


@bp.route("/evaluations/<int:round_id>/paper/print", methods=["GET", "POST"])
@requires(policy.can_print_paper, on=queries.round_or_404)
def print_paper(round_):
    form = PaperPrintForm()
    form.most = round_.eligible - round_.paper_printed
    if form.validate_on_submit():
        first = round_.paper_printed + 1
        actions.print_paper(round_, form.number.data, by=current_user)
        db.session.commit()
        serials = range(first, round_.paper_printed + 1)
        response = make_response(render_page("evaluations/paper_sheets.html", round=round_, serials=serials))
        response.headers["Cache-Control"] = "no-store"
        return response
    status = 422 if form.errors else 200
    return render_page("evaluations/print_paper.html", status=status, form=form, round=round_)


@bp.get("/evaluations/<int:round_id>/paper")
@requires(policy.can_watch_paper, on=queries.round_or_404)
def paper(round_):
    """How far the keying is; what differs is shown by number and question, to be looked up on the paper."""
    forms = queries.paper_forms(round_)
    pairs = {}
    for form in forms:
        pairs.setdefault(form.serial, []).append(form)
    found, watched = keying.compared(forms), queries.attendances(round_, Part.BOX)
    seen = any(row.user_id == current_user.id for row in watched)
    return render_page(
        "evaluations/paper.html",
        round=round_,
        found=found,
        differing=[
            (serial, pairs[serial], keying.differences(*pairs[serial], round_.asked))
            for serial in found.differing
        ],
        mine=sum(form.keyed_by_id == current_user.id for form in forms),
        may_key=policy.can_key_paper(current_user, round_),
        watched=watched,
        may_stand_by=policy.can_stand_by(current_user, round_) and not seen,
    )


@bp.route("/evaluations/<int:round_id>/paper/key", methods=["GET", "POST"])
@requires(policy.can_key_paper, on=queries.round_or_404)
def key_paper(round_):
    form = SerialForm(serial=request.args.get("serial", type=int))
    form.most = round_.paper_printed
    sheet = read_sheet(round_, request.form) if request.method == "POST" else None
    problem = sheet and not form.is_invalid.data and sheet.problem
    if form.validate_on_submit() and not problem:
        answer = None if form.is_invalid.data else sheet.answer
        actions.key_forms(round_, {form.serial.data: answer}, by=current_user)
        db.session.commit()
        flash(_("%(serial)s 号已录入。", serial=form.serial.data))
        return go_to(url_for(".key_paper", round_id=round_.id))
    return render_page(
        "evaluations/key_paper.html",
        status=422 if form.errors or problem else 200,
        **{"round": round_, "form": form, "problem": problem, "asked": round_.asked},
        answer=sheet.answer if sheet else _own_form(round_, form.serial.data),
        field_name=field_name,
        text_name=text_name,
    )


def _own_form(round_, serial) -> Answer | None:
    """What this person keyed before, to be corrected; never what the other one keyed."""
    own = [f for f in queries.paper_forms(round_) if f.serial == serial and f.keyed_by_id == current_user.id]
    return Answer(*own[0].answer) if own and own[0].answer else None
