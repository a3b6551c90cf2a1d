"""Who may plan, check, confirm and read. Who carries out never supervises."""

from govproj.inspections.states import CheckKind


def stands_apart(user, project) -> bool:
    return not (project.is_led_by(user) or project.has_as_contact(user))


def can_draft_plan(user, project) -> bool:
    """The supervision committee plans how a project is watched, and nobody plans for one they lead or look after."""
    return user.supervises(project.village_id) and stands_apart(user, project)


def can_draft(user, plan) -> bool:
    return can_draft_plan(user, plan.project)


def can_approve(user, plan) -> bool:
    """The town's discipline office approves what the village has drawn up."""
    return user.inspects_for_town(plan.village_id) and stands_apart(user, plan.project)


def can_read_reports(user, project) -> bool:
    """Names, photos and problems are for those in office and the lead; villagers read how many checks were kept."""
    return project.village_id in user.scope or project.is_led_by(user)


def can_check(user, check) -> bool:
    """The contact cadre goes every week, any cadre where none is named; the supervision committee once a month."""
    if check.kind is CheckKind.MONTHLY:
        return user.supervises(check.village_id) and stands_apart(user, check.project)
    project, anybody = check.project, check.project.contact_id is None
    return user.is_cadre_of(check.village_id) if anybody else project.has_as_contact(user)


def can_cosign(user, report) -> bool:
    """The lead was there and confirms what the contact cadre has written."""
    weekly = report.check and report.check.kind is CheckKind.WEEKLY
    return bool(weekly) and report.cosigned_on is None and report.project.is_led_by(user)


def can_solve(user, problem) -> bool:
    """What has to be arranged is arranged by those who run the village, or by the lead."""
    return user.works_in(problem.village_id) or bool(problem.project and problem.project.is_led_by(user))


def can_list(user) -> bool:
    """The boards are a tool of those in office."""
    return bool(user.scope)


def can_list_village(user, village) -> bool:
    """Names and rows are for those in office."""
    return village.id in user.scope
