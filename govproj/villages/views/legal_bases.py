"""What rules and small powers rest on, as a town keeps it: document, edition, article, from when to when."""

from flask import Blueprint, abort, flash, url_for
from flask_login import current_user

from govproj.core import dates
from govproj.core.access import requires
from govproj.core.db import db
from govproj.core.htmx import go_to, render_page
from govproj.core.i18n import _, ngettext
from govproj.core.workflow import MoveRefused
from govproj.villages import bases, jurisdictions, policy
from govproj.villages.actions import legal_bases as actions
from govproj.villages.bases import basis_or_404
from govproj.villages.forms.rules import DecideForm, LegalBasisForm
from govproj.villages.models import Standing
from govproj.villages.workflow import BASES

bp = Blueprint("legal_bases", __name__)


@bp.get("/towns/<int:town_id>/legal-bases")
@requires(policy.can_read_rules, on=jurisdictions.town_or_404)
def of_town(place):
    subjects = bases.of_town(place.place)
    return render_page(
        "villages/bases.html",
        **{
            "place": place,
            "subjects": subjects,
            "today": dates.today(),
            "workflow": BASES,
            "label_of": bases.label_of,
        },
        waiting=[row for subject in subjects for row in subject.rows if row.state is Standing.PROPOSED],
        may_set=policy.can_set_rules(current_user, place),
        may_add=policy.can_lay_down(current_user, place),
    )


@bp.post("/towns/<int:town_id>/legal-bases/seed")
@requires(policy.can_set_rules, on=jurisdictions.town_or_404)
def seed(place):
    many = actions.seed(place.place, by=current_user)
    db.session.commit()
    flash(
        ngettext("已载入 %(num)s 条依据，请逐条核对原文。", "已载入 %(num)s 条依据，请逐条核对原文。", many)
    )
    return go_to(url_for(".of_town", town_id=place.id))


def with_subject(user, town_id: int, subject: str):
    return jurisdictions.town_or_404(user, town_id), subject if bases.is_known(subject) else abort(404)


@bp.route("/towns/<int:town_id>/legal-bases/<subject>/new", methods=["GET", "POST"])
@requires(policy.can_lay_down, on=with_subject)
def write(place, subject):
    form = LegalBasisForm(effective_from=dates.today())
    if form.validate_on_submit():
        row = actions.write_down(place, subject, by=current_user, **form.facts())
        return _kept(row, _("已写上。") if row.state is Standing.SET else _("建议已交给镇业务干部。"))
    return _form_page(form, place.place, subject, _("写上依据"))


@bp.route("/legal-bases/<int:basis_id>/edit", methods=["GET", "POST"])
@requires(policy.can_set_rules, on=basis_or_404)
def edit(row):
    form = LegalBasisForm(obj=row)
    if form.validate_on_submit():
        actions.change(row, by=current_user, seen=form.version.data, **form.facts())
        return _kept(row, _("已保存。"))
    return _form_page(form, row.town, row.subject, _("改动依据"))


@bp.post("/legal-bases/<int:basis_id>/accept")
@requires(policy.can_set_rules, on=basis_or_404)
def accept(row):
    actions.accept(row, by=current_user, answer=_answer())
    return _kept(row, _("已采纳。"))


@bp.post("/legal-bases/<int:basis_id>/decline")
@requires(policy.can_set_rules, on=basis_or_404)
def decline(row):
    actions.decline(row, by=current_user, answer=_answer())
    return _kept(row, _("已答复不采纳。"))


def _answer() -> str:
    form = DecideForm()
    if not form.validate():
        raise MoveRefused(*(message for messages in form.errors.values() for message in messages))
    return form.note.data or ""


def _kept(row, words):
    db.session.commit()
    flash(words)
    return go_to(url_for(".of_town", town_id=row.town_id))


def _form_page(form, town, subject, title):
    return render_page(
        "villages/basis.html",
        fragment="form",
        status=422 if form.errors else 200,
        **{"form": form, "town": town, "title": title, "subject": bases.label_of(subject)},
    )
