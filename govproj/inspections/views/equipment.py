"""设备台账 of a project: what works there, and how it did when it was tested."""

from flask import flash, url_for
from flask_login import current_user

from govproj.core.access import requires
from govproj.core.db import db
from govproj.core.htmx import go_to, render_page
from govproj.core.i18n import _
from govproj.core.workflow import MoveRefused
from govproj.inspections import policy
from govproj.inspections.actions import equipment as actions
from govproj.inspections.forms import EquipmentForm, TestForm
from govproj.inspections.queries import equipment as queries
from govproj.inspections.queries.equipment import machine_or_404
from govproj.inspections.views.public import bp
from govproj.projects.queries import project_or_404


@bp.get("/projects/<int:project_id>/equipment")
@requires(policy.can_read_reports, on=project_or_404)
def equipment(project):
    machines = queries.ledger_of(project)
    return render_page(
        "inspections/equipment.html",
        project=project,
        machines=machines,
        may_enter=policy.can_enter_equipment(current_user, project),
        may_test=any(policy.can_test_equipment(current_user, machine) for machine in machines[:1]),
    )


@bp.route("/projects/<int:project_id>/equipment/new", methods=["GET", "POST"])
@requires(policy.can_enter_equipment, on=project_or_404)
def new_equipment(project):
    form = EquipmentForm()
    if form.validate_on_submit():
        facts = {name: form[name].data or "" for name in ("name", "mark", "owner", "upkeep")}
        actions.enter(project, by=current_user, **facts)
        return _kept(project.id, _("设备已登记。"))
    status, back = 422 if form.errors else 200, url_for(".equipment", project_id=project.id)
    return render_page(
        "inspections/form.html",
        fragment="form",
        status=status,
        form=form,
        heading=_("登记设备"),
        back=back,
        place=project.name,
    )


@bp.post("/equipment/<int:equipment_id>/test")
@requires(policy.can_test_equipment, on=machine_or_404)
def test_equipment(machine):
    form = TestForm()
    if not form.validate():
        raise MoveRefused(*(message for messages in form.errors.values() for message in messages))
    actions.test(machine, passed=form.result.data == "passed", note=form.note.data or "", by=current_user)
    return _kept(machine.project_id, _("抽测已记录。"))


@bp.post("/equipment/<int:equipment_id>/leave")
@requires(policy.can_remove_equipment, on=machine_or_404)
def remove_equipment(machine):
    actions.leave(machine, by=current_user)
    return _kept(machine.project_id, _("已记退场。"))


def _kept(project_id: int, words: str):
    db.session.commit()
    flash(words)
    return go_to(url_for(".equipment", project_id=project_id))
