"""Opens an evaluation in a generated site and prints what its villagers will send: one filled-in slip a line."""

import sys
from datetime import timedelta
from urllib.parse import urlencode

from sqlalchemy import select

from govproj import create_app
from govproj.accounts.models import Office, Role, User
from govproj.core import dates
from govproj.core.db import db
from govproj.evaluations.actions import attendance, keys, preparing, voting
from govproj.evaluations.forms import field_name
from govproj.evaluations.models import Part, Purpose
from govproj.evaluations.queries import attendances
from govproj.projects.models import Project
from govproj.villages.models import Resident, Village

VILLAGE = 2
PASSPHRASE = "bench-2022-key"  # noqa: S105 - nobody counts this round
SATISFIED = "b"


def main(villagers: int) -> None:
    with create_app().app_context():
        village = db.session.get(Village, VILLAGE)
        db.session.add_all(
            Resident(village_id=village.id, number=n, name=f"村民示{n}", household=n)
            for n in range(1, villagers + 1)
        )
        round_ = open_round(village, villagers)
        for code in round_.codes:
            print(urlencode({"code": code, **round_.answers}))


class Opened:
    def __init__(self, round_, codes: list[str]):
        asked = [question["key"] for question in round_.asked.scales]
        self.codes = codes
        self.answers = {field_name(p.id, key): SATISFIED for p in round_.projects for key in asked}


def open_round(village, slips: int) -> Opened:
    committee = officer(Role.SUPERVISOR, Office.village_id == village.id)
    inspector = officer(Role.TOWN_INSPECTOR, Office.town_id == village.town_id)
    for holder in (committee, inspector):
        keys.make_key(holder, PASSPHRASE)
    projects = db.session.scalars(select(Project).where(Project.village_id == village.id).limit(1)).all()
    round_ = preparing.draft(
        village,
        title="样板评议",
        purpose=Purpose.QUARTERLY,
        projects=projects,
        opens_on=dates.today(),
        closes_on=dates.today() + timedelta(days=10),
        excluded=set(),
        by=officer(Role.SECRETARY, Office.village_id == village.id),
    )
    codes = preparing.print_slips(round_, slips, by=committee, witness=inspector)
    db.session.flush()
    attendance.answer(attendances(round_, Part.PRINTING)[0], present=True, by=inspector)
    voting.open_round(round_, by=committee)
    db.session.commit()
    return Opened(round_, codes)


def officer(role: Role, place) -> User:
    return db.session.scalars(select(User).join(Office).where(Office.role == role, place).limit(1)).one()


if __name__ == "__main__":
    main(int(sys.argv[1]))
