"""事项: what anybody reports, who sees to it until when, what came of it, and whether it satisfied."""


def register(app):
    from govproj.core import menu, ticks, weak_spots
    from govproj.core.i18n import _l
    from govproj.matters import actions, policy, todos
    from govproj.matters.views import bp
    from govproj.matters.weak_spots import overdue_matters

    def listed(user, _nothing) -> bool:
        return policy.can_list(user)

    def counted(user, _nothing) -> bool:
        return policy.can_see_figures(user)

    def handled(user) -> bool:
        """Who supervises looks in now and then; whose day it is has it in the bar."""
        return bool(user.scope) and not user.watches

    app.register_blueprint(bp)
    menu.add(app, 52, _l("事项"), "matters.index", policy.can_list, often=handled)
    menu.add_tab(app, "matters", 10, _l("办理清单"), "matters.index", listed)
    menu.add_tab(app, "matters", 20, _l("统计"), "matters.figures", counted)
    menu.add_tab(app, "village", 10, _l("反映的事"), "matters.of_village")
    weak_spots.theme(app, 35, "matters", _l("事项"), overdue_matters)
    ticks.daily(actions.daily)
    todos.register(app)
