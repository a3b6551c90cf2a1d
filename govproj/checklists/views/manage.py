"""How a checklist is worked on: steps, evidence, signatures, questions, exemptions."""

from flask import flash, request, url_for
from flask_login import current_user

from govproj.checklists import actions, policy
from govproj.checklists.forms import (
    AnswerForm,
    DecisionForm,
    DueForm,
    EvidenceForm,
    ExemptionForm,
    NoteForm,
    ReopenForm,
    SignAllForm,
    SignForm,
    SpotCheckForm,
    TickForm,
)
from govproj.checklists.queries import (
    deviating,
    evidence_or_404,
    item_or_404,
    items_of,
    note_or_404,
    ready_to_sign,
)
from govproj.checklists.views.public import bp
from govproj.core.access import requires, signed_in
from govproj.core.db import db
from govproj.core.due_changes import changes_of
from govproj.core.htmx import go_to, render_page
from govproj.core.i18n import _, _l, ngettext
from govproj.core.uploads import hand_out
from govproj.core.versions import same_version
from govproj.projects.queries import project_or_404


@bp.route("/projects/<int:project_id>/checklist/sign", methods=["GET", "POST"])
@requires(policy.can_sign_some, on=project_or_404)
def sign_all(project):
    items = items_of(project)
    form = SignAllForm(ready_to_sign(items, current_user))
    if form.validate_on_submit():
        signed = actions.sign_all(
            form.items(), problems=form.problems(), opinion=form.opinion.data, by=current_user
        )
        db.session.commit()
        flash(ngettext("已签 %(num)s 项。", "已签 %(num)s 项。", signed))
        return go_to(url_for(".of_project", project_id=project.id))
    wrong, running = deviating(items, current_user)
    page = {"project": project, "form": form, "wrong": wrong, "running": running}
    return render_page("checklists/sign_all.html", status=422 if form.errors else 200, **page)


@bp.get("/checklist-items/<int:item_id>")
@requires(signed_in, on=item_or_404)
def show(item):
    return item_page(item)


def item_page(item, **refused):
    """The page of one item; `refused` are the forms that could not be accepted."""
    forms = {"tick": None, "evidence": None, "sign": None}
    is_open = not (item.signature or item.is_exempt)
    if is_open and policy.can_carry_out(current_user, item):
        forms |= {"tick": TickForm(steps_for(current_user, item)), "evidence": EvidenceForm(item)}
    if not item.missing_before_signature and policy.can_sign(current_user, item):
        forms["sign"] = SignForm(version=item.version)
    return render_page(
        "checklists/show.html",
        status=422 if refused else 200,
        item=item,
        forms=forms | refused,
        due_changes=changes_of(item) if item.due_on else (),
        acts=acts_open_to(current_user, item),
        answerable=[note for note in item.open_notes if policy.can_answer(current_user, note)],
    )


def steps_for(user, item) -> list:
    """Open steps this user may tick."""
    return [step for step in item.open_steps if policy.can_tick(user, item, step)]


def acts_open_to(user, item) -> list[tuple]:
    """(endpoint, words) of what else this user may do to the item; each is a page of its own."""
    is_open, proposed = not (item.signature or item.is_exempt), item.exemption and not item.is_exempt
    acts = (
        ("note", _l("提出问题"), policy.can_note(user, item)),
        ("set_due", _l("定办结期限"), is_open and policy.can_set_due(user, item)),
        ("decide_exemption", _l("审定不适用"), proposed and policy.can_decide_exemption(user, item)),
        (
            "propose_exemption",
            _l("提出不适用"),
            is_open and not proposed and policy.can_carry_out(user, item),
        ),
        ("spot_check", _l("抽查"), item.signature and policy.can_spot_check(user, item)),
        ("reopen", _l("重开这一项"), item.signature and policy.can_reopen(user, item)),
    )
    return [(f"checklists.{endpoint}", words) for endpoint, words, possible in acts if possible]


def back_to(item, words: str):
    """After an act: keep it, say so, and show the item."""
    db.session.commit()
    flash(words)
    return go_to(url_for("checklists.show", item_id=item.id))


def act_page(item, form, heading: str, button: str, note=None):
    """One question on a page of its own."""
    status = 422 if form.errors else 200
    page = {"item": item, "form": form, "heading": heading, "button": button, "note": note}
    return render_page("checklists/act.html", status=status, **page)


@bp.post("/checklist-items/<int:item_id>/tick")
@requires(policy.can_carry_out, on=item_or_404)
def tick(item):
    form = TickForm(steps_for(current_user, item))
    if not form.validate_on_submit():
        return item_page(item, tick=form)
    actions.tick(item, steps=form.steps.data, on=form.done_on.data, by=current_user)
    return back_to(item, _("已记录。"))


@bp.post("/checklist-items/<int:item_id>/untick")
@requires(policy.can_carry_out, on=item_or_404)
def untick(item):
    actions.untick(item, step=request.form.get("step", 0, type=int), by=current_user)
    return back_to(item, _("已撤回这一步。"))


@bp.post("/checklist-items/<int:item_id>/add-evidence")
@requires(policy.can_carry_out, on=item_or_404)
def add_evidence(item):
    form = EvidenceForm(item)
    if not form.validate_on_submit():
        return item_page(item, evidence=form)
    actions.add_evidence(item, proves=form.proves.data, files=form.files.stored, by=current_user)
    return back_to(item, _("佐证已存好。"))


@bp.get("/checklist-evidence/<int:evidence_id>")
@requires(signed_in, on=evidence_or_404)
def evidence(evidence):
    return hand_out(evidence)


@bp.get("/checklist-evidence/<int:evidence_id>/thumb")
@requires(signed_in, on=evidence_or_404)
def thumb(evidence):
    return hand_out(evidence, thumb=True)


@bp.post("/checklist-items/<int:item_id>/sign")
@requires(policy.can_sign, on=item_or_404)
def sign(item):
    form = SignForm()
    if not form.validate_on_submit():
        return item_page(item, sign=form)
    same_version(item, form.version.data)
    actions.sign(item, opinion=form.opinion.data, by=current_user)
    return back_to(item, _("已签字。"))


@bp.route("/checklist-items/<int:item_id>/reopen", methods=["GET", "POST"])
@requires(policy.can_reopen, on=item_or_404)
def reopen(item):
    form = ReopenForm()
    if form.validate_on_submit():
        actions.reopen(item, reason=form.reason.data, by=current_user)
        return back_to(item, _("已重开，原签字留底。"))
    return act_page(item, form, _("重开这一项"), _("重开"))


@bp.route("/checklist-items/<int:item_id>/spot-check", methods=["GET", "POST"])
@requires(policy.can_spot_check, on=item_or_404)
def spot_check(item):
    form = SpotCheckForm()
    if form.validate_on_submit():
        actions.spot_check(item, by=current_user, **form.facts())
        return back_to(item, _("抽查已记下。"))
    return act_page(item, form, _("抽查这一项"), _("记下抽查"))


@bp.route("/checklist-items/<int:item_id>/propose-exemption", methods=["GET", "POST"])
@requires(policy.can_carry_out, on=item_or_404)
def propose_exemption(item):
    form = ExemptionForm()
    if form.validate_on_submit():
        actions.propose_exemption(item, reason=form.reason.data, by=current_user)
        return back_to(item, _("已提出不适用，等审定。"))
    return act_page(item, form, _("提出不适用"), _("提出"))


@bp.route("/checklist-items/<int:item_id>/decide-exemption", methods=["GET", "POST"])
@requires(policy.can_decide_exemption, on=item_or_404)
def decide_exemption(item):
    form = DecisionForm()
    if form.validate_on_submit():
        approved = form.verdict.data == "approve"
        actions.decide_exemption(item, approved=approved, answer=form.answer.data, by=current_user)
        return back_to(item, _("已审定。"))
    return act_page(item, form, _("审定不适用"), _("确定"))


@bp.route("/checklist-items/<int:item_id>/note", methods=["GET", "POST"])
@requires(policy.can_note, on=item_or_404)
def note(item):
    form = NoteForm()
    if form.validate_on_submit():
        actions.note(item, text=form.text.data, by=current_user)
        return back_to(item, _("问题已记下，等经办人答复。"))
    return act_page(item, form, _("提出问题"), _("提出"))


@bp.route("/problem-notes/<int:note_id>/answer", methods=["GET", "POST"])
@requires(policy.can_answer, on=note_or_404)
def answer(note):
    form = AnswerForm()
    if form.validate_on_submit():
        actions.answer(note, answer=form.answer.data, by=current_user)
        return back_to(note.item, _("已答复。"))
    return act_page(note.item, form, _("答复问题"), _("答复"), note=note)


@bp.route("/checklist-items/<int:item_id>/set-due", methods=["GET", "POST"])
@requires(policy.can_set_due, on=item_or_404)
def set_due(item):
    form = DueForm(obj=item)
    form.before = item.due_on
    if item.due_on is None:
        del form.reason
    if form.validate_on_submit():
        reason = form.reason.data if "reason" in form else ""
        actions.set_due(item, due_on=form.due_on.data, reason=reason, by=current_user)
        return back_to(item, _("期限已定。"))
    return act_page(item, form, _("定办结期限"), _("确定"))
