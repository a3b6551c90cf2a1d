"""Before the opening: the roll, slips on paper, slips drawn online."""

from typing import NamedTuple

from sqlalchemy import delete, insert, select

from govproj.accounts.models import Role
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _, _l
from govproj.core.workflow import MoveRefused
from govproj.evaluations import slips, urn
from govproj.evaluations.actions import attendance
from govproj.evaluations.models import (
    WITH_URN,
    Electorate,
    EvaluationRound,
    FollowUpRound,
    Method,
    Part,
    QuestionSet,
    RollEntry,
    RoundProject,
    State,
)
from govproj.evaluations.questions import about_leads, asked
from govproj.evaluations.workflow import WORKFLOW
from govproj.villages import rules
from govproj.villages.models import Resident, VillagerGroup

DRAFTED = Event("evaluations.drafted", "title", "projects", "eligible", says=_l("准备一轮评议：%(title)s"))
PRINTED = Event("evaluations.slips_printed", "number", "witness", says=_l("打印了 %(number)s 张票"))


class Terms(NamedTuple):
    """Who is asked what, and how it is counted, where that is not the usual."""

    set: QuestionSet | None = None
    electorate: Electorate = Electorate.ALL
    listed: frozenset[int] = frozenset()  # lines of the roster
    method: Method = Method.SHARES
    asked_by: str = ""
    questions: list | None = None  # of a follow-up


def draft(
    village, *, title, purpose, projects, opens_on, closes_on, excluded, by, terms=Terms()
) -> EvaluationRound:
    """A new round with its roll: the adults asked without `excluded` (ids of residents); all frozen from now on."""
    taken = set(db.session.scalars(select(EvaluationRound.prefix).where(EvaluationRound.prefix.is_not(None))))
    round_ = EvaluationRound(
        village=village,
        title=title,
        purpose=purpose,
        opens_on=opens_on,
        closes_on=closes_on,
        prefix=slips.new_prefix(taken),
        questions=_questions(terms, projects),
        set_id=terms.set and terms.set.id,
        electorate=terms.electorate,
        method=terms.method,
        asked_by=terms.asked_by,
        per_household=rules.value("evaluation.per_household", village, opens_on),
        households=village.households,
    )
    db.session.add(round_)
    db.session.flush()
    db.session.add_all(
        RoundProject(round_id=round_.id, project_id=project.id, lead_id=project.lead_id)
        for project in projects
    )
    round_.eligible = _write_roll(round_, excluded, terms.listed)
    DRAFTED.record(round_, by=by, title=title, projects=[p.code for p in projects], eligible=round_.eligible)
    urn.create(urn.path_of(round_.id))
    return round_


def _questions(terms: Terms, projects) -> list[dict]:
    if terms.questions:
        return terms.questions
    led = [project.id for project in projects if project.lead_id]
    questions = terms.set.questions if terms.set else asked(led=bool(led))
    return about_leads(questions, led) if led and len(led) < len(projects) else questions


def _write_roll(round_, excluded, listed) -> int:
    """Each person once; where a household has one voice, the first of it on the roster stands for it."""
    wanted = select(Resident.id, Resident.group_id, Resident.household).where(
        Resident.village_id == round_.village_id, Resident.left_on.is_(None)
    )
    if round_.electorate is Electorate.PARTY:
        wanted = wanted.where(Resident.is_party_member)
    if round_.electorate is Electorate.LISTED:
        wanted = wanted.where(Resident.number.in_(listed))
    people = [row for row in db.session.execute(wanted.order_by(Resident.number)) if row.id not in excluded]
    if round_.per_household:
        people = list({row.household: row for row in reversed(people)}.values())
    if people:
        db.session.execute(
            insert(RollEntry), [{"round_id": round_.id, "resident_id": row.id} for row in people]
        )
    present = {row.group_id for row in people}
    groups = select(VillagerGroup.name).where(VillagerGroup.id.in_(present)).order_by(VillagerGroup.id)
    round_.groups = list(db.session.scalars(groups))
    return len(people)


def print_slips(round_, number: int, *, by, witness) -> list[str]:
    """A new set of codes for paper; it makes all sheets printed before worthless. They are shown once."""
    round_.lock()
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
    attendance.forget_the_printing(round_)
    attendance.name(round_, Part.PRINTING, witness, by=by)
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
    round_.lock()
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


def discard(round_, *, by, note: str) -> None:
    """Before the opening: whoever asked takes the question back."""
    _void("discard", round_, by=by, note=note)


def give_up(round_, *, by, note: str) -> None:
    """After the close, when no holder can open the urn any more: it is destroyed unread."""
    _void("give_up", round_, by=by, note=note)


def lose_urns(_sender) -> None:
    """After a restore: urns are in no backup, so every round that had one has to be held again."""
    for round_ in db.session.scalars(select(EvaluationRound).where(EvaluationRound.state.in_(WITH_URN))):
        if not urn.path_of(round_.id).exists():
            _void("lose_urn", round_, by=None, note=_("服务器从备份恢复，票箱从不备份，这一轮要重新评议。"))


def _void(move: str, round_, *, by, note: str) -> None:
    WORKFLOW.make(move, round_, by=by, note=note)
    round_.prefix = None
    db.session.execute(delete(FollowUpRound).where(FollowUpRound.round_id == round_.id))
