"""The WSGI application: `gunicorn app:app`, `flask run`."""

from govproj import create_app
from govproj.core import schema

app = create_app()
schema.init_app(app)
