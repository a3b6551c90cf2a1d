"""What happened on the site of a project, in whatever shape a test needs."""

from datetime import date
from itertools import count

from govproj.core.db import db
from govproj.projects.archive import ENTRIES
from govproj.projects.models import (
    Acceptance,
    AcceptanceParticipant,
    Body,
    CompletionReport,
    ConcealedSignature,
    ConcealedWork,
    Milestone,
    ObjectBoard,
    ProjectFile,
    ProjectObject,
    Purpose,
    StartNotice,
)
from tests.factories import a_supervisor, saved

_n = count(1)
CHAIN = ["复评", "签约", "腾空", "拆除", "清理平整"]
REPRESENTATIVES = ("村民示甲", "村民示乙", "村民示丙")


def a_file(project, purpose=Purpose.ARCHIVE, *, photo=False, **kw) -> ProjectFile:
    n = next(_n)
    kind = {"kind": "webp", "thumb": f"{n:064x}", "width": 40, "height": 30} if photo else {"kind": "pdf"}
    facts = {"sha256": f"{n:064x}", "size": 9, "name": f"材料{n}.pdf", **kind}
    return ProjectFile(project_id=project.id, purpose=purpose, **{**facts, **kw})


def a_start_notice(project, posted_on=date(2022, 2, 10)) -> StartNotice:
    notice = StartNotice(project_id=project.id, posted_on=posted_on, place="村委会门口")
    notice.photos = [a_file(project, Purpose.START_NOTICE, photo=True, is_public=True)]
    return saved(notice)


def a_concealed_work(
    project, name="沟槽回填", *, photos=3, bodies=(Body.CONTRACTOR,), by=None
) -> ConcealedWork:
    """`by` signs for the supervision committee with an account; the others are names from the paper."""
    work = ConcealedWork(project_id=project.id, name=name, finished_on=date(2022, 5, 12))
    work.photos = [a_file(project, Purpose.CONCEALED, photo=True, is_public=True) for _ in range(photos)]
    work.signatures = [ConcealedSignature(body=body, name=f"签认示{next(_n)}") for body in bodies]
    if by:
        work.signatures.append(ConcealedSignature(body=Body.SUPERVISION, name=by.name, user_id=by.id))
    return saved(work)


def an_accepted_work(project, name="排水管沟") -> ConcealedWork:
    return a_concealed_work(project, name, by=a_supervisor(project.village))


def a_completion_report(project, **kw) -> CompletionReport:
    return saved(
        CompletionReport(
            project_id=project.id,
            **{"finished_on": date(2022, 6, 1), "text": "全部做完，无遗留。", "no_concealed": True, **kw},
        )
    )


def an_acceptance(
    project, *, representatives=REPRESENTATIVES, passed=True, held_on=date(2022, 6, 10), **others
) -> Acceptance:
    """`others`: names by body, e.g. engineer=["监理示一"]."""
    meeting = Acceptance(project_id=project.id, held_on=held_on, opinions="同意", passed=passed)
    people = {"representative": representatives, **others}
    meeting.participants = [
        AcceptanceParticipant(name=name, body=Body(body)) for body, names in people.items() for name in names
    ]
    return saved(meeting)


def a_full_file(project) -> None:
    """A paper under every entry there is."""
    db.session.add_all(a_file(project, entry=entry) for entry in ENTRIES)
    db.session.commit()


def built_as_it_should_be(project) -> None:
    """Everything the guards on the site ask for, up to the archive; the checklist is another matter."""
    if project.is_construction:
        a_start_notice(project)
        an_accepted_work(project)
    a_completion_report(project, no_concealed=False)
    an_acceptance(project)
    a_full_file(project)


def a_milestone(project, name=None, *, weight=50, planned_on=date(2022, 5, 1), **kw) -> Milestone:
    name = name or f"节点{next(_n)}"
    return saved(Milestone(project_id=project.id, name=name, weight=weight, planned_on=planned_on, **kw))


def a_board(project, stages=CHAIN, noun="农户", **kw) -> ObjectBoard:
    return saved(ObjectBoard(project_id=project.id, noun=noun, stages=list(stages), **kw))


def an_object(project, name=None, *, stage=0, area=0, **kw) -> ProjectObject:
    name = name or f"示例户{next(_n)}"
    return saved(ProjectObject(project_id=project.id, name=name, stage=stage, area=area, **kw))
