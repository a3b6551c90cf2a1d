"""领办人选任: the call, who stands, the assessment, conflicts of interest, publicity, appointment, replacement."""


def register(app):
    from govproj.core import glance, menu
    from govproj.core.i18n import _l
    from govproj.projects import actions as project_actions
    from govproj.selections import policy, todos
    from govproj.selections.actions import appointment
    from govproj.selections.glance import proposed_in
    from govproj.selections.views import bp

    app.register_blueprint(bp)
    menu.add(
        app,
        30,
        _l("领办招募"),
        "selections.calls",
        policy.can_list_calls,
        often=lambda user: not user.scope,
    )
    menu.add_tab(app, "project", 10, _l("领办人"), "selections.show", often=lambda user, *_: not user.watches)
    menu.add_tab(app, "village", 15, _l("领办情况"), "selections.leads")
    glance.add(app, "village", 2, proposed_in)
    todos.register(app)
    project_actions.state_changed.connect(appointment.follow)
