"""How monthly notices are written, reviewed, signed, hung out and corrected."""

from flask import abort, flash, request, url_for
from flask_login import current_user

from govproj.core import dates
from govproj.core.access import requires
from govproj.core.db import db
from govproj.core.htmx import go_to, render_page
from govproj.core.i18n import _, ngettext
from govproj.core.versions import ChangedMeanwhile, same_version
from govproj.disclosures import actions, policy, queries
from govproj.disclosures.forms import HangOutForm, ReasonForm, ReviewMonthForm, WriteForm
from govproj.disclosures.models import Disclosure, Posting
from govproj.disclosures.queries import figures
from govproj.disclosures.queries.books import differences
from govproj.disclosures.queries.review import compared, in_review
from govproj.disclosures.queries.twins import twins_of
from govproj.disclosures.views.public import bp
from govproj.disclosures.views.sheet import figures_with_source
from govproj.disclosures.workflow import WORKFLOW, next_step, tolerated_delay


@bp.route("/projects/<int:project_id>/disclosures/<month>/write", methods=["GET", "POST"])
@requires(policy.can_write, on=queries.to_write_or_404, keeps=True)
def write(disclosure):
    form = WriteForm(obj=disclosure)
    form.offer(disclosure.site_photos)
    if form.validate_on_submit():
        actions.write(disclosure, by=current_user, seen=form.version.data, **form.content())
        db.session.commit()
        flash(_("草稿已保存。请核对下面的样子，没有问题就提交审核。"))
        return go_to(url_for(".show", disclosure_id=disclosure.id))
    facts = figures.facts_of_today(disclosure)
    return render_page(
        "disclosures/edit.html",
        fragment="form",
        status=422 if form.errors else 200,
        form=form,
        disclosure=disclosure,
        project=disclosure.project,
        facts=facts,
        figures=figures_with_source(facts, figures.months_around(disclosure.project, disclosure.month)[1]),
        last=queries.last_published(current_user, disclosure),
        duty=queries.duty_of(disclosure.project.id, disclosure.month),
        tolerated=tolerated_delay(disclosure.project.village_id),
    )


@bp.route("/disclosures/<int:disclosure_id>/posted", methods=["GET", "POST"])
@requires(policy.can_hang_out, on=queries.disclosure_or_404, keeps=True)
def hang_out(disclosure):
    form = HangOutForm()
    if form.validate_on_submit():
        taken_on = form.taken_on.data or dates.today()
        proof = {"posting": Posting(form.posting.data), "caption": form.caption.data, "taken_on": taken_on}
        actions.hang_out(disclosure, form.photos.stored, by=current_user, **proof)
        db.session.commit()
        flash(_("张贴照片已上传。"))
        return go_to(url_for(".show", disclosure_id=disclosure.id))
    status = 422 if form.errors else 200
    return render_page(
        "disclosures/posted.html", fragment="form", status=status, form=form, disclosure=disclosure
    )


@bp.route("/villages/<int:village_id>/disclosures/<month>/review", methods=["GET", "POST"])
@requires(policy.can_review_month, on=queries.village_and_month)
def review_month(village, month):
    notices = in_review(village.id, month)
    form = ReviewMonthForm()
    if form.validate_on_submit():
        count = actions.take_next_steps(_as_seen(notices, form.rest()), by=current_user)
        db.session.commit()
        flash(ngettext("办了 %(num)s 份。", "办了 %(num)s 份。", count))
        return go_to(url_for(".review_month", village_id=village.id, month=month))
    tolerated = tolerated_delay(village.id)
    steps = [(notice, next_step(current_user, notice)) for notice in notices]
    wrong = differences(notices)
    rows = [compared(notice, step, tolerated, wrong.get(notice.id, [])) for notice, step in steps if step]
    return render_page(
        "disclosures/review_month.html",
        village=village,
        month=month,
        rows=sorted(rows, key=lambda row: (not row.wrong, not row.differs, -row.facts.behind)),
        twins=twins_of(current_user, {row.notice.id for row in rows}),
        others=[notice for notice, step in steps if step is None],
    )


def _as_seen(notices, seen: dict[int, int]) -> list[Disclosure]:
    """Those the page showed, unless one of them has changed since: nobody signs what they have not seen."""
    found = [notice for notice in notices if notice.id in seen]
    if len(found) < len(seen):
        raise ChangedMeanwhile
    for notice in found:
        same_version(notice, seen[notice.id])
    return found


@bp.post("/disclosures/<int:disclosure_id>/correct")
@requires(policy.can_correct, on=queries.disclosure_or_404)
def correct(disclosure):
    same_version(disclosure, request.form.get("version"))
    new = actions.correct(disclosure, by=current_user, note=_reason())
    db.session.commit()
    flash(_("新版草稿已建立，原来的一期在新版发布前仍然有效。"))
    return go_to(url_for(".show", disclosure_id=new.id))


def _reason() -> str:
    form = ReasonForm()
    if not form.validate():
        abort(400, form.note.errors[0])
    return form.note.data


def _route_of(move):
    @requires(move.allowed, on=queries.disclosure_or_404)
    def make(disclosure):
        same_version(disclosure, request.form.get("version"))
        reason = {"note": _reason()} if move.why else {}
        getattr(actions, move.name)(disclosure, by=current_user, **reason)
        db.session.commit()
        flash(_("已办理：%(move)s。", move=move.label))
        return go_to(url_for(".show", disclosure_id=disclosure.id))

    return make


for _name in ("submit", "review", "sign", "send_back", "publish", "archive"):
    bp.add_url_rule(
        f"/disclosures/<int:disclosure_id>/{_name.replace('_', '-')}",
        _name,
        _route_of(WORKFLOW.moves[_name]),
        methods=["POST"],
    )
