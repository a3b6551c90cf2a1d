"""Who gets in where: pages that belong to no feature."""

THINGS: dict = {}

TABLE = """
endpoint         method A V P L C S J T M Y X   A V P L C S J T M Y X
pages.language   POST   + + + + + + + + + + +   + + + + + + + + + + +
pages.reading    POST   + + + + + + + + + + +   + + + + + + + + + + +
pages.healthz    GET    + + + + + + + + + + +   + + + + + + + + + + +
"""
