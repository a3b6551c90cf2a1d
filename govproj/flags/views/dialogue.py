"""How a flag is asked, answered and judged."""

from flask import flash, request, url_for
from flask_login import current_user

from govproj.core.access import requires
from govproj.core.db import db
from govproj.core.htmx import go_to, render_page
from govproj.core.i18n import _
from govproj.core.versions import same_version
from govproj.core.workflow import MoveRefused
from govproj.flags import actions, policy, queries
from govproj.flags.forms import AnswerForm, ConfirmForm, WordsForm
from govproj.flags.queries import flag_or_404
from govproj.flags.states import Answer
from govproj.flags.views.reading import ONE, bp
from govproj.flags.workflow import WORKFLOW


@bp.route(f"{ONE}/answer", methods=["GET", "POST"])
@requires(policy.can_answer, on=flag_or_404)
def answer(flag):
    if request.method == "GET" and not _is_open("answer", flag):
        return _not_now(flag)
    form = AnswerForm(version=flag.version)
    if form.validate_on_submit():
        same_version(flag, form.version.data)
        actions.answer(flag, answer=Answer(form.answer.data), text=form.text.data, by=current_user)
        return _kept(flag, _("已答复，等镇纪委核定。"))
    return _form_page(form, flag, _("答复预警"), _("交答复"))


@bp.route(f"{ONE}/confirm", methods=["GET", "POST"])
@requires(policy.can_judge, on=flag_or_404)
def confirm(flag):
    if request.method == "GET" and not _is_open("confirm", flag):
        return _not_now(flag)
    people, cases = queries.possible_responsible(flag), queries.open_cases_of(flag)
    form = ConfirmForm(
        people,
        cases,
        may_clue=policy.can_read_clue(current_user, flag) and not queries.clue_of(flag),
        version=flag.version,
    )
    if form.validate_on_submit():
        same_version(flag, form.version.data)
        actions.confirm(flag, by=current_user, **form.facts())
        return _kept(flag, _("已核定为查实。"))
    return _form_page(form, flag, _("查实"), _("核定为查实"))


def _is_open(move: str, flag) -> bool:
    return any(found.name == move for found in WORKFLOW.open_to(current_user, flag))


def _not_now(flag):
    """Nobody fills in a form that can only be refused."""
    flash(_("“%(state)s”状态下不能这样做，请先看办到了哪一步。", state=flag.state.label), "info")
    return go_to(url_for(".show", flag_id=flag.id))


def _form_page(form, flag, heading, button):
    status = 422 if form.errors else 200
    made = {"form": form, "flag": flag, "heading": heading, "button": button}
    made["may_read_rules"] = policy.can_read_rules(current_user)
    return render_page("flags/act.html", fragment="form", status=status, **made)


@bp.post(f"{ONE}/ask")
@requires(policy.can_ask, on=flag_or_404)
def ask(flag):
    actions.ask(flag, note=_words(flag), by=current_user)
    return _kept(flag, _("已向项目组发问。"))


@bp.post(f"{ONE}/send-back")
@requires(policy.can_judge, on=flag_or_404)
def send_back(flag):
    actions.send_back(flag, note=_words(flag), by=current_user)
    return _kept(flag, _("已要求再答。"))


@bp.post(f"{ONE}/explain")
@requires(policy.can_judge, on=flag_or_404)
def explain(flag):
    actions.explain(flag, note=_words(flag), by=current_user)
    return _kept(flag, _("已核定：说明成立。"))


@bp.post(f"{ONE}/fix")
@requires(policy.can_judge, on=flag_or_404)
def fix(flag):
    actions.fix(flag, note=_words(flag), by=current_user)
    return _kept(flag, _("已核定：已改正。"))


def _words(flag) -> str:
    """What was typed beside the button, about the flag as it was shown."""
    form = WordsForm()
    if not form.validate():
        raise MoveRefused(*(message for messages in form.errors.values() for message in messages))
    same_version(flag, form.version.data)
    return form.note.data or ""


def _kept(flag, words: str):
    """Keep what was done, say so, and show the flag."""
    db.session.commit()
    flash(words)
    return go_to(url_for(".show", flag_id=flag.id))
