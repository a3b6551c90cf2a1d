"""一项一档: the list, what ticks itself, what is brought, and what the public reads of it."""

import io
from datetime import date

import pytest

from govproj.core.db import db
from govproj.disclosures.models import State as Published
from govproj.projects import archive
from govproj.projects.models import Milestone, ObjectBoard, ProjectFile, ProjectObject, State, StateChange
from tests.core.hostile import PDF
from tests.disclosures.factories import a_disclosure
from tests.factories import (
    a_party_member,
    a_project,
    a_supervisor,
    a_village,
    last_audit_entry,
)
from tests.projects.things import (
    CHAIN,
    a_completion_report,
    a_start_notice,
    an_acceptance,
    an_accepted_work,
)

pytestmark = pytest.mark.usefixtures("app")
UPLOAD = "归入档案"


@pytest.fixture
def project():
    entered = {State.INITIATED: date(2022, 1, 5), State.BUILDING: date(2022, 3, 1)}
    return a_project(lead=a_party_member(), proposal="方便出行", entered=entered)


def papers(as_, project, who=None):
    return as_(who).open(f"/projects/{project.id}/papers")


def the(name, content=PDF):
    return {"files": [(io.BytesIO(content), name)]}


def test_what_the_system_knows_ticks_itself(as_, project):
    assert "应有 12 项，已有 2 项，还缺：民主决策会议记录和签到、招采资料" in papers(as_, project).main
    a_start_notice(project)
    an_accepted_work(project)
    a_completion_report(project, no_concealed=False)
    an_acceptance(project)
    page = papers(as_, project, project.contact)
    assert (
        "已有 6 项，还缺：民主决策会议记录和签到、招采资料、合同、月度公示单、结算审定书、资产卡片"
        in page.main
    )
    assert page.links["排水管沟 2022年5月12日"] == f"/projects/{project.id}/works"


def test_a_declared_absence_of_concealed_work_ticks_its_entry(as_, project):
    a_completion_report(project)
    assert "声明没有隐蔽工程" in papers(as_, project, project.contact).main


def test_a_feature_above_brings_its_own_papers(app, as_, project):
    def minutes(of):
        yield archive.Paper("decision", "会议记录", "projects.show", {"project_id": of.id}, is_public=True)

    archive.provider(app, minutes)
    try:
        assert "民主决策会议记录和签到" not in papers(as_, project).main.split("还缺：")[1].split("。")[0]
    finally:
        app.extensions["archive"].remove(minutes)


def test_published_notices_tick_theirs_and_drafts_do_not(as_, project):
    a_disclosure(project, month="2022-04", state=Published.PUBLISHED)
    a_disclosure(project, month="2022-05")
    page = papers(as_, project)
    assert "2022年4月公示" in page.main
    assert "2022年5月公示" not in page.main


def test_a_cadre_brings_a_paper_and_those_who_work_on_the_project_read_it(as_, project):
    page = papers(as_, project, project.contact)
    page.press(UPLOAD, {"entry": "contract"}, files=the("施工合同.pdf"))

    page = papers(as_, project, a_supervisor(project.village))
    stored = page.links["施工合同.pdf"]
    assert as_(project.lead).open(stored).headers["Content-Disposition"].startswith("attachment")
    assert last_audit_entry() == ("projects.paper_filed", project.contact.id)


def test_the_public_reads_names_of_public_papers_and_opens_none(as_, project):
    page = papers(as_, project, project.contact)
    page.press(UPLOAD, {"entry": "contract", "is_public": "y"}, files=the("施工合同.pdf"))
    page.press(UPLOAD, {"entry": "contract"}, files=the("谈判记录.pdf"))
    for stranger in (None, a_party_member(project.village), a_supervisor(a_village())):
        public = papers(as_, project, stranger)
        assert "施工合同.pdf" in public.main
        assert "谈判记录.pdf" not in public.main
        assert "提议内容" not in public.main
        assert UPLOAD not in public.buttons
        assert "施工合同.pdf" not in public.links
        for file in db.session.query(ProjectFile):
            as_(stranger).open(f"/project-files/{file.id}", expect=404)


@pytest.mark.parametrize(
    ("typed", "files", "sentence"),
    [
        ({"entry": "contract"}, None, "请选择文件"),
        ({"entry": "contract"}, the("程序.pdf", b"MZ\x90\x00" + bytes(99)), "程序.pdf"),
        ({"entry": "别的"}, the("合同.pdf"), "请从列出的里面选"),
    ],
)
def test_what_cannot_be_filed_is_refused(as_, project, typed, files, sentence):
    refused = papers(as_, project, project.contact).press(UPLOAD, typed, files=files, expect=422)
    assert "还没有保存" in refused.text
    assert sentence in refused.text
    assert db.session.query(ProjectFile).count() == 0


def test_an_archived_file_is_closed(as_):
    project = a_project(state=State.ARCHIVED)
    assert UPLOAD not in papers(as_, project, project.contact).buttons
    sent = {"entry": "contract", **the("合同.pdf")}
    refused = as_(project.contact).send(f"/projects/{project.id}/papers", sent, expect=409)
    assert "项目已经归档，不能再加材料" in refused.text


def test_the_project_page_asks_little_however_much_there_is(as_, project, statements):
    """300 steps, 40 milestones, 500 objects: twelve questions, for whoever sees the most of it."""
    for n in range(150):
        day = date(2022, 3, 1)
        for after in (State.SUSPENDED, State.BUILDING):
            db.session.add(StateChange(project=project, before=State.BUILDING, after=after, occurred_on=day))
        if n < 40:
            day = date(2022, 3, 1 + n % 28)
            db.session.add(
                Milestone(project_id=project.id, name=f"节点{n}", weight=2, planned_on=day, actual_on=day)
            )
    db.session.add(ObjectBoard(project_id=project.id, noun="农户", stages=CHAIN))
    db.session.add_all(ProjectObject(project_id=project.id, name=f"户{n}", stage=n % 5) for n in range(500))
    db.session.commit()
    readers = [as_(who) for who in (None, project.lead, a_supervisor(project.village), project.contact)]
    visits = [("", reader) for reader in readers]
    visits += [(path, readers[-1]) for path in ("/milestones", "/objects?stage=1", "/papers", "/works")]
    for path, reader in visits:
        statements.clear()
        page = reader.open(f"/projects/{project.id}{path}")
        assert len(statements) <= 12, page.url
    page = readers[0].open(f"/projects/{project.id}")
    assert "更早的 290 步" in page.main
    assert "40 个节点，已完成 40 个" in page.main
