"""督查: one plan and one group a project, weekly and monthly checks, visits that are ordered, what they bring up."""


def register(app):
    from govproj.core import menu, ticks, weak_spots
    from govproj.core.i18n import _l
    from govproj.inspections import actions, dossier, policy, todos
    from govproj.inspections.actions import generation
    from govproj.inspections.views import bp
    from govproj.inspections.weak_spots import left_undone
    from govproj.inspections.workflow import an_approved_plan
    from govproj.projects.actions import state_changed
    from govproj.projects.workflow import WORKFLOW

    app.register_blueprint(bp)
    menu.add(app, 45, _l("督查"), "inspections.index", policy.can_list, often=lambda user: user.watches)
    menu.add_tab(
        app, "project", 45, _l("督查"), "inspections.of_project", often=lambda user, *_: user.watches
    )
    ticks.daily(actions.enter_checks)
    ticks.daily(actions.settle)
    state_changed.connect(generation.follow)
    WORKFLOW.also_needs("make_ready", an_approved_plan)
    todos.register(app)
    dossier.register(app)
    weak_spots.theme(app, 25, "inspections", _l("督查"), left_undone)
