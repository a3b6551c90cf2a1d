"""Checks of candidates that the person's own declarations have opened again."""

from sqlalchemy import Select, String, and_, cast, func, literal, or_, select

from govproj.accounts.models import DeclaredRelative
from govproj.core import todo
from govproj.firms.models import Interest
from govproj.projects.models import Project
from govproj.selections.models import ConflictCheck, LeadSelection, Nomination
from govproj.selections.states import CHECKED, Outcome


def reopened(villages) -> Select:
    """Lines for a workbench: candidates of these villages who declared or withdrew something after the ruling.

    What others declare or firms that come later are found by the comparison itself, on the page of the selection.
    """
    newest = select(func.max(ConflictCheck.id)).where(ConflictCheck.nomination_id == Nomination.id)
    columns = todo.columns(Nomination.id, of=Project.id, name=Project.name)
    return (
        select(*columns)
        .join(LeadSelection, LeadSelection.id == Nomination.selection_id)
        .join(Project, Project.id == LeadSelection.project_id)
        .join(ConflictCheck, ConflictCheck.id == newest.correlate(Nomination).scalar_subquery())
        .where(
            Project.village_id.in_(villages),
            LeadSelection.state.in_(CHECKED),
            Nomination.accepted_at.is_not(None),
            Nomination.declined_at.is_(None),
            ConflictCheck.outcome != Outcome.REFERRED,
            or_(_a_new_interest(), _a_relative_more_or_less()),
        )
        .order_by(Nomination.id)
    )


def _a_new_interest():
    theirs = Interest.user_id == Nomination.person_id
    return select(Interest.id).where(theirs, ~_known("interest", Interest.id)).exists()


def _a_relative_more_or_less():
    theirs, known = DeclaredRelative.user_id == Nomination.person_id, _known("relative", DeclaredRelative.id)
    ended = DeclaredRelative.ended_on.is_not(None)
    differs = or_(and_(~ended, ~known), and_(ended, known))
    return select(DeclaredRelative.id).where(theirs, differs).exists()


def _known(kind: str, number):
    """Whether a ruling rests on this: its basis is a list of keys, kept as JSON."""
    key = literal(f'"{kind}:') + cast(number, String) + literal('"')
    return cast(ConflictCheck.basis, String).contains(key)
