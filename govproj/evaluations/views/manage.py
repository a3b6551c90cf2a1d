"""Running a round: drafting, printing, drawing online, opening, closing, counting, publishing."""

from datetime import timedelta

from flask import current_app, flash, make_response, request, url_for
from flask_login import current_user
from wtforms.fields.choices import SelectChoice

from govproj.core import dates, sealed
from govproj.core.access import requires
from govproj.core.db import db
from govproj.core.forms import ReasonForm
from govproj.core.htmx import go_to, render_page
from govproj.core.i18n import _, _l, in_chinese
from govproj.core.workflow import MoveRefused
from govproj.evaluations import actions, policy, printing, queries
from govproj.evaluations.forms import CloseForm, CountForm, DraftForm, PrintForm
from govproj.evaluations.models import Electorate, Method, Purpose
from govproj.evaluations.questions import Asked, asked
from govproj.evaluations.views.ceremony import witness_form
from govproj.evaluations.views.public import bp
from govproj.evaluations.workflow import WORKFLOW
from govproj.projects.models import State as ProjectState
from govproj.villages import rules
from govproj.villages.queries import village_or_404


def _back_to(round_):
    return go_to(url_for("evaluations.show", round_id=round_.id))


def _asked_out_of_turn(move: str, round_) -> bool:
    """The page of the round says what is missing; a form that cannot be sent would only cost typing."""
    try:
        WORKFLOW.check(move, round_, by=current_user)
    except MoveRefused:
        return request.method == "GET"
    return False


@bp.route("/villages/<int:village_id>/evaluations/new", methods=["GET", "POST"])
@requires(policy.can_draft, on=village_or_404)
def new(village):
    choices, sets = queries.projects_to_ask_about(village.id), queries.round_sets(village.id)
    form = _draft_form(village, choices, sets)
    if form.validate_on_submit():
        round_ = _draft(village, form, choices, sets)
        db.session.commit()
        flash(
            _(
                "已准备好这一轮评议，名册上有 %(people)s 人。接下来由村监会和镇纪委打印票。",
                people=round_.eligible,
            )
        )
        return _back_to(round_)
    status = 422 if form.errors else 200
    return render_page("evaluations/new.html", status=status, form=form, village=village, sets=sets)


def _draft_form(village, choices, sets) -> DraftForm:
    today, found = (
        dates.today(),
        rules.values(("evaluation.open_days", "evaluation.extra_villagers"), village),
    )
    last = today + timedelta(days=found["evaluation.open_days"] - 1)
    form = DraftForm(opens_on=today, closes_on=last, **_meant(choices))
    form.fewest_who_ask = found["evaluation.extra_villagers"]
    form.projects.choices = [SelectChoice(p.id, f"{p.code} {p.name}") for p in choices]
    usual = SelectChoice(0, _("常用的九题"))
    form.set.choices = [usual, *(SelectChoice(s.id, f"{s.name}（{s.number}）") for s in sets)]
    chosen = next((s for s in sets if s.id == form.set.data), None)
    form.asked = chosen.asked if chosen else Asked(asked(led=True))
    form.own = frozenset(p.id for p in choices if p.is_led_by(current_user) or p.has_as_contact(current_user))
    return form


def _meant(choices) -> dict:
    """The workbench says which project it is time for: chosen, with the usual name, still to be changed."""
    meant = next((p for p in choices if p.id == request.args.get("project", type=int)), None)
    if meant is None:
        return {}
    if meant.state is ProjectState.ACCEPTED:
        title, purpose = _l("%(project)s完工评议", project=meant.name[:50]), Purpose.FINAL
    else:
        year, month = dates.today().year, dates.today().month
        title = _l("%(year)s年第%(quarter)s季度评议", year=year, quarter=(month + 2) // 3)
        purpose = Purpose.QUARTERLY
    return {"projects": [meant.id], "purpose": purpose.value, "title": in_chinese(title)}


def _draft(village, form, choices, sets):
    chosen = [project for project in choices if project.id in form.projects.data]
    terms = actions.Terms(
        set=next((s for s in sets if s.id == form.set.data), None),
        electorate=Electorate(form.electorate.data),
        listed=form.lines,
        method=Method(form.method.data),
        asked_by=form.asked_by.data or "",
    )
    return actions.draft(
        village,
        title=form.title.data,
        purpose=Purpose(form.purpose.data),
        projects=chosen,
        opens_on=form.opens_on.data,
        closes_on=form.closes_on.data,
        excluded=queries.excluded_residents(chosen),
        by=current_user,
        terms=terms,
    )


@bp.route("/evaluations/<int:round_id>/print", methods=["GET", "POST"])
@requires(policy.can_print, on=queries.round_or_404)
def print_slips(round_):
    """The sheets are in the answer itself: the codes exist nowhere else and cannot be asked for again."""
    form = PrintForm()
    form.most = round_.eligible - round_.drawn_online
    beside = queries.witnesses(round_, current_user)
    form.witness.choices = [SelectChoice(person.id, person.name) for person in beside]
    if form.validate_on_submit():
        witness = next(person for person in beside if person.id == form.witness.data)
        codes = actions.print_slips(round_, form.number.data, by=current_user, witness=witness)
        db.session.commit()
        return _shown_once("evaluations/slip_sheets.html", round=round_, slips=_slips(codes), witness=witness)
    status = 422 if form.errors else 200
    return render_page("evaluations/print.html", status=status, form=form, round=round_)


def _slips(codes):
    return [printing.slip(code, current_app.config["PUBLIC_URL"]) for code in codes]


def _shown_once(template, **context):
    response = make_response(render_page(template, **context))
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.get("/evaluations/<int:round_id>/draw")
@requires(policy.can_draw, on=queries.own_roll_entry)
def draw(round_, entry):
    return render_page("evaluations/draw.html", round=round_)


@bp.post("/evaluations/<int:round_id>/draw")
@requires(policy.can_draw, on=queries.own_roll_entry)
def draw_now(round_, entry):
    code = actions.draw(round_, entry)
    db.session.commit()
    slip = printing.slip(code, current_app.config["PUBLIC_URL"])
    return _shown_once("evaluations/drawn.html", round=round_, slip=slip)


@bp.post("/evaluations/<int:round_id>/open", endpoint="open")
@requires(policy.can_run, on=queries.round_or_404)
def open_round(round_):
    actions.open_round(round_, by=current_user)
    db.session.commit()
    flash(_("评议已开启，票已封定。请打印签名册。"))
    return _back_to(round_)


@bp.get("/evaluations/<int:round_id>/signing-list")
@requires(policy.can_list_signatures, on=queries.round_or_404)
def signing_list(round_):
    return render_page("evaluations/signing_list.html", round=round_, roll=queries.roll(round_))


@bp.route("/evaluations/<int:round_id>/close", methods=["GET", "POST"])
@requires(policy.can_run, on=queries.round_or_404)
def close(round_):
    if _asked_out_of_turn("close", round_):
        return _back_to(round_)
    form = CloseForm(complaints=round_.complaints)
    form.printed, form.paper_printed, form.taken_down = (
        round_.printed,
        round_.paper_printed,
        round_.complaints,
    )
    if form.validate_on_submit():
        typed = {name: value for name, value in form.data.items() if name != "csrf_token"}
        actions.close(round_, by=current_user, **typed)
        db.session.commit()
        flash(_("评议已截止，没用的票已全部作废。请持钥匙的人来计票。"))
        return _back_to(round_)
    return render_page("evaluations/close.html", status=422 if form.errors else 200, form=form, round=round_)


@bp.route("/evaluations/<int:round_id>/count", methods=["GET", "POST"])
@requires(policy.can_count, on=queries.round_or_404)
def count(round_):
    if _asked_out_of_turn("count", round_):
        return _back_to(round_)
    (form, people), key = witness_form(CountForm, round_), queries.key_of(current_user)
    if form.validate_on_submit() and _counted(round_, key, form, people.get(form.witness.data)):
        db.session.commit()
        actions.empty(round_)
        flash(_("计票完成，票箱已清空，密钥已销毁。请核对后公布。"))
        return _back_to(round_)
    status = 422 if form.errors else 200
    return render_page("evaluations/count.html", status=status, form=form, round=round_, key=key)


def _counted(round_, key, form, witness) -> bool:
    """A wrong passphrase is an error of the form; an urn that does not add up stops the count."""
    try:
        if key is None:
            raise actions.NotAHolder
        actions.count(round_, key, form.passphrase.data, by=current_user, witness=witness)
    except sealed.WrongPassphrase:
        form.passphrase.errors = [_("口令不对，请重新输入。也可以用领钥匙时打印的恢复码。")]
        return False
    except actions.NotAHolder:
        raise MoveRefused(_("这一轮没有封给您的钥匙，请开启时已有钥匙的人来计票。")) from None
    except actions.UrnTamperedWith:
        raise MoveRefused(_("票箱里的答卷和用掉的票对不上，可能被动过。不能计票，请报告县纪委。")) from None
    return True


@bp.post("/evaluations/<int:round_id>/publish")
@requires(policy.can_run, on=queries.round_or_404)
def publish(round_):
    actions.publish(round_, by=current_user)
    db.session.commit()
    flash(_("结果已公布。"))
    return _back_to(round_)


@bp.post("/evaluations/<int:round_id>/discard")
@requires(policy.can_discard, on=queries.round_or_404)
def discard(round_):
    form = ReasonForm()
    actions.discard(round_, by=current_user, note=form.note.data or "")
    db.session.commit()
    actions.empty(round_)
    flash(_("这一轮已取消，打印的票都已作废。"))
    return go_to(url_for("evaluations.index"))


@bp.post("/evaluations/<int:round_id>/give-up")
@requires(policy.can_run, on=queries.round_or_404)
def give_up(round_):
    actions.give_up(round_, by=current_user, note=ReasonForm().note.data or "")
    db.session.commit()
    actions.empty(round_)
    flash(_("这一轮已作废，票箱没有打开就销毁了。可以重新准备一轮。"))
    return go_to(url_for("evaluations.index"))
