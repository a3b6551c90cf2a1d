"""Following a village or a project with an account. The log says that it happened, not who did it."""

from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _l
from govproj.following.models import Follow
from govproj.following.queries import follow_of, follows_of, newest_number

FOLLOWED = Event("disclosures.followed", says=_l("开始关注公示"))
UNFOLLOWED = Event("disclosures.unfollowed", says=_l("不再关注公示"))
READ = Event("disclosures.read", says=_l("看过了关注的新公示"))


def toggle(thing, *, by, **number) -> bool:
    """Begin or end; `number` is village_id or project_id."""
    known = follow_of(by, **number)
    if known is not None:
        db.session.delete(known)
        UNFOLLOWED.record(thing, by=None)
        return False
    db.session.add(Follow(user_id=by.id, read_until=newest_number(), **number))
    FOLLOWED.record(thing, by=None)
    return True


def mark_read(*, by) -> None:
    newest, follows = newest_number(), follows_of(by)
    for follow in follows:
        follow.read_until = newest
    if follows:
        READ.record(follows[0].village or follows[0].project, by=None)
