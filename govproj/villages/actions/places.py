"""What is done to villages: places set up, their settings, the roster kept. `by` is whoever does it."""

from datetime import date

from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _l
from govproj.core.versions import same_version
from govproj.villages import queries
from govproj.villages.models import County, Resident, Town, Village, VillagerGroup

COUNTY_ADDED = Event("villages.county_added", "name", says=_l("建立了县：%(name)s"), technical=True)
TOWN_ADDED = Event("villages.town_added", "name", says=_l("建立了乡镇：%(name)s"), technical=True)
VILLAGE_ADDED = Event("villages.village_added", "name", says=_l("建立了村：%(name)s"), technical=True)
PLACE_CHANGED = Event(
    "villages.place_changed", "name", "fields", says=_l("修改了%(name)s的资料：%(fields)s"), technical=True
)
SETTINGS_CHANGED = Event("villages.settings_changed", "fields", says=_l("修改了村情设置：%(fields)s"))
# The log keeps no names and no figures of residents: which line of the roster it was is enough to look it up.
RESIDENT_ADDED = Event("villages.resident_added", "number", says=_l("名册新增第 %(number)s 号"))
RESIDENT_CHANGED = Event(
    "villages.resident_changed", "number", "fields", says=_l("修改了名册第 %(number)s 号：%(fields)s")
)
RESIDENT_LEFT = Event(
    "villages.resident_left", "number", "on", says=_l("名册第 %(number)s 号已离开，日期 %(on)s")
)
ROSTER_IMPORTED = Event("villages.roster_imported", "count", says=_l("名册一次导入 %(count)s 人"))


def add_county(name: str, *, by, discipline_phone: str = "") -> County:
    return _added(County(name=name, discipline_phone=discipline_phone), COUNTY_ADDED, by)


def add_town(county: County, name: str, *, by, discipline_phone: str = "") -> Town:
    return _added(Town(county=county, name=name, discipline_phone=discipline_phone), TOWN_ADDED, by)


def add_village(town: Town, name: str, *, by) -> Village:
    return _added(Village(town=town, name=name), VILLAGE_ADDED, by)


def _added(place, event: Event, by):
    db.session.add(place)
    event.record(place, by=by, name=place.name)
    return place


def change_place(place, *, by, seen, **facts) -> None:
    """A county, a town or a village as the administrator knows it: name and phone."""
    same_version(place, seen)
    name = place.name
    if before := _set(place, facts):
        PLACE_CHANGED.record(place, by=by, name=name, fields=before)


def change_settings(village: Village, *, by, seen, **facts) -> None:
    same_version(village, seen)
    if before := _set(village, facts):
        SETTINGS_CHANGED.record(village, by=by, fields=before)


def _set(thing, facts: dict) -> dict:
    """Set the facts that differ; which ones, as {name: [before, after]}."""
    changed = {
        name: [getattr(thing, name), new] for name, new in facts.items() if getattr(thing, name) != new
    }
    for name, (_before, new) in changed.items():
        setattr(thing, name, new)
    return changed


# ---- the roster ----


def add_resident(village: Village, *, by, group_name: str = "", **facts) -> Resident:
    """On the next free line of the roster."""
    resident = Resident(
        village=village, group=_group(village, group_name), number=queries.last_number(village) + 1, **facts
    )
    db.session.add(resident)
    RESIDENT_ADDED.record(resident, by=by, number=resident.number)
    return resident


def change_resident(resident: Resident, *, by, seen, group_name: str, left_on: date | None, **facts) -> None:
    same_version(resident, seen)
    changed = _set(resident, {**facts, "group": _group(resident.village, group_name), "left_on": left_on})
    if left_on and changed.pop("left_on", None):
        RESIDENT_LEFT.record(resident, by=by, number=resident.number, on=left_on)
    if changed:
        RESIDENT_CHANGED.record(resident, by=by, number=resident.number, fields=sorted(changed))


def import_roster(village: Village, lines, *, by) -> int:
    """Add whoever is new in these lines; how many they were."""
    groups, number = queries.groups_of(village), queries.last_number(village)
    new = [line for line in lines if line.is_new]
    for name in {line.group for line in new} - {"", *groups}:
        groups[name] = VillagerGroup(village_id=village.id, name=name)
        db.session.add(groups[name])
    for place, line in enumerate(new, number + 1):
        db.session.add(
            Resident(
                village_id=village.id,
                number=place,
                name=line.name,
                group=groups.get(line.group),
                household=line.household,
                is_party_member=line.is_party_member,
            )
        )
    if new:
        ROSTER_IMPORTED.record(village, by=by, count=len(new))
    return len(new)


def _group(village: Village, name: str) -> VillagerGroup | None:
    """The group of that name, made when the village had none; None for no name."""
    if not name:
        return None
    found = queries.groups_of(village).get(name)
    if found is None:
        found = VillagerGroup(village_id=village.id, name=name)
        db.session.add(found)
    return found
