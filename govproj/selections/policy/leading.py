"""Who may do what once somebody has been chosen, and who notes the firms everybody is compared with."""


def can_note_firms(user, project) -> bool:
    """Whoever carries the project out knows who designs, supplies and bids for it."""
    return user.works_in(project.village_id)


def can_see_firms(user, project) -> bool:
    """Which firms are compared is for those who carry out, supervise and inspect."""
    village_id = project.village_id
    return can_note_firms(user, project) or user.supervises(village_id) or user.inspects(village_id)


def can_read_letter(user, letter) -> bool:
    """It binds two parties and is checked by those above them; it is not for the notice board."""
    village_id = letter.selection.village_id
    inside = user.works_in(village_id) or user.supervises(village_id) or user.inspects(village_id)
    return inside or letter.lead.id == user.id


def can_read_scan(user, scan) -> bool:
    """The signed page shows no more than the letter."""
    return can_read_letter(user, scan.letter)


def can_agree(user, letter) -> bool:
    """The lead agrees for himself, the secretary for the village."""
    return letter.lead.id == user.id or user.is_secretary_of(letter.selection.village_id)


def can_attach(user, letter) -> bool:
    """The paper is signed in the village office."""
    return user.works_in(letter.selection.village_id)


def moves_the_project(user, selection) -> bool:
    """A term ends with the project, whoever of its village or town brings that about."""
    village_id = selection.village_id
    return user.supervises(village_id) or user.administers(village_id) or user.is_secretary_of(village_id)


def can_hand_over(user, selection) -> bool:
    """Old lead, new lead, the committees and who inspects them: what each of them may tick, the item says."""
    village_id = selection.village_id
    inside = user.works_in(village_id) or user.supervises(village_id) or user.inspects(village_id)
    return inside or gives(user, selection) or takes(user, selection)


def gives(user, selection) -> bool:
    """The lead who leaves; where he cannot, the contact cadre does it for him."""
    return user.id in (selection.chosen.person_id, selection.contact_id)


def takes(user, selection) -> bool:
    """Whoever leads the project now."""
    return selection.project.is_led_by(user)


def can_witness(user, selection) -> bool:
    """Somebody of the supervision committee, so neither of the two and not the contact cadre."""
    return user.supervises(selection.village_id) and not (gives(user, selection) or takes(user, selection))
