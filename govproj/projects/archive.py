"""一项一档: what the file of a project must hold, what it holds already, and what is missing.

What must be there is a local rule. Files are brought by cadres; papers the system has itself tick their entry
without being brought again: features above register `provider(app, function)` with function(project) → Papers.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import NamedTuple

from flask import current_app
from sqlalchemy import literal, select, true, union_all

from govproj.core.db import db
from govproj.core.filters import day as in_words
from govproj.core.i18n import _, _l
from govproj.core.workflow import Missing
from govproj.projects.models import (
    Acceptance,
    ConcealedWork,
    ProjectFile,
    Purpose,
    StartNotice,
    State,
)
from govproj.projects.models import CompletionReport as Report
from govproj.villages import rules

# The entries the product knows by a key; a rule may list others, which are then called what they are called.
ENTRIES = {
    "proposal": _l("提议和初步方案"),
    "decision": _l("民主决策会议记录和签到"),
    "approval": _l("立项批复"),
    "procurement": _l("招采资料"),
    "contract": _l("合同"),
    "start_notice": _l("开工公示"),
    "concealed_works": _l("隐蔽工程验收记录"),
    "completion_report": _l("完工报告"),
    "acceptance": _l("验收会议记录"),
    "settlement": _l("结算审定书"),
    "asset_card": _l("资产卡片"),
    "monthly_notices": _l("月度公示单"),
}


class Paper(NamedTuple):
    """Something under an entry: a page of this site (`endpoint`, `args`), or a stored file."""

    entry: str
    title: str
    endpoint: str = ""
    args: dict = {}
    is_public: bool = False
    file_id: int | None = None
    for_office: bool = False  # the page behind it names people: the lead learns that it is there


class Line(NamedTuple):
    key: str
    label: str
    papers: list[Paper]
    wanted: bool  # on the mandatory list

    @property
    def is_there(self) -> bool:
        return bool(self.papers)


def provider(app, function: Callable[[object], Iterable[Paper]]) -> None:
    """Register `function(project)` of a feature that has papers of its own."""
    app.extensions.setdefault("archive", []).append(function)


def label_of(key: str) -> str:
    return str(ENTRIES.get(key, key))


def wanted_for(project) -> list[str]:
    return rules.value(f"archive.{project.kind.value}", project.village_id)


def lines_of(project, wanted: list[str]) -> list[Line]:
    """The mandatory list in its order, then whatever else has been put into the file."""
    papers = defaultdict(list)
    for function in current_app.extensions.get("archive", ()):
        for paper in function(project):
            papers[paper.entry].append(paper)
    for file in _files(project):
        papers[file.entry].append(Paper(file.entry, file.name, is_public=file.is_public, file_id=file.id))
    return [
        *(Line(key, label_of(key), papers.pop(key, []), True) for key in wanted),
        *(Line(key, label_of(key), found, False) for key, found in papers.items()),
    ]


def _files(project) -> list[ProjectFile]:
    wanted = select(ProjectFile).where(
        ProjectFile.project_id == project.id, ProjectFile.purpose == Purpose.ARCHIVE
    )
    return db.session.scalars(wanted.order_by(ProjectFile.id)).all()


def complete(project):
    """The condition for the move into the archive."""
    missing = [
        line.label for line in lines_of(project, wanted_for(project)) if line.wanted and not line.is_there
    ]
    if missing:
        return Missing(_("档案还缺：%(names)s。", names=_("、").join(missing)), "projects.papers")


def own_papers(project) -> Iterable[Paper]:
    """What projects themselves know; the pages behind it are their own."""
    here = {"project_id": project.id}
    if project.proposal.strip():
        yield Paper("proposal", _("提议内容"), "projects.show", here)
    if project.day_of(State.INITIATED):
        title = _("批准立项 %(day)s", day=in_words(project.day_of(State.INITIATED)))
        yield Paper("approval", title, "projects.show", here, is_public=True)
    for key, title, day in db.session.execute(_on_site(project)):
        title = f"{title or label_of(key)} {in_words(day)}"
        yield Paper(key, title, "projects.works", here, is_public=key not in {"completion_report"})


def _on_site(project):
    """(entry, title, day) of all that is recorded on the site, in one question; a declared absence counts."""
    nothing = literal("")
    recorded = (
        (literal("start_notice"), nothing, StartNotice.posted_on, StartNotice.project_id, true()),
        (
            literal("concealed_works"),
            ConcealedWork.name,
            ConcealedWork.finished_on,
            ConcealedWork.project_id,
            true(),
        ),
        (
            literal("concealed_works"),
            literal(_("声明没有隐蔽工程")),
            Report.finished_on,
            Report.project_id,
            Report.no_concealed,
        ),
        (literal("completion_report"), nothing, Report.finished_on, Report.project_id, true()),
        (literal("acceptance"), nothing, Acceptance.held_on, Acceptance.project_id, true()),
    )
    return union_all(
        *(
            select(key.label("entry"), title.label("title"), day.label("day")).where(
                project_id == project.id, condition
            )
            for key, title, day, project_id, condition in recorded
        )
    )
