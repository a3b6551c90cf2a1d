"""Who may see a result and who answers what follows from it."""

from govproj.evaluations.models import PUBLIC, State, Verdict
from govproj.evaluations.weak_links import Trigger


def can_see_results(user, round_) -> bool:
    """Before publication: the village's officials and those above, none of whom can change a total."""
    if round_.state is State.PUBLISHED:
        return True
    return round_.state is State.COUNTED and round_.village_id in user.scope


def can_screen(user, round_) -> bool:
    """The supervision committee reads the comments first and keeps names back; nobody those about their own work."""
    counted = round_.state in {State.COUNTED, State.PUBLISHED}
    return user.supervises(round_.village_id) and counted and not round_.concerns(user)


def can_judge_weak_link(user, weak_link) -> bool:
    """The secretary confirms what must be mended, or writes why not; the committee sees both."""
    undecided = weak_link.verdict is Verdict.PROPOSED and weak_link.round.state in PUBLIC
    return user.is_secretary_of(weak_link.village_id) and undecided


def can_follow_up(user, weak_link) -> bool:
    """Whoever confirmed that it must be mended asks again whether it was."""
    return user.is_secretary_of(weak_link.village_id) and weak_link.verdict is Verdict.CONFIRMED


def can_answer_consequence(user, consequence) -> bool:
    """The town is told and calls people in, the committee checks the notices again, the rest is the secretary's."""
    if consequence.done_on is not None or consequence.round.concerns(user):
        return False
    if consequence.trigger == Trigger.ALARM:
        return user.inspects_for_town(consequence.village_id)
    if consequence.trigger == Trigger.RECHECK_DISCLOSURE:
        return user.supervises(consequence.village_id)
    return user.is_secretary_of(consequence.village_id)


def can_reply(user, round_, _comment=None) -> bool:
    """您说我办: those who run the village answer, once the words are public."""
    return user.works_in(round_.village_id) and round_.state is State.PUBLISHED
