"""Who may do what about work that disturbs. Who files it neither approves nor inspects nor closes it."""

from govproj.filings.states import State


def can_file(user, village) -> bool:
    """Those who carry things out in the village; whoever leads a project files for that project."""
    return user.works_in(village.id)


def can_file_for(user, project) -> bool:
    """The lead and the village's cadres, for the firm that does the work."""
    return project.is_led_by(user) or user.works_in(project.village_id)


def can_change(user, filing) -> bool:
    """Only one's own, and only before it was approved."""
    return filing.was_filed_by(user) and filing.state in {State.SUBMITTED, State.RETURNED}


def is_apart(user, filing) -> bool:
    """Nobody decides on work he filed, leads or looks after."""
    project = filing.project
    concerned = project is not None and (project.is_led_by(user) or project.has_as_contact(user))
    return not (concerned or filing.was_filed_by(user))


def can_decide(user, filing) -> bool:
    """The town's administration approves: neighbours of a village are no matter for the village alone. Who works in
    the village as well leaves it to others of the town, also where a colleague filed."""
    apart = is_apart(user, filing) and not user.works_in(filing.village_id)
    return user.administers(filing.village_id) and apart


def can_inspect(user, filing) -> bool:
    """Those who supervise go and see; who approved it does not vouch for it."""
    watches = user.supervises(filing.village_id) or user.inspects(filing.village_id)
    return watches and is_apart(user, filing)


def can_stop(user, filing) -> bool:
    """Whoever finds it unbearable on the spot stops it at once; the papers follow."""
    return can_inspect(user, filing) or can_decide(user, filing)


def can_withdraw(user, filing) -> bool:
    """Who filed it says that it will not take place."""
    return filing.was_filed_by(user)


def can_close(user, filing) -> bool:
    """The town's administration, which approved it, puts it away."""
    return can_decide(user, filing)


def can_record_complaint(user, village) -> bool:
    """Whoever in an office of or above the village takes the call writes it down, without a name."""
    return village.id in user.scope
