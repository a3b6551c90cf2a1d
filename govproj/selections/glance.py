"""What villagers should see on the front page of their village: who is proposed to lead a project."""

from sqlalchemy import select

from govproj.accounts.models import User
from govproj.core import dates
from govproj.core.addresses import url_for
from govproj.core.db import db
from govproj.core.filters import day
from govproj.core.glance import Fact
from govproj.core.i18n import _
from govproj.projects.models import Project
from govproj.selections.models import LeadSelection, Nomination, SelectionDecision
from govproj.selections.states import State

MOST = 20


def proposed_in(_user, village) -> Fact | None:
    """The proposal whose time ends first, and how many more hang; one question."""
    wanted = (
        select(Project.id, Project.name, User.name.label("lead"), LeadSelection.publicised_until)
        .join(LeadSelection, LeadSelection.project_id == Project.id)
        .join(
            SelectionDecision,
            (SelectionDecision.selection_id == LeadSelection.id) & SelectionDecision.set_aside_on.is_(None),
        )
        .join(Nomination, Nomination.id == SelectionDecision.nomination_id)
        .join(User, User.id == Nomination.person_id)
        .where(Project.village_id == village.id, LeadSelection.state == State.PUBLICISED)
        .where(LeadSelection.publicised_until >= dates.today())
        .order_by(LeadSelection.publicised_until, LeadSelection.id)
    )
    hanging = db.session.execute(wanted.limit(MOST)).all()
    if not hanging:
        return None
    first, others = hanging[0], len(hanging) - 1
    note = _(
        "拟由%(name)s领办，有不同意见请在%(day)s以前提出", name=first.lead, day=day(first.publicised_until)
    )
    note += _("，另有 %(n)s 项", n=others) if others else ""
    url = url_for("selections.show", project_id=first.id)
    if others:
        url = url_for("selections.leads", village_id=village.id)
    return Fact(_("领办人选公示"), first.name, note=note, url=url, kind="soon")
