"""The money of projects: sources, procurement, contracts, changes, payments, settlement, assets."""


def register(app):
    """Filled in below."""
    from govproj.ledger import models  # noqa: F401
