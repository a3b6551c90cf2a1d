"""Counties, towns and villages, who lives there, and the rules each of them sets."""


def register(app):
    from govproj.core import menu
    from govproj.core.i18n import _l
    from govproj.villages import models, policy, views  # noqa: F401 - models: its tables

    app.register_blueprint(views.villages)
    app.register_blueprint(views.divisions)
    menu.add(app, 95, _l("行政区划"), "divisions.index", policy.can_divide)
    menu.add_tab(app, "village", 80, _l("村情设置"), "villages.settings", policy.can_change_settings)
    menu.add_tab(app, "village", 85, _l("村民名册"), "villages.residents", policy.can_keep_roster)
