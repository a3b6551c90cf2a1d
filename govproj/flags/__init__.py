"""红旗: fifty rules over what is recorded; each firing is a question with an answer, never a verdict."""


def register(app):
    from govproj.core import audit, menu, ticks, weak_spots
    from govproj.core.i18n import _l
    from govproj.flags import actions, gates, policy, todos
    from govproj.flags.views import bp
    from govproj.flags.weak_spots import open_flags
    from govproj.projects.workflow import WORKFLOW

    app.register_blueprint(bp)
    weak_spots.theme(app, 15, "flags", _l("预警"), open_flags)
    menu.add(app, 65, _l("预警"), "flags.index", policy.can_list, often=lambda user: user.watches)
    menu.add_tab(
        app,
        "project",
        60,
        _l("预警"),
        "flags.of_project",
        policy.can_list_of,
        often=lambda user, *_: user.watches,
    )
    for move in gates.MOVES:
        WORKFLOW.also_needs(move, gates.no_red_flag_open)
    audit.acts_kept.connect(actions.compute_touched)
    ticks.piecemeal(actions.ask_in_turn)
    todos.register(app)
