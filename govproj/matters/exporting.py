"""The list of matters as rows of a sheet. No names and no phones of those who reported."""

from govproj.core import dates
from govproj.core.i18n import _
from govproj.matters.deadlines import kind_words


def head() -> list[str]:
    return [
        *(
            _("编号"),
            _("村"),
            _("类别"),
            _("状态"),
            _("反映时间"),
            _("事由"),
            _("地点"),
            _("项目"),
            _("村民小组"),
        ),
        *(
            _("责任人"),
            _("期限"),
            _("受理用时（分钟）"),
            _("办结用时（分钟）"),
            _("办了几次"),
            _("办理结果"),
            _("答复"),
        ),
    ]


def rows(found):
    """Moments as Beijing's clock shows them."""
    for row in found:
        received, due = (
            dates.beijing(moment).strftime("%Y-%m-%d %H:%M") for moment in (row.received_at, row.due_at)
        )
        yield (
            *(
                row.number,
                row.village,
                kind_words(row.kind),
                str(row.state.label),
                received,
                row.text,
                row.place,
            ),
            *(row.project, row.group, row.owner, due, row.first_minutes, row.finish_minutes, row.turns),
            *(row.result, row.reply),
        )
