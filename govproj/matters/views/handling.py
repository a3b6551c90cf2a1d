"""The page of a matter, and what those who handle it do there."""

from flask_login import current_user

from govproj.core import dates
from govproj.core.access import requires, signed_in
from govproj.core.htmx import render_page
from govproj.core.i18n import _
from govproj.core.versions import same_version
from govproj.matters import actions, policy, queries
from govproj.matters import forms as f
from govproj.matters.course import course_of
from govproj.matters.deadlines import kind_words
from govproj.matters.queries import RUNS, matter_or_404
from govproj.matters.states import IN_HAND
from govproj.matters.views.pages import act_page, done
from govproj.matters.views.public import bp
from govproj.matters.workflow import WORKFLOW, needs_basis

ONE = "/matters/<int:matter_id>"


@bp.get(ONE)
@requires(signed_in, on=matter_or_404)
def show(matter):
    now = dates.now()
    return render_page(
        "matters/show.html",
        matter=matter,
        kind=kind_words(matter.kind),
        overdue=matter.is_overdue(now),
        course=course_of(matter),
        climbed=[c for c in matter.climbs if c.at <= now and matter.state in RUNS[c.clock]],
        moves=WORKFLOW.open_to(current_user, matter),
        may=_may(matter),
        arrives=matter.state in IN_HAND
        and policy.can_work_on(current_user, matter)
        and not matter.on_site_at,
    )


def _may(matter) -> set[str]:
    """What this reader may do here besides the moves of the table."""
    rules = {
        "hand_over": policy.can_hand_over,
        "write_down_basis": policy.can_write_down_basis,
        "publish": policy.can_publish,
        "follow_up": policy.can_follow_up,
        "read_who": policy.can_read_who,
    }
    may = {name for name, rule in rules.items() if rule(current_user, matter)}
    return may if needs_basis(matter) or matter.basis else may - {"write_down_basis"}


@bp.route(f"{ONE}/accept", methods=["GET", "POST"])
@requires(policy.can_accept, on=matter_or_404)
def accept(matter):
    form = f.AcceptForm(version=matter.version)
    form.offer(queries.possible_owners(matter))
    if not form.is_submitted():
        form.owner.data = next((n for n in (matter.owner_id, current_user.id) if n in form.people), None)
    if form.validate_on_submit():
        same_version(matter, form.version.data)
        actions.accept(matter, owner=form.person, by=current_user)
        return done(matter, _("已受理，责任人是 %(name)s。", name=matter.owner.name))
    return act_page(form, matter, _("受理并定责任人"), _("受理"))


@bp.route(f"{ONE}/hand-over", methods=["GET", "POST"])
@requires(policy.can_hand_over, on=matter_or_404)
def hand_over(matter):
    form = f.HandOverForm(version=matter.version)
    form.offer([person for person in queries.possible_owners(matter) if person.id != matter.owner_id])
    if form.validate_on_submit():
        same_version(matter, form.version.data)
        actions.hand_over(matter, owner=form.person, reason=form.reason.data, by=current_user)
        return done(matter, _("已改由 %(name)s 负责。", name=matter.owner.name))
    return act_page(form, matter, _("改责任人"), _("改责任人"))


@bp.post(f"{ONE}/start")
@requires(policy.can_work_on, on=matter_or_404)
def start(matter):
    actions.start(matter, by=current_user)
    return done(matter, _("已开始办理。"))


@bp.post(f"{ONE}/arrive")
@requires(policy.can_work_on, on=matter_or_404)
def arrive(matter):
    actions.arrive(matter, by=current_user)
    return done(matter, _("已记下到场时间。"))


@bp.route(f"{ONE}/basis", methods=["GET", "POST"])
@requires(policy.can_write_down_basis, on=matter_or_404)
def write_down_basis(matter):
    form = f.BasisForm(version=matter.version, words=matter.basis)
    if form.validate_on_submit():
        same_version(matter, form.version.data)
        actions.write_down_basis(matter, words=form.words.data, by=current_user)
        return done(matter, _("凭据已记下。"))
    return act_page(form, matter, _("记凭据"), _("记下"))


@bp.route(f"{ONE}/finish", methods=["GET", "POST"])
@requires(policy.can_work_on, on=matter_or_404)
def finish(matter):
    form = f.FinishForm(version=matter.version)
    if form.validate_on_submit():
        same_version(matter, form.version.data)
        actions.finish(matter, result=form.result.data, photos=form.photos.stored, by=current_user)
        return done(matter, _("已办好，接着回复反映人。"))
    return act_page(form, matter, _("登记办理结果"), _("办好了"))


@bp.route(f"{ONE}/reply", methods=["GET", "POST"])
@requires(policy.can_reply, on=matter_or_404)
def reply(matter):
    form = f.ReplyForm(version=matter.version, words=matter.result)
    if form.validate_on_submit():
        same_version(matter, form.version.data)
        actions.reply(matter, words=form.words.data, by=current_user)
        if form.title.data and policy.can_publish(current_user, matter):
            actions.publish(matter, title=form.title.data, by=current_user)
        return done(matter, _("已回复，反映人凭回执码看得到。"))
    return act_page(form, matter, _("回复反映人"), _("回复"), intro=matter.result)


@bp.route(f"{ONE}/turn-down", methods=["GET", "POST"])
@requires(policy.can_accept, on=matter_or_404)
def turn_down(matter):
    form = f.WordsForm(version=matter.version)
    if form.validate_on_submit():
        same_version(matter, form.version.data)
        actions.turn_down(matter, words=form.words.data, by=current_user)
        return done(matter, _("已答复不采纳的理由。"))
    return act_page(form, matter, _("不采纳，写明理由"), _("不采纳"))


@bp.route(f"{ONE}/pass-on", methods=["GET", "POST"])
@requires(policy.can_accept, on=matter_or_404)
def pass_on(matter):
    form = f.PassOnForm(version=matter.version)
    if form.validate_on_submit():
        same_version(matter, form.version.data)
        actions.pass_on(matter, to=form.to.data, words=form.words.data, by=current_user)
        return done(matter, _("已转交 %(to)s。", to=matter.passed_to))
    return act_page(form, matter, _("转交别的单位"), _("转交"))


@bp.route(f"{ONE}/merge", methods=["GET", "POST"])
@requires(policy.can_accept, on=matter_or_404)
def merge(matter):
    form = f.MergeForm(version=matter.version)
    if form.validate_on_submit():
        same_version(matter, form.version.data)
        actions.merge(matter, into=queries.by_number(matter.village_id, form.number.data), by=current_user)
        return done(
            matter, _("已并入 %(number)s，反映人看到的是那一件的答复。", number=matter.duplicate_of.number)
        )
    return act_page(form, matter, _("并入另一件"), _("并入"))


@bp.route(f"{ONE}/publish", methods=["GET", "POST"])
@requires(policy.can_publish, on=matter_or_404)
def publish(matter):
    form = f.PublishForm(version=matter.version, title=matter.public_title)
    if form.validate_on_submit():
        same_version(matter, form.version.data)
        actions.publish(matter, title=form.title.data, by=current_user)
        return done(matter, _("已公开。"))
    return act_page(form, matter, _("公开这件的答复"), _("公开"), intro=matter.reply)


@bp.route(f"{ONE}/take-off", methods=["GET", "POST"])
@requires(policy.can_publish, on=matter_or_404)
def take_off(matter):
    form = f.TakeOffForm(version=matter.version)
    if form.validate_on_submit():
        same_version(matter, form.version.data)
        actions.take_off(matter, reason=form.reason.data, by=current_user)
        return done(matter, _("已撤下。"))
    return act_page(form, matter, _("撤下公开的答复"), _("撤下"))


@bp.route(f"{ONE}/follow-up", methods=["GET", "POST"])
@requires(policy.can_follow_up, on=matter_or_404)
def follow_up(matter):
    form = f.FollowUpForm(version=matter.version)
    if form.validate_on_submit():
        same_version(matter, form.version.data)
        satisfied = form.satisfied.data == "yes"
        actions.follow_up(matter, satisfied=satisfied, words=form.words.data, by=current_user)
        return done(matter, _("回访已记下。"))
    return act_page(form, matter, _("回访"), _("记下回访"), intro=matter.reply)
