"""The object board: read by everybody with names masked, kept by those who record the project."""

from flask import request, url_for
from flask_login import current_user
from wtforms.fields.choices import SelectChoice

from govproj.core import dates
from govproj.core.access import public, requires
from govproj.core.htmx import render_page
from govproj.core.i18n import _
from govproj.core.paging import with_filters
from govproj.core.workflow import MoveRefused
from govproj.projects import actions, policy
from govproj.projects.forms.objects import (
    BoardForm,
    ObjectForm,
    ObjectsSearch,
    PasteForm,
    PutBackForm,
    TicksForm,
    VisitForm,
)
from govproj.projects.models import ENDED
from govproj.projects.objects import (
    listed,
    names_taken,
    object_or_404,
    project_with_board,
    stages_of,
    ticked,
)
from govproj.projects.queries import project_or_404
from govproj.projects.views.public import bp
from govproj.projects.views.site import form_page, kept, on_project
from govproj.villages import rules

ALL = "/projects/<int:project_id>/objects"
ONE = f"{ALL}/<int:object_id>"


@bp.get(ALL)
@public(on=project_with_board)
def objects(project):
    form, names = ObjectsSearch(request.args), project.board.stages
    inside = policy.can_follow(current_user, project)
    form.stage.choices = _choices(names)
    wanted = {"stage": form.stage.data, "words": form.words.data} if form.validate() else {}
    after = request.args.get("after", "")
    after = int(after) if after.isdecimal() and len(after) < 10 else 0
    found = listed(project, after=after, inside=inside, **wanted)
    may_keep = project.state not in ENDED and policy.can_record(current_user, project)
    return render_page(
        "projects/objects.html",
        status=422 if form.errors else 200,
        project=project,
        stages=stages_of(project),
        form=form,
        found=found,
        inside=inside,
        may_keep=may_keep,
        following=_following(wanted.get("stage", -1), names) if may_keep else None,
        older=_next_page(project, found.next),
    )


def _choices(names) -> list[SelectChoice]:
    """All, those before the first stage, and each stage by the number it has."""
    numbered = [SelectChoice(number, name) for number, name in enumerate(names, 1)]
    return [SelectChoice(-1, _("全部环节")), SelectChoice(0, _("还没开始")), *numbered]


def _following(stage: int, names) -> tuple[int, str] | None:
    """The stage to which ticked objects go; only where all of them stand at the same one."""
    return (stage + 1, names[stage]) if 0 <= stage < len(names) else None


def _next_page(project, key) -> str:
    return with_filters(url_for(".objects", project_id=project.id), after=key) if key else ""


@bp.route(f"{ALL}/board", methods=["GET", "POST"])
@requires(policy.can_record, on=project_or_404)
def object_board(project):
    board = project.board
    names = board.stages if board else rules.value("objects.stages", project.village_id)
    form = BoardForm(obj=board, stages="\n".join(names), unit=board.unit.value if board else None)
    if form.validate_on_submit():
        actions.set_up_board(project, by=current_user, seen=form.version.data, **form.facts())
        return kept(url_for(".objects", project_id=project.id), _("对象看板已设好。"))
    return form_page(form, heading=_("设对象看板"), project=project)


@bp.route(f"{ALL}/new", methods=["GET", "POST"])
@requires(policy.can_record, on=project_with_board)
def new_objects(project):
    form = PasteForm(taken=names_taken(project))
    read = form.validate_on_submit()
    if read and form.confirmed.data == "yes":
        entered = actions.enter_objects(project, form.rows(), by=current_user)
        words = _("录入了 %(count)s 个对象。", count=len(entered))
        return kept(url_for(".objects", project_id=project.id), words)
    status = 422 if form.errors else 200
    return render_page(
        "projects/new_objects.html", fragment="form", status=status, form=form, project=project, read=read
    )


@bp.post(f"{ALL}/advance")
@requires(policy.can_record, on=project_with_board)
def advance_objects(project):
    form = TicksForm()
    if not form.validate():
        raise MoveRefused(*(message for messages in form.errors.values() for message in messages))
    chosen, on = ticked(project, form.ids.data), form.on.data or dates.today()
    actions.advance_objects(project, chosen, stage=form.stage.data, on=on, by=current_user)
    words = _("%(count)s 个对象已推进。", count=len(chosen))
    return kept(url_for(".objects", project_id=project.id, stage=form.stage.data - 1), words)


# ---- one object ----


@bp.get(ONE)
@requires(on_project(policy.can_follow), on=object_or_404)
def object(project, thing):
    return _page(project, thing)


def _page(project, thing, **forms):
    """`forms` are those that were refused."""
    status = 422 if any(form.errors for form in forms.values()) else 200
    return render_page(
        "projects/object.html",
        status=status,
        project=project,
        thing=thing,
        stages=project.board.stages,
        visit=forms.get("visit")
        or (VisitForm(formdata=None) if policy.can_report(current_user, project) else None),
        back=forms.get("back") or PutBackForm(formdata=None, version=thing.version),
        may_keep=project.state not in ENDED and policy.can_record(current_user, project),
    )


@bp.route(f"{ONE}/edit", methods=["GET", "POST"])
@requires(on_project(policy.can_record), on=object_or_404)
def edit_object(project, thing):
    form = ObjectForm(obj=thing)
    form.taken = names_taken(project, but=thing)
    if form.validate_on_submit():
        actions.change_object(thing, by=current_user, seen=form.version.data, **form.facts())
        return kept(_address(thing), _("已保存。"))
    return form_page(form, heading=_("对象：%(name)s", name=thing.name), project=project)


@bp.post(f"{ONE}/visit")
@requires(on_project(policy.can_report), on=object_or_404)
def note_visit(project, thing):
    form = VisitForm()
    if not form.validate():
        return _page(project, thing, visit=form)
    actions.note_visit(thing, visited_on=form.visited_on.data, text=form.text.data, by=current_user)
    return kept(_address(thing), _("走访已记下，不公开。"))


@bp.post(f"{ONE}/put-back")
@requires(on_project(policy.can_record), on=object_or_404)
def put_object_back(project, thing):
    form = PutBackForm()
    if not form.validate():
        return _page(project, thing, back=form)
    facts = {"stage": form.stage.data, "reason": form.reason.data, "seen": form.version.data}
    actions.put_object_back(thing, by=current_user, **facts)
    return kept(_address(thing), _("已退回，经过都留着。"))


def _address(thing) -> str:
    return url_for(".object", project_id=thing.project_id, object_id=thing.id)
