"""Front pages and the workbench (今天要办): read-only views over all features."""


def register(app):
    from govproj.dashboards.views import bp

    app.register_blueprint(bp)
