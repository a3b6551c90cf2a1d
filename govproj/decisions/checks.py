"""What minutes say, and whether it can be true: days, people, names and votes."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from govproj.core.i18n import _
from govproj.decisions import order
from govproj.decisions.local import Local
from govproj.decisions.shares import Count, Threshold
from govproj.decisions.states import HELD_BY, CountedBy, MeetingKind, Step


class Facts(NamedTuple):
    """What is known about a meeting besides its votes."""

    kind: MeetingKind
    held_on: date
    place: str
    chair_id: int
    recorder_id: int
    entitled: int
    present: int
    notified_on: date | None
    counted_by: CountedBy = CountedBy.PEOPLE
    attendance: Sequence[str] = ()
    summary: str = ""
    opinions: str = ""


class Vote(NamedTuple):
    """One vote; `recused` are (who, why) of those who were there and left for it."""

    words: str
    votes_for: int
    votes_against: int
    abstained: int
    passed: bool
    recused: Sequence[tuple[str, str]] = ()


class Wrong(NamedTuple):
    """A field of the minutes, and the sentence that says what is the matter with it."""

    field: str
    sentence: str


def wrong(process, step: Step, facts: Facts, vote: Vote) -> Wrong | None:
    """The first thing in these minutes that cannot be true."""
    if facts.kind not in HELD_BY[step]:
        return Wrong("kind", _("“%(step)s”不由这种会议办。", step=step.label))
    if not 0 <= facts.present <= facts.entitled or facts.entitled == 0:
        return Wrong("present", _("实到人数不能多于应到人数。"))
    rules = Local(process.village_id, facts.held_on)
    if reason := order.why_not_on(process, step, facts.held_on):
        return Wrong("held_on", reason)
    if reason := order.notified_late(facts.held_on, facts.notified_on, rules.notice_days(facts.kind)):
        return Wrong("notified_on", reason)
    return _names_missing(facts) or wrong_vote(rules, facts, vote)


def _names_missing(facts: Facts) -> Wrong | None:
    """Representatives are named; whoever else lists names lists all."""
    if not facts.attendance and facts.kind is not MeetingKind.REPRESENTATIVES:
        return None
    names = len(facts.attendance)
    if names == facts.present:
        return None
    words = _(
        "到会名单有 %(names)s 人，实到填的是 %(present)s 人，请核对。", names=names, present=facts.present
    )
    return Wrong("attendance", words)


def wrong_vote(rules: Local, meeting, vote: Vote) -> Wrong | None:
    """Votes must add up to those present, and the result must be what they come to."""
    present = meeting.present - len(vote.recused)
    total = vote.votes_for + vote.votes_against + vote.abstained
    if present < 0:
        return Wrong("recused", _("回避的人比实到的还多，请核对。"))
    if total != present:
        words = _(
            "赞成、反对、弃权共 %(total)s 票，应当等于实到减去回避的 %(present)s 人。",
            total=total,
            present=present,
        )
        return Wrong("votes_for", words)
    needed = rules.threshold(meeting.kind, meeting.counted_by)
    count = Count(meeting.entitled, present, vote.votes_for)
    if vote.passed and not count.has_quorum(needed):
        return Wrong("passed", _too_few_came(count, needed))
    if vote.passed and not count.has_majority(needed):
        return Wrong("passed", _too_few_agreed(count, needed))
    if not vote.passed and count.passes(needed):
        return Wrong("passed", _("按这些票数是通过的，请核对结果或票数。"))
    return None


def _too_few_came(count: Count, needed: Threshold) -> str:
    return _(
        "到会人数不够，不能记为通过：应到 %(entitled)s，要%(share)s到会，至少 %(least)s，实际 %(present)s。",
        entitled=count.entitled,
        share=needed.quorum.words,
        least=needed.quorum.needed(count.entitled),
        present=count.present,
    )


def _too_few_agreed(count: Count, needed: Threshold) -> str:
    whole = count.entitled if needed.of_entitled else count.present
    return _(
        "赞成票不够，不能记为通过：%(whole)s 中要%(share)s赞成，至少 %(least)s 票，实际 %(votes)s 票。",
        whole=whole,
        share=needed.majority.words,
        least=needed.majority.needed(whole),
        votes=count.votes_for,
    )
