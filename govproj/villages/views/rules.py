"""Local rules as they hold in a village, a town or a county, where each comes from, and setting one anew."""

from flask import Blueprint, flash, request, url_for
from flask_login import current_user

from govproj.core import dates
from govproj.core.access import public, requires
from govproj.core.db import db
from govproj.core.htmx import go_to, render_page
from govproj.core.i18n import _
from govproj.core.workflow import MoveRefused
from govproj.villages import bases, jurisdictions, origins, policy, queries
from govproj.villages.actions import rules as actions
from govproj.villages.actions.decreeing import earliest_day
from govproj.villages.forms.rules import DecideForm, OnDayForm, form_for
from govproj.villages.jurisdictions import with_key
from govproj.villages.models import Standing
from govproj.villages.workflow import RULES

bp = Blueprint("rules", __name__)


@bp.get("/villages/<int:village_id>/our-rules")
@public(on=jurisdictions.village_or_404)
def ours(place):
    """本村规矩: what concerns everybody, in plain words."""
    groups = origins.by_subject(place, dates.today())
    shown = [(group.title, [line for line in group.lines if line.rule.for_villagers]) for group in groups]
    return render_page("villages/our_rules.html", place=place, groups=[group for group in shown if group[1]])


# ---- all rules of a place ----


@bp.get("/villages/<int:village_id>/rules")
@requires(policy.can_read_rules, on=jurisdictions.village_or_404)
def of_village(place):
    return _all(place)


@bp.get("/towns/<int:town_id>/rules")
@requires(policy.can_read_rules, on=jurisdictions.town_or_404)
def of_town(place):
    return _all(place)


@bp.get("/counties/<int:county_id>/rules")
@requires(policy.can_read_rules, on=jurisdictions.county_or_404)
def of_county(place):
    return _all(place)


def _all(place):
    form, today = OnDayForm(request.args), dates.today()
    on = form.on.data if form.validate() and form.on.data else today
    groups = origins.by_subject(place, on)
    return render_page(
        "villages/rules.html",
        fragment="found",
        status=422 if form.errors else 200,
        **{"place": place, "form": form, "on": on, "groups": groups},
        differing=[line for group in groups for line in group.lines if line.differs],
    )


# ---- one rule ----


@bp.route("/villages/<int:village_id>/rules/<key>", methods=["GET", "POST"])
@requires(policy.can_read_rules, on=with_key(jurisdictions.village_or_404))
def village_rule(place, key):
    return _one(place, key)


@bp.route("/towns/<int:town_id>/rules/<key>", methods=["GET", "POST"])
@requires(policy.can_read_rules, on=with_key(jurisdictions.town_or_404))
def town_rule(place, key):
    return _one(place, key)


@bp.route("/counties/<int:county_id>/rules/<key>", methods=["GET", "POST"])
@requires(policy.can_read_rules, on=with_key(jurisdictions.county_or_404))
def county_rule(place, key):
    return _one(place, key)


def _one(place, key):
    rows, today = origins.rows_of(place, key), dates.today()
    line = origins.line(place, key, rows, today)
    form = _form(place, line)
    if form is not None and form.validate_on_submit():
        try:
            return _laid_down(place, key, form)
        except MoveRefused as refused:
            form.form_errors += [str(reason) for reason in refused.reasons]
    return render_page(
        "villages/rule.html",
        status=422 if form is not None and form.errors else 200,
        **{"place": place, "line": line, "form": form, "rows": rows[::-1], "today": today},
        chain=origins.chain(place, rows, today),
        bases=bases.of_subject(place, key),
        proposing=not policy.can_set_rules(current_user, place),
        moves={row.id: RULES.open_to(current_user, row) for row in rows if row.state in _OPEN},
        workflow=RULES,
    )


_OPEN = {Standing.PROPOSED, Standing.SET}


def _form(place, line):
    """None for whoever only reads, and for what nobody can set."""
    if not policy.can_lay_down(current_user, place) or not line.rule.can_be_set:
        if request.method == "POST":
            raise MoveRefused(_("这一条由镇业务干部来定，镇纪委可以提建议。"))
        return None
    return form_for(line.rule, line.value, effective_from=max(dates.today(), earliest_day()))


def _laid_down(place, key, form):
    facts = {"effective_from": form.effective_from.data, "reason": form.reason.data}
    row = actions.lay_down(place, key, form.value(), by=current_user, **facts)
    db.session.commit()
    flash(_("已定，留痕备查。") if row.state is Standing.SET else _("建议已交给镇业务干部。"))
    return go_to(_page_of(row))


def _page_of(row) -> str:
    return url_for(f".{row.level}_rule", **{f"{row.level}_id": row.place.id, "key": row.key})


# ---- proposals, and what has not begun to hold ----


@bp.post("/local-rules/<int:rule_id>/accept")
@requires(policy.can_set_rules, on=queries.local_rule_or_404)
def accept(row):
    return _decided(row, actions.accept, _("已采纳。"))


@bp.post("/local-rules/<int:rule_id>/decline")
@requires(policy.can_set_rules, on=queries.local_rule_or_404)
def decline(row):
    return _decided(row, actions.decline, _("已答复不采纳。"))


@bp.post("/local-rules/<int:rule_id>/withdraw")
@requires(policy.can_set_rules, on=queries.local_rule_or_404)
def withdraw(row):
    return _decided(row, actions.withdraw, _("已撤回。"))


def _decided(row, decide, words):
    form = DecideForm()
    if not form.validate():
        raise MoveRefused(*(message for messages in form.errors.values() for message in messages))
    decide(row, by=current_user, answer=form.note.data or "")
    db.session.commit()
    flash(words)
    return go_to(_page_of(row))
