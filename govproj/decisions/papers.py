"""What the decision of the village puts into the file of its project."""

from collections.abc import Iterable

from sqlalchemy import select

from govproj.core.db import db
from govproj.core.filters import day as in_words
from govproj.decisions.models import DecisionMeeting, DecisionProcess
from govproj.decisions.states import BEFORE_THE_VOTE, Matter, MinutesState, State
from govproj.projects.archive import Paper


def papers_of(project) -> Iterable[Paper]:
    """The signed minutes of its initiation, once the village has voted."""
    unfinished = BEFORE_THE_VOTE | {State.ABANDONED}
    wanted = select(DecisionMeeting.id, DecisionMeeting.step, DecisionMeeting.held_on).join(DecisionProcess)
    wanted = wanted.where(
        DecisionProcess.project_id == project.id,
        DecisionProcess.matter == Matter.INITIATION,
        DecisionProcess.state.not_in(unfinished),
        DecisionMeeting.round == DecisionProcess.round,
        DecisionMeeting.state == MinutesState.SIGNED,
    )
    for number, step, day in db.session.execute(wanted.order_by(DecisionMeeting.held_on, DecisionMeeting.id)):
        title = f"{step.label} {in_words(day)}"
        yield Paper(
            "decision", title, "minutes.show", {"meeting_id": number}, is_public=True, for_office=True
        )
