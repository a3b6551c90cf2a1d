"""How long entering the weekly and monthly checks of 10,000 projects takes: `.venv/bin/python bench/checks.py`."""

import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from sqlalchemy import insert

from govproj import create_app
from govproj.core import dates, schema
from govproj.core.db import db
from govproj.inspections.actions import enter_checks
from govproj.projects.models import Project, StateChange
from govproj.villages.models import County, Town, Village

VILLAGES, PROJECTS = 200, 10_000
STARTED, YEAR_LATER = date(2021, 6, 14), date(2022, 6, 12)
KEY = "a-key-for-measuring-0123456789-abcdefghijk"


def main():
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(folder, SECRET_KEY=KEY)
        with app.app_context():
            schema.bring_up_to_date()
            fill()
            for words, day in (
                ("52 weeks at once", YEAR_LATER),
                ("again the same day", YEAR_LATER),
                ("the next Monday", YEAR_LATER + timedelta(days=1)),
            ):
                began = time.perf_counter(), time.process_time()
                entered = enter_checks(day)
                db.session.commit()
                wall, own = time.perf_counter() - began[0], time.process_time() - began[1]
                print(f"{words}: {wall:.1f} s ({own:.1f} s of processor), {dict(entered)}")


def fill():
    town = Town(name="样板镇", county=County(name="测试县"))
    villages = [Village(name=f"示例{number}村", town=town) for number in range(VILLAGES)]
    db.session.add_all(villages)
    db.session.flush()
    ids = [village.id for village in villages]
    facts = {"version": 1, "kind": "construction", "category": "road", "state": "building", "funds": []}
    facts |= {"place": "", "content": "", "proposal": "", "wants_lead": True}
    facts |= {"planned_pct": 0, "actual_pct": 0, "paid_fen": 0}
    rows = [
        {"id": n + 1, "village_id": ids[n % VILLAGES], "code": f"P{n}", "name": f"项目{n}", **facts}
        for n in range(PROJECTS)
    ]
    db.session.execute(insert(Project.__table__), rows)
    step = {"before": "ready", "after": "building", "reason": "", "notice": "", "recorded_at": dates.now()}
    steps = [
        {"project_id": n + 1, "occurred_on": STARTED + timedelta(days=n % 7), **step} for n in range(PROJECTS)
    ]
    db.session.execute(insert(StateChange.__table__), steps)
    db.session.commit()


if __name__ == "__main__":
    main()
