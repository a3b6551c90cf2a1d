"""How a filing is worked on: filed, decided on, inspected, stopped, closed; and complaints written down."""

from flask import flash, request, url_for
from flask_login import current_user

from govproj.core import dates
from govproj.core.access import requires
from govproj.core.db import db
from govproj.core.htmx import go_to, render_page
from govproj.core.i18n import _
from govproj.core.said import about
from govproj.core.versions import same_version
from govproj.filings import actions, policy, queries
from govproj.filings.forms import ComplaintForm, FilingForm, InspectionForm
from govproj.filings.queries import filing_or_404
from govproj.filings.states import Result
from govproj.filings.views.public import ONE, bp
from govproj.projects.queries import project_or_404
from govproj.rectifications import actions as rectifications
from govproj.rectifications.states import Level, Phase
from govproj.villages.queries import village_or_404


@bp.route("/villages/<int:village_id>/filings/new", methods=["GET", "POST"])
@requires(policy.can_file, on=village_or_404)
def new(village):
    return _file(village, queries.projects_of(current_user, village), chosen=0)


@bp.route("/projects/<int:project_id>/filings/new", methods=["GET", "POST"])
@requires(policy.can_file_for, on=project_or_404)
def new_for_project(project):
    return _file(project.village, [project], chosen=project.id)


def _file(village, projects, chosen):
    form = FilingForm(queries.kinds_of(village.id), projects, project=chosen)
    if form.validate_on_submit():
        filing = actions.file(village, by=current_user, **form.facts())
        db.session.commit()
        flash(_("已报备，编号 %(number)s，等镇里核准。", number=filing.number))
        return go_to(url_for(".show", filing_id=filing.id))
    return _form_page(form, heading=_("登记报备"), button=_("报备"), village=village)


@bp.route(f"{ONE}/edit", methods=["GET", "POST"])
@requires(policy.can_change, on=filing_or_404)
def edit(filing):
    return _change(filing)


@bp.route(f"{ONE}/resubmit", methods=["GET", "POST"])
@requires(policy.can_change, on=filing_or_404)
def resubmit(filing):
    return _change(filing)


def _change(filing):
    projects = [filing.project] if filing.project else queries.projects_of(current_user, filing.village)
    form = FilingForm(
        queries.kinds_of(filing.village_id),
        projects,
        obj=None if request.method == "POST" else _typed(filing),
        version=filing.version,
    )
    if form.validate_on_submit():
        same_version(filing, form.version.data)
        actions.change(filing, by=current_user, **form.facts())
        return _kept(filing, _("已保存，等镇里核准。"))
    return _form_page(form, heading=_("修改报备"), button=_("保存"), village=filing.village)


class _typed:
    """A filing as its form shows it: the project by its number."""

    def __init__(self, filing):
        self.filing, self.project = filing, filing.project_id or 0

    def __getattr__(self, name):
        return getattr(self.filing, name)


@bp.route(f"{ONE}/inspect", methods=["GET", "POST"])
@requires(policy.can_inspect, on=filing_or_404)
def inspect(filing):
    form = InspectionForm(version=filing.version, inspected_on=dates.today())
    if form.validate_on_submit():
        same_version(filing, form.version.data)
        _inspected(filing, form)
        return _kept(filing, _("巡查已登记。"))
    return _form_page(form, heading=_("登记巡查"), button=_("登记"), village=filing.village, filing=filing)


def _inspected(filing, form):
    seen = actions.inspect(
        filing,
        by=current_user,
        result=Result(form.result.data),
        note=form.note.data,
        on=form.inspected_on.data,
        level=Level(form.level.data),
        photos=form.photos.stored,
    )
    if seen.rectification:
        photos = form.photos.stored
        rectifications.add_evidence(seen.rectification, phase=Phase.BEFORE, files=photos, by=current_user)


@bp.route("/villages/<int:village_id>/filings/complaint", methods=["GET", "POST"])
@requires(policy.can_record_complaint, on=village_or_404)
def complaint(village):
    form = ComplaintForm()
    if form.validate_on_submit():
        told = actions.record_complaint(
            village, by=current_user, happened_at=form.moment, place=form.place.data, words=form.words.data
        )
        db.session.commit()
        flash(
            _("已登记，归到报备 %(n)s。", n=told.filing.number)
            if told.filing
            else _("没有对应的报备，已转督查整改。")
        )
        return go_to(url_for(".of_village", village_id=village.id))
    return _form_page(form, heading=_("登记扰民投诉"), button=_("登记"), village=village)


def _form_page(form, filing=None, **context):
    status = 422 if form.errors else 200
    return render_page(
        "filings/form.html", fragment="form", status=status, form=form, filing=filing, **context
    )


# ---- acts done on the page of the filing ----


@bp.post(f"{ONE}/approve")
@requires(policy.can_decide, on=filing_or_404)
def approve(filing):
    actions.approve(filing, by=current_user, conditions=about(filing))
    return _kept(filing, _("已核准，村里的公开页上能看到了。"))


@bp.post(f"{ONE}/send-back")
@requires(policy.can_decide, on=filing_or_404)
def send_back(filing):
    actions.send_back(filing, by=current_user, note=about(filing))
    return _kept(filing, _("已退回。"))


@bp.post(f"{ONE}/withdraw")
@requires(policy.can_withdraw, on=filing_or_404)
def withdraw(filing):
    actions.withdraw(filing, by=current_user, note=about(filing))
    return _kept(filing, _("已撤回。"))


@bp.post(f"{ONE}/stop")
@requires(policy.can_stop, on=filing_or_404)
def stop(filing):
    actions.stop(filing, by=current_user, note=about(filing))
    return _kept(filing, _("已叫停。"))


@bp.post(f"{ONE}/close")
@requires(policy.can_close, on=filing_or_404)
def close(filing):
    actions.close(filing, by=current_user, note=about(filing))
    return _kept(filing, _("已办结。"))


def _kept(filing, said: str):
    db.session.commit()
    flash(said)
    return go_to(url_for(".show", filing_id=filing.id))
