"""廉政风险排查: rounds, the risks found and what is done about them; how far a project is with integrity work."""


def register(app):
    from govproj.core import menu
    from govproj.core.i18n import _l
    from govproj.engagement.policy import can_list_declarations
    from govproj.risks import dossier, policy, todos
    from govproj.risks.views import bp

    app.register_blueprint(bp)
    menu.add(app, 62, _l("廉政风险"), "risks.all_villages", can_list_declarations, often=menu.nobody)
    menu.add_tab(app, "village", 65, _l("廉政风险"), "risks.of_village", policy.can_read, often=menu.nobody)
    menu.add_tab(
        app, "project", 62, _l("廉政"), "risks.of_project", policy.can_read_project, often=menu.nobody
    )
    todos.register(app)
    dossier.register(app)
