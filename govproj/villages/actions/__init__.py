"""What is done to villages: places and rosters, the rules that hold there, what they rest on, the local calendar."""

from govproj.villages.actions.places import (
    add_county,
    add_resident,
    add_town,
    add_village,
    change_place,
    change_resident,
    change_settings,
    import_roster,
)

__all__ = [
    "add_county",
    "add_resident",
    "add_town",
    "add_village",
    "change_place",
    "change_resident",
    "change_settings",
    "import_roster",
]
