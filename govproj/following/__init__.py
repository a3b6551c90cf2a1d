"""关注: hearing of new notices: by feed and calendar without an account, on the workbench with one."""


def register(app):
    from govproj.core import todo
    from govproj.following.todos import NEWS
    from govproj.following.views import bp

    app.register_blueprint(bp)
    todo.lines(app, NEWS)
