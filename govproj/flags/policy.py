"""Who may do what with a red flag. A flag is a question to be answered, and nothing public."""

from govproj.accounts.models import Role
from govproj.rectifications.policy import can_keep_clues


def can_list(user) -> bool:
    """A tool of those in office; a lead is led to the questions of his project from the workbench."""
    return bool(user.scope)


def can_list_of(user, project) -> bool:
    """Who is asked about a project, and who supervises or inspects it; nobody else learns that anything was asked."""
    return project.village_id in user.scope or project.is_led_by(user)


def sees_all(user, village_id: int) -> bool:
    """Red is first known to those who supervise and inspect, so that nobody tidies up before the question."""
    return user.supervises(village_id) or user.inspects(village_id)


def can_read(user, flag) -> bool:
    """The project team sees what it has been asked, the agency what concerns money."""
    if sees_all(user, flag.village_id):
        return True
    team = user.works_in(flag.village_id) or _leads(user, flag)
    agency = user.administers(flag.village_id) and flag.is_finance
    return (team and flag.asked_on is not None) or agency


def can_ask(user, flag) -> bool:
    """An inspector decides when the village is told of a red flag."""
    return user.inspects(flag.village_id)


def can_answer(user, flag) -> bool:
    """Those who carry the project out answer, money also the agency; who supervises or inspects never answers."""
    if sees_all(user, flag.village_id):
        return False
    agency = user.administers(flag.village_id) and flag.is_finance
    return user.works_in(flag.village_id) or _leads(user, flag) or agency


def can_judge(user, flag) -> bool:
    """An inspector without a hand in the project says whether the question was right, never on an answer of his own."""
    return user.inspects(flag.village_id) and not _has_a_hand(user, flag) and flag.answered_by_id != user.id


def can_read_clue(user, flag) -> bool:
    """A clue is for inspectors apart from the village and the project: nobody it may be about learns of it."""
    return can_keep_clues(user, flag.village_id) and not _has_a_hand(user, flag)


def _has_a_hand(user, flag) -> bool:
    return any(p.is_led_by(user) or p.has_as_contact(user) for p in flag.projects)


def can_read_rules(user, _rule=None) -> bool:
    """The catalogue says what looks conspicuous and what does not; only those who supervise and inspect read it."""
    return (
        user.is_inspector or bool(user.grants.get(Role.SUPERVISOR)) or bool(user.grants.get(Role.TOWN_ADMIN))
    )


def can_try(user, _rule=None) -> bool:
    """What a new threshold would have asked names projects: that is for inspectors."""
    return user.is_inspector


def _leads(user, flag) -> bool:
    return any(project.is_led_by(user) for project in flag.projects)
