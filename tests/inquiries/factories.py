"""What was said against notices, asked in writing, complained of."""

from govproj.accounts.models import Anonymous
from govproj.core import dates
from govproj.inquiries import actions
from govproj.inquiries.models import Asker, Complaint, Grievance, Inquiry, Objection
from tests.factories import a_cadre, saved


def an_objection(notice, **said) -> Objection:
    """Open, from the public page, due in five working days."""
    objection, _code = actions.object_to(
        notice, by=Anonymous(), **{"text": "砂石的钱好像多算了。", "name": "", "phone": "", **said}
    )
    return saved(objection)


def an_inquiry(village, project=None) -> Inquiry:
    """Of five representatives, not answered."""
    asked = {"asked_by": Asker.REPS, "signers": 5, "text": "变更的原因和金额。", "received_on": dates.today()}
    by = a_cadre(village)
    return saved(actions.inquire(village, by=by, project_id=project.id if project else None, **asked))


def a_complaint(village, **said) -> Complaint:
    """To the town, not answered."""
    words = {"about": Grievance.LATE, "text": "5月的公示没有贴。", "name": "", "phone": "", **said}
    complaint, _code = actions.complain(village, by=Anonymous(), project_id=None, **words)
    return saved(complaint)
