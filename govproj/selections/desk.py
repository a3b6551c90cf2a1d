"""What the page of a selection asks of whoever reads it, and whose turn it is."""

from collections.abc import Iterator
from typing import NamedTuple

from govproj.core import dates
from govproj.core.i18n import _
from govproj.selections import conflicts, policy
from govproj.selections.recusal import outcomes_open_to
from govproj.selections.states import STILL_OPEN, State
from govproj.selections.workflow import WORKFLOW, committee_may_recommend, not_barred, was_upheld


class Act(NamedTuple):
    """Something to do, on a page of its own; `missing` says why not yet."""

    label: str
    endpoint: str
    args: dict
    missing: tuple[str, ...] = ()


ASIDE = ("extend", "reconsider", "replace", "end")  # steps off the straight way


def next_acts(user, selection) -> list[Act]:
    """What the reader is asked for now; the first one is the button of the page."""
    acts = [*_as_nominee(user, selection), *_as_assessor(user, selection), *_as_checker(user, selection)]
    acts += [*_as_answerer(user, selection), *_as_chosen(user, selection), *_as_secretary(user, selection)]
    return sorted(acts, key=lambda act: bool(act.missing))


def other_acts(user, selection) -> list[Act]:
    """What may be done besides, as plain links."""
    asked = {act.endpoint for act in next_acts(user, selection)}
    aside = [move for move in _open_steps(user, selection) if move.name in ASIDE[1:]]
    acts = [_step(move, selection) for move in aside if move.name not in asked]
    if selection.state is State.PUBLICISED and policy.can_take_objections(user, selection):
        acts.append(Act(_("登记异议"), "record_objection", _project(selection)))
    mine = selection.nomination_of(user)
    if mine and mine.stands and selection.state in STILL_OPEN:
        acts.append(Act(_("我要退出"), "decline", {"nomination_id": mine.id}))
    if not selection.is_over and policy.can_see_firms(user, selection.project):
        acts.append(Act(_("项目的相关企业"), "firms", _project(selection)))
    if selection.decision and policy.can_see_candidates(user, selection):
        acts.append(Act(_("打印会议纪要"), "minutes", _project(selection)))
    if policy.can_declare(user):
        acts.append(Act(_("我的申报"), "declarations", {}))
    return acts


def _project(selection) -> dict:
    return {"project_id": selection.project_id}


def _open_steps(user, selection) -> list:
    return WORKFLOW.open_to(user, selection)


def _step(move, selection) -> Act:
    return Act(move.label, move.name, _project(selection), tuple(WORKFLOW.missing(move.name, selection)))


def _as_nominee(user, selection) -> Iterator[Act]:
    mine = selection.nomination_of(user)
    if mine and mine.is_unanswered and selection.state is State.PUBLISHED:
        yield Act(_("答复推荐：我愿意领办"), "accept", {"nomination_id": mine.id})
        yield Act(_("不参选"), "decline", {"nomination_id": mine.id})
    if not (selection.takes_nominations and policy.can_nominate(user, selection)):
        return
    if not (mine and (mine.stands or mine.is_unanswered)) and not not_barred(user, selection.village_id):
        yield Act(_("我要报名"), "nominate", _project(selection))
    yield Act(_("推荐别人"), "recommend", _project(selection))


def _as_chosen(user, selection) -> Iterator[Act]:
    letter = selection.letter
    if (
        letter
        and selection.state is State.PUBLICISED
        and letter.lead.id == user.id
        and not letter.lead_agreed_at
    ):
        yield Act(_("看责任书，点同意"), "letter", {"letter_id": letter.id})


def _as_assessor(user, selection) -> Iterator[Act]:
    if selection.state is not State.ASSESSING:
        return
    for nomination in policy.unmarked_by(user, selection):
        label = _("给%(name)s打分", name=nomination.person.name)
        yield Act(label, "assess", {"nomination_id": nomination.id})
    for nomination in selection.candidates:
        if nomination.wants_reconciliation and policy.can_reconcile(user, nomination):
            label = _("写%(name)s的复议意见", name=nomination.person.name)
            yield Act(label, "reconcile", {"nomination_id": nomination.id})


def _as_checker(user, selection) -> Iterator[Act]:
    for nomination in selection.candidates:
        if (not nomination.is_ruled or news(nomination)) and may_rule(user, nomination):
            name = nomination.person.name
            label = _("重新核查%(name)s", name=name) if nomination.is_ruled else _("核查%(name)s", name=name)
            yield Act(label, "rule", {"nomination_id": nomination.id})


def may_rule(user, nomination) -> bool:
    if not policy.can_rule(user, nomination):
        return False
    return bool(outcomes_open_to(user, nomination, reopened=bool(news(nomination))))


def news(nomination) -> list[str]:
    """What has come up since the ruling, where the page has looked it up."""
    found = nomination.selection.findings or {}
    return conflicts.news(nomination, found[nomination.id]) if nomination.id in found else []


def _as_answerer(user, selection) -> Iterator[Act]:
    if not policy.can_take_objections(user, selection):
        return
    for objection in selection.objections:
        if objection.answered_on is None:
            yield Act(_("答复异议"), "answer_objection", {"objection_id": objection.id})


def _as_secretary(user, selection) -> Iterator[Act]:
    if not policy.can_steer(user, selection):
        return
    if selection.state is State.DECIDING and selection.decision is None:
        yield Act(_("登记村两委会议的决定"), "decide", _project(selection))
    if selection.state is State.PUBLISHED and not committee_may_recommend(selection):
        yield Act(_("由村两委推荐人选"), "recommend_by_committee", _project(selection))
    if selection.state is State.PUBLICISED:
        yield from _with_the_letter(selection)
    for move in _open_steps(user, selection):
        act = _step(move, selection)
        called_for = move.name == "extend" and not act.missing
        called_for = called_for or (move.name == "reconsider" and was_upheld(selection))
        if move.name not in ASIDE or called_for:
            yield act
    if selection.state is State.DRAFTING:
        yield Act(_("修改招募"), "edit", _project(selection))


def _with_the_letter(selection) -> Iterator[Act]:
    letter = selection.letter
    if letter is None:
        yield Act(_("拟领办责任书"), "draw_up", _project(selection))
    elif letter.village_agreed_at is None:
        yield Act(_("看责任书，点同意"), "letter", {"letter_id": letter.id})


def waits_for(selection) -> str:
    """Whose turn it is, in words."""
    match selection.state:
        case State.PUBLISHED if not selection.call_is_over:
            return _("等党员报名和推荐")
        case State.ASSESSING:
            return _("等研判人打分")
        case State.RECUSAL_CHECK if any(n.check and not n.is_ruled for n in selection.candidates):
            return _("等镇纪委答复")
        case State.RECUSAL_CHECK if any(n.check is None for n in selection.candidates):
            return _("等村监会核查")
        case State.PUBLICISED if selection.publicised_until >= dates.today():
            return _("等公示期满")
    return _("等书记办理")
