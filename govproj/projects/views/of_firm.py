"""The projects one firm works on, as a tab of the firm's page."""

from flask_login import current_user

from govproj.core.access import requires
from govproj.core.htmx import render_page
from govproj.firms import policy as firms_policy
from govproj.firms.queries import firm_or_404
from govproj.projects import queries
from govproj.projects.views.public import bp


@bp.get("/firms/<int:firm_id>/projects")
@requires(firms_policy.can_list, on=firm_or_404)
def of_firm(firm):
    projects = queries.of_firm(current_user, firm)
    return render_page("projects/of_firm.html", firm=firm, projects=projects)
