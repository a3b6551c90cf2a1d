"""What the books put into the file of a project: award, contract, settlement, asset cards."""

from collections.abc import Iterable

from sqlalchemy import literal, select, union_all

from govproj.core.db import db
from govproj.core.filters import day as in_words
from govproj.ledger.models import AssetCard, Contract, Procurement, Settlement
from govproj.ledger.states import ContractState
from govproj.projects.archive import Paper, label_of


def papers_of(project) -> Iterable[Paper]:
    """They are read on the page of the money."""
    here = {"project_id": project.id}
    for key, number, day in db.session.execute(_in_the_books(project)):
        title = " ".join(filter(None, (number or label_of(key), in_words(day))))
        yield Paper(key, title, "ledger.of_project", here, is_public=True)


def _in_the_books(project):
    """(entry, number, day): what was awarded, filed, reviewed or registered; nothing that is only under way."""
    nothing = literal("")
    known = (
        ("procurement", nothing, Procurement.awarded_on, Procurement, Procurement.awarded_on.is_not(None)),
        ("contract", Contract.number, Contract.signed_on, Contract, Contract.state == ContractState.FILED),
        (
            "settlement",
            Settlement.report_number,
            Settlement.reviewed_on,
            Settlement,
            Settlement.reviewed_on.is_not(None),
        ),
        ("asset_card", AssetCard.number, AssetCard.registered_on, AssetCard, AssetCard.id.is_not(None)),
    )
    return union_all(
        *(
            select(literal(key).label("entry"), number.label("number"), day.label("day")).where(
                table.project_id == project.id, condition
            )
            for key, number, day, table, condition in known
        )
    )
