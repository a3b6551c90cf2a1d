"""From what a flag was read to the pages on which it can be looked up."""

from collections import Counter
from typing import NamedTuple

from govproj.core.access import may_open
from govproj.core.addresses import url_for
from govproj.core.i18n import _l

# Kind → the page's name, its endpoint, and what the number is called in its address.
PAGES = {
    "project": (_l("项目概况"), "projects.show", "project_id"),
    "ledger": (_l("资金台账"), "ledger.of_project", "project_id"),
    "months": (_l("进度月报"), "projects.months", "project_id"),
    "works": (_l("现场记录"), "projects.works", "project_id"),
    "papers": (_l("项目档案"), "projects.papers", "project_id"),
    "decisions": (_l("民主决策"), "decisions.of_project", "project_id"),
    "disclosures": (_l("月度公示"), "disclosures.of_project", "project_id"),
    "selection": (_l("领办人选任"), "selections.show", "project_id"),
    "checks": (_l("周查和督查"), "inspections.of_project", "project_id"),
    "milestones": (_l("节点"), "projects.milestones", "project_id"),
    "bookings": (_l("用工和材料登记"), "ledger.bookings_of", "project_id"),
    "contract": (_l("合同和变更"), "ledger.contract", "contract_id"),
    "procurement": (_l("招采记录"), "ledger.procurement", "procurement_id"),
    "payment": (_l("付款单"), "ledger.payment", "payment_id"),
    "firm": (_l("单位资料"), "firms.show", "firm_id"),
    "disclosure": (_l("公示单"), "disclosures.show", "disclosure_id"),
    "round": (_l("评议结果"), "evaluations.show", "round_id"),
    "rectification": (_l("整改"), "rectifications.show", "rectification_id"),
}
MOST = 12


class Link(NamedTuple):
    label: str
    url: str
    endpoint: str


def links_of(flag) -> list[Link]:
    """One a row the reader may open; those about a project bear its name where the flag names several.

    Several payments or firms are numbered in the order in which the sentence names them.
    """
    found, named = [], Counter(kind for kind, _id in flag.rows[:MOST])
    projects = {project.id: project for project in flag.projects}
    for kind, id_ in flag.rows[:MOST]:
        label, endpoint, argument = PAGES[kind]
        project = projects.get(id_) if argument == "project_id" else None
        if project and not may_open(endpoint, project):
            continue
        about = project.name if project and len(projects) > 1 else ""
        if argument != "project_id" and named[kind] > 1:
            about = str(sum(link.endpoint == endpoint for link in found) + 1)
        found.append(Link(f"{label} {about}".strip(), url_for(endpoint, **{argument: id_}), endpoint))
    return found
