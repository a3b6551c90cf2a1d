"""Whether a secretary can be put in charge of the project he declared."""

from sqlalchemy import select

from govproj.core.db import db
from govproj.core.i18n import _
from govproj.firms.models import Interest
from govproj.projects.models import ENDED
from govproj.selections.queries import newest_of


def obstacle(declaration) -> str | None:
    """The sentence that says why not; None where no project is named or the way is free."""
    project, secretary = declaration.project, declaration.secretary
    if project is None or project.is_led_by(secretary):
        return None
    if project.lead_id is not None:
        return _("“%(project)s”已有领办人，不能再由书记领办。要换人，请先办理更换。", project=project.name)
    if project.state in ENDED:
        return _("“%(project)s”已经结束，不能再申报领办。", project=project.name)
    if project.has_as_contact(secretary):
        return _(
            "书记是“%(project)s”的联系人，请先换联系人：领办人和联系人不能是同一人。", project=project.name
        )
    if secretary.supervises(project.village_id):
        return _("村务监督委员会成员不能领办自己监督的项目。")
    if (selection := newest_of(project)) and not selection.is_over:
        return _("“%(project)s”正在选任领办人，请先办完或终止选任。", project=project.name)
    if _has_an_interest(secretary, project):
        return _(
            "书记申报过与“%(project)s”施工单位的利益关系，请先由纪检干部核查，换人领办。",
            project=project.name,
        )
    return None


def _has_an_interest(person, project) -> bool:
    if project.contractor_id is None:
        return False
    found = select(Interest.id).where(
        Interest.user_id == person.id, Interest.firm_id == project.contractor_id
    )
    return db.session.scalar(found.limit(1)) is not None
