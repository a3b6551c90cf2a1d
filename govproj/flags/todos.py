"""What red flags expect of somebody: an answer, a judgement, or a push."""

from govproj.accounts.models import Role
from govproj.core.i18n import _
from govproj.core.todo import Todo
from govproj.flags import queries, waiting
from govproj.flags.rules import CATALOGUE
from govproj.flags.states import State, Urging


def todos_of(user):
    """One line a flag; one question, none for those who hold no office and lead nothing."""
    if not (user.scope or user.grants.get(Role.PARTY_MEMBER)):
        return
    for row in queries.waiting_for(user):
        facts = {"rule": CATALOGUE[row.rule_id].name, "project": row.project}
        own = _is_own_turn(user, row)
        title = _title(row, facts, own)
        waits = "" if own else waiting.waits_for(row.state, Urging.NONE)
        yield Todo(title, "flags.show", {"flag_id": row.id}, row.due_on, waits)


def _is_own_turn(user, row) -> bool:
    """Not of those to whom a flag comes only because it was left lying."""
    if row.state is State.ASKED:
        return not user.inspects(row.village_id)
    return user.inspects_for_town(row.village_id)


def _title(row, facts, own: bool) -> str:
    if not own:
        return _("督促：预警“%(rule)s”（%(project)s）", **facts)
    if row.state is State.ASKED:
        return _("答复预警：%(rule)s（%(project)s）", **facts)
    if row.state is State.FIRED:
        return _("核实预警：%(rule)s（%(project)s）", **facts)
    return _("核定预警的答复：%(rule)s（%(project)s）", **facts)
