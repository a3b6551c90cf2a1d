"""今天要办: proposals that wait for the town's administration."""

from collections.abc import Iterable

from sqlalchemy import func, select

from govproj.core.db import db
from govproj.core.i18n import _, ngettext
from govproj.core.todo import Todo
from govproj.villages.models import LegalBasis, LocalRule, Standing, Town, Village
from govproj.villages.rules import DEFAULTS, rule_of

MOST = 20


def for_user(user) -> Iterable[Todo]:
    """Of those who administer villages, and of nobody else; two questions."""
    administered = [village_id for village_id in user.scope if user.administers(village_id)]
    if not administered:
        return
    towns = select(Village.town_id).where(Village.id.in_(administered))
    for key, village_id, town_id in db.session.execute(
        select(LocalRule.key, LocalRule.village_id, LocalRule.town_id)
        .where(
            LocalRule.state == Standing.PROPOSED,
            LocalRule.key.in_(DEFAULTS),
            (LocalRule.village_id.in_(administered)) | (LocalRule.town_id.in_(towns)),
        )
        .order_by(LocalRule.id)
        .limit(MOST)
    ):
        level, place_id = ("village", village_id) if village_id else ("town", town_id)
        args = {f"{level}_id": place_id, "key": key}
        title = _("镇纪委建议改“%(rule)s”，请决定", rule=rule_of(key).label)
        yield Todo(title, f"rules.{level}_rule", args, None)
    waiting = (
        select(Town.id, func.count())
        .join(LegalBasis)
        .where(LegalBasis.state == Standing.PROPOSED, Town.id.in_(towns))
    )
    for town_id, many in db.session.execute(waiting.group_by(Town.id).order_by(Town.id)):
        words = ngettext("有 %(num)s 条依据建议，请决定", "有 %(num)s 条依据建议，请决定", many)
        yield Todo(words, "legal_bases.of_town", {"town_id": town_id}, None)
