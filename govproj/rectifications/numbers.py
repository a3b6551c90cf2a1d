"""How cases and clues are numbered on the lists of the town."""


def of_case(year: int, serial: int) -> str:
    """ZG-2022-001."""
    return f"ZG-{year}-{serial:03}"


def of_clue(year: int, serial: int) -> str:
    """XS-2022-001."""
    return f"XS-{year}-{serial:03}"
