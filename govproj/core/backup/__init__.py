"""Backups: what is in one, how it is written while the site runs, and how a site comes back from it."""
