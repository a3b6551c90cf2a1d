"""What red flags expect of somebody: an answer, a judgement, or a push."""

from govproj.accounts.models import Role
from govproj.core import todo
from govproj.core.i18n import _
from govproj.core.todo import Todo
from govproj.flags import queries, waiting
from govproj.flags.rules import CATALOGUE
from govproj.flags.states import State, Urging


def register(app) -> None:
    todo.lines(app, todo.Kind(flags, a_flag))


def flags(user):
    """One line a flag; none for those who hold no office and lead nothing."""
    return queries.waiting_for(user) if user.scope or user.grants.get(Role.PARTY_MEMBER) else None


def a_flag(row) -> Todo:
    state, _bar, rule = row.about.partition("|")
    state, own = State(state), bool(row.number)
    title = _title(state, {"rule": CATALOGUE[rule].name, "project": row.name}, own)
    waits = "" if own else waiting.waits_for(state, Urging.NONE)
    to_answer = own and state is State.ASKED
    return Todo(title, "flags.answer" if to_answer else "flags.show", {"flag_id": row.id}, row.day, waits)


def _title(state: State, facts: dict, own: bool) -> str:
    if not own:
        return _("督促：预警“%(rule)s”（%(project)s）", **facts)
    if state is State.ASKED:
        return _("答复预警：%(rule)s（%(project)s）", **facts)
    if state is State.FIRED:
        return _("核实预警：%(rule)s（%(project)s）", **facts)
    return _("核定预警的答复：%(rule)s（%(project)s）", **facts)
