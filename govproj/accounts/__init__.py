"""Who people are: users, their offices, signing in."""


def register(app):
    from flask_login import LoginManager

    from govproj.accounts import passwords, sessions
    from govproj.accounts.models import Anonymous
    from govproj.accounts.views import bp
    from govproj.core import ticks

    login = LoginManager(app)
    login.anonymous_user = Anonymous
    login.session_protection = None  # the session row decides, not the browser's name
    login.user_loader(sessions.user_of)
    app.register_blueprint(bp)
    ticks.daily(passwords.forget_old_tries)
    ticks.daily(sessions.sweep)
