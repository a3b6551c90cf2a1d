"""The selection of a lead as everybody reads it, and each thing people do in it on a page of its own."""

from govproj.selections.views import (  # noqa: F401 - their routes
    appointment,
    candidates,
    declarations,
    firms,
    led,
    objections,
    steps,
    succession,
)
from govproj.selections.views.public import bp

__all__ = ["bp"]
