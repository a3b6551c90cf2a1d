"""Firms that work for villages, the people behind them, and who in the village is tied to which."""


def register(app):
    from govproj.accounts.models import Role
    from govproj.core import menu
    from govproj.core.i18n import _l
    from govproj.firms import policy, todos
    from govproj.firms.views import bp

    app.register_blueprint(bp)
    menu.add(
        app,
        70,
        _l("单位登记"),
        "firms.index",
        policy.can_list,
        often=lambda user: Role.TOWN_ADMIN in user.grants,
    )
    menu.add_tab(app, "firm", 10, _l("单位资料"), "firms.show", policy.can_list)
    menu.add_tab(app, "person", 20, _l("和单位的关系"), "firms.ties_of", policy.can_compare)
    todos.register(app)
