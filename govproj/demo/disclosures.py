"""The demo's monthly notices, each through the whole chain, what was said about them, and the combined sheets."""

import json
from datetime import timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import select

from govproj.core import dates
from govproj.core.db import db
from govproj.demo.pictures import a_posted_sheet, a_site
from govproj.demo.world import Act, World, day
from govproj.disclosures import actions, queries
from govproj.disclosures.models import Posting
from govproj.inquiries import actions as answers
from govproj.inquiries.models import Asker, Channel, Outcome
from govproj.inquiries.queries import objections_about
from govproj.noticeboards import actions as sheets
from govproj.noticeboards.models import CombinedSheet

MORE = json.loads(Path(__file__).with_name("disclosures.json").read_text("utf-8"))
TICK, WRITE, REVIEW, SIGN, PUBLISH, HANG = 0, 9, 10, 14, 16, 17
OUTCOMES = {"explained": Outcome.EXPLAINED, "upheld": Outcome.ADOPTED}
# Why a project is behind its plan, where that has to be said.
DELAYS = {
    "QTW-01": "占地协商用时较长，雨天停工；已增加一个班组。",
    "YXK-01": "水位偏高，桥墩施工窗口短；已调整工序。",
    "YXK-02": "管沟遇到老基础，清理用时较长；已加派机械。",
}


def acts(world: World):
    for notice in world.data["notices"]:
        yield Act(day(notice["submitted"]), WRITE, lambda n=notice: _write(world, n))
        yield Act(day(notice["reviewed"]), REVIEW, lambda n=notice: _review(world, n))
        yield Act(day(notice["passed"]), SIGN, lambda n=notice: _sign(world, n))
        yield Act(day(notice["published"]), PUBLISH, lambda n=notice: _publish(world, n))
        yield from _shown(world, notice)
    for tick in MORE["ticks"]:
        yield Act(day(tick), TICK, partial(_enter, day(tick)))
    for said in world.data["objections"]:
        yield Act(day(said["raised"]), WRITE, partial(_object, world, said))
        yield Act(day(said["answered"]), REVIEW, partial(_answer, world, said))
    yield from _correction(world)
    for sheet in MORE["sheets"]:
        for step, hour, act in SHEET_STEPS:
            yield Act(day(sheet[step]), hour, partial(act, world, sheet))
        for posting, hung in zip(Posting, (day(sheet["published"]), _last_day(sheet)), strict=True):
            if hung <= world.today:
                yield Act(hung, HANG, partial(_hang_out_sheet, world, sheet, posting))
    for asked in world.data["inquiries"]:
        yield Act(day(asked["raised"]), WRITE, partial(_inquire, world, asked))


def _enter(today) -> None:
    actions.enter_duties(today)
    sheets.enter_sheets(today)


def _newest(world: World, notice: dict):
    return queries.newest_version(world.projects[notice["project"]], notice["month"])


def _write(world: World, notice: dict) -> None:
    writer, facts = world.person(notice["drafted_by"]), world.facts[notice["project"]]
    draft = queries.to_write_or_404(writer, world.projects[notice["project"]], notice["month"])
    month = draft.project.month(notice["month"])
    photo = a_site(facts["category"], month.actual_pct, f"{facts['name']} {notice['month']}")
    actions.write(
        draft,
        by=writer,
        photos=[photo],
        caption=f"{facts['place']}，形象进度 {month.actual_pct}%（示意图）",
        taken_on=dates.last_day(notice["month"]),
        summary=notice["summary"],
        next_plan=notice["next_plan"],
        deviation_reason=DELAYS.get(notice["project"], "") if month.actual_pct < month.planned_pct else "",
    )
    actions.submit(draft, by=writer)


def _review(world: World, notice: dict) -> None:
    actions.review(_newest(world, notice), by=world.person(notice["reviewed_by"]))


def _sign(world: World, notice: dict) -> None:
    for signer in notice["passed_by"]:
        actions.sign(_newest(world, notice), by=world.person(signer))


def _publish(world: World, notice: dict) -> None:
    by = world.person(world.facts[notice["project"]]["contact"])
    actions.publish(_newest(world, notice), by=by)


def _shown(world: World, notice: dict):
    """A photo of the board on the first day and on the last, but for one that was forgotten."""
    published = day(notice["published"])
    yield Act(published, HANG, partial(_hang_out, world, notice, Posting.FIRST))
    last = published + timedelta(days=7)
    if last <= world.today and f"{notice['project']} {notice['month']}" not in MORE["without_last_photo"]:
        yield Act(last, HANG, partial(_hang_out, world, notice, Posting.LAST))


def _hang_out(world: World, notice: dict, posting: Posting) -> None:
    by, name = world.contact(notice["project"]), f"{notice['project']} {notice['month']} {posting.value}"
    proof = {
        "posting": posting,
        "caption": f"村务公开栏，{posting.label}（示意图）",
        "taken_on": dates.today(),
    }
    if (found := _hanging(world, notice)) is not None:
        actions.hang_out(found, [a_posted_sheet(name)], by=by, **proof)


def _hanging(world: World, notice: dict):
    newest = _newest(world, notice)
    return newest if newest.is_public else newest.supersedes


def _object(world: World, said: dict) -> None:
    by = world.contact(said["project"])
    channel = Channel(said["channel"])
    answers.take_down(_newest(world, said), by=by, channel=channel, text=said["text"], name="", phone="")
    db.session.flush()


def _answer(world: World, said: dict) -> None:
    (objection,) = objections_about(_newest(world, said))
    by = world.person(said["answered_by"])
    answers.reply(objection, outcome=OUTCOMES[said["outcome"]], text=said["answer"], by=by)


def _correction(world: World):
    """What was admitted in the reply is put right: a new version through the whole chain."""
    facts = MORE["correction"]
    said = next(o for o in world.data["objections"] if o["corrects"] and o["project"] == facts["project"])
    notice = next(
        n for n in world.data["notices"] if (n["project"], n["month"]) == (facts["project"], facts["month"])
    )
    yield Act(day(facts["begun"]), SIGN, partial(_correct, world, notice, said))
    yield Act(day(facts["passed"]), REVIEW, partial(_review, world, notice))
    yield Act(day(facts["passed"]), SIGN, partial(_sign, world, notice))
    yield Act(day(facts["published"]), PUBLISH, partial(_publish, world, notice))


def _correct(world: World, notice: dict, said: dict) -> None:
    old, lead = _newest(world, notice), world.person(notice["drafted_by"])
    new = actions.correct(old, by=world.person(said["answered_by"]), note=said["text"])
    texts = {name: getattr(old, name) for name in ("deviation_reason", "next_plan")}
    actions.write(new, by=lead, summary=f"{old.summary}{said['correction']}", **texts)
    actions.submit(new, by=lead)


def _inquire(world: World, asked: dict) -> None:
    facts = MORE["inquiry"]
    answers.inquire(
        world.village(asked["village"]),
        by=world.person(facts["recorded_by"]),
        received_on=day(asked["raised"]),
        asked_by=Asker(facts["asked_by"]),
        signers=facts["signers"],
        project_id=world.projects[asked["project"]],
        text=asked["text"],
    )


# ---- the combined sheets of governance work ----


def _sheet(world: World, facts: dict) -> CombinedSheet:
    wanted = {"village_id": world.villages[facts["village"]], "month": facts["month"]}
    return db.session.scalars(select(CombinedSheet).filter_by(**wanted)).one()


def _write_lines(world: World, facts: dict) -> None:
    for line in _sheet(world, facts).lines:
        done, plan = facts["lines"][line.project.code]
        sheets.write_line(line, done=done, plan=plan, by=line.project.lead)


def _submit_sheet(world: World, facts: dict) -> None:
    sheets.submit(_sheet(world, facts), by=world.person(facts["submitted_by"]))


def _sign_sheet(world: World, facts: dict) -> None:
    for member in facts["signed_by"]:
        sheets.sign(_sheet(world, facts), by=world.person(member))


def _publish_sheet(world: World, facts: dict) -> None:
    sheets.publish(_sheet(world, facts), by=world.person(facts["published_by"]))


def _last_day(facts: dict):
    return day(facts["published"]) + timedelta(days=7)


def _hang_out_sheet(world: World, facts: dict, posting: Posting) -> None:
    by, photo = (
        world.person(facts["published_by"]),
        a_posted_sheet(f"{facts['village']} {facts['month']} {posting.value}"),
    )
    caption = f"村务公开栏，{posting.label}（示意图）"
    proof = {"posting": posting, "caption": caption, "taken_on": dates.today()}
    sheets.hang_out(_sheet(world, facts), [photo], by=by, **proof)


SHEET_STEPS = (
    ("written", WRITE, _write_lines),
    ("submitted", REVIEW, _submit_sheet),
    ("signed", SIGN, _sign_sheet),
    ("published", PUBLISH, _publish_sheet),
)
