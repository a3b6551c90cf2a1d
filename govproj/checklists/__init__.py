"""小微权力清单: the catalogue of small powers and the checklist of every project."""


def register(app):
    from govproj.checklists import actions, gates, todos
    from govproj.checklists.catalogue import POWERS
    from govproj.checklists.views import bp, editions, powers
    from govproj.checklists.weak_spots import open_questions
    from govproj.core import menu, weak_spots
    from govproj.core.i18n import _l
    from govproj.engagement.policy import can_list_declarations
    from govproj.projects.actions import created, state_changed
    from govproj.projects.workflow import WORKFLOW
    from govproj.villages import bases

    app.register_blueprint(bp)
    app.register_blueprint(powers)
    app.register_blueprint(editions)
    menu.add(app, 60, _l("权力清单"), "powers.wall", often=lambda user: not user.scope)
    menu.add(
        app,
        61,
        _l("清单总表"),
        "checklists.all_projects",
        can_list_declarations,
        often=lambda user: user.is_inspector,
    )
    menu.add_tab(app, "village", 60, _l("权力清单"), "powers.of_village", often=menu.nobody)
    menu.add_tab(app, "project", 20, _l("清单"), "checklists.of_project")
    for move, gate in gates.GATES.items():
        WORKFLOW.also_needs(move, gates.all_done_before(gate))
    created.connect(actions.lay_out)
    state_changed.connect(actions.lay_out)  # the kind may have been changed while it was a draft
    bases.ALSO.update(POWERS)
    weak_spots.theme(app, 40, "checklists", _l("权力清单"), open_questions)
    todos.register(app)
