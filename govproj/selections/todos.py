"""今天要办: what selections of leads ask of somebody. The page each line leads to has the button."""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import func

from govproj.accounts.models import Role
from govproj.core import dates, todo
from govproj.core.i18n import _, ngettext
from govproj.core.todo import Todo
from govproj.projects.models import UNPUBLISHED, Project
from govproj.selections.models import LeadSelection, Nomination
from govproj.selections.queries import (
    NOT_DONE,
    TO_GIVE,
    TO_TAKE,
    Running,
    hand_overs,
    handed,
    reopened,
    running,
    without_call,
)
from govproj.selections.states import CHECKED, State


def register(app) -> None:
    todo.provider(app, todos_of)
    todo.lines(app, *KINDS)


def desk(user) -> list[Todo]:
    """What selections alone ask."""
    return todo.by_day([*todos_of(user), *todo.asked(user, KINDS)])


def todos_of(user) -> Iterator[Todo]:
    if not (user.scope or user.villages_as(Role.PARTY_MEMBER)):
        return
    for line in running(user):
        asked = _asked(user, line)
        if asked or _sits(user, line):
            title = _("%(what)s：%(project)s", what=asked or _("选任领办人"), project=line.project)
            waits_for = "" if asked else _whose_turn(line)
            yield Todo(title, "selections.show", {"project_id": line.project_id}, _due(user, line), waits_for)


def to_call(user):
    """Published projects that are to be led and for which nobody is sought yet."""
    if not user.villages_as(Role.SECRETARY):
        return None
    wanted = without_call(user).with_only_columns(*todo.columns(Project.id, name=Project.name))
    return wanted.where(Project.state.not_in(UNPUBLISHED))


def a_call(row) -> Todo:
    return Todo(
        _("起草领办招募：%(project)s", project=row.name), "selections.draft", {"project_id": row.id}, None
    )


def _due(user, line: Running):
    """A step that may only be taken when a period is over is due the day after its last day, not on it."""
    if line.unanswered and line.answer_by and user.works_in(line.village_id):
        return line.answer_by
    waited = line.state is State.PUBLISHED or (line.state is State.PUBLICISED and not line.unanswered)
    over = line.due_on and not line.takes_nominations and waited
    return line.due_on + timedelta(days=1) if over else line.due_on


def _whose_turn(line: Running) -> str:
    match line.state:
        case State.PUBLISHED if line.takes_nominations:
            return _("党员报名")
        case State.ASSESSING if line.short_of_marks:
            return _("研判人打分")
        case State.RECUSAL_CHECK if line.unchecked:
            return _("村监会核查")
        case State.RECUSAL_CHECK if line.referred:
            return _("镇纪委裁定")
        case State.PUBLICISED if dates.today() <= line.publicised_until:
            return _("公示期满")
    return _("村党组织书记")


def _asked(user, line: Running) -> str:
    """What this user is to do, in words; empty where it is somebody else's turn."""
    if user.is_party_member_of(line.village_id) and (words := _of_member(line)):
        return words
    if line.state is State.ASSESSING and line.unmarked and _sits(user, line):
        return ngettext("给 %(num)s 名候选人打分", "给 %(num)s 名候选人打分", line.unmarked)
    if words := _of_checker(user, line):
        return words
    if line.state is State.PUBLICISED and line.unanswered and user.works_in(line.village_id):
        return ngettext("答复 %(num)s 条异议", "答复 %(num)s 条异议", line.unanswered)
    return _of_secretary(line) if user.is_secretary_of(line.village_id) else ""


def _sits(user, line: Running) -> bool:
    return user.works_in(line.village_id) or user.supervises(line.village_id)


def _of_member(line: Running) -> str:
    if line.state is State.PUBLISHED and line.is_asked:
        return _("有人推荐您领办，请答复")
    if line.takes_nominations and line.nominated is None:
        return _("报名或推荐领办人")
    return _("看领办责任书，点同意") if line.state is State.PUBLICISED and line.to_agree else ""


def _of_checker(user, line: Running) -> str:
    if line.state not in CHECKED:
        return ""
    if line.state is State.RECUSAL_CHECK and user.supervises(line.village_id) and line.unchecked:
        return ngettext("核查 %(num)s 名候选人的利益冲突", "核查 %(num)s 名候选人的利益冲突", line.unchecked)
    if user.inspects(line.village_id) and line.referred:
        return ngettext("裁定 %(num)s 名候选人的利益冲突", "裁定 %(num)s 名候选人的利益冲突", line.referred)
    return ""


def _of_secretary(line: Running) -> str:
    match line.state:
        case State.DRAFTING:
            return _("核对并发布领办招募")
        case State.PUBLISHED if not line.takes_nominations:
            return _("招募到期，转入下一步")
        case State.ASSESSING if not line.short_of_marks:
            return _("研判完成，转回避核查")
        case State.RECUSAL_CHECK if not (line.unchecked or line.referred):
            return _("提交村两委会议")
        case State.DECIDING:
            return _("登记会议决定，公示人选")
        case State.PUBLICISED if not line.letters:
            return _("拟领办责任书")
        case State.PUBLICISED if dates.today() > line.publicised_until:
            return _("公示期满，聘任领办人")
    return ""


def to_take(user):
    return _hand_overs(Project.lead_id == user.id, TO_TAKE)


def an_item_to_take(row) -> Todo:
    return _of_hand_over(ngettext("核对并接收 %(num)s 项交接", "核对并接收 %(num)s 项交接", row.number), row)


def to_give(user):
    """By the lead before; the contact cadre of the project helps where he is gone."""
    gives = (Nomination.person_id == user.id) | (LeadSelection.contact_id == user.id)
    takes = func.coalesce(Project.lead_id, 0) == user.id
    return _hand_overs(gives & ~(takes & (handed(*TO_TAKE) > 0)), TO_GIVE)


def an_item_to_give(row) -> Todo:
    return _of_hand_over(ngettext("交出 %(num)s 项交接", "交出 %(num)s 项交接", row.number), row)


def to_witness(user):
    villages = user.villages_as(Role.SUPERVISOR)
    if not villages:
        return None
    return _hand_overs(Project.village_id.in_(villages) & (handed(*NOT_DONE) == 0), ())


def a_hand_over(row) -> Todo:
    return _of_hand_over(_("监交领办交接"), row)


def to_check_again(user):
    """The secretary's next step is refused until somebody of the committee has looked at what is new."""
    villages = user.villages_as(Role.SUPERVISOR)
    return reopened(villages).where(Nomination.person_id != user.id) if villages else None


def a_check(row) -> Todo:
    title = _("申报有变化，重新核查利益冲突：%(project)s", project=row.name)
    return Todo(title, "selections.show", {"project_id": row.of}, None)


def _hand_overs(mine, open_ones):
    number = handed(*open_ones)
    columns = todo.columns(LeadSelection.project_id, name=Project.name, number=number)
    return hand_overs().with_only_columns(*columns).where(mine, number > 0)


def _of_hand_over(what: str, row) -> Todo:
    title = _("%(what)s：%(project)s", what=what, project=row.name)
    return Todo(title, "selections.hand_over", {"project_id": row.id}, None)


KINDS = (
    todo.Kind(to_call, a_call),
    todo.Kind(to_take, an_item_to_take),
    todo.Kind(to_give, an_item_to_give),
    todo.Kind(to_witness, a_hand_over),
    todo.Kind(to_check_again, a_check),
)
