"""What is done beside the urn: complaints taken down as they come, and paper destroyed when its time is over."""

from flask import flash, url_for
from flask_login import current_user
from wtforms.fields.choices import SelectChoice

from govproj.core import dates
from govproj.core.access import requires
from govproj.core.db import db
from govproj.core.htmx import go_to, render_page
from govproj.core.i18n import _
from govproj.evaluations import actions, policy, queries
from govproj.evaluations.forms import ComplaintForm, WitnessForm
from govproj.evaluations.views.public import bp


@bp.route("/evaluations/<int:round_id>/complaints", methods=["GET", "POST"])
@requires(policy.can_take_complaints, on=queries.round_or_404)
def complaints(round_):
    form = ComplaintForm()
    if form.validate_on_submit():
        actions.complain(round_, form.trouble.data, form.times.data, by=current_user)
        db.session.commit()
        flash(_("已记下。公布结果时写明一共几人次。"))
        return go_to(url_for(".complaints", round_id=round_.id))
    page = {"round": round_, "form": form, "taken": queries.complaints_of(round_)}
    return render_page("evaluations/complaints.html", status=422 if form.errors else 200, **page)


@bp.route("/evaluations/<int:round_id>/papers", methods=["GET", "POST"])
@requires(policy.can_destroy_papers, on=queries.round_or_404)
def papers(round_):
    form, people = witness_form(WitnessForm, round_)
    if form.validate_on_submit():
        actions.destroy_papers(round_, by=current_user, witness=people.get(form.witness.data))
        db.session.commit()
        flash(_("已记下：这一轮的纸质材料已销毁。"))
        return go_to(url_for(".show", round_id=round_.id))
    status, due = (
        422 if form.errors else 200,
        bool(round_.papers_until and dates.today() >= round_.papers_until),
    )
    return render_page("evaluations/papers.html", status=status, round=round_, form=form, due=due)


def witness_form(kind, round_) -> tuple:
    """The form, and who may stand by."""
    people = {person.id: person for person in queries.witnesses_of_the_count(round_, current_user)}
    form = kind()
    form.witness.choices = [SelectChoice(person.id, person.name) for person in people.values()]
    return form, people
