"""The money of projects: sources, procurement, contracts, changes, payments, settlement, assets."""


def register(app):
    from govproj.ledger import needs
    from govproj.ledger.actions import listening

    needs.hang_up()
    listening.connect()
