"""After the count: comments are screened and answered, weak links confirmed or not, and asked about once more."""

from sqlalchemy import select

from govproj.core import dates
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _, _l, in_chinese
from govproj.core.workflow import MoveRefused
from govproj.evaluations.actions.preparing import Terms, draft
from govproj.evaluations.models import (
    Comment,
    CommentReply,
    Consequence,
    Electorate,
    FollowUpRound,
    Purpose,
    RoundProject,
    Screening,
    Verdict,
    WeakLink,
)
from govproj.evaluations.queries import followed_by, mended_on
from govproj.evaluations.questions import CASE_THEMES, THEMES
from govproj.evaluations.weak_links import Trigger
from govproj.rectifications import actions as rectifications
from govproj.rectifications.states import Source, Theme
from govproj.villages import rules

SCREENED = Event("evaluations.comments_screened", "shown", "withheld", says=_l("查看了留言"))
REPLIED = Event("evaluations.comment_replied", "text", "done", says=_l("答复村民的话：%(text)s"))
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
        title=in_chinese(_l("评议薄弱环节：%(aspect)s", aspect=weak_link.label)),
        fact=fact,
        place=place,
        by=by,
        project=project,
        theme=Theme(CASE_THEMES.get(weak_link.aspect.removeprefix("theme:"), Theme.OTHER)),
        responsible=project.lead,
    )
    db.session.flush()
    weak_link.rectification_id = case.id
    weak_link.ask_again_days = rules.value("evaluation.followup_days", weak_link.village_id)
    _answers_what_was_set_off(weak_link, case)
    _judge(weak_link, Verdict.CONFIRMED, by=by, note="")


def _answers_what_was_set_off(weak_link, case) -> None:
    """Where the result demands a rectification, the first one confirmed is it."""
    mandatory = db.session.scalar(
        select(Consequence).where(
            Consequence.round_id == weak_link.round_id,
            Consequence.project_id == weak_link.project_id,
            Consequence.trigger == Trigger.RECTIFY,
            Consequence.rectification_id.is_(None),
        )
    )
    if mandatory is not None:
        mandatory.rectification_id = case.id


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


def follow_up(weak_link: WeakLink, *, title: str, opens_on, closes_on, excluded, by, listed=frozenset()):
    """整改回访: the question of a weak link once more, with slips and an urn like any round."""
    if followed_by(weak_link):
        raise MoveRefused(_("这一项已经发起过回访。"))
    if mended_on(weak_link) is None:
        raise MoveRefused(_("整改还没有报完成，报完成以后才能回访。"))
    terms = Terms(
        questions=[_once_more(weak_link)],
        electorate=Electorate.LISTED if listed else Electorate.ALL,
        listed=frozenset(listed),
    )
    round_ = draft(
        weak_link.round.village,
        title=title,
        purpose=Purpose.FOLLOW_UP,
        projects=[weak_link.project],
        opens_on=opens_on,
        closes_on=closes_on,
        excluded=excluded,
        by=by,
        terms=terms,
    )
    db.session.add(FollowUpRound(round_id=round_.id, weak_link_id=weak_link.id))
    db.session.flush()
    return round_


def _once_more(weak_link) -> dict:
    """The wording of the first time; a theme had no question of its own yet."""
    asked = next((q for q in weak_link.round.asked.scales if q["key"] == weak_link.aspect), None)
    if asked:
        return asked
    name = in_chinese(THEMES[weak_link.aspect.removeprefix("theme:")])
    text = in_chinese(_l("上次大家说“%(theme)s”最需要改进，现在做得怎么样？", theme=name))
    return {"key": weak_link.aspect, "kind": "scale", "name": name, "text": text}


def reply(comment: Comment, round_, *, text: str, done: bool, by) -> None:
    """您说我办: an answer stands beside the words it answers; a later one takes its place, both stay on record."""
    row = {"text": text, "done": done, "replied_on": dates.today(), "by_id": by.id}
    db.session.merge(CommentReply(comment_name=comment.name, **row))
    REPLIED.record(round_, by=by, text=text, done=done)
