"""Matters without an account: reporting one, following it with number and code, saying whether it satisfied."""

from flask import Blueprint, current_app, redirect, url_for

from govproj.accounts.models import Anonymous
from govproj.core import dates
from govproj.core.access import public, tokenless
from govproj.core.brake import braked
from govproj.core.codes import grouped
from govproj.core.db import db
from govproj.core.htmx import render_page
from govproj.core.i18n import _
from govproj.core.qr import qr_image
from govproj.core.uploads import hand_out
from govproj.core.workflow import MoveRefused
from govproj.matters import actions, queries, receipts
from govproj.matters.actions.satisfying import AWAITING
from govproj.matters.deadlines import kind_words, kinds_of
from govproj.matters.forms import ReceiptForm, ReportForm, VerdictForm
from govproj.matters.views.pages import without_trace
from govproj.villages import rules
from govproj.villages.queries import village_or_404

bp = Blueprint("matters", __name__)
ON_THE_POSTER = (
    "matter.urgent_kinds",
    "matter.urgent_minutes",
    "matter.first_workdays",
    "matter.finish_workdays",
)
REPORT = "/villages/<int:village_id>/matters/report"


@bp.get("/m/<int:village_id>")
@public(on=village_or_404)
def short(village):
    """What is printed and typed: short enough for the back of a bus ticket."""
    return redirect(url_for(".report", village_id=village.id))


@bp.get(REPORT)
@public(on=village_or_404)
def report(village):
    return _report_page(village, _report_form(village, formdata=None))


@bp.post(REPORT)
@tokenless
@braked
@public(on=village_or_404)
def send(village):
    form = _report_form(village)
    if not form.validate():
        return _report_page(village, form)
    if word := form.names_a_breach(rules.value("matter.breach_words", village.id)):
        return _report_page(village, form, word=word)
    try:
        return _received(actions.report(village, by=Anonymous(), **_sending(form)), form.ticket.data)
    except MoveRefused as refused:
        db.session.rollback()
        return _report_page(village, form, refused=refused.reasons)


def _report_form(village, **how) -> ReportForm:
    form = ReportForm(**how)
    form.offer(kinds_of(village.id), queries.projects_of(village), queries.groups_of(village))
    return form


def _sending(form) -> dict:
    """What was said, with the marks of the page it was sent from."""
    ticket = form.ticket.data
    marks = {"sending": receipts.sending_of(ticket), "receipt": receipts.hash_of(receipts.code_of(ticket))}
    return form.said() | marks | {"photos": form.all_photos()}


def _report_page(village, form, word: str = "", refused=()):
    if not receipts.is_ticket(form.ticket.data):
        form.ticket.data = receipts.new_ticket()
    form.sure.data = "yes" if word or form.sure.data == "yes" else ""
    page = {"village": village, "form": form, "kept": form.keep_photos(), "word": word, "refused": refused}
    status = 422 if form.errors else 409 if refused else 200
    return without_trace("matters/report.html", status, **page)


def _received(matter, ticket: str):
    db.session.commit()
    return without_trace("matters/received.html", matter=matter, code=grouped(receipts.code_of(ticket)))


@bp.get("/matters/receipts")
@public
def ask_for_receipt():
    return _receipt_page(ReceiptForm(formdata=None))


@bp.post("/matters/receipts")
@tokenless
@public
def read_receipt():
    form = ReceiptForm()
    matter = _of_receipt(form) if form.validate() else None
    return _state_page(matter, form) if matter else _receipt_page(form)


@bp.post("/matters/receipts/verdict")
@tokenless
@braked
@public
def say():
    receipt, form = ReceiptForm(), VerdictForm()
    matter = _of_receipt(receipt) if receipt.validate() else None
    if matter is None:
        return _receipt_page(receipt)
    if not form.validate():
        return _state_page(matter, form, form)
    try:
        actions.say(matter, satisfied=form.satisfied.data == "yes", words=form.words.data, by=Anonymous())
    except MoveRefused as refused:
        db.session.rollback()
        return _state_page(_of_receipt(form), form, form, refused.reasons)
    db.session.commit()
    return _state_page(matter, form)


def _of_receipt(form):
    """The matter both belong to; the form says so where there is none."""
    matter = queries.by_receipt(receipts.hash_of(form.code.data))
    if matter is None or matter.number != form.number.data.strip().upper():
        form.code.errors = [_("编号或回执码不对，请对照收到时抄下的那张。")]
        return None
    return matter


def _receipt_page(form):
    return without_trace("matters/receipt.html", 422 if form.errors else 200, form=form)


def _state_page(matter, receipt, verdict=None, refused=()):
    """How it stands; the answer with the question whether it satisfies."""
    told = {"number": matter.number, "code": receipt.code.data}
    ask = matter.state in AWAITING and matter.verdict_of_reporter is None
    page = {
        "matter": matter,
        "form": (verdict or VerdictForm(formdata=None, data=told)) if ask else None,
        "kind": kind_words(matter.kind),
        "overdue": matter.is_overdue(dates.now()),
        "refused": refused,
    }
    status = 409 if refused else 422 if verdict is not None and verdict.errors else 200
    return without_trace("matters/state.html", status, **page)


@bp.get("/villages/<int:village_id>/matters/poster")
@public(on=village_or_404)
def poster(village):
    """For the notice board: what can be reported, and the code that leads there."""
    site = (current_app.config["PUBLIC_URL"] or "").rstrip("/")
    address = site + url_for(".short", village_id=village.id) if site else ""
    return render_page(
        "matters/poster.html",
        village=village,
        kinds=kinds_of(village.id),
        local=rules.values(ON_THE_POSTER, village.id),
        address=address,
        code=qr_image(address) if address else "",
        printed_at=dates.now(),
    )


@bp.get("/matter-photos/<int:photo_id>")
@public(on=queries.photo_or_404)
def photo(stored):
    return hand_out(stored)


@bp.get("/matter-photos/<int:photo_id>/thumb")
@public(on=queries.photo_or_404)
def thumb(stored):
    return hand_out(stored, thumb=True)
