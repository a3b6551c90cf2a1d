"""How forms for people without an account answer, and how what is objected to is named."""

from flask import make_response, render_template, url_for

from govproj.core.filters import month
from govproj.core.i18n import _
from govproj.noticeboards.models import CombinedSheet


def without_trace(template: str, status: int = 200, **page):
    """No cookie, no script, nothing kept in a cache."""
    answer = make_response(render_template(template, **page), status)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def title_of(notice) -> str:
    """Of a notice, or of a combined sheet."""
    words = {"month": month(notice.month)}
    if isinstance(notice, CombinedSheet):
        return _("%(village)s：%(month)s治理项目合并公示", village=notice.village.name, **words)
    return _("%(project)s：%(month)s公示", project=notice.project.name, **words)


def page_of_notice(notice) -> str:
    if isinstance(notice, CombinedSheet):
        return url_for("noticeboards.sheet", sheet_id=notice.id)
    return url_for("disclosures.show", disclosure_id=notice.id)
