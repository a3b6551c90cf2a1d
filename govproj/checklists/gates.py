"""Moves of a project that have to wait for items of its checklist."""

from functools import cache

from govproj.checklists.catalogue import POWERS
from govproj.checklists.queries import standing_of
from govproj.core.i18n import _
from govproj.core.workflow import Missing
from govproj.projects.models import State

LIST = "checklists.of_project"  # the page where what is missing can be put right

# The move, and the gate of the catalogue it passes. Governance projects have no `ready`: they begin at once.
GATES = {
    "make_ready": State.READY,
    "start_governance": State.READY,
    "complete": State.COMPLETED,
    "accept": State.ACCEPTED,
    "settle": State.SETTLED,
    "hand_over": State.HANDED_OVER,
    "archive": State.ARCHIVED,
    "archive_governance": State.ARCHIVED,
}


@cache  # one condition a gate, however many sites one process makes
def all_done_before(gate: State):
    """The condition for a move: None, or the sentence that names what is open.

    Of the catalogue's own items none may be missing, so that a project without a checklist does not slip through;
    local items, and items left out for a small sum, stand in the checklist or do not.
    """

    def all_done(project) -> str | None:
        listed = standing_of(project)
        wanted = {
            code: power.name
            for code, power in POWERS.items()
            if power.gate == gate and power.fits(project) and (power.small_works or not listed)
        }
        wanted |= {
            row.code: row.power.name
            for row in listed.values()
            if row.power.gate == gate and row.power.fits(project)
        }
        done = {code for code, row in listed.items() if row.done}
        still_open = [f"{code} {name}" for code, name in sorted(wanted.items()) if code not in done]
        if not still_open:
            return None
        names = _("、").join(still_open[:3])
        if len(still_open) <= 3:
            return Missing(_("清单还没办结：%(names)s。", names=names), LIST)
        sentence = _("清单还有 %(number)s 项没办结：%(names)s 等。", number=len(still_open), names=names)
        return Missing(sentence, LIST)

    return all_done
