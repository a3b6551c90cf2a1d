"""整改: what was found, who puts it right, who verifies it, and whether it lasts."""


def register(app):
    from govproj.core import glance, menu, todo
    from govproj.core.i18n import _l
    from govproj.rectifications import policy, queries
    from govproj.rectifications.glance import what_is_wrong_with
    from govproj.rectifications.views import bp

    app.register_blueprint(bp)
    menu.add(app, 50, _l("整改"), "rectifications.index", policy.can_list)
    menu.add_tab(app, "project", 50, _l("整改"), "rectifications.of_project")
    glance.add(app, "project", 20, what_is_wrong_with)
    todo.provider(app, queries.todo_for)
