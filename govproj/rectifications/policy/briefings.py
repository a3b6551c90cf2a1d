"""Who issues the month's briefing, and who reads it."""


def can_issue_briefing(user, month) -> bool:
    """The discipline inspectors report on all villages alike; a village does not report on itself."""
    return any(user.inspects(village.id) for village in month.town.villages)


def can_read_draft(user, month) -> bool:
    """Until it is issued it is the inspectors' paper."""
    return can_issue_briefing(user, month)
