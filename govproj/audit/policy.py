"""Who may read the log."""


def can_read_log(user) -> bool:
    """Discipline inspectors read what was done; the administrator has no business data and reads of the site alone."""
    return user.is_inspector or user.is_admin


def can_read_trail(user, project) -> bool:
    """A project's whole trail names everybody who acted in it, so it is for those who inspect the village."""
    return user.inspects(project.village_id)
