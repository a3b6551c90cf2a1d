"""Who gets in where: signing in and out."""

THINGS: dict = {}

TABLE = """
endpoint            method A V P L C S J T M Y X   A V P L C S J T M Y X
accounts.sign_in    GET    + + + + + + + + + + +   + + + + + + + + + + +
accounts.sign_in    POST   + + + + + + + + + + +   + + + + + + + + + + +
accounts.sign_out   POST   > + + + + + + + + + +   > + + + + + + + + + +
"""
