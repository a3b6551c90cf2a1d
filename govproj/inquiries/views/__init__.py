"""What is said against notices and how it is answered: objections, formal inquiries, complaints."""

from govproj.inquiries.views import inquiries, objections  # noqa: F401 - their routes
from govproj.inquiries.views.answers import bp

__all__ = ["bp"]
