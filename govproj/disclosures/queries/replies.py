"""今天要办: the replies that wait for somebody."""

from collections.abc import Iterator

from govproj.core.i18n import _
from govproj.core.todo import Todo
from govproj.disclosures import policy
from govproj.disclosures.models import Complaint, Inquiry
from govproj.disclosures.queries.answers import replies_owed, unanswered


def lines_for(user) -> Iterator[Todo]:
    village_ids = [number for number in user.scope if _answers(user, number)]
    if not village_ids:
        return
    for objection, due_on in replies_owed(village_ids):
        if policy.can_reply(user, objection):
            title = _("答复异议：%(project)s", project=objection.project.name)
            yield Todo(title, "disclosures.objection", {"objection_id": objection.id}, due_on)
    yield from _inquiries(user, [number for number in village_ids if user.works_in(number)])
    yield from _complaints(user, [number for number in village_ids if policy.answers_for_town(user, number)])


def _answers(user, village_id: int) -> bool:
    return (
        user.works_in(village_id) or user.supervises(village_id) or policy.answers_for_town(user, village_id)
    )


def _inquiries(user, village_ids) -> Iterator[Todo]:
    for inquiry in unanswered(Inquiry, village_ids) if village_ids else ():
        if policy.can_answer_inquiry(user, inquiry):
            about = inquiry.project.name if inquiry.project else inquiry.village.name
            yield Todo(
                _("答复质询：%(about)s", about=about),
                "disclosures.inquiry",
                {"inquiry_id": inquiry.id},
                inquiry.due_on,
            )


def _complaints(user, village_ids) -> Iterator[Todo]:
    for complaint in unanswered(Complaint, village_ids) if village_ids else ():
        if policy.can_answer_complaint(user, complaint):
            yield Todo(
                _("调查答复投诉：%(village)s", village=complaint.village.name),
                "disclosures.complaint",
                {"complaint_id": complaint.id},
                complaint.due_on,
            )
