"""今天要办: what selections of leads ask of somebody. The page each line leads to has the button."""

from collections.abc import Iterator
from datetime import timedelta

from govproj.accounts.models import Role
from govproj.core import dates
from govproj.core.i18n import _, ngettext
from govproj.core.todo import Todo
from govproj.selections.queries import HandOver, Running, hand_overs, running, without_call
from govproj.selections.states import CHECKED, State


def todos_of(user) -> Iterator[Todo]:
    for change in hand_overs(user):
        if asked := _of_hand_over(user, change):
            title = _("%(what)s：%(project)s", what=asked, project=change.project)
            yield Todo(title, "selections.hand_over", {"project_id": change.project_id}, None)
    for line in running(user):
        asked = _asked(user, line)
        if asked or _sits(user, line):
            title = _("%(what)s：%(project)s", what=asked or _("选任领办人"), project=line.project)
            waits_for = "" if asked else _whose_turn(line)
            yield Todo(title, "selections.show", {"project_id": line.project_id}, _due(user, line), waits_for)
    for project in without_call(user) if Role.SECRETARY in user.grants else ():
        if project.is_published:
            title = _("起草领办招募：%(project)s", project=project.name)
            yield Todo(title, "selections.draft", {"project_id": project.id}, None)


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


def _of_hand_over(user, change: HandOver) -> str:
    if change.lead_id == user.id and change.not_taken:
        return ngettext("核对并接收 %(num)s 项交接", "核对并接收 %(num)s 项交接", change.not_taken)
    if user.id in (change.old_lead_id, change.contact_id) and change.not_given:
        return ngettext("交出 %(num)s 项交接", "交出 %(num)s 项交接", change.not_given)
    done = not (change.not_given or change.not_taken)
    return _("监交领办交接") if done and user.supervises(change.village_id) else ""


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
