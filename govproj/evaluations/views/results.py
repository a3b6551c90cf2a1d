"""After the count: comments are screened, weak links are answered."""

from flask import flash, request, url_for
from flask_login import current_user

from govproj.core.access import requires
from govproj.core.db import db
from govproj.core.htmx import go_to, render_page
from govproj.core.i18n import _
from govproj.evaluations import actions, naming, policy, queries
from govproj.evaluations.forms import ConfirmForm, DeclineForm
from govproj.evaluations.models import Screening
from govproj.evaluations.views.public import bp


@bp.route("/evaluations/<int:round_id>/comments", methods=["GET", "POST"])
@requires(policy.can_screen, on=queries.round_or_404)
def comments(round_):
    waiting = queries.comments(round_, Screening.WAITING)
    if request.method == "POST":
        shown = {c.name for c in waiting} & set(request.form.getlist("shown"))
        seen = [c for c in waiting if c.name in set(request.form.getlist("seen"))]
        actions.screen(round_, seen, shown, by=current_user)
        db.session.commit()
        flash(_("已处理 %(number)s 条留言。", number=len(seen)))
        return go_to(url_for(".show", round_id=round_.id))
    named = naming.finder(queries.names_known_in(round_.village_id)) if waiting else None
    return render_page("evaluations/comments.html", round=round_, comments=waiting, named=named)


@bp.get("/evaluations/weak-links/<int:weak_link_id>")
@requires(policy.can_judge_weak_link, on=queries.weak_link_or_404)
def weak_link(weak_link):
    suggested = ConfirmForm(fact=_what_was_found(weak_link), place=weak_link.project.place)
    return _weak_link_page(weak_link, suggested, DeclineForm())


def _what_was_found(weak_link) -> str:
    total = queries.total_of(weak_link)
    reasons = _("、").join(map(str, weak_link.why))
    if total is None:
        return _(
            "%(round)s中，村民认为“%(aspect)s”最需要改进。",
            round=weak_link.round.title,
            aspect=weak_link.label,
        )
    return _(
        "%(round)s中“%(aspect)s”一项满意率 %(rate)s%%（%(reasons)s）。",
        round=weak_link.round.title,
        aspect=weak_link.label,
        rate=total.tally.rate.percent,
        reasons=reasons,
    )


@bp.post("/evaluations/weak-links/<int:weak_link_id>/confirm")
@requires(policy.can_judge_weak_link, on=queries.weak_link_or_404)
def confirm(weak_link):
    form = ConfirmForm()
    if not form.validate_on_submit():
        return _weak_link_page(weak_link, form, DeclineForm(formdata=None), 422)
    actions.confirm(
        weak_link, fact=form.fact.data, place=form.place.data, level=form.level.data, by=current_user
    )
    db.session.commit()
    flash(_("已确认为薄弱环节，并开出整改单。"))
    return go_to(url_for(".show", round_id=weak_link.round_id))


@bp.post("/evaluations/weak-links/<int:weak_link_id>/decline")
@requires(policy.can_judge_weak_link, on=queries.weak_link_or_404)
def decline(weak_link):
    form = DeclineForm()
    if not form.validate_on_submit():
        return _weak_link_page(weak_link, ConfirmForm(formdata=None), form, 422)
    actions.decline(weak_link, by=current_user, note=form.note.data)
    db.session.commit()
    flash(_("已写明理由，不列入整改。村监会能看到这条理由。"))
    return go_to(url_for(".show", round_id=weak_link.round_id))


def _weak_link_page(weak_link, confirming, declining, status=200):
    total = queries.total_of(weak_link)
    return render_page(
        "evaluations/weak_link.html",
        status=status,
        weak_link=weak_link,
        total=total,
        confirming=confirming,
        declining=declining,
    )
