"""How the smaller acts answer: a form on a page of its own, and forms for people without an account."""

from flask import flash, make_response, render_template, request, url_for

from govproj.core.db import db
from govproj.core.filters import month
from govproj.core.htmx import go_to, render_page
from govproj.core.i18n import _
from govproj.disclosures.models import CombinedSheet


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


def done(url: str, words: str):
    db.session.commit()
    flash(words)
    return go_to(url)


def without_trace(template: str, status: int = 200, **page):
    """No cookie, no script, nothing kept in a cache."""
    answer = make_response(render_template(template, **page), status)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def title_of(notice) -> str:
    """Of a notice, or of a combined sheet."""
    words = {"month": month(notice.month)}
    if isinstance(notice, CombinedSheet):
        return _("%(village)s：%(month)s治理项目合并公示", village=notice.village.name, **words)
    return _("%(project)s：%(month)s公示", project=notice.project.name, **words)


def page_of_notice(notice) -> str:
    if isinstance(notice, CombinedSheet):
        return url_for("disclosures.combined", sheet_id=notice.id)
    return url_for("disclosures.show", disclosure_id=notice.id)
