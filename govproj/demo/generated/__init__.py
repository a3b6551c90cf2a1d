"""A large invented site to measure with (`flask generate`): written in bulk, with one entry in the log."""

from collections import Counter
from random import Random

from sqlalchemy import select

from govproj.accounts.models import User
from govproj.core.audit import AuditEntry, Event
from govproj.core.db import db
from govproj.core.i18n import _l
from govproj.demo.generated import ledger, notices, places, watched
from govproj.demo.generated import projects as work
from govproj.demo.generated.bulk import AT_ONCE, Bulk
from govproj.demo.generated.places import PASSWORD, USERNAME
from govproj.disclosures.models import Disclosure
from govproj.projects.models import Project
from govproj.villages.models import County

__all__ = ["PASSWORD", "USERNAME", "NotEmpty", "generate"]

GENERATED = Event(
    "site.generated",
    "villages",
    "projects",
    "disclosures",
    "seed",
    says=_l("批量生成了测量用的站点：%(villages)s 个村，%(projects)s 个项目"),
    technical=True,
)


class NotEmpty(Exception):
    """A site that holds anything is never filled with invented rows."""


def generate(*, villages: int, projects: int, disclosures: int, seed: int) -> Counter:
    """Fill an empty site; how many rows of each table. The same seed on the same day gives the same rows."""
    for known in (County.id, User.id, AuditEntry.leaf_index):
        if db.session.scalar(select(known).limit(1)) is not None:
            raise NotEmpty
    rows, random = Bulk(), Random(seed)  # noqa: S311 - nothing secret comes from it
    work.write_firms(rows)
    watched.qualify_firms(rows)
    for number, home in enumerate(places.write(rows, random, villages)):
        some = projects * (number + 1) // villages - rows.counted[Project.__table__]
        built = work.write(rows, random, home, some)
        ledger.write(rows, random, home, built)
        watched.write(rows, random, home, built)
        some = disclosures * (number + 1) // villages - rows.counted[Disclosure.__table__]
        notices.write(rows, random, home, built, some)
        rows.write(least=AT_ONCE)
    rows.finish()
    asked = {"villages": villages, "projects": projects, "disclosures": disclosures, "seed": seed}
    GENERATED.record(None, by=None, **asked)
    return rows.counted
