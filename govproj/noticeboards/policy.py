"""Who writes, signs and publishes the combined sheet of governance work."""

from govproj.noticeboards.models import SheetState


def can_write_line(user, line) -> bool:
    """Whoever leads the work says what was done; where nobody leads, the contact cadre does."""
    project = line.project
    in_charge = project.is_led_by(user) or (project.lead_id is None and project.has_as_contact(user))
    return in_charge and line.sheet.state is SheetState.DRAFT


def can_submit(user, sheet) -> bool:
    """The village puts the lines together and stands for the sheet."""
    return user.works_in(sheet.village_id)


def can_sign(user, sheet) -> bool:
    """A member of the committee signs once, and not for a sheet with work of their own on it."""
    own = any(line.project.is_led_by(user) or line.project.has_as_contact(user) for line in sheet.lines)
    return user.supervises(sheet.village_id) and not own and not sheet.is_signed_by(user)


def can_publish(user, sheet) -> bool:
    """The notice board is the village committee's and the secretary's."""
    return user.works_in(sheet.village_id)


def can_hang_out(user, sheet) -> bool:
    """Who hangs the sheet on the board also shows that it hangs there; a draft hangs nowhere."""
    return sheet.is_public and can_publish(user, sheet)


def can_send_back(user, sheet) -> bool:
    """Whoever would have to stand for the next step may refuse to."""
    rule = {SheetState.SUBMITTED: can_sign, SheetState.PASSED: can_publish}.get(sheet.state)
    return rule is not None and rule(user, sheet)


def can_correct(user, sheet) -> bool:
    """Who hung it out takes it back."""
    return sheet.state is SheetState.PUBLISHED and can_publish(user, sheet)
