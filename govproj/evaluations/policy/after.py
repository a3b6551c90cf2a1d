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


def answers_for_the_village(user, thing) -> bool:
    """The secretary, but nobody for a project of his own: then the town, for the committee only watches."""
    own = thing.project.is_led_by(user) or thing.project.has_as_contact(user)
    if thing.secretary_is_concerned and user.inspects_for_town(thing.village_id):
        return not own
    return user.is_secretary_of(thing.village_id) and not own


def can_judge_weak_link(user, weak_link) -> bool:
    """What must be mended is confirmed, or it is written why not; the committee sees both."""
    undecided = weak_link.verdict is Verdict.PROPOSED and weak_link.round.state in PUBLIC
    return undecided and answers_for_the_village(user, weak_link)


def can_follow_up(user, weak_link) -> bool:
    """Whoever confirmed that it must be mended asks again whether it was."""
    return weak_link.verdict is Verdict.CONFIRMED and answers_for_the_village(user, weak_link)


def can_answer_consequence(user, consequence) -> bool:
    """The town is told and calls people in, the committee checks the notices again, the rest is the secretary's."""
    if consequence.done_on is not None:
        return False
    if consequence.trigger == Trigger.ALARM:
        return user.inspects_for_town(consequence.village_id)
    if consequence.trigger == Trigger.RECHECK_DISCLOSURE:
        return user.supervises(consequence.village_id) and not consequence.round.concerns(user)
    return answers_for_the_village(user, consequence)


def can_reply(user, round_, _comment=None) -> bool:
    """您说我办: those who run the village answer, once the words are public."""
    return user.works_in(round_.village_id) and round_.state is State.PUBLISHED
