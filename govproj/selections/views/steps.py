"""The secretary's steps, from the call to the notice."""

from flask_login import current_user

from govproj.core.access import requires
from govproj.core.filters import day as in_words
from govproj.core.forms import ReasonForm
from govproj.core.i18n import _, _l
from govproj.projects.queries import project_or_404
from govproj.selections import policy
from govproj.selections.actions import steps
from govproj.selections.forms import CallForm, ConfirmForm, DecisionForm
from govproj.selections.queries import newest_of, possible_deputies, selection_or_404
from govproj.selections.states import State
from govproj.selections.views.public import back_to, bp, form_page
from govproj.selections.workflow import WORKFLOW, obstacle


@bp.route("/projects/<int:project_id>/selection/new", methods=["GET", "POST"])
@requires(policy.can_steer, on=project_or_404)
def draft(project):
    form = CallForm(reason=project.proposal, period=_planned_period(project), **_said_before(project))
    if form.validate_on_submit():
        selection = steps.draft(project, by=current_user, **form.facts())
        return back_to(selection, _("招募已存为草稿，核对后发布。"))
    return form_page(project, form, _("起草领办招募"), _("保存草稿"))


def _said_before(project) -> dict:
    """The work is the same when another lead is sought: nobody writes it down twice."""
    before = newest_of(project)
    names = ("call", "task", "requirements", "openings")
    return {name: getattr(before, name) for name in names} if before else {}


def _planned_period(project) -> str:
    if not (project.planned_start and project.planned_end):
        return ""
    first, last = project.planned_start, project.planned_end
    return _("%(first)s 至 %(last)s", first=in_words(first), last=in_words(last))


@bp.route("/projects/<int:project_id>/selection/edit", methods=["GET", "POST"])
@requires(policy.can_steer, on=selection_or_404)
def edit(selection):
    form = CallForm(obj=selection)
    if form.validate_on_submit():
        steps.change(selection, by=current_user, seen=form.version.data, **form.facts())
        return back_to(selection, _("已保存。"))
    return form_page(selection.project, form, _("修改领办招募"), _("保存草稿"), selection=selection)


@bp.route("/projects/<int:project_id>/selection/decide", methods=["GET", "POST"])
@requires(policy.can_steer, on=selection_or_404)
def decide(selection):
    obstacles = {n.id: why for n in selection.candidates if (why := obstacle(n))}
    form = DecisionForm(selection, possible_deputies(selection), obstacles)
    if form.validate_on_submit():
        chosen = next(n for n in selection.candidates if n.id == form.nomination_id.data)
        steps.decide(selection, chosen, by=current_user, **form.facts())
        return back_to(selection, _("会议决定已登记，下一步公示人选。"))
    deciding = selection.state is State.DECIDING  # before, the marks are none of the secretary's business
    page = {
        "selection": selection,
        "about": "selections/_candidates.html" if deciding else "",
        "marks": deciding,
    }
    page["missing"] = [] if deciding else [_("现在不在确定人选的阶段，请刷新页面后重试。")]
    return form_page(selection.project, form, _("登记村两委会议的决定"), _("登记"), **page)


# ---- steps that need nothing typed but a reason at most: look once more, then do it ----

EXPLAINED = {
    "publish": _l("下面是全村党员会看到的内容。发布后不能再改。"),
    "extend": _l("没有人报名，可以延长一次。延长期满仍没有人，由村两委推荐。"),
    "begin_assessment": _l("报名截止，候选人转给研判人各自打分：书记、村委、村监会至少各一人。"),
    "begin_check": _l("打分到此为止，转村监会核查利益冲突。"),
    "begin_decision": _l("核查已有结论，提交村两委会议确定人选。"),
    "publicise": _l("下面是公示栏会贴出的内容，所有人都能看到。"),
    "reconsider": _l("撤回公示，回到村两委会议重新确定人选。"),
    "end": _l("这次选任到此为止，以后可以重新招募。"),
}
ABOUT = {"publish": "selections/_call.html", "publicise": "selections/_notice.html"}


def missing_before(name: str, selection) -> list[str]:
    move, here = WORKFLOW.moves[name], selection.state
    if move.starts_from(here, selection):
        return WORKFLOW.missing(name, selection)
    return [_("“%(state)s”状态下不能%(move)s，请刷新页面后重试。", state=here.label, move=move.label)]


def _route_of(move):
    @requires(move.allowed, on=selection_or_404)
    def make(selection):
        form = ReasonForm() if move.why else ConfirmForm()
        if form.validate_on_submit():
            steps.move(selection, move.name, by=current_user, note=form.note.data if move.why else "")
            return back_to(selection, _("已办理：%(move)s。", move=move.label))
        page = {"intro": EXPLAINED[move.name], "about": ABOUT.get(move.name, ""), "selection": selection}
        page["missing"] = missing_before(move.name, selection)
        return form_page(selection.project, form, move.label, move.label, **page)

    return make


for _name in EXPLAINED:
    bp.add_url_rule(
        f"/projects/<int:project_id>/selection/{_name.replace('_', '-')}",
        _name,
        _route_of(WORKFLOW.moves[_name]),
        methods=["GET", "POST"],
    )
