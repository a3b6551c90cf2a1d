"""Replays the demo's history: all acts sorted by their day, each under the clock of that day."""

from govproj.core import dates
from govproj.core.db import db
from govproj.demo import (
    accounts,
    checklists,
    decisions,
    disclosures,
    engagement,
    evaluations,
    filings,
    firms,
    flags,
    inspections,
    integrity,
    ledger,
    machines,
    matters,
    projects,
    rectifications,
    rules,
    selections,
    visits,
    works,
)
from govproj.demo.world import Act, World

SUBJECTS = (
    rules,
    firms,
    projects,
    works,
    decisions,
    ledger,
    selections,
    checklists,
    inspections,
    machines,
    disclosures,
    evaluations,
    rectifications,
    engagement,
    integrity,
    visits,
    matters,
    filings,
    flags,
)


def load(app) -> None:
    """Fill the empty database of `app`. Commits once a day of the demo, so that the log grows day by day."""
    world = World()
    with app.app_context():
        acts = sorted(acts_of(world), key=lambda act: act.moment)
        with dates.set_to(acts[0].moment):
            accounts.enter(world)
            db.session.commit()
        for number, act in enumerate(acts):
            with dates.set_to(act.moment):
                act.do()
                if number + 1 == len(acts) or acts[number + 1].day != act.day:
                    db.session.commit()
        dates.write_demo_day(app.config["DEMO_MARKER"], world.today)


def acts_of(world: World) -> list[Act]:
    return [act for subject in SUBJECTS for act in subject.acts(world)]
