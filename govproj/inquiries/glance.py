"""What stands under a published notice or combined sheet: how anybody objects, and what was said so far."""

from typing import NamedTuple

from govproj.core.addresses import url_for
from govproj.core.glance import Piece
from govproj.core.i18n import _
from govproj.inquiries import policy
from govproj.inquiries.models import Objection
from govproj.inquiries.queries import objections_about
from govproj.noticeboards.models import CombinedSheet
from govproj.villages.models import Village


class Ways(NamedTuple):
    """`committee` is told where the village gave no phone of it."""

    village: Village
    committee: str
    object_url: str
    take_down_url: str
    objections: list[Objection]


def ways_to_object(user, notice) -> Piece:
    may = policy.can_take_down(user, notice)
    if isinstance(notice, CombinedSheet):
        village, committee, about = notice.village, _("村监会"), {"sheet_id": notice.id}
        ways = ("inquiries.object_to_sheet", "inquiries.take_down_about_sheet")
    else:
        village, committee, about = (
            notice.project.village,
            notice.frozen.supervisors,
            {"disclosure_id": notice.id},
        )
        ways = ("inquiries.object_", "inquiries.take_down")
    by_anybody, at_the_office = (url_for(way, **about) for way in ways)
    told = Ways(village, committee, by_anybody, at_the_office if may else "", objections_about(notice))
    return Piece("inquiries/_ways.html", told)
