"""Who gets in where: hearing of what is new. Feeds and calendars are everybody's, following wants an account."""

THINGS = {
    "project_id": lambda world: world.project.id,
    "village_id": lambda world: world.village.id,
}

TABLE = """
endpoint                      method A V P L C S J T M Y X   A V P L C S J T M Y X
following.feed_of_project     GET    + + + + + + + + + + +   + + + + + + + + + + +
following.feed_of_village     GET    + + + + + + + + + + +   + + + + + + + + + + +
following.calendar_of_project GET    + + + + + + + + + + +   + + + + + + + + + + +
following.calendar_of_village GET    + + + + + + + + + + +   + + + + + + + + + + +
following.of_project          GET    + + + + + + + + + + +   + + + + + + + + + + +
following.of_village          GET    + + + + + + + + + + +   + + + + + + + + + + +
following.toggle_project      POST   > + + + + + + + + + +   > + + + + + + + + + +
following.toggle_village      POST   > + + + + + + + + + +   > + + + + + + + + + +
following.news                GET    > + + + + + + + + + +   > + + + + + + + + + +
following.mark_read           POST   > + + + + + + + + + +   > + + + + + + + + + +
"""
