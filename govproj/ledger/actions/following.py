"""What the books say of a project is not asked again on its page: its life moves along with them."""

from datetime import date

from govproj.projects import actions as projects
from govproj.projects.workflow import WORKFLOW


def project_follows(project, name: str, *, by, on: date) -> None:
    """Make the move where this person may and nothing is missing; else it stays a button on the project's page."""
    move = WORKFLOW.moves[name]
    if not move.starts_from(project.state, project) or not move.allowed(by, project):
        return
    on = max([on, *(step.occurred_on for step in project.steps[-1:])])
    if not WORKFLOW.missing(name, project, on):
        projects.move(project, name, by=by, on=on)
