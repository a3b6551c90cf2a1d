"""What people do about supervision, and the checks that arise by themselves."""

from govproj.inspections.actions.generation import enter_checks

__all__ = ["enter_checks"]
