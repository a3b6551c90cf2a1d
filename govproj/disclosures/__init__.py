"""月度公示: which months are owed, the notice from draft to publication, its versions and its sheet for the board."""


def register(app):
    from govproj.core import glance, menu, ticks, todo, weak_spots
    from govproj.core.i18n import _l
    from govproj.disclosures import actions, dossier
    from govproj.disclosures.glance import newest_notice_of
    from govproj.disclosures.papers import papers_of
    from govproj.disclosures.queries import desk, sheets
    from govproj.disclosures.views import bp
    from govproj.disclosures.weak_spots import missing_notices
    from govproj.projects import archive

    app.register_blueprint(bp)
    menu.add_tab(app, "project", 2, _l("公示"), "disclosures.of_project")
    menu.add_tab(app, "village", 5, _l("每月公示"), "disclosures.of_village")
    glance.add(app, "project", 30, newest_notice_of)
    ticks.daily(actions.daily)
    weak_spots.theme(app, 30, "disclosures", _l("公示"), missing_notices)
    desk.register(app)
    todo.provider(app, sheets.lines_for)
    archive.provider(app, papers_of)
    dossier.register(app)
