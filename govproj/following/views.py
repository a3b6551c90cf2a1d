"""Following a village or a project: by feed and calendar without an account, by the inbox with one."""

from flask import Blueprint, Response, url_for
from flask_login import current_user

from govproj.core import dates
from govproj.core.access import public, requires
from govproj.core.filters import month
from govproj.core.htmx import render_page
from govproj.core.i18n import _
from govproj.core.qr import qr_image
from govproj.disclosures.views.pages import done
from govproj.following import actions, policy, queries
from govproj.following.feeds import Day, Entry, atom, calendar
from govproj.projects.queries import project_or_404
from govproj.villages.queries import village_or_404

bp = Blueprint("following", __name__)


def _whole(endpoint: str, **parts) -> str:
    return url_for(endpoint, _external=True, **parts)


def _feed(title: str, own: str, page: str, condition) -> Response:
    entries = [
        Entry(
            _whole("disclosures.show", disclosure_id=notice.id),
            _("%(project)s：%(month)s公示", project=notice.project.name, month=month(notice.month))
            + (_("（第 %(n)s 版，更正）", n=notice.edition) if notice.edition > 1 else ""),
            notice.summary,
            dates.at_noon(notice.publicity_from),
        )
        for notice in queries.published(condition)
    ]
    return Response(atom(title, own, page, entries), mimetype="application/atom+xml")


@bp.get("/projects/<int:project_id>/disclosures.atom")
@public(on=project_or_404, kept=True)
def feed_of_project(project):
    title = _("%(project)s的每月公示", project=project.name)
    own = _whole(".feed_of_project", project_id=project.id)
    return _feed(
        title, own, _whole("disclosures.of_project", project_id=project.id), queries.of_project(project)
    )


@bp.get("/villages/<int:village_id>/disclosures.atom")
@public(on=village_or_404, kept=True)
def feed_of_village(village):
    title = _("%(village)s每月公示", village=village.name)
    own = _whole(".feed_of_village", village_id=village.id)
    return _feed(
        title, own, _whole("noticeboards.of_village", village_id=village.id), queries.of_village(village)
    )


def _calendar(title: str, page: str, condition) -> Response:
    hanging = [
        Day(
            f"notice-{notice.id}@govproj",
            _("公示期：%(project)s %(month)s", project=notice.project.name, month=month(notice.month)),
            notice.publicity_from,
            notice.publicity_to,
            _whole("disclosures.show", disclosure_id=notice.id),
        )
        for notice in queries.published(condition)
    ]
    due = [
        Day(
            f"duty-{duty.id}@govproj",
            _("应公示：%(project)s %(month)s", project=duty.project, month=month(duty.month)),
            duty.due_day,
            duty.due_day,
            page,
        )
        for duty in queries.due(condition)
    ]
    made_at = dates.at_noon(dates.today())
    return Response(calendar(title, hanging + due, made_at), mimetype="text/calendar")


@bp.get("/projects/<int:project_id>/disclosures.ics")
@public(on=project_or_404, kept=True)
def calendar_of_project(project):
    title = _("%(project)s的每月公示", project=project.name)
    return _calendar(
        title, _whole("disclosures.of_project", project_id=project.id), queries.of_project(project)
    )


@bp.get("/villages/<int:village_id>/disclosures.ics")
@public(on=village_or_404, kept=True)
def calendar_of_village(village):
    title = _("%(village)s每月公示", village=village.name)
    return _calendar(
        title, _whole("noticeboards.of_village", village_id=village.id), queries.of_village(village)
    )


@bp.get("/projects/<int:project_id>/follow")
@public(on=project_or_404)
def of_project(project):
    """What the QR on the board leads to: three ways to hear of the next notice."""
    parts = {"project_id": project.id}
    feeds = (_whole(".feed_of_project", **parts), _whole(".calendar_of_project", **parts))
    toggle = url_for(".toggle_project", **parts)
    return _ways(project.name, url_for("disclosures.of_project", **parts), feeds, toggle, parts)


@bp.get("/villages/<int:village_id>/follow")
@public(on=village_or_404)
def of_village(village):
    parts = {"village_id": village.id}
    feeds = (_whole(".feed_of_village", **parts), _whole(".calendar_of_village", **parts))
    toggle = url_for(".toggle_village", **parts)
    return _ways(village.name, url_for("noticeboards.of_village", **parts), feeds, toggle, parts)


def _ways(name: str, back: str, feeds: tuple, toggle: str, parts: dict):
    return render_page(
        "following/follow.html",
        name=name,
        back=back,
        feed=feeds[0],
        calendar=feeds[1],
        codes=[qr_image(address) for address in feeds],
        toggle=toggle if policy.can_follow(current_user) else "",
        follows=queries.follow_of(current_user, **parts) is not None,
    )


@bp.post("/projects/<int:project_id>/follow")
@requires(policy.can_follow, on=project_or_404)
def toggle_project(project):
    begun = actions.toggle(project, by=current_user, project_id=project.id)
    return done(url_for(".of_project", project_id=project.id), _said(begun))


@bp.post("/villages/<int:village_id>/follow")
@requires(policy.can_follow, on=village_or_404)
def toggle_village(village):
    begun = actions.toggle(village, by=current_user, village_id=village.id)
    return done(url_for(".of_village", village_id=village.id), _said(begun))


def _said(begun: bool) -> str:
    return _("已关注，有新公示时“今天要办”里会提醒。") if begun else _("已不再关注。")


@bp.get("/following")
@requires(policy.can_follow)
def news():
    return render_page(
        "following/news.html",
        follows=queries.follows_of(current_user),
        notices=queries.unread(current_user),
    )


@bp.post("/following/read")
@requires(policy.can_follow)
def mark_read():
    actions.mark_read(by=current_user)
    return done(url_for(".news"), _("都看过了。"))
