"""Rates by village, theme, source and person, and the rows each was counted from."""

from flask import abort, request
from flask_login import current_user

from govproj.core import dates
from govproj.core.access import requires
from govproj.core.htmx import render_page
from govproj.rectifications import boards as reading
from govproj.rectifications import policy, queries
from govproj.rectifications.boards import Asked
from govproj.rectifications.figures import RATES, Span
from govproj.rectifications.forms import SpanForm
from govproj.rectifications.states import Source, Theme
from govproj.rectifications.views.public import bp
from govproj.villages import rules


@bp.get("/rectifications/boards")
@requires(policy.can_list)
def boards():
    villages = queries.villages_of(current_user)
    form = SpanForm(villages, request.args)
    span = _span(form)
    chosen = [v for v in villages if form.village.data in (0, v.id)] or villages
    return render_page(
        "rectifications/boards.html",
        fragment="boards",
        status=422 if form.errors else 200,
        form=form,
        span=span,
        boards=reading.boards(chosen, span),
        rates=RATES,
        few=rules.value("rate.small_n", chosen[0]),
    )


@bp.get("/rectifications/rates/<rate>")
@requires(policy.can_list)
def rate(rate):
    villages = queries.villages_of(current_user)
    form = SpanForm(villages, request.args)
    span, asked, known = _span(form), _asked(form), RATES.get(rate) or abort(404)
    rows, more = reading.behind(current_user, known, span, asked)
    return render_page(
        "rectifications/rate.html",
        status=422 if form.errors else 200,
        rate=known,
        rows=rows,
        more=more,
        span=span,
        about=_about(villages, asked),
    )


def _span(form) -> Span:
    """The days asked for; everything up to today where they make no sense."""
    return Span(form.last_day, form.since.data) if form.validate() else Span(dates.today())


def _asked(form) -> Asked:
    """What the address narrows the rows down to; what makes no sense narrows nothing."""
    theme, source, person = (request.args.get(name, "") for name in ("theme", "source", "person"))
    return Asked(
        village=form.village.data if not form.village.errors else None,
        theme=Theme(theme) if theme in set(Theme) else None,
        source=Source(source) if source in set(Source) else None,
        person=int(person) if person.isascii() and person.isdecimal() and len(person) < 10 else None,
    )


def _about(villages, asked: Asked) -> list:
    """What the rows were narrowed down to, in words."""
    village = next((v.name for v in villages if v.id == asked.village), None)
    return [
        str(part)
        for part in (village, asked.theme and asked.theme.label, asked.source and asked.source.label)
        if part
    ]
