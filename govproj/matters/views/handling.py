"""The page of a matter, and what those who handle it do there."""

from flask_login import current_user

from govproj.core import dates
from govproj.core.access import requires, signed_in
from govproj.core.db import db
from govproj.core.filters import moment
from govproj.core.htmx import render_page
from govproj.core.i18n import _
from govproj.core.versions import same_version
from govproj.core.workflow import MoveRefused
from govproj.matters import actions, policy, queries
from govproj.matters import forms as f
from govproj.matters.course import course_of
from govproj.matters.deadlines import kind_words, kinds_of
from govproj.matters.queries import RUNS, matter_or_404
from govproj.matters.states import IN_HAND
from govproj.matters.views.pages import act_page, done
from govproj.matters.views.public import bp
from govproj.matters.workflow import WORKFLOW, needs_basis, needs_photo, what_it_rests_on

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
        "change_kind": policy.can_change_kind,
        "call": policy.can_call,
        "write_down_basis": policy.can_write_down_basis,
        "publish": policy.can_publish,
        "follow_up": policy.can_follow_up,
        "read_who": policy.can_read_who,
    }
    may = {name for name, rule in rules.items() if rule(current_user, matter)}
    return may if needs_basis(matter) or matter.basis else may - {"write_down_basis"}


def _act(matter, form, do, said, heading: str, button: str, intro: str = ""):
    """A form on a page of its own: `do(form)` if it holds for the matter as it was shown, then `said()`.

    What is refused is said above the form, with everything that was typed still in it.
    """
    if form.validate_on_submit():
        same_version(matter, form.version.data)
        try:
            do(form)
            return done(matter, said())
        except MoveRefused as refused:
            db.session.rollback()
            form.form_errors = [str(reason) for reason in refused.reasons]
    return act_page(form, matter, heading, button, intro)


@bp.route(f"{ONE}/accept", methods=["GET", "POST"])
@requires(policy.can_accept, on=matter_or_404)
def accept(matter):
    form = f.AcceptForm(version=matter.version)
    form.offer(queries.possible_owners(matter))
    if not form.is_submitted():
        form.owner.data = next((n for n in (matter.owner_id, current_user.id) if n in form.people), None)

    def said():
        return _("已受理，责任人是 %(name)s。", name=matter.owner.name)

    def do(form):
        actions.accept(matter, owner=form.person, by=current_user)

    return _act(matter, form, do, said, _("受理并定责任人"), _("受理"))


@bp.route(f"{ONE}/hand-over", methods=["GET", "POST"])
@requires(policy.can_hand_over, on=matter_or_404)
def hand_over(matter):
    form = f.HandOverForm(version=matter.version)
    form.offer([person for person in queries.possible_owners(matter) if person.id != matter.owner_id])

    def do(form):
        actions.hand_over(matter, owner=form.person, reason=form.reason.data, by=current_user)

    def said():
        return _("已改由 %(name)s 负责。", name=matter.owner.name)

    return _act(matter, form, do, said, _("改责任人"), _("改责任人"))


@bp.route(f"{ONE}/kind", methods=["GET", "POST"])
@requires(policy.can_change_kind, on=matter_or_404)
def change_kind(matter):
    form = f.KindForm(version=matter.version)
    kinds = kinds_of(matter.village_id)
    form.offer({kind: words for kind, words in kinds.items() if kind != matter.kind})

    def do(form):
        actions.change_kind(matter, kind=form.kind.data, reason=form.reason.data, by=current_user)

    def said():
        facts = {"kind": kind_words(matter.kind), "due": moment(matter.finish_due_at)}
        return _("已改为%(kind)s，最迟 %(due)s 办好。", **facts)

    intro = _("现在是%(kind)s。期限按新的类别、从收到的时候算起。", kind=kind_words(matter.kind))
    return _act(matter, form, do, said, _("改类别"), _("改类别"), intro)


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
    def do(form):
        actions.write_down_basis(matter, words=form.words.data, by=current_user)

    form = f.BasisForm(version=matter.version, words=matter.basis)
    return _act(matter, form, do, lambda: _("凭据已记下。"), _("记凭据"), _("记下"))


@bp.route(f"{ONE}/finish", methods=["GET", "POST"])
@requires(policy.can_work_on, on=matter_or_404)
def finish(matter):
    def do(form):
        actions.finish(matter, result=form.result.data, photos=form.photos.stored, by=current_user)

    form = f.FinishForm(version=matter.version)
    form.wants_a_photo = needs_photo(matter)
    told = _("已办好，接着回复反映人。")
    intro = what_it_rests_on(matter) or ""
    return _act(matter, form, do, lambda: told, _("登记办理结果"), _("办好了"), intro)


@bp.route(f"{ONE}/reply", methods=["GET", "POST"])
@requires(policy.can_reply, on=matter_or_404)
def reply(matter):
    def do(form):
        actions.reply(matter, words=form.words.data, by=current_user)
        if form.title and form.title.data:
            actions.publish(matter, title=form.title.data, by=current_user)

    form = f.ReplyForm(version=matter.version, words=matter.result)
    if not current_user.works_in(matter.village_id):
        del form.title  # the village decides what is public
    told = _("已回复，反映人凭回执码看得到。")
    return _act(matter, form, do, lambda: told, _("回复反映人"), _("回复"), matter.result)


@bp.route(f"{ONE}/turn-down", methods=["GET", "POST"])
@requires(policy.can_accept, on=matter_or_404)
def turn_down(matter):
    def do(form):
        actions.turn_down(matter, words=form.words.data, by=current_user)

    form = f.WordsForm(version=matter.version)
    return _act(matter, form, do, lambda: _("已答复不采纳的理由。"), _("不采纳，写明理由"), _("不采纳"))


@bp.route(f"{ONE}/pass-on", methods=["GET", "POST"])
@requires(policy.can_accept, on=matter_or_404)
def pass_on(matter):
    def do(form):
        actions.pass_on(matter, to=form.to.data, words=form.words.data, by=current_user)

    def said():
        return _("已转交 %(to)s。", to=matter.passed_to)

    return _act(matter, f.PassOnForm(version=matter.version), do, said, _("转交别的单位"), _("转交"))


@bp.route(f"{ONE}/merge", methods=["GET", "POST"])
@requires(policy.can_accept, on=matter_or_404)
def merge(matter):
    def do(form):
        actions.merge(matter, into=queries.by_number(matter.village_id, form.number.data), by=current_user)

    def said():
        number = matter.duplicate_of.number
        return _("已并入 %(number)s，反映人看到的是那一件的答复。", number=number)

    return _act(matter, f.MergeForm(version=matter.version), do, said, _("并入另一件"), _("并入"))


@bp.route(f"{ONE}/publish", methods=["GET", "POST"])
@requires(policy.can_publish, on=matter_or_404)
def publish(matter):
    def do(form):
        actions.publish(matter, title=form.title.data, by=current_user)

    form = f.PublishForm(version=matter.version, title=matter.public_title)
    return _act(matter, form, do, lambda: _("已公开。"), _("公开这件的答复"), _("公开"), matter.reply)


@bp.route(f"{ONE}/take-off", methods=["GET", "POST"])
@requires(policy.can_publish, on=matter_or_404)
def take_off(matter):
    def do(form):
        actions.take_off(matter, reason=form.reason.data, by=current_user)

    form = f.TakeOffForm(version=matter.version)
    return _act(matter, form, do, lambda: _("已撤下。"), _("撤下公开的答复"), _("撤下"))


@bp.route(f"{ONE}/follow-up", methods=["GET", "POST"])
@requires(policy.can_follow_up, on=matter_or_404)
def follow_up(matter):
    def do(form):
        satisfied = form.satisfied.data == "yes"
        actions.follow_up(matter, satisfied=satisfied, words=form.words.data, by=current_user)

    form = f.FollowUpForm(version=matter.version)
    return _act(matter, form, do, lambda: _("回访已记下。"), _("回访"), _("记下回访"), matter.reply)


@bp.route(f"{ONE}/call", methods=["GET", "POST"])
@requires(policy.can_call, on=matter_or_404)
def call(matter):
    def do(form):
        satisfied = form.satisfied.data == "yes"
        actions.call(matter, satisfied=satisfied, words=form.words.data, by=current_user)

    form = f.FollowUpForm(version=matter.version)
    told = _("镇里的回访已记下。")
    return _act(matter, form, do, lambda: told, _("镇里回访"), _("记下回访"), matter.reply)
