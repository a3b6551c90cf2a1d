"""Who may do what about declarations, joint teams, activities and agreements."""


def can_list_declarations(user) -> bool:
    """A tool of those in office; what has been shown hangs on the village's own page for everybody."""
    return bool(user.scope)


def can_declare(user, village) -> bool:
    """书记抓: only the secretary himself takes something upon himself."""
    return user.is_secretary_of(village.id)


def can_carry(user, declaration) -> bool:
    """Whoever is secretary now answers for what was declared, a successor too."""
    return user.is_secretary_of(declaration.village_id)


def can_judge(user, declaration) -> bool:
    """抓书记: the town approves and accepts, and nobody judges what he declared or carries out himself."""
    own = declaration.secretary_id == user.id or user.is_secretary_of(declaration.village_id)
    return user.administers(declaration.village_id) and not own


def can_record_in(user, village) -> bool:
    """Secretary and cadres keep the village's records of what it does."""
    return user.works_in(village.id)


def can_record(user, project) -> bool:
    """The village keeps the records of its projects, and the lead those of his own."""
    return project.is_published and (user.works_in(project.village_id) or project.is_led_by(user))


def can_change(user, activity) -> bool:
    """As for recording one."""
    if activity.project is None:
        return can_record_in(user, activity.village)
    return can_record(user, activity.project)


def can_answer(user, question) -> bool:
    return can_change(user, question.activity)


def can_run(user, team) -> bool:
    """As for the project's other records."""
    return can_record(user, team.project)


def can_end(user, agreement) -> bool:
    """As for recording it."""
    return can_record(user, agreement.project)


def can_read_names(user, project) -> bool:
    """Who is in a team and who signed is for those in office and the lead; others see units and counts."""
    return project.village_id in user.scope or project.is_led_by(user)


def can_list_talks(user) -> bool:
    """Everybody may look what was talked about with himself; the list holds nothing else."""
    return True


def can_talk_in(user, village) -> bool:
    """The secretary talks to his people, discipline to all below it."""
    return user.is_secretary_of(village.id) or user.inspects(village.id)
