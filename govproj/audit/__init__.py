"""Reading the log: who did what for inspectors, and for everybody the proof that nothing was rewritten."""


def register(app):
    from govproj.audit import backups, policy, queries
    from govproj.audit.actions import sign_the_day
    from govproj.audit.views import bp
    from govproj.core import menu, ticks, todo
    from govproj.core.i18n import _l

    app.register_blueprint(bp)
    app.jinja_env.globals["receipt_of"] = queries.receipt_of
    menu.add(app, 90, _l("留痕"), "audit.entries", policy.can_read_log, often=lambda user: not user.scope)
    menu.add_tab(app, "project", 90, _l("留痕"), "audit.of_project", policy.can_read_trail, often=menu.nobody)
    todo.provider(app, backups.due)
    ticks.daily(sign_the_day)
