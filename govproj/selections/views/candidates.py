"""Standing, recommending, agreeing, marking and checking, each on a page of its own."""

from flask_login import current_user

from govproj.core.access import requires
from govproj.core.htmx import render_page
from govproj.core.i18n import _
from govproj.selections import conflicts, policy
from govproj.selections.actions import candidates
from govproj.selections.forms import (
    AssessForm,
    ConfirmForm,
    RecommendForm,
    ReconcileForm,
    RulingForm,
    StandForm,
)
from govproj.selections.queries import (
    current_load,
    nomination_or_404,
    possible_leads,
    selection_or_404,
)
from govproj.selections.recusal import outcomes_open_to
from govproj.selections.views.public import back_to, bp, form_page
from govproj.villages import rules

ONLY_FOR_ASSESSORS = "selections/_for_assessors.html"


@bp.route("/projects/<int:project_id>/selection/nominate", methods=["GET", "POST"])
@requires(policy.can_nominate, on=selection_or_404)
def nominate(selection):
    form = StandForm()
    if form.validate_on_submit():
        candidates.nominate(selection, by=current_user, **form.facts())
        return back_to(selection, _("您已报名。报名截止后由研判人打分。"))
    page = {"selection": selection, "about": ONLY_FOR_ASSESSORS}
    return form_page(selection.project, form, _("我要报名"), _("报名"), **page)


@bp.route("/projects/<int:project_id>/selection/recommend", methods=["GET", "POST"])
@requires(policy.can_nominate, on=selection_or_404)
def recommend(selection):
    return _recommend(selection, candidates.recommend, _("推荐别人"))


@bp.route("/projects/<int:project_id>/selection/recommend-by-committee", methods=["GET", "POST"])
@requires(policy.can_steer, on=selection_or_404)
def recommend_by_committee(selection):
    return _recommend(selection, candidates.recommend_by_committee, _("由村两委推荐人选"))


def _recommend(selection, action, heading):
    people = {p.id: p for p in possible_leads(selection) if p.id != current_user.id}
    form = RecommendForm(people.values())
    if form.validate_on_submit():
        person, why = people[form.person_id.data], form.recommendation.data
        action(selection, person, recommendation=why, by=current_user)
        return back_to(selection, _("已推荐%(name)s，等本人答复。", name=person.name))
    intro = _("被推荐的人自己同意后才进入研判。")
    return form_page(selection.project, form, heading, _("推荐"), selection=selection, intro=intro)


@bp.route("/nominations/<int:nomination_id>/accept", methods=["GET", "POST"])
@requires(policy.can_answer, on=nomination_or_404)
def accept(nomination):
    form = StandForm()
    if form.validate_on_submit():
        candidates.accept(nomination, by=current_user, **form.facts())
        return back_to(nomination.selection, _("谢谢，您已同意参选。"))
    page = {"selection": nomination.selection, "nomination": nomination, "about": ONLY_FOR_ASSESSORS}
    return form_page(nomination.project, form, _("我愿意领办"), _("同意参选"), **page)


@bp.route("/nominations/<int:nomination_id>/decline", methods=["GET", "POST"])
@requires(policy.can_answer, on=nomination_or_404)
def decline(nomination):
    form = ConfirmForm()
    if form.validate_on_submit():
        candidates.decline(nomination, by=current_user)
        return back_to(nomination.selection, _("已记下，您不参选。"))
    intro = _("您将不再是候选人，这次选任不会再问您。")
    return form_page(
        nomination.project, form, _("不参选"), _("确定不参选"), intro=intro, selection=nomination.selection
    )


@bp.route("/nominations/<int:nomination_id>/assess", methods=["GET", "POST"])
@requires(policy.can_assess, on=nomination_or_404)
def assess(nomination):
    form = AssessForm()
    if form.validate_on_submit():
        candidates.assess(nomination, by=current_user, **form.facts())
        return back_to(nomination.selection, _("打分已提交，不能再改。"))
    return render_page(
        "selections/assess.html",
        fragment="form",
        status=422 if form.errors else 200,
        nomination=nomination,
        form=form,
        **_context_of(nomination),
    )


def _context_of(nomination) -> dict:
    setting = rules.values(["lead.weights", "lead.max_load"], nomination.selection.village_id)
    load = current_load(nomination.person)
    return {"load": load, "overloaded": load >= setting["lead.max_load"], "weights": setting["lead.weights"]}


@bp.route("/nominations/<int:nomination_id>/reconcile", methods=["GET", "POST"])
@requires(policy.can_reconcile, on=nomination_or_404)
def reconcile(nomination):
    form = ReconcileForm()
    if form.validate_on_submit():
        candidates.reconcile(nomination, text=form.text.data, by=current_user)
        return back_to(nomination.selection, _("复议意见已记录。"))
    heading = _("写%(name)s的复议意见", name=nomination.person.name)
    page = {"about": "selections/_marks.html", "selection": nomination.selection, "nomination": nomination}
    return form_page(nomination.project, form, heading, _("保存"), **page)


@bp.route("/nominations/<int:nomination_id>/rule", methods=["GET", "POST"])
@requires(policy.can_rule, on=nomination_or_404)
def rule(nomination):
    known = conflicts.of(nomination)
    again = conflicts.news(nomination, known)
    outcomes = outcomes_open_to(current_user, nomination, certain=known.certain, reopened=bool(again))
    form = RulingForm(outcomes, nomination, known.hits)
    if form.validate_on_submit():
        candidates.rule(nomination, by=current_user, **form.facts())
        return back_to(nomination.selection, _("回避核查结论已记录。"))
    page = {"known": known, "again": again, "outcomes": outcomes, "form": form}
    return _ruling_page(nomination, **page)


def _ruling_page(nomination, *, form, outcomes, **page):
    none_open = _("现在没有要您作出的结论：还没到核查阶段，或者已经有结论。")
    return form_page(
        nomination.project,
        form,
        _("回避核查：%(name)s", name=nomination.person.name),
        _("记录结论"),
        about="selections/_ties.html",
        selection=nomination.selection,
        nomination=nomination,
        missing=[] if outcomes else [none_open],
        **page,
    )
