"""Three hundred kills: no acknowledged upload is lost, no row is without its file, the log verifies.

python3 run.py test --slow storage
"""

from tests.core.killed import kill

KILLS = 300


def test_nothing_acknowledged_is_lost(app):
    assert kill(app, KILLS) > KILLS
