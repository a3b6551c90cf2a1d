"""The secretary's steps, from the call to the appointment, and the objections in between."""

from flask_login import current_user

from govproj.core.access import requires
from govproj.core.filters import day as in_words
from govproj.core.forms import ReasonForm
from govproj.core.i18n import _, _l
from govproj.projects.queries import possible_contacts, project_or_404
from govproj.selections import policy
from govproj.selections.actions import steps
from govproj.selections.forms import (
    AnswerForm,
    AppointForm,
    CallForm,
    ConfirmForm,
    DecisionForm,
    ObjectionForm,
    ReplaceForm,
)
from govproj.selections.queries import objection_or_404, possible_deputies, selection_or_404
from govproj.selections.states import ReplacedBecause
from govproj.selections.views.public import back_to, bp, form_page
from govproj.selections.workflow import WORKFLOW, obstacle


@bp.route("/projects/<int:project_id>/selection/new", methods=["GET", "POST"])
@requires(policy.can_steer, on=project_or_404)
def draft(project):
    form = CallForm(reason=project.proposal, period=_planned_period(project))
    if form.validate_on_submit():
        selection = steps.draft(project, by=current_user, **form.facts())
        return back_to(selection, _("招募已存为草稿，核对后发布。"))
    return form_page(project, form, _("起草领办招募"), _("保存草稿"))


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
    about = "selections/_candidates.html"
    heading = _("登记村两委会议的决定")
    return form_page(
        selection.project, form, heading, _("登记"), selection=selection, about=about, marks=True
    )


@bp.route("/projects/<int:project_id>/selection/objections/new", methods=["GET", "POST"])
@requires(policy.can_take_objections, on=selection_or_404)
def record_objection(selection):
    form = ObjectionForm()
    if form.validate_on_submit():
        steps.record_objection(selection, text=form.text.data, by=current_user)
        return back_to(selection, _("异议已登记，答复之前不能聘任。"))
    return form_page(selection.project, form, _("登记异议"), _("登记"), selection=selection)


def can_answer_objection(user, objection):
    return policy.can_take_objections(user, objection.selection)


@bp.route("/selection-objections/<int:objection_id>/answer", methods=["GET", "POST"])
@requires(can_answer_objection, on=objection_or_404)
def answer_objection(objection):
    form = AnswerForm()
    if form.validate_on_submit():
        steps.answer_objection(objection, answer=form.answer.data, by=current_user)
        return back_to(objection.selection, _("已答复。"))
    return form_page(objection.project, form, _("答复异议"), _("答复"), intro=objection.text)


@bp.route("/projects/<int:project_id>/selection/appoint", methods=["GET", "POST"])
@requires(policy.can_steer, on=selection_or_404)
def appoint(selection):
    contacts = {person.id: person for person in possible_contacts(selection.village_id)}
    form = AppointForm(contacts.values(), contact_id=selection.project.contact_id)
    if form.validate_on_submit():
        steps.appoint(
            selection,
            contact=contacts[form.contact_id.data],
            letter_signed_on=form.letter_signed_on.data,
            mentor=form.mentor.data,
            by=current_user,
        )
        return back_to(selection, _("已聘任%(name)s为领办人。", name=selection.chosen.person.name))
    page = {"selection": selection, "missing": _missing("appoint", selection)}
    return form_page(selection.project, form, _("聘任领办人"), _("聘任"), **page)


@bp.route("/projects/<int:project_id>/selection/replace", methods=["GET", "POST"])
@requires(policy.can_steer, on=selection_or_404)
def replace(selection):
    form = ReplaceForm()
    if form.validate_on_submit():
        because = ReplacedBecause(form.because.data)
        facts = {"hand_over": form.hand_over.data, "note": form.note.data}
        steps.replace(selection, because=because, by=current_user, **facts)
        return back_to(selection, _("原领办人已免去，请起草新的招募。"))
    intro = _("免去后项目暂由村两委联系人报告进度；新领办人重新招募、重新公示。")
    page = {"selection": selection, "intro": intro, "missing": _missing("replace", selection)}
    return form_page(selection.project, form, _("更换领办人"), _("更换"), **page)


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


def _missing(name: str, selection) -> list[str]:
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
        page["missing"] = _missing(move.name, selection)
        return form_page(selection.project, form, move.label, move.label, **page)

    return make


for _name in EXPLAINED:
    bp.add_url_rule(
        f"/projects/<int:project_id>/selection/{_name.replace('_', '-')}",
        _name,
        _route_of(WORKFLOW.moves[_name]),
        methods=["GET", "POST"],
    )
