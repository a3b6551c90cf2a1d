"""The responsibility letter, read, printed and agreed to by both sides, and the appointment."""

from flask import flash, url_for
from flask_login import current_user

from govproj.core import dates
from govproj.core.access import requires
from govproj.core.db import db
from govproj.core.htmx import go_to, render_page
from govproj.core.i18n import _
from govproj.core.uploads import hand_out
from govproj.projects.queries import possible_contacts
from govproj.selections import letter as wording
from govproj.selections import policy
from govproj.selections.actions import appointment
from govproj.selections.forms import AgreeForm, ConfirmForm, LetterForm, ScanForm
from govproj.selections.queries import letter_or_404, scan_or_404, selection_or_404
from govproj.selections.states import State
from govproj.selections.views.public import back_to, bp, form_page
from govproj.selections.views.steps import missing_before

LETTER = "/letters/<int:letter_id>"


@bp.route("/projects/<int:project_id>/selection/letter", methods=["GET", "POST"])
@requires(policy.can_steer, on=selection_or_404)
def draw_up(selection):
    contacts = {person.id: person for person in possible_contacts(selection.village_id)}
    form = _letter_form(selection, contacts.values())
    if form.validate_on_submit():
        facts = {
            "contact": contacts[form.contact_id.data],
            "mentor": form.mentor.data,
            "text": form.text.data,
        }
        letter = appointment.draw_up(selection, by=current_user, seen=form.version.data or None, **facts)
        return _kept(letter, _("责任书已拟好，请双方核对后点“同意”。"))
    page = {"selection": selection, "missing": _too_early(selection)}
    return form_page(selection.project, form, _("拟领办责任书"), _("保存责任书"), **page)


def _letter_form(selection, contacts):
    if letter := selection.letter:
        return LetterForm(contacts, obj=letter)
    text = wording.usual_text(selection) if selection.decision else ""
    return LetterForm(contacts, contact_id=selection.project.contact_id, text=text)


def _too_early(selection) -> list[str]:
    if selection.state is not State.PUBLICISED:
        return [_("人选公示之后才拟责任书。")]
    touched = selection.letter is not None and selection.letter.is_touched
    return [_("已经有一方同意了责任书，内容不能再改。")] if touched else []


@bp.get(LETTER)
@requires(policy.can_read_letter, on=letter_or_404)
def letter(letter):
    return render_page(
        "selections/letter.html",
        letter=letter,
        form=AgreeForm(version=letter.version),
        scan_form=ScanForm(),
        **_open_to_reader(letter),
    )


def _open_to_reader(letter) -> dict:
    """Which buttons this reader gets."""
    steers, leads = (
        current_user.is_secretary_of(letter.selection.village_id),
        letter.lead.id == current_user.id,
    )
    wanted = not letter.lead_agreed_at if leads else steers and not letter.village_agreed_at
    running = letter.selection.state is State.PUBLICISED
    return {
        "may_agree": running and wanted,
        "may_attach": policy.can_attach(current_user, letter),
        "may_change": running and steers and not letter.is_touched,
    }


@bp.get(f"{LETTER}/print")
@requires(policy.can_read_letter, on=letter_or_404)
def print_letter(letter):
    return render_page("selections/letter_print.html", letter=letter, printed_at=dates.now())


@bp.post(f"{LETTER}/agree")
@requires(policy.can_agree, on=letter_or_404)
def agree(letter):
    form = AgreeForm()
    appointment.agree(letter, by=current_user, seen=form.version.data)
    return _kept(letter, _("已记下您的同意。"))


@bp.post(f"{LETTER}/scans")
@requires(policy.can_attach, on=letter_or_404)
def attach(letter):
    form = ScanForm()
    if form.validate_on_submit() and form.files.stored:
        appointment.attach(letter, form.files.stored, by=current_user)
        return _kept(letter, _("已上传。"))
    return form_page(letter.project, form, _("上传签好的责任书"), _("上传"), selection=letter.selection)


@bp.get(f"{LETTER}/scans/<int:scan_id>")
@requires(policy.can_read_scan, on=scan_or_404)
def scan(scan):
    return hand_out(scan)


def _kept(letter, words: str):
    db.session.commit()
    flash(words)
    return go_to(url_for("selections.letter", letter_id=letter.id))


@bp.route("/projects/<int:project_id>/selection/appoint", methods=["GET", "POST"])
@requires(policy.can_steer, on=selection_or_404)
def appoint(selection):
    form = ConfirmForm()
    if form.validate_on_submit():
        appointment.appoint(selection, by=current_user)
        return back_to(selection, _("已聘任%(name)s为领办人。", name=selection.chosen.person.name))
    page = {"selection": selection, "missing": missing_before("appoint", selection)}
    about = "selections/_to_appoint.html" if selection.letter else ""
    return form_page(selection.project, form, _("聘任领办人"), _("聘任"), about=about, **page)


@bp.get("/projects/<int:project_id>/selection/minutes")
@requires(policy.can_see_candidates, on=selection_or_404)
def minutes(selection):
    page = {"selection": selection, "decision": selection.decision, "printed_at": dates.now()}
    return render_page("selections/minutes_print.html", **page)
