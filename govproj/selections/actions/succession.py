"""One lead leaves, another comes: the reason, and what goes from hand to hand before a witness."""

from govproj.core import dates
from govproj.core.audit import Event
from govproj.core.i18n import _, _l
from govproj.core.workflow import MoveRefused
from govproj.projects import actions as project_actions
from govproj.selections import policy
from govproj.selections.actions.steps import make
from govproj.selections.models import HandOverItem
from govproj.selections.states import State

GIVEN = Event("selections.handed_over", "what", says=_l("交出：%(what)s"))
TAKEN = Event("selections.taken_over", "what", says=_l("接收：%(what)s"))
WITNESSED = Event("selections.hand_over_witnessed", "items", says=_l("监交 %(items)s 项"))


def replace(selection, *, because, items: list[str], note: str, by) -> None:
    """The lead leaves the project; until another is appointed the contact cadre reports on it."""
    selection.replaced_because = because
    selection.hand_over = [HandOverItem(what=what) for what in items]
    make(selection, "replace", by=by, note=note)
    project_actions.change(selection.project, by=by, lead_id=None)


def tick(item, *, by) -> None:
    """Given by the old lead (or the contact cadre for him), taken by the new one."""
    selection = item.selection
    if selection.state is not State.REPLACED:
        raise MoveRefused(_("领办人没有更换，不用交接。"))
    if selection.witnessed_on:
        raise MoveRefused(_("交接已经监交完毕，不能再改。"))
    if policy.takes(by, selection):
        _take(item, by)
    elif policy.gives(by, selection) and item.given_on is None:
        item.given_on, item.given_by_id = dates.today(), by.id
        GIVEN.record(selection, by=by, what=item.what)
    else:
        raise MoveRefused(_("这一项现在不用您打勾。"))


def _take(item, by) -> None:
    if item.given_on is None:
        raise MoveRefused(_("“%(what)s”还没有交出，不能接收。", what=item.what))
    if item.taken_on is not None:
        raise MoveRefused(_("这一项已经接收。"))
    item.taken_on, item.taken_by_id = dates.today(), by.id
    TAKEN.record(item.selection, by=by, what=item.what)


def witness(selection, *, by) -> None:
    """Once everything has changed hands."""
    if selection.witnessed_on:
        raise MoveRefused(_("交接已经监交完毕，不能再改。"))
    if not selection.hand_over or any(item.taken_on is None for item in selection.hand_over):
        raise MoveRefused(_("还有没交接完的项目，不能监交。"))
    selection.witnessed_on, selection.witness_id = dates.today(), by.id
    WITNESSED.record(selection, by=by, items=len(selection.hand_over))
