"""Firms that work for villages, the people behind them, and who in the village is tied to which."""


def register(app):
    """Nothing to hang up yet: the register is read and filled by the features above."""
