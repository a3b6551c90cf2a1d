"""今天要办: what is new for whoever follows, in one line however much it is."""

from sqlalchemy import func, literal

from govproj.core import todo
from govproj.core.i18n import ngettext
from govproj.core.todo import Todo
from govproj.disclosures.models import Disclosure
from govproj.following.queries import published_since


def new_for(user):
    """No row where there is nothing new."""
    count = func.count(Disclosure.id.distinct())
    return published_since(user).with_only_columns(*todo.columns(literal(0), number=count)).having(count > 0)


def in_words(row) -> Todo:
    words = ngettext("您关注的项目有 %(num)s 期新公示", "您关注的项目有 %(num)s 期新公示", row.number)
    return Todo(words, "following.news", {}, None)


NEWS = todo.Kind(new_for, in_words)
