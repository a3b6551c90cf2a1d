"""Screenings, points and measures for tests, made through the actions."""

from datetime import date

from govproj.checklists.catalogue import Level
from govproj.core.db import db
from govproj.risks import actions
from govproj.risks.states import Link
from tests.factories import a_cadre, a_supervisor


def a_screening(village, by=None, held_on=date(2022, 3, 1)):
    facts = {"held_on": held_on, "scope": "村委、项目组", "participants": "村监会"}
    screening = actions.screen(village, by=by or a_supervisor(village), **facts)
    db.session.commit()
    return screening


def a_point(screening, owner=None, measures=1, **facts):
    village = screening.village
    owner = owner or a_cadre(village)
    known = {
        **{"unit": "村委会", "post": "物资采购", "link": Link.PURCHASE, "text": "高价采购"},
        **{"level": Level.HIGH},
    }
    lines = [(f"第{n}条举措", owner, date(2022, 6, 30)) for n in range(measures)]
    point = actions.find(screening, by=screening.by, measures=lines, **{**known, **facts})
    db.session.commit()
    return point
