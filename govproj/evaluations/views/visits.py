"""一表一卡: the quarter's visits, score sheets and opinion cards, and the list of demands."""

from flask import flash, request, url_for
from flask_login import current_user
from wtforms.fields.choices import SelectChoice

from govproj.core import dates
from govproj.core.access import requires
from govproj.core.db import db
from govproj.core.glance import Fact
from govproj.core.htmx import go_to, render_page
from govproj.core.i18n import _
from govproj.core.versions import fingerprint
from govproj.evaluations import actions, policy, queries
from govproj.evaluations.forms import CardForm, DemandForm, GatherForm, MendForm, VisitForm, read_points
from govproj.evaluations.views.public import bp
from govproj.villages.queries import village_or_404


@bp.get("/villages/<int:village_id>/visits")
@requires(policy.can_read_visits, on=village_or_404)
def visits(village):
    """A quarter at a time; `day` is any day of it."""
    return render_page(
        "evaluations/visits.html",
        village=village,
        quarter=(found := queries.quarter([village.id], _day())),
        figures=_figures(found),
        may_visit=policy.can_visit(current_user, village),
        may_meet=current_user.works_in(village.id),
        marks_of=queries.marks_of,
    )


@bp.get("/visits")
@requires(policy.can_add_up_visits)
def all_visits():
    """The quarter's figures of all villages of one's office, each leading to its rows."""
    found = queries.quarter(current_user.scope, _day())
    villages = [(v, part) for v in queries.villages_of(current_user) if (part := found.of(v.id)).visits]
    figures = _figures(found, "#villages")
    return render_page("evaluations/all_visits.html", quarter=found, villages=villages, figures=figures)


def _figures(quarter, rows="") -> list[Fact]:
    """Each with the rows behind it."""
    return [
        Fact(_("意见卡"), str(len(quarter.cards)), _("条"), url=rows or "#cards"),
        Fact(_("完善举措"), str(len(quarter.measures)), _("项"), url=rows or "#demands"),
        Fact(_("办理单位"), str(len(quarter.units)), _("个"), "、".join(quarter.units), rows or "#demands"),
        Fact(_("要整改的地方"), str(len(quarter.to_mend)), _("处"), url=rows or "#places"),
    ]


@bp.route("/visits/<int:visit_id>/mend", methods=["GET", "POST"])
@requires(policy.can_fill_in, on=queries.visit_or_404)
def mend(visit):
    form = MendForm()
    if form.validate_on_submit():
        actions.mend(visit, fact=form.fact.data, level=form.level.data, by=current_user)
        db.session.commit()
        flash(_("已开出整改单，交办以后在整改里跟踪。"))
        return go_to(url_for(".visits", village_id=visit.village_id, day=visit.visited_on))
    return render_page("evaluations/mend.html", status=422 if form.errors else 200, form=form, visit=visit)


def _day():
    try:
        return dates.date.fromisoformat(request.args.get("day", ""))
    except ValueError:
        return dates.today()


@bp.route("/villages/<int:village_id>/visits/new", methods=["GET", "POST"])
@requires(policy.can_visit, on=village_or_404)
def new_visit(village):
    form, sets = VisitForm(visited_on=dates.today()), queries.score_sets(village.id)
    form.set.choices = [SelectChoice(s.id, f"{s.name}（{s.number}）") for s in sets]
    if form.validate_on_submit():
        chosen = next(s for s in sets if s.id == form.set.data)
        facts = {name: form[name].data for name in ("place", "visited_on", "needs_mending")}
        made = actions.visit(village, question_set=chosen, by=current_user, **facts)
        db.session.commit()
        return go_to(url_for(".fill_in", visit_id=made.id))
    status = 422 if form.errors else 200
    return render_page("evaluations/visit.html", status=status, form=form, village=village, sets=sets)


@bp.route("/visits/<int:visit_id>/fill-in", methods=["GET", "POST"])
@requires(policy.can_fill_in, on=queries.visit_or_404)
def fill_in(visit):
    form = CardForm()
    points, problem = read_points(visit.set.asked, request.form)
    if form.validate_on_submit() and not problem:
        opinion = form.opinion.data or ""
        if points or opinion:
            actions.fill_in(visit, points=points, opinion=opinion, by=current_user)
            db.session.commit()
            flash(_("已记下一份。下一位可以接着填。"))
            return go_to(url_for(".fill_in", visit_id=visit.id))
        problem = _("打分和意见都空着，请至少填一项。")
    return render_page(
        "evaluations/fill_in.html",
        status=422 if form.errors or problem else 200,
        **{"form": form, "visit": visit, "problem": problem, "sent": request.form},
        marks=queries.marks_of(visit),
    )


@bp.route("/opinion-cards/<card>/gather", methods=["GET", "POST"])
@requires(policy.can_gather, on=queries.card_or_404)
def gather(card):
    form = GatherForm(version=fingerprint(card.demand_id))
    demands = queries.open_demands(card.visit.village_id)
    fresh = SelectChoice(0, _("新的一条"))
    form.demand.choices = [fresh, *(SelectChoice(d.id, f"{d.text}（{d.unit}）") for d in demands)]
    if form.validate_on_submit():
        chosen = next((d for d in demands if d.id == form.demand.data), None)
        words = {"text": form.text.data, "unit": form.unit.data}
        actions.gather(card, demand=chosen, seen=form.version.data, by=current_user, **words)
        db.session.commit()
        flash(_("已归入需求建议清单。"))
        day = card.visit.visited_on.isoformat()
        return go_to(url_for(".visits", village_id=card.visit.village_id, day=day))
    return render_page("evaluations/gather.html", status=422 if form.errors else 200, form=form, card=card)


@bp.route("/demands/<int:demand_id>", methods=["GET", "POST"])
@requires(policy.can_meet, on=queries.demand_or_404)
def demand(demand):
    form = DemandForm(obj=demand)
    if form.validate_on_submit():
        words = {"measure": form.measure.data, "result": form.result.data or ""}
        actions.meet(demand, seen=form.version.data, by=current_user, **words)
        db.session.commit()
        flash(_("已保存。"))
        return go_to(url_for(".visits", village_id=demand.village_id))
    return render_page(
        "evaluations/demand.html", status=422 if form.errors else 200, form=form, demand=demand
    )
