"""Who may do what to a checklist. Those who carry an item out never vouch for it."""


def can_read(user, project) -> bool:
    """What is behind the marks concerns those in office and the lead; outsiders see the marks alone."""
    return project.village_id in user.scope or project.is_led_by(user)


def can_carry_out(user, item) -> bool:
    """The lead and the village committee do the work; money is also handled by the accounts agency."""
    return (
        item.project.is_led_by(user)
        or user.is_cadre_of(item.project.village_id)
        or (item.power.finance and user.administers(item.project.village_id))
    )


def can_tick(user, item, step) -> bool:
    """What the accounts agency has checked or paid is recorded by the agency itself."""
    return can_carry_out(user, item) and (not step.agency or user.administers(item.project.village_id))


def can_supervise(user, project) -> bool:
    """Supervision committee and town inspector, unless the project is in their own hands."""
    own = project.is_led_by(user) or project.has_as_contact(user)
    return (user.supervises(project.village_id) or user.inspects_for_town(project.village_id)) and not own


def can_vouch(user, item) -> bool:
    """Whose signature counts here: those who supervise, and the accounts agency where money moves."""
    agency = item.power.finance and user.administers(item.project.village_id)
    return can_supervise(user, item.project) or agency


def can_sign(user, item) -> bool:
    """Nobody vouches for what they did themselves, a single step of it included."""
    return can_vouch(user, item) and not item.was_carried_out_by(user)


def can_sign_some(user, project) -> bool:
    """The one-page signing is for all whose signature may count somewhere on it."""
    return can_supervise(user, project) or user.administers(project.village_id)


def can_reopen(user, item) -> bool:
    """Whoever may vouch may also find that a signed item has to be done again."""
    return can_vouch(user, item)


def decides_exemptions(user, item) -> bool:
    """Where a grave risk would go unseen the town decides."""
    if item.power.is_red:
        return user.inspects_for_town(item.project.village_id)
    return can_supervise(user, item.project)


def can_decide_exemption(user, item) -> bool:
    """Nobody decides on their own proposal."""
    return decides_exemptions(user, item) and not (item.exemption and item.exemption.by_id == user.id)


def can_spot_check(user, item) -> bool:
    """The town looks again at what others have done and signed, never at its own work or its own signature."""
    own = item.was_carried_out_by(user) or item.was_signed_by(user)
    return user.inspects_for_town(item.project.village_id) and not own


def can_note(user, item) -> bool:
    """Asking is the right of everybody who supervises, the county included."""
    return can_vouch(user, item) or user.inspects(item.project.village_id)


def can_set_due(user, item) -> bool:
    """A day set by those who have to keep it would bind nobody."""
    return can_supervise(user, item.project)


def can_answer(user, note) -> bool:
    """Those who carry the item out answer, and never a question of their own."""
    return can_carry_out(user, note.item) and note.by_id != user.id
