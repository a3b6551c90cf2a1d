"""One month of one project, through the pages, by the people who do it."""

from datetime import date

import pytest

from govproj.core import dates
from govproj.core.db import db
from govproj.disclosures import actions, queries
from govproj.disclosures.models import Disclosure, NoticeSignature, State
from govproj.projects.models import State as ProjectState
from tests.disclosures.factories import a_disclosure, a_duty
from tests.factories import (
    a_cadre,
    a_month,
    a_party_member,
    a_project,
    a_secretary,
    a_supervisor,
    a_village,
    an_admin,
    last_audit_entry,
)
from tests.projects.things import a_milestone

WORDS = {"summary": "护岸砌筑近半。", "next_plan": "完成临水作业。"}


@pytest.fixture
def in_june(on_day, app):
    with on_day("2022-06-06"):
        yield


@pytest.fixture
def village(in_june):
    return a_village(name="示例村", supervision_phone="0572-5000001", letter_box="村委会门口")


@pytest.fixture
def lead(village):
    return a_party_member(village, name="徐示荣")


@pytest.fixture
def contact(village):
    return a_cadre(village, name="周例平")


@pytest.fixture
def creek(village, lead, contact):
    project = a_project(
        village,
        name="示例溪整治",
        lead=lead,
        contact=contact,
        contract_fen=281_6000_00,
        entered={ProjectState.BUILDING: date(2022, 5, 1)},
    )
    a_month(project, "2022-05", planned=45, actual=47, paid_fen=112_6400_00)
    return project


@pytest.fixture
def members(village):
    return a_supervisor(village, name="吴样明"), a_supervisor(village, name="费示兰")


def only_notice() -> Disclosure:
    return db.session.scalars(db.select(Disclosure)).one()


def write_address(project, month="2022-05"):
    return f"/projects/{project.id}/disclosures/{month}/write"


def written(as_, lead, project, **words):
    return as_(lead).open(write_address(project)).press("保存并看样子", {**WORDS, **words}).follow()


def test_a_month_goes_from_the_lead_over_the_village_and_the_committee_to_the_board(
    as_, creek, lead, contact, members
):
    page = written(as_, lead, creek)
    assert "这一版还没有公示" in page.text
    address = page.url
    page.press("提交审核")
    as_(contact).open(address).press("通过村级审核")
    as_(members[0]).open(address).press("审查签字")
    assert only_notice().state is State.VILLAGE_REVIEWED
    as_(members[1]).open(address).press("审查签字")
    as_(contact).open(address).press("发布公示")

    notice = only_notice()
    assert notice.state is State.PUBLISHED
    assert (notice.publicity_from, notice.publicity_to) == (date(2022, 6, 6), date(2022, 6, 13))
    assert queries.duty_of(creek.id, "2022-05").done_day == date(2022, 6, 6)

    seen = as_(None).open(address).main
    for fact in (
        "实际 47%",
        "计划 45%",
        "112.64",
        "占合同 40.0%",
        "168.96",
        "徐示荣",
        "周例平",
        "护岸砌筑近半",
    ):
        assert fact in seen
    assert "吴样明、费示兰审查签字" in seen
    assert "0572-5000001" in seen
    assert "村委会门口" in seen
    letters = as_(None).open(address).html.select_one("code").text
    assert letters.replace("-", "") == notice.checkpoint
    assert len(letters) == 19
    assert last_audit_entry() == ("disclosures.content", contact.id)


def test_the_checkpoint_on_the_notice_covers_its_publication(as_, creek, lead, contact, members):
    from govproj.core.audit import AuditEntry
    from govproj.core.checkpoints import Checkpoint

    notice = a_disclosure(creek, state=State.SUPERVISION_PASSED)
    as_(contact).open(f"/disclosures/{notice.id}").press("发布公示")

    checkpoint = db.session.scalars(db.select(Checkpoint).filter_by(fingerprint=notice.checkpoint)).one()
    content = db.session.scalars(db.select(AuditEntry).filter_by(event="disclosures.content")).one()
    assert content.leaf_index < checkpoint.size
    assert content.facts["content"]["texts"]["summary"] == notice.summary
    assert content.facts["content"]["facts"]["paid_fen"] == 112_6400_00


def test_what_is_signed_is_what_is_published(as_, creek, lead, contact, members):
    """Figures that change after the submission do not slip under the signatures."""
    written(as_, lead, creek).press("提交审核")
    creek.months[0].actual_pct = 99
    creek.contract_fen = 1_0000_00
    db.session.commit()

    assert "实际 47%" in as_(contact).open(f"/disclosures/{only_notice().id}").main


def test_the_draft_shows_last_months_figures_and_promise(as_, creek, lead):
    a_month(creek, "2022-04", planned=28, actual=29, paid_fen=70_4000_00)
    a_disclosure(
        creek, month="2022-04", state=State.PUBLISHED, next_plan="砌筑护岸", change_text="累计 2.19%"
    )

    form = as_(lead).open(write_address(creek))

    assert "上月说好的：砌筑护岸" in form.main
    assert "29%" in form.main
    assert "70.40" in form.main
    assert form.html.select_one('[name="change_text"]').text.strip() == "累计 2.19%"


def test_what_the_plan_knows_is_written_down_before_the_lead_begins(as_, creek, lead):
    a_milestone(creek, "护岸", planned_on=date(2022, 4, 20), actual_on=date(2022, 5, 12))
    a_milestone(creek, "清淤", planned_on=date(2022, 5, 20))
    a_milestone(creek, "步道", planned_on=date(2022, 6, 30))
    a_milestone(creek, "验收", planned_on=date(2022, 7, 1))
    page = as_(lead).open(write_address(creek))
    words = {name: page.html.select_one(f"[name={name}]").text.strip() for name in ("summary", "next_plan")}
    assert words == {"summary": "完成了护岸。", "next_plan": "完成清淤、步道。"}
    page.press("保存并看样子", {"summary": "", "next_plan": "改写。"})
    assert as_(lead).open(page.url).html.select_one("[name=summary]").text.strip() == ""


def test_a_month_without_figures_or_words_is_refused_with_all_that_is_missing(as_, creek, lead):
    db.session.delete(creek.months[0])
    db.session.commit()
    page = as_(lead).open(write_address(creek)).press("保存并看样子").follow()

    assert "提交审核" not in page.buttons
    for missing in ("本月的进度还没有登记", "还没有写本月完成的情况", "还没有写下月计划"):
        assert missing in page.main
    notice = only_notice()
    refusal = as_(lead).send(f"/disclosures/{notice.id}/submit", {"version": notice.version}, expect=409)
    assert "还没有写下月计划" in refusal.text


def test_figures_typed_before_the_month_was_over_are_no_figures_of_the_month(as_, creek, lead):
    creek.months[0].stands_on = date(2022, 5, 20)
    db.session.commit()
    form = as_(lead).open(write_address(creek))
    said = next(words for words in form.links if "那时这个月还没有过完" in words)
    assert as_(lead).open(form.links[said]).heading == "2022年5月进度和支付"
    page = written(as_, lead, creek)
    assert "提交审核" not in page.buttons
    assert "进度是2022年5月20日登记的，那时这个月还没有过完" in page.main


@pytest.mark.parametrize(("actual", "must_explain"), [(40, False), (39, True)])
def test_more_than_five_points_behind_must_be_explained(as_, creek, lead, actual, must_explain):
    creek.months[0].actual_pct = actual
    db.session.commit()

    page = written(as_, lead, creek)
    assert ("提交审核" in page.buttons) is not must_explain
    if must_explain:
        assert "比计划慢 6 个百分点，超过 5 个，要写明原因。" in page.main
        assert "提交审核" in written(as_, lead, creek, deviation_reason="连续降雨").buttons


def test_a_notice_is_written_only_for_a_month_that_is_owed(as_, creek, lead):
    for month in ("2022-06", "2022-04", "2022-13", "1999-05", "x"):
        as_(lead).open(write_address(creek, month), expect=404)


def test_only_the_lead_writes(as_, creek, contact, members, village):
    for other in (contact, members[0], a_secretary(village)):
        as_(other).open(write_address(creek), expect=403)


def test_where_nobody_leads_the_contact_writes_and_the_secretary_reviews(as_, village, contact, in_june):
    pond = a_project(village, contact=contact, entered={ProjectState.BUILDING: date(2022, 5, 9)})
    a_month(pond)
    page = written(as_, contact, pond)
    page.press("提交审核")

    assert "通过村级审核" not in as_(contact).open(page.url).buttons
    assert "通过村级审核" not in as_(a_cadre(village)).open(page.url).buttons
    as_(a_secretary(village)).open(page.url).press("通过村级审核")


def test_a_notice_sent_back_comes_back_with_the_reason_and_without_signatures(as_, creek, lead, members):
    notice = a_disclosure(creek, state=State.VILLAGE_REVIEWED, signed_by=members[:1])
    page = as_(members[1]).open(f"/disclosures/{notice.id}")

    asked = page.press("退回修改", expect=422)
    assert "请写明理由" in asked.main
    page.press("退回修改", {"note": "支付数和账上不一致"})

    db.session.refresh(notice)
    assert (notice.state, notice.signatures) == (State.RETURNED, [])
    assert last_audit_entry() == ("disclosures.send_back", members[1].id)
    seen = as_(lead).open(page.url)
    assert "支付数和账上不一致" in seen.main
    seen.press("提交审核")
    assert "支付数和账上不一致" not in as_(lead).open(page.url).main


def test_nobody_signs_twice_and_the_lead_signs_nothing(as_, creek, lead, members):
    notice = a_disclosure(creek, state=State.VILLAGE_REVIEWED)
    as_(members[0]).open(f"/disclosures/{notice.id}").press("审查签字")

    assert "审查签字" not in as_(members[0]).open(f"/disclosures/{notice.id}").buttons
    for somebody in (members[0], lead):
        as_(somebody).send(f"/disclosures/{notice.id}/sign", {"version": notice.version}, expect=403)


def test_two_members_who_read_at_the_same_time_both_sign(as_, creek, members):
    notice = a_disclosure(creek, state=State.VILLAGE_REVIEWED)
    pages = [as_(member).open(f"/disclosures/{notice.id}") for member in members]
    for page in pages:
        page.press("审查签字")
    assert notice.state is State.SUPERVISION_PASSED


def test_the_last_signature_counts_one_given_a_moment_before(creek, members):
    notice = a_disclosure(creek, state=State.VILLAGE_REVIEWED)
    assert notice.signatures == []  # what this request has read
    other = {"disclosure_id": notice.id, "user_id": members[0].id, "signed_at": dates.now()}
    db.session.execute(NoticeSignature.__table__.insert(), other)

    actions.sign(notice, by=members[1])
    db.session.commit()
    assert notice.state is State.SUPERVISION_PASSED


def test_who_signs_an_older_version_than_the_one_that_stands_there_is_told(as_, creek, members):
    notice = a_disclosure(creek, state=State.VILLAGE_REVIEWED)
    old_page = as_(members[0]).open(f"/disclosures/{notice.id}")
    notice.summary = "改过了"
    db.session.commit()

    assert "内容刚被他人更新" in old_page.press("审查签字", expect=409).text
    assert notice.signatures == []


def test_a_draft_is_saved_over_nobody_elses(as_, creek, lead):
    notice = a_disclosure(creek, summary="第一稿")
    form = as_(lead).open(write_address(creek))
    notice.summary = "在另一台手机上改的"
    db.session.commit()

    refusal = form.press("保存并看样子", {"summary": "写了很久的第二稿"}, expect=409)
    assert "写了很久的第二稿" in refusal.text


def test_a_draft_does_not_exist_for_strangers(as_, creek, village):
    notice = a_disclosure(creek)
    elsewhere = a_secretary(a_village())
    for stranger in (None, a_party_member(village), an_admin(), elsewhere):
        as_(stranger).open(f"/disclosures/{notice.id}", expect=404)
        as_(stranger).open(f"/disclosures/{notice.id}/print", expect=404)
        assert "草稿" not in as_(stranger).open(f"/projects/{creek.id}/disclosures").main


def test_a_draft_is_never_printed(as_, creek, lead):
    notice = a_disclosure(creek, state=State.SUPERVISION_PASSED)
    as_(lead).open(f"/disclosures/{notice.id}/print", expect=404)


def test_a_late_month_is_late_for_good(as_, creek, contact, on_day):
    a_duty(creek)
    notice = a_disclosure(creek, state=State.SUPERVISION_PASSED)
    with on_day("2022-06-14"):
        page = as_(contact).open(f"/projects/{creek.id}/disclosures")
        assert "逾期未公示" in page.main
        as_(contact).open(f"/disclosures/{notice.id}").press("发布公示")
        assert "逾期补发" in as_(None).open(f"/projects/{creek.id}/disclosures").main


def test_past_years_are_archived_once(as_, creek, contact, on_day):
    notice = a_disclosure(creek, state=State.PUBLISHED)
    address = f"/disclosures/{notice.id}"
    assert "归档" not in as_(contact).open(address).buttons
    with on_day("2023-01-04"):
        as_(contact).open(address).press("归档")
        assert notice.state is State.ARCHIVED
        assert "护栏" in as_(None).open(address).main


def test_the_page_says_whether_the_period_is_running_or_over(as_, village, on_day):
    notice = a_disclosure(a_project(village), state=State.PUBLISHED)  # from the 9th to the 16th
    for day, words, others in (("2022-06-16", "公示中", "公示期满"), ("2022-06-17", "公示期满", "公示中")):
        with on_day(day):
            page = as_(None).open(f"/disclosures/{notice.id}").main
        assert words in page
        assert others not in page
