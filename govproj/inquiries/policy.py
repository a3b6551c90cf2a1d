"""Who puts down what villagers say about notices, and who answers. Pure functions: no request, no query."""

from govproj.inquiries.models import ObjectionState


def can_take_down(user, notice) -> bool:
    """Whoever comes to the office or to the committee may have an objection put down there."""
    return notice.is_public and (user.works_in(notice.village_id) or user.supervises(notice.village_id))


def can_put_down_again(user, objection) -> bool:
    """Whoever lost the receipt, or never had one, says at the office that the reply does not satisfy."""
    return can_take_down(user, objection.notice)


def can_ask_again(_user, _objection) -> bool:
    """Anybody with the receipt, or at the office: the form and the guard of the page have seen to that."""
    return True


def can_reply(user, objection) -> bool:
    """First the village, then the committee, then the town; nobody answers for work they lead or look after there,
    nor a second time after a change of office."""
    led = any(project.is_led_by(user) for project in objection.projects)
    if led or any(reply.by_id == user.id for reply in objection.replies):
        return False
    match objection.state:
        case ObjectionState.OPEN:
            return user.works_in(objection.village_id)
        case ObjectionState.IN_REVIEW:
            looks_after = any(project.has_as_contact(user) for project in objection.projects)
            return user.supervises(objection.village_id) and not looks_after
        case ObjectionState.AT_TOWN:
            return answers_for_town(user, objection.village_id)
    return False


def can_read_who(user, objection) -> bool:
    """Name and phone are for whoever has to answer now, so that they can call back."""
    return can_reply(user, objection)


def answers_for_town(user, village_id: int) -> bool:
    """The town's discipline inspector, or its administration; nobody who has an office in the village as well."""
    of_town = user.inspects_for_town(village_id) or user.administers(village_id)
    return of_town and not user.works_in(village_id)


def can_record_inquiry(user, village) -> bool:
    """A formal inquiry is handed in on paper: to the village, or to the committee."""
    return user.works_in(village.id) or user.supervises(village.id)


def can_answer_inquiry(user, inquiry) -> bool:
    """The village committee is asked, so the village answers; nobody answers about work they lead."""
    leads = inquiry.project is not None and inquiry.project.is_led_by(user)
    return inquiry.replied_on is None and user.works_in(inquiry.village_id) and not leads


def can_record_complaint(user, village) -> bool:
    """A complaint goes past the village: only the town puts it down."""
    return answers_for_town(user, village.id)


def can_read_complaint(user, complaint) -> bool:
    """Until it is answered the words belong to the town and the county; afterwards they are everybody's."""
    if complaint.replied_on is not None:
        return True
    above = answers_for_town(user, complaint.village_id) or user.inspects(complaint.village_id)
    return above and not _own(user, complaint.project)


def can_answer_complaint(user, complaint) -> bool:
    """The town looks into it and answers, once; nobody about a project of their own."""
    open_ = complaint.replied_on is None and answers_for_town(user, complaint.village_id)
    return open_ and not _own(user, complaint.project)


def _own(user, project) -> bool:
    return project is not None and (project.is_led_by(user) or project.has_as_contact(user))
