"""评议: rounds, roll, slips, the sealed urn, results and weak links."""


def register(app):
    from govproj.core import glance, menu, ticks, weak_spots
    from govproj.core.backup.record import restored
    from govproj.core.i18n import _l
    from govproj.evaluations import actions, dossier, policy, todos
    from govproj.evaluations.glance import said_in, verdict_on
    from govproj.evaluations.views import bp, slips_bp
    from govproj.evaluations.weak_spots import weak_links

    app.register_blueprint(bp)
    app.register_blueprint(slips_bp)
    menu.add(app, 40, _l("评议"), "evaluations.index")
    menu.add_tab(app, "project", 4, _l("评议"), "evaluations.of_project")
    menu.add_tab(app, "village", 45, _l("您说我办"), "evaluations.said")
    menu.add_tab(
        app,
        "village",
        46,
        _l("一表一卡"),
        "evaluations.visits",
        shown_to=policy.can_read_visits,
        often=menu.nobody,
    )
    glance.add(app, "project", 10, verdict_on)
    glance.add_piece(app, "village", said_in)
    weak_spots.theme(app, 10, "evaluations", _l("村民评议"), weak_links)
    todos.register(app)
    dossier.register(app)
    restored.connect(actions.lose_urns)
    ticks.daily(actions.note_spent)
    ticks.daily(actions.sweep_urns)
    ticks.daily(actions.open_what_nobody_opened)
