"""书记领办申报, 联建: what secretaries declare, who works together on site, activities and agreements."""


def register(app):
    from govproj.core import menu
    from govproj.core.i18n import _, _l
    from govproj.engagement import amounts, dossier, policy, todos
    from govproj.engagement.views import activities, agreements, declarations, integrity, joint_teams

    app.jinja_env.filters.update(quantity=amounts.plain, in_words=_)
    for views in (declarations, joint_teams, activities, agreements, integrity):
        app.register_blueprint(views.bp)
    menu.add(
        app,
        35,
        _l("书记领办"),
        "lead_declarations.index",
        policy.can_list_declarations,
        often=menu.nobody,
    )
    menu.add_tab(app, "project", 60, _l("联建"), "activities.of_project", often=menu.nobody)
    menu.add_tab(app, "village", 40, _l("活动"), "activities.of_village", often=menu.nobody)
    menu.add_tab(app, "village", 50, _l("书记领办"), "lead_declarations.of_village", often=menu.nobody)
    todos.register(app)
    dossier.register(app)
