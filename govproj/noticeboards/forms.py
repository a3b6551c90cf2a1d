"""What may be typed into the combined sheet of governance work."""

from govproj.core.forms import VersionedForm, long_text
from govproj.core.i18n import _l


class LineForm(VersionedForm):
    done = long_text(_l("本月做了什么"), most=300, required=_l("请写本月做了什么。"))
    plan = long_text(_l("下月计划"), most=200, required=_l("请写下月计划。"))
