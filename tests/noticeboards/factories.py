"""Combined sheets of governance work."""

from datetime import date

from govproj.core import dates
from govproj.disclosures.duties import days_of
from govproj.disclosures.models import Posting
from govproj.noticeboards.models import (
    SHEET_PUBLIC,
    CombinedLine,
    CombinedSheet,
    CombinedSignature,
    SheetPhoto,
    SheetState,
)
from govproj.projects.models import Kind
from tests.factories import a_party_member, a_project, saved


def a_sheet(village, state=SheetState.DRAFT, *, signed_by=(), month="2022-05", **kw) -> CombinedSheet:
    """Of one governance project, whose line is written."""
    project = a_project(village, kind=Kind.GOVERNANCE, name="移风易俗示例", lead=a_party_member(village))
    line = CombinedLine(project=project, lead=project.lead.name, done="劝导 12 户。", plan="走访三组。")
    if state in SHEET_PUBLIC:
        kw |= {"publicity_from": date(2022, 6, 9), "publicity_to": date(2022, 6, 16)}
        kw |= {"done_day": date(2022, 6, 9)}
    due = days_of(month, (3, 5, 8, 10)).due_day
    sheet = CombinedSheet(village=village, month=month, state=state, due_day=due, lines=[line], **kw)
    sheet.signatures = [CombinedSignature(user_id=member.id) for member in signed_by]
    return saved(sheet)


def a_sheet_photo(sheet_id: int, posting=Posting.FIRST, *, stored=f"{1:064x}") -> SheetPhoto:
    """A row; `stored` is the hash of a file that is really there."""
    file = {
        "sha256": stored,
        "thumb": stored,
        "kind": "webp",
        "size": 9,
        "name": "照片.jpg",
        "width": 8,
        "height": 6,
    }
    about = {"caption": "公开栏", "taken_on": dates.today(), "posting": posting}
    return saved(SheetPhoto(sheet_id=sheet_id, **file, **about))
