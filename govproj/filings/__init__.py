"""夜间施工等报备: filed beforehand, approved, announced to the neighbours, inspected, closed."""


def register(app):
    from govproj.core import glance, menu
    from govproj.core.i18n import _l
    from govproj.filings import policy, todos
    from govproj.filings.glance import announced_for, announced_in, announced_then
    from govproj.filings.views import bp

    app.register_blueprint(bp)
    menu.add_tab(app, "village", 60, _l("施工告知"), "filings.of_village", often=menu.nobody)
    menu.add_tab(
        app, "project", 55, _l("施工告知"), "filings.of_project", policy.can_file_for, often=menu.nobody
    )
    glance.add(app, "project", 50, announced_for)
    glance.add(app, "village", 10, announced_in)
    glance.add(app, "matter", 10, announced_then)
    todos.register(app)
