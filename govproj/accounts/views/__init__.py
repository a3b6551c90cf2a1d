"""Signing in, one's own account, keeping other people's, and an empty site's first day."""

from govproj.accounts.views import account, kept, second_step, setup  # noqa: F401 - their routes
from govproj.accounts.views.people import bp as people
from govproj.accounts.views.sign_in import bp as accounts
from govproj.accounts.views.users import bp as users

__all__ = ["accounts", "people", "users"]
