"""今天要办: proposals that wait for the town's administration."""

from sqlalchemy import case, func, select

from govproj.core import todo
from govproj.core.i18n import _, ngettext
from govproj.villages.models import LegalBasis, LocalRule, Standing, Village
from govproj.villages.rules import DEFAULTS, rule_of


def register(app) -> None:
    todo.lines(
        app,
        todo.Kind(proposed_rules, a_rule),
        todo.Kind(proposed_bases, some_bases),
        todo.Kind(unknown_facts, a_village),
    )


def unknown_facts(user):
    """Without a phone, a letter box and the number of households nobody can be called and no roll be checked."""
    own = [village_id for village_id in user.scope if user.is_secretary_of(village_id)]
    if not own:
        return None
    unknown = (Village.supervision_phone == "") | (Village.letter_box == "") | (Village.households == 0)
    return (
        select(*todo.columns(Village.id, name=Village.name))
        .where(Village.id.in_(own), unknown)
        .order_by(Village.id)
    )


def a_village(row) -> todo.Todo:
    title = _("填写村情：村监会电话、意见箱、户数（%(village)s）", village=row.name)
    return todo.Todo(title, "villages.settings", {"village_id": row.id}, None)


def _towns(user):
    """Those whose villages this user administers."""
    administered = [village_id for village_id in user.scope if user.administers(village_id)]
    return select(Village.town_id).where(Village.id.in_(administered)) if administered else None


def proposed_rules(user):
    if (towns := _towns(user)) is None:
        return None
    own = select(Village.id).where(Village.town_id.in_(towns), Village.id.in_(user.scope))
    level = case((LocalRule.village_id.is_not(None), "village"), else_="town")
    place = func.coalesce(LocalRule.village_id, LocalRule.town_id)
    return (
        select(*todo.columns(place, name=LocalRule.key, about=level))
        .where(LocalRule.state == Standing.PROPOSED, LocalRule.key.in_(DEFAULTS))
        .where(LocalRule.village_id.in_(own) | LocalRule.town_id.in_(towns))
        .order_by(LocalRule.id)
    )


def a_rule(row) -> todo.Todo:
    title = _("镇纪委建议改“%(rule)s”，请决定", rule=rule_of(row.name).label)
    return todo.Todo(title, f"rules.{row.about}_rule", {f"{row.about}_id": row.id, "key": row.name}, None)


def proposed_bases(user):
    if (towns := _towns(user)) is None:
        return None
    waiting = select(*todo.columns(LegalBasis.town_id, number=func.count()))
    waiting = waiting.where(LegalBasis.state == Standing.PROPOSED, LegalBasis.town_id.in_(towns))
    return waiting.group_by(LegalBasis.town_id).order_by(LegalBasis.town_id)


def some_bases(row) -> todo.Todo:
    words = ngettext("有 %(num)s 条依据建议，请决定", "有 %(num)s 条依据建议，请决定", row.number)
    return todo.Todo(words, "legal_bases.of_town", {"town_id": row.id}, None)
