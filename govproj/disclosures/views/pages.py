"""How the smaller acts answer: a form on a page of its own, then a sentence on the page it was about."""

from flask import flash, request

from govproj.core.db import db
from govproj.core.htmx import go_to, render_page
from govproj.core.versions import same_version
from govproj.disclosures.forms import WhyForm


def form_page(form, heading: str, button: str, *, back: str, about: str = "", intro: str = ""):
    status = 422 if form.errors else 200
    return render_page(
        "disclosures/form.html",
        fragment="form",
        status=status,
        form=form,
        heading=heading,
        button=button,
        back=back,
        about=about,
        intro=intro,
        action=request.path,
    )


def asking_why(thing, label: str, act, *, back: str, about: str):
    """A step that wants a reason: it is asked beside the button, and here where it was missing or the session over."""
    form = WhyForm(version=thing.version)
    if form.validate_on_submit():
        same_version(thing, form.version.data)
        return act(note=form.note.data)
    return form_page(form, label, label, back=back, about=about)


def done(url: str, words: str):
    db.session.commit()
    flash(words)
    return go_to(url)
