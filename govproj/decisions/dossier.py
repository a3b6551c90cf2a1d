"""The votes on a project, for its dossier."""

from sqlalchemy import Integer, cast, select

from govproj.core import todo
from govproj.core.dossier import Entry, chapter, words
from govproj.core.i18n import _, _l
from govproj.decisions.models import DecisionMeeting, DecisionProcess, Resolution
from govproj.decisions.states import MeetingKind, MinutesState


def register(app) -> None:
    chapter(app, 20, _l("民主决策"), (_votes, _vote))


def _votes(project):
    meeting, vote = DecisionMeeting, Resolution
    numbers = words(meeting.kind, vote.entitled, vote.present, vote.votes_for, cast(vote.passed, Integer))
    return (
        select(*todo.columns(vote.id, name=vote.words, about=numbers, day=meeting.held_on))
        .join(meeting, meeting.id == vote.meeting_id)
        .join(DecisionProcess, DecisionProcess.id == meeting.process_id)
        .where(DecisionProcess.project_id == project.id, meeting.state == MinutesState.SIGNED)
    )


def _vote(row) -> Entry:
    kind, entitled, present, votes, passed = row.about.split("|")
    numbers = {"entitled": entitled, "present": present, "votes": votes}
    said = _("应到 %(entitled)s 人，实到 %(present)s 人，赞成 %(votes)s 人", **numbers)
    result = _("通过") if passed == "1" else _("没有通过")
    return Entry(f"{MeetingKind(kind).label} · {row.name}", row.day, f"{said} · {result}")
