"""What a result sets off, asking once more after a rectification, and 您说我办."""

from datetime import timedelta

from flask import flash, url_for
from flask_login import current_user

from govproj.core import dates
from govproj.core.access import public, requires
from govproj.core.db import db
from govproj.core.htmx import go_to, render_page
from govproj.core.i18n import _
from govproj.core.versions import fingerprint, same_facts
from govproj.evaluations import actions, policy, queries
from govproj.evaluations.forms import (
    ConsequenceForm,
    FollowUpForm,
    RecheckForm,
    ReplacementForm,
    ReplyForm,
    read_numbers,
)
from govproj.evaluations.questions import LEAD
from govproj.evaluations.satisfaction import Rate
from govproj.evaluations.views.public import bp
from govproj.evaluations.weak_links import Trigger
from govproj.villages import rules
from govproj.villages.queries import village_or_404


@bp.route("/evaluations/consequences/<int:consequence_id>", methods=["GET", "POST"])
@requires(policy.can_answer_consequence, on=queries.consequence_or_404)
def consequence(consequence):
    selection = queries.appointment_to_end(consequence)
    if selection:
        return _replacement(consequence, selection)
    rechecks = consequence.trigger == Trigger.RECHECK_DISCLOSURE
    form = (RecheckForm if rechecks else ConsequenceForm)(obj=consequence)
    if form.validate_on_submit():
        _answer(consequence, form)
        db.session.commit()
        flash(_("已记下，结果页上大家都能看到。"))
        return go_to(url_for(".show", round_id=consequence.round_id))
    return _consequence_page(consequence, form)


def _answer(consequence, form) -> None:
    said = {"words": form.answer.data, "seen": form.version.data, "by": current_user}
    if consequence.trigger == Trigger.RECHECK_DISCLOSURE:
        actions.recheck(consequence, at_fault=form.at_fault.data, **said)
    else:
        actions.answer(consequence, **said)


def _replacement(consequence, selection):
    form = ReplacementForm(obj=consequence, **_known(consequence))
    if form.validate_on_submit():
        facts = {"items": form.items, "note": form.note.data, "seen": form.version.data}
        actions.replace_lead(consequence, selection, by=current_user, **facts)
        db.session.commit()
        flash(_("原领办人已免去，请起草新的招募。"))
        return go_to(url_for("selections.show", project_id=consequence.project_id))
    return _consequence_page(consequence, form)


def _known(consequence) -> dict:
    """What the figures say, and what every lead has in his hands."""
    tally = queries.tallies(consequence.round_id, consequence.project_id)[LEAD]
    note = _(
        "%(round)s“领办履职”满意率 %(rate)s%%（%(part)s ÷ %(whole)s），连续两轮低于规定。",
        round=consequence.round.title,
        rate=tally.rate.percent,
        part=tally.rate.part,
        whole=tally.rate.whole,
    )
    handed = (_("项目资料"), _("没办完的事"), _("经手的款项"), _("对外联系的人和单位"))
    return {"note": note, "hand_over": "\n".join(handed)}


def _consequence_page(consequence, form):
    status = 422 if form.errors else 200
    return render_page("evaluations/consequence.html", status=status, form=form, consequence=consequence)


@bp.route("/evaluations/weak-links/<int:weak_link_id>/follow-up", methods=["GET", "POST"])
@requires(policy.can_follow_up, on=queries.weak_link_or_404)
def follow_up(weak_link):
    form = FollowUpForm(**_suggested(weak_link))
    if form.validate_on_submit():
        round_ = actions.follow_up(
            weak_link,
            title=form.title.data,
            opens_on=form.opens_on.data,
            closes_on=form.closes_on.data,
            listed=read_numbers(form.listed.data or ""),
            excluded=queries.excluded_residents([weak_link.project]),
            by=current_user,
        )
        db.session.commit()
        flash(
            _("回访已准备好，名册上有 %(people)s 人。接下来和评议一样打印票、开启。", people=round_.eligible)
        )
        return go_to(url_for(".show", round_id=round_.id))
    status = 422 if form.errors else 200
    return render_page("evaluations/follow_up.html", status=status, form=form, weak_link=weak_link)


def _suggested(weak_link) -> dict:
    days = rules.value("evaluation.open_days", weak_link.village_id)
    today = dates.today()
    return {
        "title": _("回访：%(aspect)s", aspect=weak_link.label),
        "opens_on": today,
        "closes_on": today + timedelta(days=days - 1),
    }


@bp.get("/villages/<int:village_id>/you-said")
@public(on=village_or_404)
def said(village):
    """Every published comment, with its answer or the gap where one is missing; the gaps are counted."""
    found = queries.said_and_done(village.id)
    answered = sum(said.reply is not None for said in found)
    return render_page(
        "evaluations/said.html",
        village=village,
        said=found,
        answered=Rate(answered, len(found)),
        done=sum(bool(said.reply and said.reply.done) for said in found),
        may_reply=current_user.works_in(village.id),
    )


@bp.route("/evaluations/comments/<name>/reply", methods=["GET", "POST"])
@requires(policy.can_reply, on=queries.comment_or_404)
def reply(round_, comment):
    before = queries.reply_to(comment)
    form = ReplyForm(obj=before, version=fingerprint(before and before.text))
    if form.validate_on_submit():
        same_facts(fingerprint(before and before.text), form.version.data)
        actions.reply(comment, round_, text=form.text.data, done=form.done.data, by=current_user)
        db.session.commit()
        flash(_("已答复，公开在“您说我办”。"))
        return go_to(url_for(".said", village_id=round_.village_id))
    status = 422 if form.errors else 200
    return render_page("evaluations/reply.html", status=status, form=form, comment=comment, round=round_)
