"""An evaluation round: prepared, open, closed, counted, published."""

from govproj.accounts.models import Role
from govproj.core import dates
from govproj.core.i18n import _, _l
from govproj.core.workflow import Move, Workflow
from govproj.evaluations.keying import compared
from govproj.evaluations.models import WITH_URN, OwnWord, Part, State
from govproj.evaluations.policy import can_count, can_discard, can_run
from govproj.evaluations.queries.attendance import attendances, signed_papers
from govproj.evaluations.queries.preparing import paper_forms
from govproj.evaluations.satisfaction import FEWEST_PUBLISHED


def enough_slips(round_):
    if round_.slips < FEWEST_PUBLISHED:
        return _("请先打印票，连同线上领取的至少 %(fewest)s 张。", fewest=FEWEST_PUBLISHED)


def keys_of_two_bodies(round_):
    """Either opens the urn; with both, neither can make the answers unreadable by staying away."""
    users = [key.user for key in round_.keys]
    if not all(
        any(user.holds(role, round_.village_id) for user in users)
        for role in (Role.SUPERVISOR, Role.TOWN_INSPECTOR)
    ):
        return _("村监会和镇纪委要先各有一人领好计票钥匙（见“我的计票钥匙”）。")


def printed_before_another(round_):
    """A name somebody else typed proves nothing: two bodies print, and the second one says so himself."""
    if not round_.printed:
        return None
    named = attendances(round_, Part.PRINTING)
    if not named:
        return _("没有记下打印票时另一家谁在场，请重新打印。")
    who = named[0]
    if who.said is OwnWord.ABSENT:
        return _("%(name)s说打印票时不在场。请两家同时在场，重新打印。", name=who.user.name)
    if who.said is OwnWord.WAITING and not signed_papers(round_, Part.PRINTING):
        return _(
            "等%(name)s确认打印票时在场：他登录后在“今天要办”里确认，或者把他签了字的票封面扫描上传。",
            name=who.user.name,
        )
    return None


def its_first_day(round_):
    if dates.today() < round_.opens_on:
        return _("还没有到评议开始的那一天。")


def its_last_day_is_over(round_):
    """Closing early would shut out those who come on the last day."""
    if dates.today() <= round_.closes_on:
        return _("评议期还没有结束。")


def paper_keyed_twice(round_):
    """One person's slip of the finger would be a villager's wrong answer."""
    if not round_.paper_returned:
        return None
    found = compared(paper_forms(round_))
    if len(found.agreed) == round_.paper_returned and not (found.once or found.differing):
        return None
    return _(
        "纸质问卷收回 %(returned)s 份，两个人录得一样的有 %(agreed)s 份。请先录完、核对一致。",
        returned=round_.paper_returned,
        agreed=len(found.agreed),
    )


def by_nobody(user, _round) -> bool:
    """A site that came back from a backup has no urns: nobody decides it, so nobody can make it look so."""
    return user is None


WORKFLOW = Workflow(
    "evaluations",
    Move(
        "open",
        _l("开启评议"),
        frozenset({State.DRAFT}),
        State.OPEN,
        allowed=can_run,
        needs=(enough_slips, printed_before_another, keys_of_two_bodies, its_first_day),
    ),
    Move(
        "close",
        _l("截止评议"),
        frozenset({State.OPEN}),
        State.CLOSED,
        allowed=can_run,
        needs=(its_last_day_is_over,),
    ),
    Move(
        "count",
        _l("计票"),
        frozenset({State.CLOSED}),
        State.COUNTED,
        allowed=can_count,
        needs=(paper_keyed_twice,),
    ),
    Move("publish", _l("公布结果"), frozenset({State.COUNTED}), State.PUBLISHED, allowed=can_run),
    Move(
        "give_up",
        _l("打不开票箱，作废重来"),
        frozenset({State.CLOSED}),
        State.VOID,
        allowed=can_run,
        why=True,
    ),
    Move(
        "lose_urn",
        _l("票箱没有了，作废重来"),
        WITH_URN,
        State.VOID,
        allowed=by_nobody,
        why=True,
        follows=True,
    ),
    Move(
        "discard",
        _l("取消这一轮"),
        frozenset({State.DRAFT}),
        State.VOID,
        allowed=can_discard,
        why=True,
    ),
)
