"""How a lead is selected: workflows.md 1.2 as a table, with what must hold before each step."""

from govproj.core import dates
from govproj.core.filters import day as in_words
from govproj.core.i18n import _, _l, ngettext
from govproj.core.workflow import Move, Workflow
from govproj.projects.models import State as ProjectState
from govproj.selections import conflicts, policy
from govproj.selections.panel import empty_seats
from govproj.selections.recusal import are_related
from govproj.selections.states import RUNNING, Finding, State

# Later than this the work is done, or was given up, and needs no lead any more.
NEEDS_A_LEAD = {
    ProjectState.DRAFT,
    ProjectState.PROPOSED,
    ProjectState.DECIDING,
    ProjectState.INITIATED,
    ProjectState.PROCURING,
    ProjectState.CONTRACTED,
    ProjectState.READY,
    ProjectState.BUILDING,
    ProjectState.SUSPENDED,
}
AFTER_ACCEPTANCE = {
    ProjectState.ACCEPTED,
    ProjectState.SETTLED,
    ProjectState.HANDED_OVER,
    ProjectState.ARCHIVED,
}
GIVEN_UP = {ProjectState.CANCELLED, ProjectState.TERMINATED}


def project_without_a_lead(selection):
    if not selection.project.wants_lead:
        return _("这个项目没有安排党员领办。")
    if selection.project.lead_id is not None:
        return _("这个项目已经有领办人。要换人，请先办理更换。")
    if selection.project.state not in NEEDS_A_LEAD:
        return _("项目已经完工或终止，不用再选领办人。")


def call_over(selection):
    if not selection.call_is_over:
        return _("报名到 %(day)s 截止，还没有到期。", day=in_words(selection.closes_on))


def nobody_applied(selection):
    if selection.candidates or selection.waiting:
        return _("已经有人报名或被推荐。")


def not_extended(selection):
    if selection.extended:
        return _("招募只能延长一次。请由村两委推荐人选。")


def a_candidate(selection):
    if selection.candidates:
        return None
    if selection.waiting:
        return _("被推荐的人还没有答应，请等本人答复。")
    return not_extended_yet(selection) or _("没有人报名。请由村两委推荐人选，本人同意后再研判。")


def a_candidate_left(selection):
    if not selection.candidates:
        return _("候选人都已退出。请终止这次选任，重新招募。")


def committee_may_recommend(selection):
    """Where the call has been extended and still nobody applied, the two committees look for somebody."""
    return call_over(selection) or nobody_applied(selection) or not_extended_yet(selection)


def not_extended_yet(selection):
    if not selection.extended:
        return _("没有人报名。请先把招募延长一次。")


def marks_of_all_seats(selection):
    missing = [sentence for n in selection.candidates if (sentence := _missing_marks(n))]
    return " ".join(missing) or None


def _missing_marks(nomination) -> str:
    name, least = nomination.person.name, nomination.selection.min_assessors
    lacking = least - len(nomination.assessments)
    if lacking > 0:
        return ngettext(
            "%(name)s还差 %(num)s 人研判，至少要 %(least)s 人。",
            "%(name)s还差 %(num)s 人研判，至少要 %(least)s 人。",
            lacking,
            name=name,
            least=least,
        )
    if empty := empty_seats(nomination):
        offices = _("、").join(str(role.label) for role in empty)
        return _("%(name)s还缺%(offices)s的研判。", name=name, offices=offices)
    return ""


def differences_explained(selection):
    """Said only once all have marked: before, it would tell an assessor how the others' marks lie."""
    if marks_of_all_seats(selection):
        return None
    if apart := [n.person.name for n in selection.candidates if n.wants_reconciliation]:
        return _(
            "%(names)s的评分相差超过 %(most)s 分，请研判人写明复议意见。",
            names=_("、").join(apart),
            most=selection.spread_points,
        )


def conflicts_ruled(selection):
    open_names = [n.person.name for n in selection.candidates if n.check is None]
    referred = [n.person.name for n in selection.candidates if n.check and not n.is_ruled]
    sentences = []
    if open_names:
        sentences.append(_("%(names)s还没有做回避核查，请村监会办理。", names=_("、").join(open_names)))
    if referred:
        sentences.append(_("%(names)s的情况已报镇纪委，请等答复。", names=_("、").join(referred)))
    sentences += [reopened(n, words) for n, words in _news(selection)]
    return " ".join(sentences) or None


def _news(selection):
    found = conflicts.found(selection)
    return [(n, words) for n in selection.candidates if (words := conflicts.news(n, found[n.id]))]


def reopened(nomination, words: list[str]) -> str:
    name = nomination.person.name
    return _("%(name)s核查之后有新情况，请重新核查：%(what)s", name=name, what=" ".join(words))


def someone_eligible(selection):
    if not all(n.is_ruled for n in selection.candidates):
        return None  # the checks may still find somebody
    if not any(not n.is_blocked and n.has_integrity for n in selection.candidates):
        return _("没有可以聘任的人选。请终止这次选任，重新招募。")


def a_decision(selection):
    if selection.decision is None:
        return _("还没有登记村两委会议的决定。")


def chosen_may_lead(selection):
    chosen = selection.chosen
    return chosen and obstacle(chosen)


def no_later_conflict(selection):
    """The comparison runs once more, so that a bidder or a declaration of yesterday is not overlooked."""
    chosen = selection.chosen
    if chosen and (words := conflicts.news(chosen)):
        return reopened(chosen, words)


def both_agreed(selection):
    letter = selection.letter
    if letter is None:
        return _("还没有拟好领办责任书。")
    if letter.lead_agreed_at is None:
        return _("领办人还没有在责任书上点“同意”。")
    if letter.village_agreed_at is None:
        return _("书记还没有代表村在责任书上点“同意”。")


def contact_in_place(selection):
    letter = selection.letter
    return letter and bad_contact(letter.contact, letter.lead, selection.village_id)


def bad_contact(contact, lead, village_id):
    """Who cannot look after a project for the committees."""
    if contact.id == lead.id or not contact.is_cadre_of(village_id):
        return _("联系人应是本村村两委成员，且不能是领办人自己。")
    if contact.supervises(village_id):
        return _("村务监督委员会成员不能担任自己监督项目的联系人。")
    if are_related(contact, lead):
        return _("%(name)s要回避，不能联系这个项目，请另定联系人。", name=contact.name)


def project_accepted(selection):
    if selection.project.state not in AFTER_ACCEPTANCE:
        return _("项目还没有通过验收，领办人还在任期内。")


def project_given_up(selection):
    if selection.project.state not in GIVEN_UP:
        return _("项目没有撤销或终止。")


def obstacle(nomination):
    """Why this candidate cannot be appointed; None when nothing stands in the way."""
    name, village_id = nomination.person.name, nomination.selection.village_id
    if not nomination.stands:
        return _("%(name)s已经退出。", name=name)
    if not nomination.is_ruled:
        return _("%(name)s还没有回避核查的结论。", name=name)
    if nomination.is_blocked:
        return _("%(name)s存在利益冲突，须回避，不能聘任。", name=name)
    if not nomination.has_integrity:
        return _("%(name)s的廉洁记录没有通过研判，不能聘任。", name=name)
    return not_barred(nomination.person, village_id)


def not_barred(person, village_id):
    """Offices that cannot be joined with leading a project."""
    if not person.is_party_member_of(village_id):
        return _("%(name)s不是本村党员，不能领办。", name=person.name)
    if person.supervises(village_id):
        return _("%(name)s是村务监督委员会成员，不能领办自己监督的项目。", name=person.name)
    if person.is_secretary_of(village_id):
        return _("%(name)s是书记，主持选任，不能同时参选。", name=person.name)


def publicity_over(selection):
    until = selection.publicised_until
    if dates.today() <= until:
        return _("公示到 %(day)s 期满，还没有到期。", day=in_words(until))


def objections_answered(selection):
    unanswered = sum(objection.answered_on is None for objection in selection.objections)
    if unanswered:
        return ngettext("还有 %(num)s 条异议没有答复。", "还有 %(num)s 条异议没有答复。", unanswered)
    if was_upheld(selection):
        return _("有异议成立，请重新确定人选。")


def was_upheld(selection) -> bool:
    """Whether an objection to the running decision was found to be right."""
    decision = selection.decision
    about = (o for o in selection.objections if decision and o.decision_id == decision.id)
    return any(objection.finding is Finding.UPHELD for objection in about)


def _move(name, label, source, target, *needs, why=False, allowed=policy.can_steer, follows=False):
    """Every step is the secretary's; what others must have done first are its needs."""
    return Move(name, label, frozenset(source), target, allowed, needs, why=why, follows=follows)


WORKFLOW = Workflow(
    "selections",
    _move("publish", _l("发布招募"), {State.DRAFTING}, State.PUBLISHED, project_without_a_lead),
    _move("extend", _l("延长招募"), {State.PUBLISHED}, State.PUBLISHED, call_over, nobody_applied, not_extended),
    _move("begin_assessment", _l("截止报名，开始研判"), {State.PUBLISHED}, State.ASSESSING, call_over, a_candidate),
    _move("begin_check", _l("研判完成，转回避核查"), {State.ASSESSING}, State.RECUSAL_CHECK, a_candidate_left, marks_of_all_seats, differences_explained),
    _move("begin_decision", _l("提交村两委会议"), {State.RECUSAL_CHECK}, State.DECIDING, conflicts_ruled, someone_eligible),
    _move("publicise", _l("公示人选"), {State.DECIDING}, State.PUBLICISED, a_decision, chosen_may_lead, no_later_conflict),
    _move("reconsider", _l("重新确定人选"), {State.PUBLICISED}, State.DECIDING, why=True),
    _move("appoint", _l("聘任"), {State.PUBLICISED}, State.APPOINTED, publicity_over, objections_answered, chosen_may_lead, no_later_conflict, both_agreed, contact_in_place, project_without_a_lead),
    _move("replace", _l("更换领办人"), {State.APPOINTED}, State.REPLACED, why=True),
    _move("end", _l("终止选任"), RUNNING, State.ENDED, why=True),
    # With the project, by whoever moved it.
    _move("fulfil", _l("领办期满"), {State.APPOINTED}, State.FULFILLED, project_accepted, allowed=policy.moves_the_project, follows=True),
    _move("resume", _l("退回领办"), {State.FULFILLED}, State.APPOINTED, allowed=policy.moves_the_project, follows=True),
    _move("give_up", _l("随项目终止"), RUNNING | {State.APPOINTED}, State.ENDED, project_given_up, why=True, allowed=policy.moves_the_project, follows=True),
)  # fmt: skip

# In order, for the line of steps on the page.
CHAIN = (
    State.DRAFTING,
    State.PUBLISHED,
    State.ASSESSING,
    State.RECUSAL_CHECK,
    State.DECIDING,
    State.PUBLICISED,
    State.APPOINTED,
    State.FULFILLED,
)
