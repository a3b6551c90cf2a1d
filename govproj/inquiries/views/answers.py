"""Where all answers of a village are read, and where whoever holds a receipt finds theirs."""

from flask import Blueprint, url_for
from flask_login import current_user

from govproj.core.access import public, tokenless
from govproj.core.htmx import go_to, render_page
from govproj.core.i18n import _
from govproj.inquiries import actions, policy
from govproj.inquiries.forms import ReceiptForm
from govproj.inquiries.models import Objection
from govproj.inquiries.queries import voices_of, with_receipt
from govproj.villages.queries import village_or_404

bp = Blueprint("inquiries", __name__)


@bp.get("/villages/<int:village_id>/answers")
@public(on=village_or_404, kept=True)
def answers_of_village(village):
    return _answers_page(village, ReceiptForm(formdata=None))


def _answers_page(village, receipt):
    return render_page(
        "inquiries/answers.html",
        status=422 if receipt.errors else 200,
        village=village,
        voices=voices_of(village),
        receipt=receipt,
        who_may=actions.who_may_in_words(village),
        may_inquire=policy.can_record_inquiry(current_user, village),
        may_record_complaint=policy.can_record_complaint(current_user, village),
    )


@bp.post("/villages/<int:village_id>/receipt")
@tokenless
@public(on=village_or_404)
def by_receipt(village):
    """The code travels in the request, not in an address that the browser would remember."""
    form = ReceiptForm()
    found = with_receipt(actions.hash_of(form.code.data)) if form.validate() else None
    if found is None:
        form.code.errors = form.code.errors or [_("没有这个回执码，请对照收到时抄下的 16 位。")]
        return _answers_page(village, form)
    if isinstance(found, Objection):
        return go_to(url_for(".objection", objection_id=found.id))
    return go_to(url_for(".complaint", complaint_id=found.id))
