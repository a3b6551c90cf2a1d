"""The money of a project, as everybody reads it."""

from flask import Blueprint
from flask_login import current_user

from govproj.core.access import public
from govproj.core.htmx import render_page
from govproj.core.money import percent
from govproj.ledger import policy
from govproj.ledger.flow import flow_of
from govproj.ledger.queries.reading import books_of
from govproj.ledger.steps import next_steps, turn_of
from govproj.projects.queries import project_or_404
from govproj.villages import rules

bp = Blueprint("ledger", __name__)
SHARES = ("change.single_pct", "change.cumulative_pct")


@bp.get("/projects/<int:project_id>/ledger")
@public(on=project_or_404)
def of_project(project):
    books = books_of(project)
    contract = books.contract
    return render_page(
        "ledger/of_project.html",
        project=project,
        books=books,
        money_flow=flow_of(books),
        inside=policy.can_read_all(current_user, project),
        steps=next_steps(current_user, project, books),
        turn=turn_of(books),
        paid_pct=percent(project.paid_fen, contract.fen) if contract else None,
        change_pct=percent(contract.change_fen, contract.fen, 2) if contract else None,
        marks=rules.values(SHARES, project.village_id) if contract and contract.changes else {},
        percent=percent,
    )
