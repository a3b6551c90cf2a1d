"""After the count: comments are screened, weak links are answered."""

from sqlalchemy import select

from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _, _l
from govproj.core.workflow import MoveRefused
from govproj.evaluations.models import Comment, RoundProject, Screening, Verdict, WeakLink
from govproj.evaluations.questions import CASE_THEMES
from govproj.evaluations.weak_links import Trigger
from govproj.rectifications import actions as rectifications
from govproj.rectifications.states import Source, Theme

SCREENED = Event("evaluations.comments_screened", "shown", "withheld", says=_l("查看了留言"))
JUDGED = Event("evaluations.weak_link_judged", "aspect", "verdict", "note", says=_l("答复薄弱环节"))


def screen(round_, comments: list[Comment], shown: set[str], *, by) -> None:
    """Each comment is shown as it is or kept back; nobody edits a villager's words."""
    for comment in comments:
        comment.screening = Screening.SHOWN if comment.name in shown else Screening.WITHHELD
    SCREENED.record(round_, by=by, shown=len(shown), withheld=len(comments) - len(shown))


def confirm(weak_link: WeakLink, *, fact: str, place: str, level, by) -> None:
    """To be mended: opens a rectification, of which the lead is proposed to take charge."""
    project = weak_link.project
    case = rectifications.open_case(
        village_id=project.village_id,
        source=Source.EVALUATION,
        level=level,
        title=_("评议薄弱环节：%(aspect)s", aspect=weak_link.label),
        fact=fact,
        place=place,
        by=by,
        project=project,
        theme=Theme(CASE_THEMES.get(weak_link.aspect.removeprefix("theme:"), Theme.OTHER)),
        responsible=project.lead,
    )
    db.session.flush()
    weak_link.rectification_id = case.id
    _judge(weak_link, Verdict.CONFIRMED, by=by, note="")


def decline(weak_link: WeakLink, *, by, note: str) -> None:
    """Not to be mended, with the reason; the supervision committee sees both."""
    if _must_be_mended(weak_link):
        raise MoveRefused(_("总体满意率低于规定，这个项目至少要有一项列入整改，这是最后一项了。"))
    _judge(weak_link, Verdict.DECLINED, by=by, note=note)


def _must_be_mended(weak_link) -> bool:
    """Where villagers are dissatisfied on the whole, the last weak link left cannot be declined."""
    asked_about = db.session.get(RoundProject, (weak_link.round_id, weak_link.project_id))
    if Trigger.RECTIFY not in asked_about.triggers:
        return False
    others = select(WeakLink.id).where(
        WeakLink.round_id == weak_link.round_id,
        WeakLink.project_id == weak_link.project_id,
        WeakLink.id != weak_link.id,
        WeakLink.verdict != Verdict.DECLINED,
    )
    return db.session.scalar(others.limit(1)) is None


def _judge(weak_link, verdict, *, by, note) -> None:
    weak_link.verdict, weak_link.note = verdict, note
    JUDGED.record(
        weak_link, by=by, project_id=weak_link.project_id, aspect=weak_link.aspect, verdict=verdict, note=note
    )
