"""The money of projects: sources, procurement, contracts, changes, payments, settlement, assets."""


def register(app):
    from govproj.core import menu
    from govproj.core.i18n import _l
    from govproj.ledger import dossier, needs, todos
    from govproj.ledger.actions import listening
    from govproj.ledger.papers import papers_of
    from govproj.ledger.parties import firms_of
    from govproj.ledger.views import bp
    from govproj.projects import archive
    from govproj.selections import parties

    app.register_blueprint(bp)
    menu.add(
        app,
        55,
        _l("资金"),
        "ledger.desk",
        lambda user: bool(user.scope),
        often=lambda user: not user.is_inspector,
    )
    menu.add_tab(app, "project", 3, _l("资金"), "ledger.of_project")
    todos.register(app)
    needs.hang_up()
    listening.connect()
    archive.provider(app, papers_of)
    dossier.register(app)
    parties.also_known_by(firms_of)
