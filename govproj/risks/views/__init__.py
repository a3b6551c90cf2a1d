"""The register of risks, and how far a project is with integrity work."""

from govproj.risks.views.register import bp

__all__ = ["bp"]
