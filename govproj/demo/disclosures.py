"""The demo's monthly notices, each through the whole chain: written, reviewed, signed twice, published."""

from govproj.core import dates
from govproj.demo.pictures import a_site
from govproj.demo.world import Act, World, day
from govproj.disclosures import actions, queries

WRITE, REVIEW, SIGN, PUBLISH = 9, 10, 14, 16
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
