"""What the pages of this feature share: asking on a page, keeping what was done, the words beside a button."""

from flask import flash

from govproj.core.db import db
from govproj.core.htmx import go_to, render_page
from govproj.core.versions import same_version
from govproj.core.workflow import MoveRefused
from govproj.engagement.forms.declarations import StepForm


def form_page(form, template="engagement/act.html", **context):
    """The form, with what was typed and why it was refused."""
    status = 422 if form.errors else 200
    return render_page(template, fragment="form", status=status, form=form, **context)


def kept(words: str, url: str):
    """Keep what was done, say so, and go there."""
    db.session.commit()
    flash(words)
    return go_to(url)


def said_about(thing) -> str:
    """What was typed beside the button, about the thing as it was shown."""
    form = StepForm()
    if not form.validate():
        raise MoveRefused(*(message for messages in form.errors.values() for message in messages))
    same_version(thing, form.version.data)
    return form.note.data or ""
