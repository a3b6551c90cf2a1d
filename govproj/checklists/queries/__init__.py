"""What can be read of checklists: the marks are everybody's, what is behind them is for those concerned."""

from govproj.checklists.queries.items import (
    Band,
    Counts,
    bands,
    counts_of,
    deviating,
    evidence_or_404,
    item_or_404,
    items_of,
    note_or_404,
    ready_to_sign,
    standing_of,
    visible_to,
)

__all__ = [
    "Band",
    "Counts",
    "bands",
    "counts_of",
    "deviating",
    "evidence_or_404",
    "item_or_404",
    "items_of",
    "note_or_404",
    "ready_to_sign",
    "standing_of",
    "visible_to",
]
