"""What may be typed about projects."""

from govproj.projects.forms.project import (
    MonthForm,
    MoveForm,
    PlanForm,
    ProjectForm,
    SearchForm,
    WorkItemForm,
)

__all__ = ["MonthForm", "MoveForm", "PlanForm", "ProjectForm", "SearchForm", "WorkItemForm"]
