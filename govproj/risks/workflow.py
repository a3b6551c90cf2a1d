"""How a risk point leaves the register, and how it comes back."""

from govproj.core.i18n import _, _l
from govproj.core.workflow import Move, Workflow
from govproj.risks import policy
from govproj.risks.states import State


def can_screen(user, point) -> bool:
    """Whoever looks for risks may find one again."""
    return policy.can_screen(user, point.village)


def all_measures_done(point) -> str | None:
    left = sum(measure.done_on is None for measure in point.measures)
    return _("还有 %(n)s 条防控举措没有落实，先落实再销号。", n=left) if left else None


POINTS = Workflow(
    "risk_points",
    Move(
        "close",
        _l("复评后销号"),
        frozenset({State.OPEN}),
        State.CLOSED,
        policy.can_judge,
        (all_measures_done,),
        why=True,
    ),
    Move("reopen", _l("重新登记"), frozenset({State.CLOSED}), State.OPEN, can_screen, why=True),
)
