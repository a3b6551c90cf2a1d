"""Who gets in where: the log. The world has no checkpoint, so there is none to download."""

THINGS = {"project_id": lambda world: world.project.id}

TABLE = """
endpoint           method A V P L C S J T M Y X   A V P L C S J T M Y X
audit.verify       GET    + + + + + + + + + + +   + + + + + + + + + + +
audit.checkpoint   GET    . . . . . . . . . . .   . . . . . . . . . . .
audit.entries      GET    > x x x x x x + x + +   > x x x x x x + x + +
audit.export       GET    > x x x x x x + x + +   > x x x x x x + x + +
audit.of_project   GET    > . . . . . . + . + .   > . . . . . . . . . .
"""
