"""Who may do what to a project. Pure functions: no request, no query."""

from govproj.projects.models import UNPUBLISHED


def can_create(user, village) -> bool:
    """The village plans its own projects and the town may enter one for it; inspectors never create what they audit."""
    return user.works_in(village.id) or user.administers(village.id)


def can_edit(user, project) -> bool:
    """Before the town has approved it, a project is the village's draft; afterwards it is a promise."""
    return project.state in UNPUBLISHED and can_create(user, project.village)


def can_record(user, project) -> bool:
    """Contract, dates and monthly figures are typed by the contact cadre; where none is named, by any cadre."""
    if project.contact_id is None:
        return user.works_in(project.village_id)
    return project.has_as_contact(user) or user.is_secretary_of(project.village_id)


def can_propose(user, project) -> bool:
    """Important matters go to the village Party organisation first, so its secretary proposes them."""
    return user.is_secretary_of(project.village_id)


def can_carry_on(user, project) -> bool:
    """The village committee does the paperwork of its own projects."""
    return user.is_cadre_of(project.village_id)


def can_approve(user, project) -> bool:
    """The town approves what the village has decided, and files contracts, settlements and assets."""
    return user.administers(project.village_id)


def can_confirm(user, project) -> bool:
    """The supervision committee confirms, and nobody confirms a project they lead or look after."""
    return user.supervises(project.village_id) and not (
        project.is_led_by(user) or project.has_as_contact(user)
    )


def can_build(user, project) -> bool:
    """Starting and completing are reported by whoever leads the work: the lead, or the contact cadre where none is."""
    return project.is_led_by(user) or (project.lead_id is None and project.has_as_contact(user))


def can_steer(user, project) -> bool:
    """Stopping and resuming touch the contract and the villagers' money: the secretary answers for it."""
    return user.is_secretary_of(project.village_id)


def can_manage_work_items(user, village) -> bool:
    """The list of the year's central work is the secretary's."""
    return user.is_secretary_of(village.id)


def can_follow(user, project) -> bool:
    """Whoever works on a project or answers for it reads its papers and what the next step still lacks."""
    return project.village_id in user.scope or project.is_led_by(user)


def can_report(user, project) -> bool:
    """The lead is on the site, the contact cadre keeps the books: either writes down what was reached."""
    return can_record(user, project) or project.is_led_by(user)


def can_keep_papers(user, project) -> bool:
    """The committee keeps its projects' files; whoever records a project may add to its own."""
    return can_carry_on(user, project) or can_report(user, project)
