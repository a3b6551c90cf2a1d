"""Front pages and the workbench (今天要办): read-only views over all features."""


def register(app):
    from govproj.core import menu
    from govproj.core.i18n import _l
    from govproj.dashboards.views import bp

    app.register_blueprint(bp)
    menu.add_tab(app, "village", 0, _l("公示栏"), "dashboards.board")
