"""五议两公开: a matter is proposed, discussed, reviewed, posted, voted on, carried out; minutes are signed."""


def register(app):
    from govproj.core import glance, menu, todo
    from govproj.core.i18n import _l
    from govproj.decisions import actions, dossier, gates
    from govproj.decisions.glance import posted_in
    from govproj.decisions.papers import papers_of
    from govproj.decisions.todos import todos_of
    from govproj.decisions.views import bp, minutes
    from govproj.projects import archive
    from govproj.projects.actions import state_changed
    from govproj.projects.workflow import WORKFLOW

    app.register_blueprint(bp)
    app.register_blueprint(minutes)
    menu.add_tab(
        app, "project", 5, _l("决策"), "decisions.of_project", often=lambda user, *_: not user.watches
    )
    menu.add_tab(app, "village", 20, _l("民主决策"), "decisions.of_village")
    glance.add(app, "village", 4, posted_in)
    for move in ("initiate", "initiate_governance"):
        WORKFLOW.also_needs(move, gates.a_decision)
    state_changed.connect(actions.begin_with)
    todo.provider(app, todos_of)
    archive.provider(app, papers_of)
    dossier.register(app)
