"""异议、质询、投诉: what villagers hold against what is disclosed, and how village, committee and town answer."""


def register(app):
    from govproj.core import glance
    from govproj.inquiries import todos
    from govproj.inquiries.glance import ways_to_object
    from govproj.inquiries.views import bp

    app.register_blueprint(bp)
    glance.add_piece(app, "notice", ways_to_object)
    todos.register(app)
