"""The demo site: three villages whose half year is replayed, act by act, through the product's own actions."""

from govproj.demo.accounts import listed_accounts
from govproj.demo.loader import load

__all__ = ["listed_accounts", "load", "register"]


def register(app) -> None:
    """In a demo the sign-in page lists the accounts."""
    app.extensions["demo_accounts"] = listed_accounts
