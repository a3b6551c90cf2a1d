"""Ask on a page, do it, answer. What the rules refuse is said above the form, and nothing typed is lost."""

from flask import flash, request, url_for

from govproj.core.db import db
from govproj.core.forms import ReasonForm
from govproj.core.htmx import go_to, render_page
from govproj.core.workflow import MoveRefused

MONEY_PAGE = "ledger.of_project"


def ask(project, form, do, *, heading: str, done: str, to: str = "", not_yet: str = "", **context):
    """Show the form of an act; once it is filled in rightly, `do` it, and go on to `to`.

    `not_yet` says why its time has not come: whoever opens the address is led back and told.
    """
    then = to or url_for(MONEY_PAGE, project_id=project.id)
    if not_yet and request.method == "GET":
        flash(not_yet)
        return go_to(then)
    if form.validate_on_submit():
        try:
            do()
            return kept(done, then)
        except MoveRefused as refused:
            db.session.rollback()  # nothing half-saved
            form.form_errors = [str(reason) for reason in refused.reasons]
    status = 422 if form.errors else 200
    template = context.pop("template", "ledger/act.html")
    shown = {"form": form, "project": project, "heading": heading, "note": "", **context}
    return render_page(template, fragment="form", status=status, **shown)


def kept(words: str, to: str):
    """Keep what was done, say so, and go on."""
    db.session.commit()
    flash(words)
    return go_to(to)


def reason() -> tuple[str, str | None]:
    """What was typed beside a button that wants a reason, and the version of the thing it stood by."""
    form = ReasonForm()
    if not form.validate():
        raise MoveRefused(*(message for messages in form.errors.values() for message in messages))
    return form.note.data, seen()


def seen() -> str | None:
    """The version of the thing the button stood by."""
    return request.form.get("version") or None
