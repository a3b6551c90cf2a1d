"""Who may do what with a project's money. Who enters does not approve, and nobody signs twice."""

from govproj.ledger.states import Seat


def can_keep(user, project) -> bool:
    """Cadres enter what their village has agreed and received; the town's accounts agency keeps the same books."""
    return user.is_cadre_of(project.village_id) or user.administers(project.village_id)


def can_read_all(user, project) -> bool:
    """Papers, accounts and signatures are for those in office and for the lead."""
    return project.village_id in user.scope or project.is_led_by(user)


def can_list(user, village) -> bool:
    """The ledger of a village is read by its officials and those above, who answer for it."""
    return village.id in user.scope


def can_file(user, thing) -> bool:
    """Contracts, settlements and assets are filed by the town's accounts agency, and only it voids or reverses."""
    return user.administers(thing.project.village_id)


def can_keep_of(user, thing) -> bool:
    """As for the project it belongs to."""
    return can_keep(user, thing.project)


def can_decide_change(user, change) -> bool:
    """From the approval line on a change is the town's, below it the secretary's; never the requester's own."""
    village_id = change.project.village_id
    above = user.administers(village_id) if change.needs_town else user.is_secretary_of(village_id)
    return above and change.requested_by_id != user.id


def can_apply(user, project) -> bool:
    """A payment is applied for by a cadre of the village, who then cannot sign it."""
    return user.is_cadre_of(project.village_id)


def can_change_application(user, payment) -> bool:
    """Only who applied corrects or withdraws: the signers judge, they do not rewrite."""
    return payment.applied_by_id == user.id


def holds(user, seat: Seat, village_id: int) -> bool:
    """Whether somebody can sign for a seat at all."""
    match seat:
        case Seat.DIRECTOR:
            return user.is_director_of(village_id)
        case Seat.SUPERVISION:
            return user.supervises(village_id)
        case Seat.TOWN:
            return user.administers(village_id)
        case Seat.SECRETARY:
            return user.is_secretary_of(village_id)


def can_take_part(user, payment) -> bool:
    """Whoever holds one of the seats of the chain, and does not lead the project himself."""
    if payment.project.is_led_by(user):
        return False
    return any(holds(user, seat, payment.village_id) for seat in payment.seats)


def can_sign(user, payment) -> bool:
    """In turn, each by another person: whoever applied or has signed already leaves it to others."""
    seat = payment.next_seat
    own = seat is not None and holds(user, seat, payment.village_id)
    return own and can_take_part(user, payment) and not payment.was_touched_by(user)


def can_return(user, payment) -> bool:
    """Every signer may send it back, also one who has signed already and sees his mistake."""
    return can_take_part(user, payment) and payment.applied_by_id != user.id
