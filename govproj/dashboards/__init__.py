"""Front pages and the workbench (今天要办): read-only views over all features."""


def register(app):
    from govproj.core import menu, weak_spots
    from govproj.core.i18n import _l
    from govproj.dashboards import policy
    from govproj.dashboards.views import bp
    from govproj.dashboards.weak_spots import behind_the_plan

    app.register_blueprint(bp)

    def in_office(user, _nothing) -> bool:
        return policy.can_see_weak_spots(user)

    menu.add(app, 0, _l("今天要办"), "dashboards.workbench", lambda user: user.is_authenticated, alone=True)
    menu.add_tab(app, "village", 0, _l("公示栏"), "dashboards.board")
    menu.add_tab(app, "rectifications", 60, _l("薄弱环节"), "dashboards.weak_spots", in_office)
    weak_spots.theme(app, 60, "projects", _l("进度"), behind_the_plan)
