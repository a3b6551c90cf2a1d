"""What is being put right about a project, as its own page says it."""

from govproj.core import dates
from govproj.core.addresses import url_for
from govproj.core.db import db
from govproj.core.glance import Fact
from govproj.core.i18n import _, ngettext
from govproj.rectifications import queries
from govproj.rectifications.states import OPEN


def what_is_wrong_with(user, project) -> Fact:
    """One query, over what this reader may know of."""
    label = _("问题整改")
    url = url_for("rectifications.of_project", project_id=project.id)
    states = db.session.execute(queries.known_about(user, project)).all()
    open_days = [due_on for state, due_on in states if state in OPEN]
    if not states:
        return Fact(label, _("没有"))
    if not open_days:
        return Fact(
            label, ngettext("%(num)s 件已改好", "%(num)s 件已改好", len(states)), url=url, kind="good"
        )
    late = sum(1 for day in open_days if day < dates.today())
    note = ngettext("其中 %(num)s 件逾期", "其中 %(num)s 件逾期", late) if late else ""
    words = ngettext("%(num)s 件没改好", "%(num)s 件没改好", len(open_days))
    return Fact(label, words, note=note, url=url, kind="late" if late else "soon")
