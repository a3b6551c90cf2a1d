"""The WSGI application: `gunicorn app:app`, `flask run`."""

from govproj import create_app

app = create_app()
