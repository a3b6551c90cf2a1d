"""How the smaller acts answer: a form on a page of its own, then a sentence on the page it was about."""

from flask import flash, request
from flask_login import current_user

from govproj.core.db import db
from govproj.core.htmx import go_to, render_page
from govproj.core.i18n import _
from govproj.core.versions import same_version
from govproj.disclosures.forms import HangOutForm, WhyForm


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


def hanging(thing, village, act, *, back: str, about: str):
    """A photo of the sheet on the board; what is known of it is filled in."""
    place = village.notice_board or _("村务公开栏")
    form = HangOutForm(posting=thing.posting_asked.value, caption=place)
    if form.validate_on_submit():
        act(thing, form.photos.stored, by=current_user, **form.proof())
        return done(back, _("张贴照片已上传。"))
    status, page = 422 if form.errors else 200, {"form": form, "place": place, "back": back, "about": about}
    return render_page("disclosures/posted.html", fragment="form", status=status, **page)


def done(url: str, words: str):
    db.session.commit()
    flash(words)
    return go_to(url)
