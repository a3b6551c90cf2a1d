"""Standing, recommending, agreeing, marking, and ruling on interests."""

from govproj.core import dates
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _, _l
from govproj.core.workflow import MoveRefused
from govproj.selections import conflicts, policy, suitability
from govproj.selections.models import ConflictCheck, LeadAssessment, Nomination, Seconding
from govproj.selections.panel import seat_of
from govproj.selections.queries import current_load
from govproj.selections.recusal import named_in, outcomes_open_to, wants_reason
from govproj.selections.states import STILL_OPEN, State, Way
from govproj.selections.workflow import committee_may_recommend, not_barred
from govproj.villages import rules

NOMINATED = Event("selections.nominated", "person", "way", says=_l("提名领办人选：%(person)s"))
ACCEPTED = Event("selections.accepted", "person", says=_l("%(person)s同意参选领办人"))
DECLINED = Event("selections.declined", "person", says=_l("%(person)s不参选领办人"))
ASSESSED = Event("selections.assessed", "person", says=_l("完成对%(person)s的研判"))
RECONCILED = Event("selections.reconciled", "person", says=_l("写明对%(person)s评分差异的复议意见"))
SECONDED = Event("selections.seconded", "person", says=_l("也推荐%(person)s领办"))
RULED = Event("selections.ruled", "person", "outcome", says=_l("回避核查%(person)s：%(outcome)s"))


def nominate(selection, *, by, **own_words) -> Nomination:
    """Stand oneself; `own_words` are statement, age_band and education. A recommendation is accepted thereby."""
    _must_take_nominations(selection)
    nomination = selection.nomination_of(by)
    if nomination is None:
        nomination = _add(selection, by, Way.SELF, by=by)
    accept(nomination, by=by, **own_words)
    return nomination


def recommend(selection, person, *, recommendation: str, by) -> Nomination:
    """Propose somebody else, who becomes a candidate by agreeing; who is known already gets one more voice."""
    _must_take_nominations(selection)
    known = selection.nomination_of(person)
    if known and known.declined_at is None and person.id != by.id:
        return _second(known, recommendation, by)
    return _propose(selection, person, Way.RECOMMENDED, recommendation, by)


def _second(nomination, words: str, by) -> Nomination:
    voices = [nomination.recommended_by_id, *(one.by_id for one in nomination.seconded)]
    if by.id in voices:
        raise MoveRefused(_("您已经推荐过%(name)s。", name=nomination.person.name))
    nomination.seconded.append(Seconding(by_id=by.id, words=words))
    SECONDED.record(nomination.selection, by=by, person=nomination.person.name)
    return nomination


def recommend_by_committee(selection, person, *, recommendation: str, by) -> Nomination:
    """Put down whom the two committees propose where nobody applied."""
    if selection.state is not State.PUBLISHED:
        raise MoveRefused(_("现在不在招募阶段。"))
    if reason := committee_may_recommend(selection):
        raise MoveRefused(reason)
    return _propose(selection, person, Way.COMMITTEE, recommendation, by)


def _must_take_nominations(selection) -> None:
    if not selection.takes_nominations:
        raise MoveRefused(_("现在不在报名期间。"))


def _propose(selection, person, way, recommendation, by) -> Nomination:
    if person.id == by.id:
        raise MoveRefused(_("自己参选请用“我要报名”。"))
    known = selection.nomination_of(person)
    if known and known.declined_at is None:
        raise MoveRefused(_("%(name)s已经报名或被推荐过。", name=person.name))
    if known:
        raise MoveRefused(_("%(name)s已经表示不参选，请尊重本人意愿。", name=person.name))
    return _add(selection, person, way, by=by, recommended_by=by, recommendation=recommendation)


def _add(selection, person, way, *, by, **facts) -> Nomination:
    if reason := not_barred(person, selection.village_id):
        raise MoveRefused(reason)
    nomination = Nomination(person=person, way=way, **facts)
    selection.nominations.append(nomination)
    NOMINATED.record(selection, by=by, person=person.name, way=way)
    return nomination


def accept(nomination, *, statement: str, age_band, education, by) -> None:
    """Become a candidate of one's own will; possible until the assessment begins."""
    if nomination.selection.state is not State.PUBLISHED:
        raise MoveRefused(_("研判已经开始，不能再参选。"))
    if nomination.stands:
        raise MoveRefused(_("您已经报过名了。"))
    if reason := not_barred(nomination.person, nomination.selection.village_id):
        raise MoveRefused(reason)
    nomination.statement, nomination.age_band, nomination.education = statement, age_band, education
    nomination.accepted_at, nomination.declined_at = dates.now(), None
    ACCEPTED.record(nomination.selection, by=by, person=nomination.person.name)


def decline(nomination, *, by) -> None:
    """Say no to a recommendation, or step back, as long as the village has not been told."""
    if nomination.selection.state not in STILL_OPEN:
        raise MoveRefused(_("人选已经公示或选任已经结束，退出请联系书记。"))
    if nomination.declined_at:
        raise MoveRefused(_("您已经表示过不参选。"))
    nomination.declined_at = dates.now()
    DECLINED.record(nomination.selection, by=by, person=nomination.person.name)


def assess(nomination, *, by, marks: dict[str, int], integrity_record: bool, **words: str) -> LeadAssessment:
    """Give one's marks, once; the load and the weights are those of this day. `words` say what they rest on."""
    selection = nomination.selection
    if selection.state is not State.ASSESSING or not nomination.stands:
        raise MoveRefused(_("现在不在研判阶段，或者这位候选人已经退出。"))
    if not policy.can_assess(by, nomination):
        raise MoveRefused(_("候选人本人和近亲属不能研判。"))
    if nomination.assessment_by(by):
        raise MoveRefused(_("您已经给%(name)s打过分，打分不能改。", name=nomination.person.name))
    load = current_load(nomination.person)
    assessment = LeadAssessment(
        assessor=by,
        seat=seat_of(by, selection.village_id),
        current_load=load,
        total_tenths=int(_total(nomination, marks, load) * 10),
        integrity_record=integrity_record,
        **words,
        **marks,
    )
    nomination.assessments.append(assessment)
    ASSESSED.record(selection, by=by, person=nomination.person.name)
    return assessment


def _total(nomination, marks: dict[str, int], load: int):
    setting = rules.values(["lead.weights", "lead.age_scores"], nomination.selection.village_id)
    scores = {
        **marks,
        "education_level": suitability.education_score(nomination.education),
        "current_load": suitability.load_score(load),
        "age_band": setting["lead.age_scores"][nomination.age_band],
    }
    return suitability.total(scores, setting["lead.weights"])


def reconcile(nomination, *, text: str, by) -> None:
    """Say why the marks lie so far apart and what the assessors make of it together."""
    if nomination.selection.state is not State.ASSESSING:
        raise MoveRefused(_("现在不在研判阶段，请刷新页面后重试。"))
    nomination.reconciliation, nomination.reconciled_by = text, by
    RECONCILED.record(nomination.selection, by=by, person=nomination.person.name)


def rule(nomination, *, outcome, reason: str = "", recused_steps: str = "", by) -> ConflictCheck:
    """Say whether the candidate's interests stand in the way; earlier rulings are kept."""
    known = conflicts.of(nomination)
    again = bool(conflicts.news(nomination, known))
    if outcome not in outcomes_open_to(by, nomination, certain=known.certain, reopened=again):
        raise MoveRefused(_("这个结论现在不能由您作出：村监会只能认定无冲突或报镇纪委。"))
    if not nomination.stands:
        raise MoveRefused(_("%(name)s已经退出。", name=nomination.person.name))
    if not reason and wants_reason(outcome, known.hits, nomination.check):
        raise MoveRefused(_("请写明理由。"))
    if name := named_in(recused_steps, nomination.person):
        raise MoveRefused(_("回避环节会公开，不能写亲属的姓名（%(name)s）。", name=name))
    check = ConflictCheck(outcome=outcome, reason=reason, recused_steps=recused_steps, by=by)
    check.office = by.office_for(nomination.selection.village_id)
    check.hits, check.basis = [hit.words for hit in known.hits], known.basis
    nomination.checks.append(check)
    db.session.flush()
    RULED.record(nomination.selection, by=by, person=nomination.person.name, outcome=outcome)
    return check
