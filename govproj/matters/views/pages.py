"""How the pages of matters answer: forms without an account leave no trace, the rest goes back to the matter."""

from flask import flash, make_response, render_template, request, url_for

from govproj.core.db import db
from govproj.core.htmx import go_to, render_page


def without_trace(template: str, status: int = 200, **page):
    """No cookie, no script, nothing kept in a cache."""
    answer = make_response(render_template(template, **page), status)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def act_page(form, matter, heading: str, button: str, intro: str = ""):
    return render_page(
        "matters/act.html",
        fragment="form",
        status=422 if form.errors else 200,
        form=form,
        matter=matter,
        heading=heading,
        button=button,
        intro=intro,
        action=request.path,
    )


def done(matter, words: str):
    db.session.commit()
    flash(words)
    return go_to(url_for("matters.show", matter_id=matter.id))
