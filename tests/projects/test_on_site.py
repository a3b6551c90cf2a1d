"""Start notice, concealed work, completion report and acceptance, as people write them down."""

import io
from datetime import date

import pytest

from govproj.core.db import db
from govproj.projects.models import Acceptance, Body, ConcealedWork, State
from tests.disclosures.pictures import a_phone_photo
from tests.factories import (
    a_cadre,
    a_party_member,
    a_project,
    a_secretary,
    a_supervisor,
    a_town_admin,
    a_village,
    last_audit_entry,
)
from tests.projects.things import a_concealed_work, a_file, an_accepted_work, saved

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def project():
    return a_project(lead=a_party_member(), entered={State.BUILDING: date(2022, 3, 1)})


def photos(many=1):
    return {"photos": [a_phone_photo(f"{n}.jpg", (60 + n, 40)) for n in range(many)]}


# ---- the start notice ----


def test_the_contact_cadre_records_the_notice_with_a_photo_and_everybody_sees_it(as_, on_day):
    project = a_project(state=State.CONTRACTED, entered={State.CONTRACTED: date(2022, 2, 1)})
    form = as_(project.contact).open(f"/projects/{project.id}/start-notice")
    with on_day("2022-02-20"):
        form.press("保存", {"posted_on": "2022-02-18", "place": "老祠堂广场"}, files=photos())

    page = as_().open(f"/projects/{project.id}/works")
    assert "2022年2月18日 贴在老祠堂广场" in page.main
    photo = page.html.select_one("main figure a")["href"]
    assert as_().open(photo).headers["Content-Type"] == "image/webp"
    assert last_audit_entry() == ("projects.start_notice", project.contact.id)


@pytest.mark.parametrize(
    ("typed", "with_photo", "sentence"),
    [
        ({}, False, "请上传贴好的公示的照片"),
        ({"posted_on": "2099-01-01"}, True, "日期不能晚于今天"),
        ({"posted_on": "前天"}, True, "请按 2022-05-31 的样子填写日期"),
        ({"place": ""}, True, "请填写贴在哪里"),
        ({"place": "长" * 10_000}, True, "最多 120 个字"),
    ],
)
def test_a_notice_without_its_facts_is_refused_and_what_was_typed_stays(as_, typed, with_photo, sentence):
    project = a_project(state=State.CONTRACTED, entered={State.CONTRACTED: date(2022, 2, 1)})
    form = as_(project.contact).open(f"/projects/{project.id}/start-notice")
    typed = {"posted_on": "2022-02-18", "place": "老祠堂广场", **typed}
    refused = form.press("保存", typed, files=photos() if with_photo else None, expect=422)
    assert sentence in refused.text
    assert refused.html.select_one('[name="place"]')["value"] == typed["place"]


def test_a_notice_before_the_contract_or_after_the_start_is_no_notice(as_, project):
    early = a_project(state=State.CONTRACTED, entered={State.CONTRACTED: date(2022, 2, 1)})
    form = as_(early.contact).open(f"/projects/{early.id}/start-notice")
    refused = form.press("保存", {"posted_on": "2022-01-31", "place": "x"}, files=photos(), expect=409)
    assert "开工公示不能早于签约（2022年2月1日）" in refused.text

    as_(project.contact).open(f"/projects/{project.id}/start-notice", expect=303)
    sent = {"posted_on": "2022-03-02", "place": "x", **photos()}
    late = as_(project.contact).send(f"/projects/{project.id}/start-notice", sent, expect=409)
    assert "“施工中”状态下不能登记开工公示" in late.text


# ---- concealed work ----


def test_a_concealed_work_is_entered_seen_by_two_bodies_and_then_accepted(as_, project):
    form = as_(project.lead).open(f"/projects/{project.id}/concealed-works/new")
    typed = {"name": "沟槽回填", "finished_on": "2022-05-12", "contractor": "程演峰"}
    form.press("保存", typed, files=photos(3))
    work = db.session.query(ConcealedWork).one()
    address = f"/projects/{project.id}/concealed-works/{work.id}"
    assert "还没验收" in as_().open(f"/projects/{project.id}/works").main

    supervisor = a_supervisor(project.village)
    as_(supervisor).open(address).press("代表村监会签认")

    page = as_().open(f"/projects/{project.id}/works")
    assert "沟槽回填 ● 已验收" in page.main
    assert "照片 3 张；签认：施工单位、村监会" in page.main
    assert "程演峰" not in page.main, "names from the contractor's paper are not public"
    assert supervisor.name not in page.main
    assert "程演峰" in as_(project.contact).open(address).main
    assert last_audit_entry() == ("projects.concealed_signed", supervisor.id)


def test_one_person_signs_once_and_one_body_too(as_, project):
    work = a_concealed_work(project, by=a_supervisor(project.village))
    address = f"/projects/{project.id}/concealed-works/{work.id}"
    lead, other = as_(project.lead), as_(a_supervisor(project.village))

    assert other.open(address).buttons == []
    assert "已经签认" in other.send(f"{address}/sign", {"body": "supervision", "version": 1}, expect=409).text
    lead.open(address).press("代表领办人签认")
    assert "代表领办人签认" not in lead.open(address).buttons
    for body in ("lead", "village", "contractor", "nonsense"):
        lead.send(f"{address}/sign", {"body": body, "version": work.version}, expect=409)
    db.session.refresh(work)
    assert [s.body for s in work.signatures] == [Body.CONTRACTOR, Body.SUPERVISION, Body.LEAD]


def test_a_supervisor_who_leads_signs_as_the_lead_only(as_):
    supervisor = a_supervisor()
    village = supervisor.offices[0].village
    project = a_project(village, lead=supervisor)
    work = a_concealed_work(project)
    page = as_(supervisor).open(f"/projects/{project.id}/concealed-works/{work.id}")
    assert "代表领办人签认" in page.buttons
    assert "代表村监会签认" not in page.buttons


def test_two_people_at_once_the_second_reads_that_it_changed(as_, project):
    work = a_concealed_work(project)
    address = f"/projects/{project.id}/concealed-works/{work.id}"
    mine = as_(a_supervisor(project.village)).open(address)
    as_(a_secretary(project.village)).open(address).press("代表村委会签认")
    assert "内容刚被他人更新" in mine.press("代表村监会签认", expect=409).text


def test_photos_and_names_can_follow_and_nothing_at_all_is_refused(as_, project):
    work = a_concealed_work(project, photos=1, bodies=[], by=a_supervisor(project.village))
    address = f"/projects/{project.id}/concealed-works/{work.id}"
    page = as_(project.contact).open(address)
    assert "请上传照片，或填写签认人" in page.press("补照片或签认人", expect=422).text
    page.press("补照片或签认人", {"contractor": "程演峰"}, files=photos(2))
    assert "● 已验收" in as_().open(f"/projects/{project.id}/works").main


@pytest.mark.parametrize(
    ("typed", "status", "sentence"),
    [
        ({"name": ""}, 422, "请填写名称"),
        ({"name": "长" * 10_000}, 422, "最多 80 个字"),
        ({"finished_on": "2022-02-28"}, 409, "完成日期不能早于开工（2022年3月1日）"),
        ({"name": "排水管沟"}, 409, "“排水管沟”已经登记过了"),
    ],
)
def test_a_concealed_work_has_a_name_of_its_own_and_a_possible_day(as_, project, typed, status, sentence):
    an_accepted_work(project, "排水管沟")
    form = as_(project.contact).open(f"/projects/{project.id}/concealed-works/new")
    typed = {"name": "沟槽", "finished_on": "2022-05-12", "note": "长二十米，深一米", **typed}
    refused = form.press("保存", typed, expect=status)
    assert sentence in refused.text
    assert "长二十米，深一米" in refused.text


def test_a_concealed_work_of_another_project_is_not_found(as_, project):
    other = a_concealed_work(a_project(project.village))
    as_(project.contact).open(f"/projects/{project.id}/concealed-works/{other.id}", expect=404)


# ---- completion ----


def test_the_lead_reports_the_completion_and_declares_that_nothing_was_covered(as_, project):
    form = as_(project.lead).open(f"/projects/{project.id}/completion-report")
    typed = {"finished_on": "2022-06-01", "text": "全长三百米，路面平整，没有遗留。"}
    assert "确实没有请勾选" in form.press("保存", typed, expect=422).text
    form.press("保存", {**typed, "no_concealed": "y"})

    assert "报告声明本工程没有隐蔽工程" in as_().open(f"/projects/{project.id}/works").main
    assert "全长三百米" not in as_().open(f"/projects/{project.id}/works").main
    assert "全长三百米" in as_(project.contact).open(f"/projects/{project.id}/works").main


def test_who_has_registered_concealed_work_is_not_asked_whether_there_is_any(as_, project):
    an_accepted_work(project)
    form = as_(project.lead).open(f"/projects/{project.id}/completion-report")
    assert "没有隐蔽工程" not in form.main
    form.press("保存", {"finished_on": "2022-06-01", "text": "做完了"})
    assert project.completion_reports[-1].no_concealed is False


# ---- acceptance ----

MEETING = {
    "held_on": "2022-06-10",
    "place": "现场",
    "representative": "村民示甲、村民示乙\n村民示丙",
    "supervision": "吴样明",
    "contractor": "程演峰",
    "opinions": "路面平整，同意验收。",
    "result": "passed",
}


@pytest.fixture
def completed():
    return a_project(state=State.COMPLETED, entered={State.COMPLETED: date(2022, 6, 2)})


def test_the_meeting_is_recorded_with_everybody_and_the_public_reads_how_many_came(as_, completed):
    form = as_(completed.contact).open(f"/projects/{completed.id}/acceptance")
    form.press("保存", MEETING)

    meeting = db.session.query(Acceptance).one()
    assert meeting.names_of(Body.REPRESENTATIVE) == ["村民示甲", "村民示乙", "村民示丙"]
    public = as_().open(f"/projects/{completed.id}/works").main
    assert "2022年6月10日 ● 通过" in public
    assert "村民代表 3 人" in public
    for name in ("村民示甲", "吴样明", "程演峰", "路面平整"):
        assert name not in public
        assert name in as_(completed.contact).open(f"/projects/{completed.id}/works").main
    assert last_audit_entry() == ("projects.acceptance", completed.contact.id)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"representative": ""}, "请填写到会的村民代表"),
        ({"contractor": "村民示甲"}, "村民示甲 写了两次，每人只代表一方"),
        ({"representative": "长" * 100}, "每行写一个姓名"),
        ({"representative": "、".join(f"村民{n}" for n in range(61))}, "一共不超过 60 人"),
        ({"opinions": " "}, "请写明各方意见"),
        ({"opinions": "长" * 10_000}, "最多 4000 个字"),
        ({"result": ""}, "请选择验收结果"),
    ],
)
def test_a_meeting_is_refused_with_a_sentence_and_nothing_is_lost(as_, completed, typed, sentence):
    form = as_(completed.contact).open(f"/projects/{completed.id}/acceptance")
    refused = form.press("保存", {**MEETING, **typed}, expect=422)
    assert sentence in refused.text
    assert refused.html.select_one('[name="supervision"]')["value"] == "吴样明"
    assert db.session.query(Acceptance).count() == 0


def test_a_failed_meeting_stays_beside_the_next(as_, completed):
    for day, result in (("2022-06-10", "failed"), ("2022-06-20", "passed")):
        form = as_(completed.contact).open(f"/projects/{completed.id}/acceptance")
        form.press("保存", {**MEETING, "held_on": day, "result": result})
    text = as_().open(f"/projects/{completed.id}/works").main
    assert "不通过" in text
    assert text.index("2022年6月20日") < text.index("2022年6月10日")


def test_a_meeting_before_the_completion_is_refused(as_, completed):
    form = as_(completed.contact).open(f"/projects/{completed.id}/acceptance")
    refused = form.press("保存", {**MEETING, "held_on": "2022-06-01"}, expect=409)
    assert "验收不能早于完工（2022年6月2日）" in refused.text
    assert "路面平整，同意验收。" in refused.text


# ---- files ----


@pytest.mark.parametrize("purpose", ["completion", "acceptance", "archive"])
def test_papers_are_for_those_who_work_on_the_project(as_, project, purpose):
    kept = saved(a_file(project, purpose, entry="contract" if purpose == "archive" else "", is_public=True))
    for stranger in (None, a_cadre(a_village()), a_party_member(project.village)):
        as_(stranger).open(f"/project-files/{kept.id}", expect=404)


def test_the_photo_of_a_draft_is_nobody_s_business(as_, project):
    work = a_concealed_work(project)
    photo = work.photos[0]
    project.state = State.PROPOSED
    db.session.commit()
    as_().open(f"/project-files/{photo.id}", expect=404)


def test_a_program_is_no_photo(as_, project):
    form = as_(project.contact).open(f"/projects/{project.id}/concealed-works/new")
    wrong = {"photos": [(io.BytesIO(b"MZ\x90\x00" + bytes(50)), "照片.jpg")]}
    refused = form.press("保存", {"name": "沟槽", "finished_on": "2022-05-12"}, files=wrong, expect=422)
    assert "不是能识别的照片" in refused.text


def test_the_town_signs_too(as_, project):
    work = a_concealed_work(project)
    town = a_town_admin(project.village.town)
    address = f"/projects/{project.id}/concealed-works/{work.id}"
    as_(town).open(address).press("代表乡镇签认")
    db.session.refresh(work)
    assert work.bodies == {Body.CONTRACTOR, Body.TOWN}
