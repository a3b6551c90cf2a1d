"""What people do about supervision, and the checks that arise by themselves."""

from govproj.inspections.actions.generation import enter_checks
from govproj.inspections.actions.reports import cosign, solve, submit_check, submit_visit
from govproj.inspections.actions.unannounced import settle

__all__ = ["cosign", "enter_checks", "settle", "solve", "submit_check", "submit_visit"]
