"""RF32, RF33, RF37, RF38: who is on site, the end of the work, what is covered up, the safety fee."""

from datetime import timedelta
from itertools import takewhile

from govproj.core.i18n import _l
from govproj.core.money import percent, wan_exact
from govproj.flags.rules.kinds import Fires, Level, known, recorded, rule
from govproj.projects.models import IN_PROGRESS, State


@rule(
    "RF32",
    _l("项目负责人不到岗"),
    Level.YELLOW,
    formula=_l("最近连续几次周查，承诺的项目负责人都不在岗。"),
    reads="life checks",
    thresholds="performance.absent_days",
    powers="P14",
    says=_l("最近 %(count)s 次周查，承诺的项目负责人都不在岗〔提醒线 %(limit)s 次〕。"),
)
def key_person_absent(facts, limits):
    if facts.state not in IN_PROGRESS or not facts.construction:
        return None
    done = [check for check in known(facts.checks, "checks") if check.done_on]
    noted = recorded(done, "manager", "manager_there")
    absent = list(takewhile(lambda check: not check.manager_there, reversed(noted)))
    if len(absent) < limits["performance.absent_days"]:
        return None
    numbers = {"count": len(absent), "limit": limits["performance.absent_days"]}
    return Fires(Level.YELLOW, numbers, (str(absent[-1].done_on),), (("checks", facts.id),))


@rule(
    "RF33",
    _l("超期没有延期手续"),
    Level.YELLOW,
    formula=_l("过了竣工日还在施工，又没有批准的延期；超过规定天数转红。"),
    reads="life contract changes",
    thresholds="schedule.delay_red_days",
    powers="P14",
    says=_l("工程应 %(end)s 竣工，已超 %(days)s 天，没有批准的延期。"),
)
def overdue_no_extension(facts, limits):
    if facts.state not in IN_PROGRESS or not facts.construction:
        return None
    agreed = facts.contract.ends_on if facts.contract else None
    end = known(agreed or facts.planned_end, "end")
    extended = [c.extends_to for c in facts.changes or () if c.extends_to and c.approved_on]
    end = max([end, *extended])
    days = (facts.today - end).days
    if days <= 0:
        return None
    level = Level.RED if days > limits["schedule.delay_red_days"] else Level.YELLOW
    contract = (("contract", facts.contract.id),) if facts.contract else ()
    return Fires(level, {"end": end, "days": days}, (f"{end} {level}",), (*contract, ("project", facts.id)))


@rule(
    "RF37",
    _l("隐蔽工程没有验收"),
    Level.RED,
    formula=_l("隐蔽工程完成后过了到场时限，照片或签字方少于规定。"),
    reads="works",
    thresholds="concealed.photos concealed.signers concealed.notice_hours",
    powers="P16",
    says=_l(
        "“%(name)s” %(finished)s 完成，只有 %(photos)s 张照片、%(signers)s 方签字"
        "（要 %(wanted_photos)s 张、%(wanted_signers)s 方）。"
    ),
)
def concealed_missing(facts, limits):
    photos, signers = limits["concealed.photos"], limits["concealed.signers"]
    days = timedelta(hours=limits["concealed.notice_hours"])
    works = recorded(facts.works, "works", "finished_on", "photos", "signers") if facts.works else []
    short = [
        work
        for work in works
        if facts.today - work.finished_on > days and (work.photos < photos or work.signers < signers)
    ]
    if not short:
        return None
    worst = short[0]
    numbers = {"name": worst.name, "finished": worst.finished_on, "photos": worst.photos}
    numbers |= {"signers": worst.signers, "wanted_photos": photos, "wanted_signers": signers}
    return Fires(Level.RED, numbers, tuple(str(work.id) for work in short), (("works", facts.id),))


@rule(
    "RF38",
    _l("安全费没有按时付"),
    Level.YELLOW,
    note=_l("合同里没有单列安全费的，不能判断：请在合同里登记“安全文明施工费”。"),
    formula=_l("开工后过了规定天数，已付的安全文明施工费少于合同单列数额的规定比例。"),
    reads="life contract payments",
    thresholds="safety.prepay_days safety.prepay_min",
    powers="P17",
    says=_l(
        "%(started)s 开工，过了 %(days)s 天，安全费 %(safety)s 万元付了 %(pct)s%%（应付到 %(limit)s%%）。"
    ),
    finance=True,
)
def safety_fee_unpaid(facts, limits):
    started = facts.day(State.BUILDING)
    if started is None or not facts.construction or facts.state not in IN_PROGRESS:
        return None
    due = started + timedelta(days=limits["safety.prepay_days"])
    if facts.today <= due:
        return None
    safety = known(known(facts.contract, "contract").safety_fen, "safety")
    paid = sum(p.safety_fen or 0 for p in known(facts.payments, "payments") if p.paid_on)
    limit = limits["safety.prepay_min"]
    if paid * 100 >= safety * limit:
        return None
    numbers = {"started": started, "days": (facts.today - started).days, "safety": wan_exact(safety)}
    numbers |= {"pct": percent(paid, safety), "limit": limit}
    rows = (("contract", facts.contract.id), ("ledger", facts.id))
    return Fires(Level.YELLOW, numbers, (str(started),), rows)
