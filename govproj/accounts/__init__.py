"""Who people are: users, their offices, signing in."""


def register(app):
    from flask_login import LoginManager, current_user

    from govproj.accounts import kept_texts, passwords, policy, sessions, todos, views
    from govproj.accounts.models import Anonymous
    from govproj.accounts.views.account import first_make_the_account_safe
    from govproj.accounts.views.kept import Keeper
    from govproj.core import menu, ticks, todo, unsent
    from govproj.core.backup.record import restored
    from govproj.core.i18n import _l

    login = LoginManager(app, add_context_processor=False)
    # As a global it looks the reader up only where a template asks: answering with a slip must not
    # leave a mark on the session of whoever happens to be signed in.
    app.jinja_env.globals["current_user"] = current_user
    login.anonymous_user = Anonymous
    login.session_protection = None  # the session row decides, not the browser's name
    login.user_loader(sessions.user_of)
    app.before_request(first_make_the_account_safe)
    app.register_blueprint(views.accounts)
    app.register_blueprint(views.users)
    app.register_blueprint(views.people)
    menu.add_tab(
        app, "village", 78, _l("任职人员"), "people.of_village", policy.can_read_people, often=menu.nobody
    )
    menu.add_tab(app, "person", 10, _l("任职和申报"), "people.show", policy.can_read_people)
    menu.add(
        app,
        93,
        _l("用户管理"),
        "users.index",
        policy.can_manage_users,
        often=lambda user: not user.scope,
    )
    todos.register(app)
    ticks.daily(passwords.forget_old_tries)
    ticks.daily(sessions.sweep)
    restored.connect(sessions.close_all)
    ticks.daily(kept_texts.sweep)
    unsent.register(app, Keeper())
    todo.lines(app, kept_texts.WAITING)
