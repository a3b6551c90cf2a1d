"""整改: what was found, who puts it right, who verifies it, and whether it lasts."""


def register(app):
    from govproj.core import glance, menu, ticks, todo, weak_spots
    from govproj.core.i18n import _l
    from govproj.rectifications import actions, clues, dossier, policy, queries, todos
    from govproj.rectifications.glance import what_is_wrong_with
    from govproj.rectifications.views import bp
    from govproj.rectifications.weak_spots import open_cases

    def listed(user, _nothing) -> bool:
        return policy.can_list(user)

    def lists_clues(user, _nothing) -> bool:
        return policy.can_list_clues(user)

    app.register_blueprint(bp)
    menu.add(app, 50, _l("整改"), "rectifications.index", policy.can_list)
    menu.add_tab(app, "project", 50, _l("整改"), "rectifications.of_project")
    menu.add_tab(app, "rectifications", 10, _l("整改事项"), "rectifications.index", listed)
    menu.add_tab(app, "rectifications", 20, _l("统计"), "rectifications.boards", listed)
    menu.add_tab(app, "rectifications", 30, _l("三张清单"), "rectifications.lists", listed)
    menu.add_tab(app, "rectifications", 40, _l("通报"), "rectifications.briefings", listed)
    menu.add_tab(app, "rectifications", 50, _l("催办督办"), "rectifications.urgings", listed)
    menu.add_tab(app, "rectifications", 60, _l("问题线索"), "rectifications.clues", lists_clues)
    glance.add(app, "project", 20, what_is_wrong_with)
    ticks.daily(actions.send_due)
    weak_spots.theme(app, 20, "rectifications", _l("整改"), open_cases)
    todo.provider(app, queries.todo_for)
    todos.register(app)
    dossier.register(app)
    clues.register(app)
