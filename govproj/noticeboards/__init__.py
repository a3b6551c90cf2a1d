"""村务公开栏: what hangs side by side on the board of a village: its months, the combined sheet, the photos."""


def register(app):
    from govproj.core import menu, ticks
    from govproj.core.i18n import _l
    from govproj.noticeboards import actions, todos
    from govproj.noticeboards.views import bp

    app.register_blueprint(bp)
    menu.add_tab(app, "village", 5, _l("每月公示"), "noticeboards.of_village")
    ticks.daily(actions.enter_sheets)
    todos.register(app)
