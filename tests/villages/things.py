"""Residents for tests."""

from itertools import count

from govproj.villages.models import Resident, VillagerGroup
from tests.factories import a_village, saved

_n = count(1)


def a_resident(village=None, group="", **kw) -> Resident:
    village, n = village or a_village(), next(_n)
    held = saved(VillagerGroup(village_id=village.id, name=group)) if group else None
    facts = {"number": n, "name": f"村民示{n:03}", "household": n, **kw}
    return saved(Resident(village_id=village.id, group=held, **facts))
