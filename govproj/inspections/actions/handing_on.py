"""What a visit brought up goes its way afterwards: into a rectification, or to the discipline office as a clue."""

from govproj.core.audit import Event
from govproj.core.db import db
from govproj.core.i18n import _, _l
from govproj.core.uploads import StoredFile
from govproj.core.workflow import MoveRefused
from govproj.inspections import policy
from govproj.inspections.models import Problem, Report, ReportPhoto
from govproj.inspections.seen import Raised
from govproj.inspections.states import CheckKind, ProblemKind
from govproj.rectifications import actions as rectifications
from govproj.rectifications.actions import clues
from govproj.rectifications.models import Clue
from govproj.rectifications.states import ClueSource, Phase, Source

FOUND = Event("inspections.found", "words", "number", says=_l("检查发现问题，转整改 %(number)s：%(words)s"))
TITLE = 40
MOST_EVIDENCE = 6


def case_of(report: Report, raised: Raised, photos: list, by):
    """Something grave: put right by the loop everybody knows, found by whoever saw it."""
    monthly = report.check is not None and report.check.kind is CheckKind.MONTHLY
    case = rectifications.open_case(
        village_id=report.village_id,
        source=Source.MONTHLY_SUPERVISION if monthly else Source.INSPECTION,
        level=raised.level,
        title=raised.words[:TITLE],
        fact=raised.words,
        by=by,
        project=report.project,
        theme=raised.theme,
    )
    evidence = (raised.photos or photos)[:MOST_EVIDENCE]  # its own, else those of the whole
    rectifications.add_evidence(case, phase=Phase.BEFORE, files=evidence, by=by)
    FOUND.record(report, by=by, words=raised.words, number=case.number)
    return case


def clue_of(report: Report, words: str, by) -> Clue:
    """Registered with the discipline office; the report keeps none of its words."""
    return clues.register(
        village_id=report.village_id,
        project=report.project,
        source=ClueSource.VISIT,
        came_from=report.check.label if report.check else report.task.title,
        words=words,
        by=by,
    )


def put_right(problem: Problem, *, level, by) -> None:
    """A suggestion or something to be arranged turns out to be a problem that has to be put right."""
    _must_be_open(problem)
    taken = [photo for photo in problem.report.photos if photo.problem_id == problem.id]
    raised = Raised(
        problem.words, level=level, theme=problem.theme, photos=[_stored(photo) for photo in taken]
    )
    with db.session.no_autoflush:
        problem.rectification = case_of(problem.report, raised, [], by)
        problem.kind = ProblemKind.FINDING


def to_clue(problem: Problem, *, note: str, by) -> Clue:
    """From now on its words stand in the clue alone; inspectors read 已转, and nobody else anything."""
    _must_be_open(problem)
    if not policy.can_make_clue(by, problem):
        raise MoveRefused(_("问题线索只由村外的纪检干部登记。"))
    clue = clue_of(problem.report, "\n".join(filter(None, (problem.words, note))), by)
    problem.kind, problem.clue, problem.words, problem.asked_of = ProblemKind.CLUE, clue, "", ""
    return clue


def _must_be_open(problem: Problem) -> None:
    if not problem.is_open:
        raise MoveRefused(_("这个问题已经转办或解决。"))


def _stored(photo: ReportPhoto) -> StoredFile:
    return StoredFile(**{name: getattr(photo, name) for name in StoredFile._fields})
