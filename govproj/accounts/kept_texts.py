"""What somebody had typed into a form when the session turned out to be over, until it is sent in or too old.

It belongs to the account whose session that was, so whoever signs in next at the same computer finds nothing. Only
text is kept, only of forms that ask for it (`requires(..., keeps=True)`), and never what errors do not show either.
"""

from datetime import timedelta

from sqlalchemy import delete, func, literal, select, text

from govproj.accounts.models import KeptText, SignInSession, User
from govproj.accounts.sessions import LONGEST, token_hash
from govproj.core import dates, todo
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.errors import NEVER_SHOWN
from govproj.core.i18n import _, _l

KEPT_FOR = timedelta(days=3)
GRACE = 2 * LONGEST  # after signing in: an older cookie no longer speaks for anybody
MOST_BYTES = 60_000  # of one form: the longest of ours has 4,000 signs
MOST_FORMS = 10  # of one person

KEPT = Event("accounts.text_kept", "whom", says=_l("登录过期，替%(whom)s存下了没交上的内容"), technical=True)
DROPPED = Event("accounts.text_dropped", says=_l("丢掉了没交上的内容"), technical=True)


def owner_of(token: str | None) -> User | None:
    """Whose session this was. Signed out, revoked or disabled, it was nobody's."""
    if not token:
        return None
    wanted = (
        select(User)
        .join(SignInSession, SignInSession.user_id == User.id)
        .where(SignInSession.token_hash == token_hash(token), SignInSession.half.is_(False))
        .where(SignInSession.started_at > dates.machine_now() - GRACE)
    )
    user = db.session.scalar(wanted)
    return user if user is not None and user.is_active else None


def keep(token: str | None, path: str, typed) -> bool:
    """`typed` are (name, value) of the form; False when there is nobody to keep it for, or too much of it."""
    user, fields = owner_of(token), [[name, value] for name, value in typed if _may_be_kept(name)]
    size = sum(len(value.encode()) for _name, value in fields)
    if user is None or size > MOST_BYTES or not any(value.strip() for _name, value in fields):
        return False
    known = found_at(user, path)
    if known is None and _count(user) >= MOST_FORMS:
        return False
    kept = known or KeptText(user_id=user.id, path=path)
    kept.fields, kept.kept_at = fields, dates.machine_now()
    db.session.add(kept)
    KEPT.record(user, by=None, whom=user.name)
    return True


def _may_be_kept(name: str) -> bool:
    return not any(part in name for part in NEVER_SHOWN)


def _count(user) -> int:
    return db.session.scalar(select(func.count()).where(KeptText.user_id == user.id))


def _fresh():
    return KeptText.kept_at > dates.machine_now() - KEPT_FOR


def found_at(user, path: str) -> KeptText | None:
    """What this person, and nobody else, had typed into the form at `path`."""
    return db.session.scalar(
        select(KeptText).where(KeptText.user_id == user.id, KeptText.path == path, _fresh())
    )


def all_of(user) -> list[KeptText]:
    wanted = select(KeptText).where(KeptText.user_id == user.id, _fresh())
    return db.session.scalars(wanted.order_by(KeptText.id)).all()


def kept_or_404(user, kept_id: int) -> KeptText:
    wanted = select(KeptText).where(KeptText.id == kept_id, KeptText.user_id == user.id)
    return db.first_or_404(wanted)


def drop(kept: KeptText, *, by) -> None:
    _delete(KeptText.id == kept.id)
    DROPPED.record(by, by=by)


def forget(user, path: str) -> None:
    """With whatever sends the text in: both are committed together, or neither."""
    _delete(KeptText.user_id == user.id, KeptText.path == path)


def sweep(_day) -> None:
    """Daily chore: what nobody came back for."""
    _delete(~_fresh())


def _delete(*conditions) -> None:
    if db.session.connection().dialect.name == "sqlite":  # overwrite it in the file as well
        db.session.execute(text("PRAGMA secure_delete = ON"))
    db.session.execute(delete(KeptText).where(*conditions))


# ---- 今天要办 ----


def _waiting(user):
    """One line, however many forms; the account page lists them."""
    number = func.count(KeptText.id)
    columns = todo.columns(literal(0), number=number)
    return select(*columns).where(KeptText.user_id == user.id, _fresh()).having(number > 0)


def _a_line(row) -> todo.Todo:
    words = _("登录过期时没交上的内容：%(n)s 份，请接着写", n=row.number)
    return todo.Todo(words, "accounts.account", {"_anchor": "kept"}, None)


WAITING = todo.Kind(_waiting, _a_line)
