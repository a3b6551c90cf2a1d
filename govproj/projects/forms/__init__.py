"""What may be typed about projects."""

from govproj.projects.forms.project import (
    ContractForm,
    MonthForm,
    MoveForm,
    ProjectForm,
    SearchForm,
    WorkItemForm,
)

__all__ = ["ContractForm", "MonthForm", "MoveForm", "ProjectForm", "SearchForm", "WorkItemForm"]
