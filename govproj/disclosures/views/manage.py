"""How monthly notices are written, reviewed, signed, hung out and corrected."""

from functools import partial

from flask import flash, request, url_for
from flask_login import current_user

from govproj.core.access import requires
from govproj.core.db import db
from govproj.core.filters import month as month_in_words
from govproj.core.htmx import go_to, render_page
from govproj.core.i18n import _, ngettext
from govproj.core.versions import ChangedMeanwhile, same_version
from govproj.disclosures import actions, policy, queries
from govproj.disclosures.forms import ReviewMonthForm, WriteForm
from govproj.disclosures.models import Disclosure
from govproj.disclosures.queries import figures
from govproj.disclosures.queries.books import differences
from govproj.disclosures.queries.review import compared, in_review
from govproj.disclosures.queries.twins import twins_of
from govproj.disclosures.views.pages import asking_why, done, hanging
from govproj.disclosures.views.public import bp
from govproj.disclosures.views.sheet import figures_with_source
from govproj.disclosures.workflow import WORKFLOW, next_step, recorded_figures, tolerated_delay


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
        unrecorded=recorded_figures(disclosure),
        figures=figures_with_source(facts, figures.months_around(disclosure.project, disclosure.month)[1]),
        last=queries.last_published(current_user, disclosure),
        duty=queries.duty_of(disclosure.project.id, disclosure.month),
        tolerated=tolerated_delay(disclosure.project.village_id),
    )


@bp.route("/disclosures/<int:disclosure_id>/posted", methods=["GET", "POST"])
@requires(policy.can_hang_out, on=queries.disclosure_or_404, keeps=True)
def hang_out(disclosure):
    return hanging(disclosure, disclosure.project.village, actions.hang_out, **_around(disclosure))


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


# ---- the steps of the chain, from the table of moves ----


def _route_of(move):
    @requires(move.allowed, on=queries.disclosure_or_404, keeps=move.why)
    def make(disclosure):
        if move.why:
            return asking_why(disclosure, move.label, partial(_make, move, disclosure), **_around(disclosure))
        same_version(disclosure, request.form.get("version"))
        return _make(move, disclosure)

    return make


def _make(move, disclosure, **reason):
    getattr(actions, move.name)(disclosure, by=current_user, **reason)
    return done(_page_of(disclosure), _("已办理：%(move)s。", move=move.label))


for _name in ("submit", "review", "sign", "send_back", "publish", "archive"):
    bp.add_url_rule(
        f"/disclosures/<int:disclosure_id>/{_name.replace('_', '-')}",
        _name,
        _route_of(WORKFLOW.moves[_name]),
        methods=["GET", "POST"] if WORKFLOW.moves[_name].why else ["POST"],
    )


@bp.route("/disclosures/<int:disclosure_id>/correct", methods=["GET", "POST"])
@requires(policy.can_correct, on=queries.disclosure_or_404, keeps=True)
def correct(disclosure):
    return asking_why(disclosure, _("更正这一期"), partial(_correct, disclosure), **_around(disclosure))


def _correct(disclosure, note: str):
    new = actions.correct(disclosure, by=current_user, note=note)
    return done(_page_of(new), _("新版草稿已建立，原来的一期在新版发布前仍然有效。"))


def _page_of(disclosure) -> str:
    return url_for(".show", disclosure_id=disclosure.id)


def _around(disclosure) -> dict[str, str]:
    """Where a page of its own leads back to, and what it is about."""
    words = {"project": disclosure.project.name, "month": month_in_words(disclosure.month)}
    return {"back": _page_of(disclosure), "about": _("%(project)s：%(month)s公示", **words)}
