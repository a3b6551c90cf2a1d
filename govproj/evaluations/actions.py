"""What people do in an evaluation. An urn file follows the database: it changes first, it is deleted last."""

from contextlib import suppress
from datetime import timedelta

from sqlalchemy import false, func, insert, literal, select

from govproj.accounts.models import Role
from govproj.core import dates, sealed
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _, _l
from govproj.core.workflow import MoveRefused
from govproj.evaluations import counting, slips, urn
from govproj.evaluations.answers import Answer, blank_cell, seal_answer
from govproj.evaluations.models import (
    WITH_URN,
    Comment,
    EvaluationRound,
    HolderKey,
    RollEntry,
    RoundProject,
    Screening,
    SpentOnDay,
    State,
    Verdict,
    WeakLink,
)
from govproj.evaluations.questions import asked
from govproj.evaluations.weak_links import Thresholds, Trigger
from govproj.evaluations.workflow import WORKFLOW
from govproj.rectifications import actions as rectifications
from govproj.rectifications.states import Source
from govproj.villages import rules
from govproj.villages.models import Resident

DRAFTED = Event("evaluations.drafted", "title", "projects", "eligible", says=_l("准备一轮评议：%(title)s"))
PRINTED = Event("evaluations.slips_printed", "number", "witness", says=_l("打印了 %(number)s 张票"))
COMMITTED = Event("evaluations.slips_committed", "root", "slips", says=_l("封定 %(slips)s 张票"))
CLOSED = Event(
    "evaluations.closed_with", "issued", "spent", "voided", says=_l("投出 %(spent)s 张，作废 %(voided)s 张")
)
EMPTIED = Event("evaluations.key_destroyed", "answers", says=_l("清空票箱，销毁密钥"))
SCREENED = Event("evaluations.comments_screened", "shown", "withheld", says=_l("查看了留言"))
JUDGED = Event("evaluations.weak_link_judged", "aspect", "verdict", "note", says=_l("答复薄弱环节"))


# ---- before the opening ----


def draft(village, *, title, purpose, projects, opens_on, closes_on, excluded, by) -> EvaluationRound:
    """A new round with its roll: the village's adults without `excluded` (ids of residents)."""
    taken = set(db.session.scalars(select(EvaluationRound.prefix).where(EvaluationRound.prefix.is_not(None))))
    round_ = EvaluationRound(
        village=village,
        title=title,
        purpose=purpose,
        opens_on=opens_on,
        closes_on=closes_on,
        prefix=slips.new_prefix(taken),
        questions=asked(led=any(project.lead_id for project in projects)),
        households=village.households,
    )
    db.session.add(round_)
    db.session.flush()
    db.session.add_all(RoundProject(round_id=round_.id, project_id=project.id) for project in projects)
    round_.eligible = _write_roll(round_, excluded)
    DRAFTED.record(round_, by=by, title=title, projects=[p.code for p in projects], eligible=round_.eligible)
    urn.create(urn.path_of(round_.id))
    return round_


def _write_roll(round_, excluded) -> int:
    adults = select(literal(round_.id), Resident.id, false()).where(
        Resident.village_id == round_.village_id, Resident.left_on.is_(None), Resident.id.not_in(excluded)
    )
    db.session.execute(insert(RollEntry).from_select(["round_id", "resident_id", "drew_online"], adults))
    return db.session.scalar(select(func.count()).where(RollEntry.round_id == round_.id))


def print_slips(round_, number: int, *, by, witness) -> list[str]:
    """A new set of codes for paper; it makes all sheets printed before worthless. They are shown once."""
    _lock(round_)
    if round_.state is not State.DRAFT:
        raise MoveRefused(_("评议已经开启，不能再增加票。"))
    if {_body(by, round_), _body(witness, round_)} != {Role.SUPERVISOR, Role.TOWN_INSPECTOR}:
        raise MoveRefused(_("打印票要两家同时在场：村监会一人，镇纪委一人。"))
    if not 1 <= number <= round_.eligible - round_.drawn_online:
        most = round_.eligible - round_.drawn_online
        raise MoveRefused(_("票不能比名册上的人多，最多还可打印 %(most)s 张。", most=most))
    codes = [slips.new_code(round_.prefix) for _slip in range(number)]
    round_.slips = number + round_.drawn_online
    PRINTED.record(round_, by=by, number=number, witness=witness.id)
    with urn.Urn(urn.path_of(round_.id)) as box:
        box.replace_printed(codes)
    return codes


def _body(user, round_) -> Role | None:
    if user.supervises(round_.village_id):
        return Role.SUPERVISOR
    return Role.TOWN_INSPECTOR if user.inspects_for_town(round_.village_id) else None


def draw(round_, entry: RollEntry) -> str:
    """One slip drawn online before the opening; the code is returned once and stored nowhere.

    Not put on record: the order of draws must not be known.
    """
    _lock(round_)
    db.session.refresh(entry)
    if entry.drew_online:
        raise MoveRefused(_("您已经领过一张票，每人只能领一张。"))
    if round_.state is not State.DRAFT or round_.slips >= round_.eligible:
        raise MoveRefused(_("现在不能在线上领票了，请到村里签名领一张纸票。"))
    entry.drew_online = True
    round_.drawn_online += 1
    round_.slips += 1
    db.session.flush()
    code = slips.new_code(round_.prefix)
    with urn.Urn(urn.path_of(round_.id)) as box:
        box.add_online(code)
    return code


def _lock(round_) -> None:
    """Draws, printing, opening and closing of one round take turns, on PostgreSQL too."""
    db.session.refresh(round_, with_for_update=True)


def discard(round_, *, by, note: str) -> None:
    WORKFLOW.make("discard", round_, by=by, note=note)
    round_.prefix = None


# ---- open, answer, close ----


def open_round(round_, *, by) -> None:
    """Freeze the set of slips, commit its root to the log, seal the round's key to its holders."""
    _lock(round_)
    WORKFLOW.make("open", round_, by=by)
    round_.opened_on = dates.today()
    pair = sealed.new_key_pair()
    boxes = sealed.seal_to_each(
        pair.private, [key.public for key in round_.keys], purpose=counting.KEY_PURPOSE
    )
    with urn.Urn(urn.path_of(round_.id)) as box:
        root = box.open(public=pair.public, boxes=boxes, blank=lambda: blank_cell(pair.public))
        round_.root, round_.slips = root.hex(), box.size()
    COMMITTED.record(round_, by=by, root=round_.root, slips=round_.slips)


def cast(round_, code: str, answer: Answer) -> bool:
    """Put the answer in and spend the slip; False when the slip is not good. Leaves no trace elsewhere."""
    with urn.Urn(urn.path_of(round_.id)) as box:
        return round_.accepts_answers and box.cast(code, seal_answer(answer, box.public))


def is_good(round_, code: str) -> bool:
    with urn.Urn(urn.path_of(round_.id)) as box:
        return round_.accepts_answers and box.is_good(code)


def close(round_, *, by, **typed) -> None:
    """Void what was not used, and take down what was counted on paper: signatures, forms, complaints."""
    _lock(round_)
    WORKFLOW.make("close", round_, by=by)
    round_.closed_on = dates.today()
    for name, number in typed.items():
        setattr(round_, name, number)
    with urn.Urn(urn.path_of(round_.id)) as box:
        voided, round_.spent = box.close(), box.spent()
    CLOSED.record(round_, by=by, issued=round_.turnout.issued, spent=round_.spent, voided=voided)


# ---- count and publish ----


def count(round_, key: HolderKey, secret: str, *, by) -> None:
    """Open the urn with a holder's passphrase or recovery code and keep totals only.

    The urn is to be emptied with empty() once this is committed.
    """
    _lock(round_)
    WORKFLOW.check("count", round_, by=by)
    answers = counting.answers_in(round_, key.wrapped, secret)
    WORKFLOW.make("count", round_, by=by)
    counting.keep_totals(round_, answers)
    db.session.flush()
    counting.draw_conclusions(round_, thresholds(round_.village))
    round_.prefix = None
    EMPTIED.record(round_, by=by, answers=len(answers))


def thresholds(village) -> Thresholds:
    keys = ("weak_link.rate", "weak_link.score", "weak_link.fall", "weak_link.lowest_two_rate")
    rate, score, fall, lowest_under = rules.values(keys, village).values()
    return Thresholds(rate=rate, score=score, fall=fall, lowest_under=lowest_under)


def empty(round_) -> None:
    """Destroy the urn of a round that was counted or discarded; to be called after the commit."""
    with suppress(FileNotFoundError):
        urn.destroy(urn.path_of(round_.id))


def publish(round_, *, by) -> None:
    WORKFLOW.make("publish", round_, by=by)
    round_.published_on = dates.today()


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


# ---- every day ----


def each_day(day) -> None:
    """Note how many slips were spent by the end of yesterday, and sweep urns a stopped machine left behind."""
    yesterday = day - timedelta(days=1)
    open_rounds = db.session.scalars(select(EvaluationRound).where(EvaluationRound.state == State.OPEN))
    for round_ in open_rounds:
        if round_.opened_on <= yesterday and not any(noted.day == yesterday for noted in round_.days):
            with urn.Urn(urn.path_of(round_.id)) as box:
                round_.days.append(SpentOnDay(day=yesterday, spent=box.spent()))
    done = select(EvaluationRound).where(EvaluationRound.state.not_in(WITH_URN))
    for round_ in db.session.scalars(done):
        empty(round_)
