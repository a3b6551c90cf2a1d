"""Counties, towns and villages, who lives there, and the rules each of them sets."""


def register(app):
    from govproj.core import menu
    from govproj.core.i18n import _l
    from govproj.villages import models, policy, todos, views  # noqa: F401 - models: its tables

    app.register_blueprint(views.villages)
    app.register_blueprint(views.divisions)
    app.register_blueprint(views.rules)
    app.register_blueprint(views.calendars)
    app.register_blueprint(views.legal_bases)
    menu.add(app, 95, _l("行政区划"), "divisions.index", policy.can_divide)
    menu.add_tab(app, "village", 70, _l("本村规矩"), "rules.ours", often=menu.nobody)
    menu.add_tab(
        app,
        "village",
        75,
        _l("规矩和期限"),
        "rules.of_village",
        policy.can_read_rules_of_village,
        often=menu.nobody,
    )
    menu.add_tab(
        app, "village", 80, _l("村情设置"), "villages.settings", policy.can_change_settings, often=menu.nobody
    )
    todos.register(app)
    menu.add_tab(
        app, "village", 85, _l("村民名册"), "villages.residents", policy.can_keep_roster, often=menu.nobody
    )
