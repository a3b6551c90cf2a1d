"""What villagers think of a project, for its page, and that their words had consequences, also for the board."""

from govproj.core.addresses import url_for
from govproj.core.glance import Fact, Piece
from govproj.core.i18n import _
from govproj.evaluations import queries
from govproj.evaluations.satisfaction import is_publishable

SAID = "evaluations/_said_lately.html"


def verdict_on(_user, project) -> Fact:
    """The newest published verdict, or that they are being asked; public, so the same for everybody."""
    verdicts, lately = queries.about(project)
    more, label = lately and Piece(SAID, lately), _("村民满意率")
    running = next((round_ for round_, _total in verdicts if round_.accepts_answers), None)
    if running:
        return Fact(label, _("正在评议"), note=running.title, url=_page_of(running), kind="soon", more=more)
    for round_, total in verdicts:
        if total and total.tally.n and is_publishable(round_.turnout.valid):
            rate = total.tally.rate
            parts = f"{rate.part} ÷ {rate.whole}"
            return Fact(label, f"{rate.percent}", "%", parts, _page_of(round_), more=more)
    return Fact(label, _("还没有评议"), more=more)


def said_in(_user, village) -> Piece | None:
    """您说我办 of a village."""
    lately = queries.lately_in(village.id)
    return lately and Piece(SAID, lately)


def _page_of(round_) -> str:
    return url_for("evaluations.show", round_id=round_.id)
