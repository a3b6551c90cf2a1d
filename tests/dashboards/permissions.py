"""Who gets in where: front pages and workbench."""

THINGS = {"village_id": lambda world: world.village.id}

TABLE = """
endpoint                method A V P L C S J T M Y X   A V P L C S J T M Y X
dashboards.home         GET    + + + + + + + + + + +   + + + + + + + + + + +
dashboards.board        GET    + + + + + + + + + + +   + + + + + + + + + + +
dashboards.villages     GET    + + + + + + + + + + +   + + + + + + + + + + +
dashboards.voice        GET    + + + + + + + + + + +   + + + + + + + + + + +
dashboards.weak_spots   GET    > x x x + + + + + + x   > x x x + + + + + + x
dashboards.print_weak_spots GET > x x x + + + + + + x  > x x x + + + + + + x
dashboards.workbench    GET    > + + + + + + + + + +   > + + + + + + + + + +
"""
