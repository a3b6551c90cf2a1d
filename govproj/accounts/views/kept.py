"""What was typed when the session had ended: kept at once, because the answer is the page to sign in."""

from flask import flash, session, url_for
from flask_login import current_user

from govproj.accounts import kept_texts
from govproj.accounts.views.sign_in import bp
from govproj.core.access import requires, signed_in
from govproj.core.db import db
from govproj.core.htmx import go_to
from govproj.core.i18n import _
from govproj.core.unsent import Kept


class Keeper:
    """How core reaches it; see core.unsent."""

    def keep(self, path: str, fields) -> bool:
        """The cookie still names the session that is over."""
        kept = kept_texts.keep(session.get("_user_id"), path, fields)
        db.session.commit()
        return kept

    def waiting(self, user, path: str) -> Kept | None:
        found = kept_texts.found_at(user, path)
        return found and Kept(found.id, found.fields)

    def forget(self, user, path: str) -> None:
        kept_texts.forget(user, path)


@bp.post("/account/kept/<int:kept_id>/drop")
@requires(signed_in, on=kept_texts.kept_or_404)
def drop_kept(kept):
    kept_texts.drop(kept, by=current_user._get_current_object())
    db.session.commit()
    flash(_("已丢掉。"))
    return go_to(url_for(".account"))
