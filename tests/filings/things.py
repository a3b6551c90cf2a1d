"""Filings for tests, made through the actions."""

from datetime import time, timedelta

from govproj.core import dates
from govproj.core.db import db
from govproj.filings import actions

FACTS = {
    "kind": "night",
    "place": "云溪桥头",
    "reason": "混凝土要连续浇筑",
    "measures": "用静音泵车，照明不朝住户",
    "unit": "样板路桥（虚构）",
    "contact": "示例工",
    "phone": "0572-5000206",
    "starts_at": time(22),
    "ends_at": time(2),
    "urgent": False,
}


def a_filing(village, by, *, ahead=2, days=2, **kw):
    """For `days` nights beginning so many days from today."""
    first = dates.today() + timedelta(days=ahead)
    facts = FACTS | {"first_on": first, "last_on": first + timedelta(days=days - 1)} | kw
    filing = actions.file(village, by=by, **facts)
    db.session.commit()
    return filing


def approved(filing, by):
    actions.approve(filing, by=by, conditions="同意，凌晨两点停机")
    db.session.commit()
    return filing
