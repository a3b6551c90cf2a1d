"""The totals of a round as files, and the record of its count."""

from flask import make_response

from govproj.core import dates
from govproj.core.access import public
from govproj.core.audit import Event
from govproj.core.htmx import render_page
from govproj.evaluations import exporting, queries
from govproj.evaluations.views.public import bp

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/evaluations/<int:round_id>/totals.xlsx")
@public(on=queries.counted_round_or_404)
def totals_as_excel(round_):
    return _file(exporting.as_excel(round_, queries.results(round_)), EXCEL, f"evaluation-{round_.id}.xlsx")


@bp.get("/evaluations/<int:round_id>/totals.csv")
@public(on=queries.counted_round_or_404)
def totals_as_csv(round_):
    return _file(exporting.as_csv(round_, queries.results(round_)), "text/csv", f"evaluation-{round_.id}.csv")


def _file(content: bytes, mimetype: str, name: str):
    response = make_response(content)
    response.mimetype = mimetype
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@bp.get("/evaluations/<int:round_id>/ceremony")
@public(on=queries.round_or_404)
def ceremony(round_):
    """Days only: what is on record of a round holds nothing of single slips or answers."""
    steps = [(dates.beijing(entry.at), _says(entry), name or "") for entry, name in queries.ceremony(round_)]
    known = {"named": queries.attendances(round_), "papers": len(queries.signed_papers(round_))}
    return render_page("evaluations/ceremony.html", round=round_, steps=steps, **known)


def _says(entry) -> str:
    """The sentence of the event; its bare label where the facts were erased by law."""
    says, facts = str(Event.known[entry.event].says), entry.facts or {}
    note = f"：{facts['note']}" if facts.get("note") else ""
    return (says % facts if facts else says) + note
