"""What people do to a checklist: each act is on record, and none is possible behind a signature."""

from govproj.checklists import policy
from govproj.checklists.models import Evidence, Exemption, ProblemNote, Signature, SpotCheck, StepTick
from govproj.core import dates
from govproj.core.audit import Event
from govproj.core.due_changes import move_due
from govproj.core.i18n import _, _l
from govproj.core.workflow import MoveRefused
from govproj.projects.models import State

TICKED = Event("checklists.ticked", "code", "steps", "on", says=_l("记录 %(code)s 第 %(steps)s 步"))
UNTICKED = Event("checklists.unticked", "code", "step", "on", says=_l("撤回 %(code)s 第 %(step)s 步"))
EVIDENCE_ADDED = Event(
    "checklists.evidence_added", "code", "kind", "name", "sha256", says=_l("给 %(code)s 加佐证“%(name)s”")
)
SIGNED = Event("checklists.signed", "code", "opinion", says=_l("签字确认 %(code)s"))
REOPENED = Event("checklists.reopened", "code", "reason", says=_l("重开 %(code)s，原因：%(reason)s"))
EXEMPTION_PROPOSED = Event("checklists.exemption_proposed", "code", "reason", says=_l("提出 %(code)s 不适用"))
EXEMPTION_DECIDED = Event(
    "checklists.exemption_decided", "code", "approved", "answer", says=_l("审定 %(code)s 是否不适用")
)
NOTED = Event("checklists.noted", "code", "text", says=_l("对 %(code)s 提出问题：%(text)s"))
ANSWERED = Event("checklists.answered", "code", "answer", says=_l("答复 %(code)s 的问题：%(answer)s"))
SPOT_CHECKED = Event("checklists.spot_checked", "code", "fine", "text", says=_l("抽查 %(code)s：%(text)s"))
DUE_SET = Event("checklists.due_set", "code", "due_on", says=_l("把 %(code)s 的期限定为 %(due_on)s"))


def tick(item, *, steps, on, by) -> None:
    """Record that `steps` were taken on a day."""
    _must_be_open(item)
    if set(steps) - {step.number for step in item.open_steps}:
        raise MoveRefused(_("有的步骤已经记录过，请刷新页面核对。"))
    for step in item.open_steps:
        if step.number in steps:
            _must_be_theirs(item, step, by)
    item.ticks.extend(StepTick(step=step, done_on=on, by=by) for step in sorted(steps))
    _touch(item)
    TICKED.record(item, by=by, code=item.code, steps=sorted(steps), on=on)


def untick(item, *, step: int, by) -> None:
    """Take back a step recorded by mistake, as long as nobody has signed."""
    _must_be_open(item)
    tick = item.ticked.get(step)
    if tick is None:
        raise MoveRefused(_("这一步还没有记录。"))
    for known in item.steps:
        if known.number == step:
            _must_be_theirs(item, known, by)
    item.ticks.remove(tick)
    _touch(item)
    UNTICKED.record(item, by=by, code=item.code, step=step, on=tick.done_on)


def add_evidence(item, *, proves: int, files, by) -> None:
    """`files` are StoredFile; `proves` is the number of the kind of evidence in the catalogue."""
    _must_be_open(item)
    kind = item.power.evidence[proves - 1].zh
    for file in files:
        item.evidence.append(Evidence(proves=proves, by=by, **file._asdict()))
        EVIDENCE_ADDED.record(item, by=by, code=item.code, kind=kind, name=file.name, sha256=file.sha256)
    _touch(item)


def sign(item, *, by, opinion: str = "") -> None:
    """Vouch for the item; refused while anything is missing or when the signer had a hand in it."""
    if not policy.can_sign(by, item):
        raise MoveRefused(_("%(item)s不能由您签字：经办过的人不能监督。", item=item.title))
    if missing := item.missing_before_signature:
        raise MoveRefused(*missing)
    item.signatures.append(Signature(by=by, opinion=opinion))
    _touch(item)
    SIGNED.record(item, by=by, code=item.code, opinion=opinion)


def sign_all(items, *, problems: dict[int, str], opinion: str, by) -> int:
    """Sign all `items` but those in `problems` (item id → what is wrong), which get a note; how many signed."""
    if not items:
        raise MoveRefused(_("没有可以签的事项。"))
    for item in items:
        if item.id in problems:
            note(item, text=problems[item.id], by=by)
        else:
            sign(item, by=by, opinion=opinion)
    return len(items) - len(problems)


def reopen(item, *, reason: str, by) -> None:
    """Withdraw the signature; the work starts again where it stood, a gate already passed stays passed."""
    signature = item.signature
    if signature is None:
        raise MoveRefused(_("这一项还没有签字，不用重开。"))
    signature.withdrawn_at, signature.withdrawn_by, signature.reason = dates.now(), by, reason
    _touch(item)
    REOPENED.record(item, by=by, code=item.code, reason=reason)


def propose_exemption(item, *, reason: str, by) -> None:
    """Say why the item does not apply to this project; somebody else decides."""
    _must_be_open(item)
    if item.exemption:
        raise MoveRefused(_("已经提出过不适用，正在等审定。"))
    item.exemptions.append(Exemption(reason=reason, by=by))
    _touch(item)
    EXEMPTION_PROPOSED.record(item, by=by, code=item.code, reason=reason)


def decide_exemption(item, *, approved: bool, answer: str, by) -> None:
    """Approve or refuse what was proposed; once approved the item counts as done."""
    exemption = item.exemption
    if exemption is None or exemption.approved:
        raise MoveRefused(_("没有等待审定的不适用申请。"))
    exemption.approved, exemption.answer = approved, answer
    exemption.decided_by, exemption.decided_on = by, dates.today()
    _touch(item)
    EXEMPTION_DECIDED.record(item, by=by, code=item.code, approved=approved, answer=answer)


def note(item, *, text: str, by, on=None) -> ProblemNote:
    """Ask about an item; it shows as a problem until those responsible have answered."""
    asked = ProblemNote(text=text, by=by, noted_on=on or dates.today())
    item.notes.append(asked)
    _touch(item)
    NOTED.record(item, by=by, code=item.code, text=text)
    return asked


def answer(asked: ProblemNote, *, answer: str, by) -> None:
    """Answer a question once; a further question is a note of its own."""
    if asked.answered_on:
        raise MoveRefused(_("这个问题已经答复过。"))
    asked.answer, asked.answered_by, asked.answered_on = answer, by, dates.today()
    _touch(asked.item)
    ANSWERED.record(asked.item, by=by, code=asked.item.code, answer=answer)


def spot_check(item, *, fine: bool, text: str, by, reopened: bool = False) -> SpotCheck:
    """The town looks again at what was signed. What it finds becomes a question, and may open the item again."""
    if not policy.can_spot_check(by, item):
        raise MoveRefused(_("抽查要由没有经办、也没有签字的镇纪检干部来做。"))
    if item.signature is None:
        raise MoveRefused(_("这一项还没有签字，不用抽查；有问题可以直接提出。"))
    if not fine and not text.strip():
        raise MoveRefused(_("抽查有问题要写明问题。"))
    check = SpotCheck(by=by, fine=fine, text=text)
    item.spot_checks.append(check)
    _touch(item)
    SPOT_CHECKED.record(item, by=by, code=item.code, fine=fine, text=text or _("没有发现问题"))
    if not fine:
        note(item, text=text, by=by)
        if reopened:
            reopen(item, reason=text, by=by)
    return check


def set_due(item, *, due_on, by, reason: str = "") -> None:
    """The first day needs no reason, another one does."""
    move_due(item, "due_on", due_on, reason=reason, by=by)
    _touch(item)
    DUE_SET.record(item, by=by, code=item.code, due_on=due_on)


def _must_be_open(item) -> None:
    if item.project.state in {State.CANCELLED, State.TERMINATED}:
        raise MoveRefused(_("项目已经撤销或终止，清单不再变动。"))
    if item.signature:
        raise MoveRefused(_("这一项已经签字。确需改动，请监督的人先重开。"))
    if item.is_exempt:
        raise MoveRefused(_("这一项已批准不适用。"))


def _must_be_theirs(item, step, by) -> None:
    if not policy.can_tick(by, item, step):
        raise MoveRefused(_("第 %(number)s 步由%(actor)s记录。", number=step.number, actor=step.actor.zh))


def _touch(item) -> None:
    """Everything about an item counts as a change of it, so that of two people at once one is told."""
    item.changed_at = dates.now()
