"""Those who stood by answer for themselves; papers they signed are kept."""

from flask import flash, request, url_for
from flask_login import current_user

from govproj.core.access import requires
from govproj.core.db import db
from govproj.core.htmx import go_to, render_page
from govproj.core.i18n import _
from govproj.core.uploads import hand_out
from govproj.evaluations import actions, policy, queries
from govproj.evaluations.forms import SignedPapersForm
from govproj.evaluations.views.public import bp


@bp.get("/evaluations/attendances/<int:attendance_id>")
@requires(policy.can_answer_attendance, on=queries.own_attendance)
def attendance(attendance):
    return render_page("evaluations/attendance.html", attendance=attendance)


@bp.post("/evaluations/attendances/<int:attendance_id>")
@requires(policy.can_answer_attendance, on=queries.own_attendance)
def answer_attendance(attendance):
    present = request.form.get("present") == "1"
    actions.answer_attendance(attendance, present=present, by=current_user)
    db.session.commit()
    flash(_("已记下：您确认当时在场。") if present else _("已记下：您当时不在场。“计票过程”里大家都能看到。"))
    return go_to(url_for(".ceremony", round_id=attendance.round_id))


@bp.route("/evaluations/<int:round_id>/signed-papers", methods=["GET", "POST"])
@requires(policy.can_keep_signed_papers, on=queries.round_or_404)
def signed_papers(round_):
    form = SignedPapersForm()
    if form.validate_on_submit():
        actions.add_papers(round_, form.part.data, form.papers.stored, by=current_user)
        db.session.commit()
        flash(_("扫描件已存好。"))
        return go_to(url_for(".signed_papers", round_id=round_.id))
    known = {"named": queries.attendances(round_), "papers": queries.signed_papers(round_)}
    status = 422 if form.errors else 200
    return render_page("evaluations/signed_papers.html", status=status, round=round_, form=form, **known)


@bp.get("/evaluations/signed-papers/<int:signed_paper_id>")
@requires(policy.can_read_signed_papers, on=queries.signed_paper_or_404)
def signed_paper(_round, paper):
    return hand_out(paper)


@bp.get("/evaluations/<int:round_id>/helpers-sheet")
@requires(policy.can_keep_signed_papers, on=queries.round_or_404)
def helpers_sheet(round_):
    return render_page("evaluations/helpers_sheet.html", round=round_)


@bp.post("/evaluations/<int:round_id>/paper/stand-by")
@requires(policy.can_stand_by, on=queries.round_or_404)
def stand_by(round_):
    actions.stand_by(round_, by=current_user)
    db.session.commit()
    flash(_("已记下：您在场看着。"))
    return go_to(url_for(".paper", round_id=round_.id))
