"""How the site itself is looked after."""

from govproj.core.i18n import _l
from govproj.villages.catalogue.kinds import Kind, Rule

SUBJECT = _l("站点维护")

RULES = (
    Rule(
        "backup.most_days",
        2,
        Kind.DAYS,
        _l("多久没有备份要提醒"),
        _l("上次备份过了这么多天，提醒管理员；一个站点有几个村的，按最严的算。"),
        least=1,
        most=30,
    ),
)
