"""The standing keys of those who count: made, and put under another passphrase."""

from govproj.core import dates, sealed
from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _l
from govproj.evaluations.models import HolderKey

KEY_MADE = Event("evaluations.holder_key_made", says=_l("领了计票钥匙"))
PASSPHRASE_CHANGED = Event("evaluations.passphrase_changed", says=_l("换了计票钥匙的口令"))


def make_key(user, passphrase: str) -> str:
    """A standing key pair for somebody who counts; returns the recovery code, to be printed now.

    A second one replaces the first. Rounds already open stay sealed to the first, so another holder has
    to count them.
    """
    key, code = sealed.new_holder_key(passphrase)
    db.session.merge(HolderKey(user_id=user.id, made_on=dates.today(), **key._asdict()))
    KEY_MADE.record(user, by=user)
    return code


def change_passphrase(key: HolderKey, secret: str, passphrase: str) -> None:
    """`secret` is the old passphrase or the recovery code; raises sealed.WrongPassphrase."""
    key.by_passphrase = sealed.with_new_passphrase(key.wrapped, secret, passphrase).by_passphrase
    PASSPHRASE_CHANGED.record(key.user, by=key.user)
