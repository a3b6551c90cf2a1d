"""Who may do what to a monthly notice. Pure functions: no request, no query."""

from govproj.disclosures.models import State


def can_report_on(user, project) -> bool:
    """Whoever leads the work reports on it; where nobody leads, the contact cadre does."""
    return project.is_led_by(user) or (project.lead_id is None and project.has_as_contact(user))


def can_write(user, disclosure) -> bool:
    return can_report_on(user, disclosure.project)


def can_review(user, disclosure) -> bool:
    """The village answers for what it hangs out, so nobody reviews what they wrote or the work they lead."""
    project = disclosure.project
    if project.is_led_by(user) or disclosure.drafted_by_id == user.id:
        return False
    if project.lead_id is None:  # the contact cadre wrote it, so the review goes one step up
        return user.is_secretary_of(project.village_id)
    return user.is_cadre_of(project.village_id)


def can_sign(user, disclosure) -> bool:
    """The supervision committee checks the work of others: no member signs for a project of their own, or twice."""
    project = disclosure.project
    of_their_own = (
        project.is_led_by(user) or project.has_as_contact(user) or disclosure.drafted_by_id == user.id
    )
    return user.supervises(project.village_id) and not of_their_own and not disclosure.is_signed_by(user)


def can_publish(user, disclosure) -> bool:
    """The notice board is the village committee's and the secretary's."""
    return user.works_in(disclosure.project.village_id)


def can_send_back(user, disclosure) -> bool:
    """Whoever would have to stand for the next step may refuse to."""
    stands_for = {
        State.SUBMITTED: can_review,
        State.VILLAGE_REVIEWED: can_sign,
        State.SUPERVISION_PASSED: can_publish,
    }
    rule = stands_for.get(disclosure.state)
    return rule is not None and rule(user, disclosure)


def can_correct(user, disclosure) -> bool:
    """Who hung it out takes it back; an archived or corrected version is history."""
    return disclosure.state is State.PUBLISHED and can_publish(user, disclosure)


def can_hang_out(user, disclosure) -> bool:
    """Who hangs the sheet on the board also shows that it hangs there; a draft hangs nowhere."""
    return disclosure.is_public and can_publish(user, disclosure)


def can_review_month(user, village, _month) -> bool:
    """Only those who take a step of the chain need the page on which many are taken at once."""
    return user.works_in(village.id) or user.supervises(village.id)
