"""Who may do what to a decision. The village decides and writes it down; its supervision committee vouches for it."""

from govproj.projects import policy as projects
from govproj.projects.models import ENDED


def can_record(user, process) -> bool:
    """The contact cadre and the secretary keep the minutes of their project, as long as it lives."""
    return can_start(user, process.project)


def can_start(user, project) -> bool:
    """As for recording; nobody decides about a project that has ended."""
    return project.state not in ENDED and projects.can_record(user, project)


def can_sign_for(user, process) -> bool:
    """The supervision committee, where it neither leads nor looks after the project."""
    project = process.project
    return user.supervises(process.village_id) and not (
        project.is_led_by(user) or project.has_as_contact(user)
    )


def can_steer(user, process) -> bool:
    """Giving a matter up is the secretary's to answer for."""
    return user.is_secretary_of(process.village_id)


def can_keep(user, meeting) -> bool:
    """Minutes are kept by those who keep the decision."""
    return can_record(user, meeting.process)


def can_sign(user, meeting) -> bool:
    """Nobody signs the minutes of a meeting they chaired, recorded or typed."""
    return can_sign_for(user, meeting.process) and not meeting.was_run_by(user)


def can_read_all(user, project) -> bool:
    """Names of villagers and papers with signatures are for those in office."""
    return project.village_id in user.scope
