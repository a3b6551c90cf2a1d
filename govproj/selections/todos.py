"""今天要办: what selections of leads ask of somebody. Two queries; the page each line leads to has the button."""

from collections.abc import Iterator

from govproj.core import dates
from govproj.core.i18n import _, ngettext
from govproj.core.todo import Todo
from govproj.selections.queries import HandOver, Running, hand_overs, running
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
            waits_for = "" if asked else str(line.state.label)
            answers = line.unanswered and user.works_in(line.village_id)
            due = line.answer_by if answers and line.answer_by else line.due_on
            yield Todo(title, "selections.show", {"project_id": line.project_id}, due, waits_for)


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
