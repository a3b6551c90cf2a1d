"""A payment: applied for, signed in turn, booked, reversed, printed."""

from flask import url_for
from flask_login import current_user

from govproj.core.access import requires, signed_in
from govproj.core.htmx import render_page
from govproj.core.i18n import _
from govproj.core.numerals import capitals
from govproj.ledger import policy
from govproj.ledger.actions import paying
from govproj.ledger.forms import PayForm, PaymentForm
from govproj.ledger.queries.books import sources_of, standing_contract
from govproj.ledger.queries.reading import payment_or_404
from govproj.ledger.states import MARKS, PaymentKind, PaymentState
from govproj.ledger.views.acting import ask, kept, reason, seen
from govproj.ledger.views.public import bp
from govproj.ledger.workflow import PAYMENTS
from govproj.projects.queries import project_or_404

ONE = "/payments/<int:payment_id>"


@bp.route("/projects/<int:project_id>/payments/new", methods=["GET", "POST"])
@requires(policy.can_apply, on=project_or_404)
def apply(project):
    contract = standing_contract(project.id)
    form = PaymentForm(physical_pct=project.actual_pct, without_contract=contract is None)
    return ask(
        project,
        form,
        lambda: _apply(project, form),
        heading=_("申请付款"),
        done=_("付款申请已提交，等第一位签字。"),
        template="ledger/apply.html",
        contract=contract,
    )


def _apply(project, form) -> None:
    paying.apply(project, kind=PaymentKind(form.kind.data), by=current_user, **form.facts())


@bp.get(ONE)
@requires(signed_in, on=payment_or_404)
def payment(payment):
    moves = {move.name: move for move in PAYMENTS.open_to(current_user, payment)}
    booked = payment.state is PaymentState.PAID
    return render_page(
        "ledger/payment.html",
        payment=payment,
        project=payment.project,
        moves=moves,
        mark=MARKS[payment.state],
        words=capitals(payment.fen),
        may_reverse=booked
        and not payment.is_reversal
        and payment.reversal is None
        and policy.can_file(current_user, payment),
    )


@bp.post(f"{ONE}/sign")
@requires(policy.can_take_part, on=payment_or_404)
def sign(payment):
    paying.sign(payment, by=current_user, seen=seen())
    waiting = payment.next_seat
    words = _("已签字，轮到%(seat)s。", seat=waiting.label) if waiting else _("全部签完，等镇三资付款记账。")
    return kept(words, url_for(".payment", payment_id=payment.id))


@bp.post(f"{ONE}/send-back")
@requires(policy.can_take_part, on=payment_or_404)
def send_back(payment):
    words, version = reason()
    paying.send_back(payment, reason=words, by=current_user, seen=version)
    return kept(_("已退回申请人。"), url_for(".payment", payment_id=payment.id))


@bp.route(f"{ONE}/correct", methods=["GET", "POST"])
@requires(policy.can_change_application, on=payment_or_404)
def correct(payment):
    form = PaymentForm(obj=payment, kind=payment.kind.value, payee_account=payment.payee_account.value)
    del form.kind
    return ask(
        payment.project,
        form,
        lambda: paying.correct(payment, by=current_user, seen=form.version.data, **form.facts()),
        heading=_("改正付款申请"),
        done=_("已重新提交，从第一位开始签字。"),
        to=url_for(".payment", payment_id=payment.id),
        template="ledger/apply.html",
        contract=payment.contract,
    )


@bp.post(f"{ONE}/withdraw")
@requires(policy.can_change_application, on=payment_or_404)
def withdraw(payment):
    words, version = reason()
    paying.withdraw(payment, reason=words, by=current_user, seen=version)
    return kept(_("已撤回。"), url_for(".of_project", project_id=payment.project_id))


@bp.route(f"{ONE}/pay", methods=["GET", "POST"])
@requires(policy.can_file, on=payment_or_404)
def pay(payment):
    sources = {source.id: source for source in sources_of(payment.project_id)}
    form = PayForm(version=payment.version)
    form.offer(sources.values())
    return ask(
        payment.project,
        form,
        lambda: _pay(payment, form, sources),
        heading=_("付款记账"),
        done=_("已付款记账。"),
        to=url_for(".payment", payment_id=payment.id),
        template="ledger/pay.html",
        payment=payment,
    )


def _pay(payment, form, sources) -> None:
    facts = form.facts()
    source = sources[facts.pop("source_id")]
    paying.pay(payment, source=source, by=current_user, seen=form.version.data, **facts)


@bp.post(f"{ONE}/reverse")
@requires(policy.can_file, on=payment_or_404)
def reverse(payment):
    words, version = reason()
    opposite = paying.reverse(payment, reason=words, by=current_user, seen=version)
    return kept(_("已用一笔相反的付款冲销，两笔都留在账上。"), url_for(".payment", payment_id=opposite.id))


@bp.get(f"{ONE}/slip")
@requires(signed_in, on=payment_or_404)
def slip(payment):
    return render_page(
        "ledger/slip.html", payment=payment, project=payment.project, words=capitals(payment.fen)
    )
