"""月度公示: one project's month, from the day it is owed to the sheet on the wall.

To be read in this order:
  duties, actions/tick             which months are owed, by when each step; entered once a day
  queries/{known,figures}          what a draft begins with; queries/{records,books} fetch it from other features
  workflow, policy                 the chain as a table: lead → village → committee → published; who may take a step
  actions/notices, content         what the steps do; what is frozen, fingerprinted and put into the log
  queries/{review,twins}, todos    the reviewers' page of a month, photos used twice, whose turn it is
  views/sheet, room, printing      what stands on the notice, what fits on its paper, the paper
"""


def register(app):
    from govproj.core import glance, menu, ticks, todo, weak_spots
    from govproj.core.i18n import _l
    from govproj.disclosures import actions, dossier
    from govproj.disclosures.glance import newest_notice_of
    from govproj.disclosures.papers import papers_of
    from govproj.disclosures.todos import lines_for
    from govproj.disclosures.views import bp
    from govproj.disclosures.weak_spots import missing_notices
    from govproj.projects import archive

    app.register_blueprint(bp)
    menu.add_tab(app, "project", 2, _l("公示"), "disclosures.of_project")
    glance.add(app, "project", 30, newest_notice_of)
    ticks.daily(actions.enter_duties)
    weak_spots.theme(app, 30, "disclosures", _l("公示"), missing_notices)
    todo.provider(app, lines_for)
    archive.provider(app, papers_of)
    dossier.register(app)
