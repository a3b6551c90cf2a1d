"""Who writes, signs and publishes the combined sheet of governance work, and who follows what."""

from govproj.disclosures.models import SheetState


def can_write_line(user, line) -> bool:
    """Whoever leads the work says what was done; where nobody leads, the contact cadre does."""
    project = line.project
    in_charge = project.is_led_by(user) or (project.lead_id is None and project.has_as_contact(user))
    return in_charge and line.sheet.state is SheetState.DRAFT


def can_submit_sheet(user, sheet) -> bool:
    """The village puts the lines together and stands for the sheet."""
    return user.works_in(sheet.village_id)


def can_sign_sheet(user, sheet) -> bool:
    """A member of the committee signs once, and not for a sheet with work of their own on it."""
    own = any(line.project.is_led_by(user) or line.project.has_as_contact(user) for line in sheet.lines)
    return user.supervises(sheet.village_id) and not own and not sheet.is_signed_by(user)


def can_publish_sheet(user, sheet) -> bool:
    """The notice board is the village committee's and the secretary's."""
    return user.works_in(sheet.village_id)


def can_send_sheet_back(user, sheet) -> bool:
    """Whoever would have to stand for the next step may refuse to."""
    rule = {SheetState.SUBMITTED: can_sign_sheet, SheetState.PASSED: can_publish_sheet}.get(sheet.state)
    return rule is not None and rule(user, sheet)


def can_correct_sheet(user, sheet) -> bool:
    """Who hung it out takes it back."""
    return sheet.state is SheetState.PUBLISHED and can_publish_sheet(user, sheet)


def can_follow(user, *_thing) -> bool:
    """Whoever has an account; without one there are the feed and the calendar."""
    return user.is_authenticated
