"""Central work items, and projects from the first draft to the archive."""


def register(app):
    from govproj.core import menu
    from govproj.core.i18n import _l
    from govproj.firms import policy as firms_policy
    from govproj.projects import archive, dossier, todos
    from govproj.projects.views import bp

    app.register_blueprint(bp)
    menu.add(app, 20, _l("看项目"), "projects.index")
    menu.add_tab(app, "firm", 20, _l("承接的项目"), "projects.of_firm", firms_policy.can_list)
    menu.add_tab(app, "project", 0, _l("概况"), "projects.show")
    menu.add_tab(app, "project", 5, _l("节点"), "projects.milestones", often=menu.nobody)
    menu.add_tab(
        app, "project", 8, _l("对象"), "projects.objects", lambda _user, project: bool(project.board)
    )
    menu.add_tab(app, "project", 85, _l("档案"), "projects.papers", often=menu.nobody)
    archive.provider(app, archive.own_papers)
    todos.register(app)
    dossier.register(app)
